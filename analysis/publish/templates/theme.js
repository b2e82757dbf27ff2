/* Sets the reader's choice of light or dark before the page is drawn. */
(function () {
  "use strict";
  try {
    var choice = localStorage.getItem("plan-theme");
    if (choice === "dark" || choice === "light") {
      document.documentElement.dataset.theme = choice;
    }
  } catch (error) { /* storage may be closed for files; the system's choice then holds */ }
  document.documentElement.classList.add("js");
})();
