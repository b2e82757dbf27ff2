/* The reader: the statement in the address is lit and explained; repairs and numerals on demand. */
(function () {
  "use strict";
  var reader = document.querySelector(".reader");
  var card = document.getElementById("card");
  var body = card.querySelector(".card-body");

  document.querySelectorAll("[data-show]").forEach(function (box) {
    function apply() { reader.classList.toggle("show-" + box.dataset.show, box.checked); }
    box.addEventListener("change", apply);
    apply();
  });

  function pieces(id) {
    return Array.prototype.filter.call(reader.querySelectorAll("[data-s]"), function (element) {
      return element.dataset.s === id;
    });
  }
  function facts(id) {
    var row = document.getElementById("fact-" + id);
    if (!row) { return false; }
    var heads = document.querySelectorAll("table.statements thead th");
    body.textContent = "";
    var title = document.createElement("h2");
    title.textContent = row.cells[0].firstChild.textContent;
    body.appendChild(title);
    var gloss = row.querySelector(".gloss");
    if (gloss) {
      var line = document.createElement("p");
      line.className = "gloss";
      line.textContent = gloss.textContent;
      body.appendChild(line);
    }
    var list = document.createElement("dl");
    for (var i = 1; i < 5; i += 1) {
      if (!row.cells[i].textContent.trim()) { continue; }
      var name = document.createElement("dt");
      var value = document.createElement("dd");
      name.textContent = heads[i].textContent;
      value.textContent = row.cells[i].textContent.trim();
      list.appendChild(name);
      list.appendChild(value);
    }
    body.appendChild(list);
    var key = document.createElement("p");
    key.className = "key";
    key.textContent = id;
    body.appendChild(key);
    return true;
  }
  function light(id, scroll) {
    reader.querySelectorAll(".lit").forEach(function (element) { element.classList.remove("lit"); });
    var found = pieces(id);
    found.forEach(function (element) { element.classList.add("lit"); });
    if (found.length) {
      for (var up = found[0]; up; up = up.parentElement) {
        if (up.tagName === "DETAILS") { up.open = true; }
      }
      if (scroll) { found[0].scrollIntoView({ block: "center" }); }
    }
    card.hidden = !(found.length && facts(id));
    card.dataset.id = id;
  }
  function fromAddress() {
    var id = decodeURIComponent(location.hash.slice(1));
    if (id && pieces(id).length) { light(id, true); } else { card.hidden = true; }
  }
  window.addEventListener("hashchange", fromAddress);
  window.addEventListener("load", fromAddress);

  reader.addEventListener("click", function (event) {
    var number = event.target.closest("a.no");
    if (!number) { return; }
    event.preventDefault();
    var id = number.getAttribute("href").slice("#fact-".length);
    history.replaceState(null, "", "#" + encodeURIComponent(id));
    light(id, false);
  });
  card.querySelector(".close").addEventListener("click", function () { card.hidden = true; });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { card.hidden = true; }
  });
  card.querySelector("[data-copy-link]").addEventListener("click", function (event) {
    var address = location.href.split("#")[0] + "#" + encodeURIComponent(card.dataset.id);
    window.planCopy(address, event.target);
  });

  /* The outline follows the reading. */
  var entries = Array.prototype.slice.call(document.querySelectorAll(".outline a"));
  var narrow = window.matchMedia("(max-width: 60rem)");
  if (narrow.matches) { document.querySelector(".outline").open = false; }
  if ("IntersectionObserver" in window) {
    var byId = {};
    entries.forEach(function (link) { byId[link.getAttribute("href").slice(1)] = link; });
    var watch = new IntersectionObserver(function (seen) {
      seen.forEach(function (entry) {
        if (!entry.isIntersecting) { return; }
        entries.forEach(function (link) { link.removeAttribute("aria-current"); });
        byId[entry.target.id].setAttribute("aria-current", "location");
      });
    }, { rootMargin: "-5% 0px -80% 0px" });
    Object.keys(byId).forEach(function (id) {
      var place = document.getElementById(id);
      if (place) { watch.observe(place); }
    });
  }
})();
