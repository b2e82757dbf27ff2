/* What every page does: menus, light and dark, the language switch that keeps the place, copying. */
(function () {
  "use strict";
  var root = document.documentElement;

  function dark() {
    return root.dataset.theme
      ? root.dataset.theme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }
  document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
    button.addEventListener("click", function () {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("plan-theme", root.dataset.theme); } catch (error) { /* not kept */ }
    });
  });

  /* One menu open at a time; Escape and a click elsewhere close it. */
  var menus = Array.prototype.slice.call(document.querySelectorAll("details.menu"));
  document.addEventListener("click", function (event) {
    menus.forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    menus.forEach(function (menu) {
      if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });

  /* The place that is being read: the fragment, else the last anchored block above the fold. */
  function place() {
    var marks = document.querySelectorAll(
      "figure[id], section[id], h2[id], h3[id], h4[id], .text [id]");
    var found = "";
    for (var i = 0; i < marks.length; i += 1) {
      var box = marks[i].getBoundingClientRect();
      if (!box.width && !box.height) { continue; }
      if (box.top > window.innerHeight * 0.4) { break; }
      found = marks[i].id;
    }
    if (location.hash.length > 1) {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target) {
        var at = target.getBoundingClientRect();
        if (at.bottom > 0 && at.top < window.innerHeight) { return target.id; }
      }
    }
    return window.scrollY > 80 ? found : "";
  }
  document.querySelectorAll("a[data-keep-place]").forEach(function (link) {
    var base = link.getAttribute("href");
    function keep() {
      var here = place();
      link.setAttribute("href", base + location.search + (here ? "#" + encodeURIComponent(here) : ""));
    }
    link.addEventListener("pointerdown", keep);
    link.addEventListener("focus", keep);
    link.addEventListener("click", keep);
  });

  function say(button, text) {
    var before = button.textContent;
    button.textContent = text;
    button.setAttribute("aria-live", "polite");
    setTimeout(function () { button.textContent = before; }, 1600);
  }
  var words = root.dataset.lang === "zh"
    ? { done: "已复制", failed: "请手动选取复制" }
    : { done: "Copied", failed: "Select and copy by hand" };
  function copy(text, button) {
    function old() {
      var field = document.createElement("textarea");
      field.value = text;
      field.setAttribute("readonly", "");
      field.className = "offstage";
      document.body.appendChild(field);
      field.select();
      var done = false;
      try { done = document.execCommand("copy"); } catch (error) { done = false; }
      field.remove();
      button.focus();
      say(button, done ? words.done : words.failed);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { say(button, words.done); }, old);
    } else {
      old();
    }
  }
  window.planCopy = copy;
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var box = button.closest("details, section");
      copy(box.querySelector(".citation-text").textContent.trim(), button);
    });
  });

  /* A fragment inside something folded opens it. */
  function unfold() {
    if (location.hash.length < 2) { return; }
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    for (var up = target; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") { up.open = true; }
    }
    target.scrollIntoView({ block: target.closest("figure, tr, h2") ? "start" : "center" });
  }
  window.planUnfold = unfold;
  window.addEventListener("hashchange", unfold);
  if (location.hash.length > 1) { window.addEventListener("load", unfold); }
})();
