/* Search over every statement, from disk: all words must occur, wherever they stand. */
(function () {
  "use strict";
  var root = document.documentElement;
  var english = root.dataset.lang === "en";
  var most = 100;
  var all = (window.planStatements || []).map(function (row) {
    return { row: row, text: row.join("\n").toLowerCase() };
  });
  var field = document.getElementById("q");
  var doc = document.getElementById("filter-doc");
  var status = document.getElementById("filter-status");
  var found = document.getElementById("found");
  var results = document.getElementById("results");

  function marked(parent, text, words) {
    var low = text.toLowerCase();
    var at = 0;
    while (at < text.length) {
      var next = -1;
      var size = 0;
      words.forEach(function (word) {
        var place = low.indexOf(word, at);
        if (place >= 0 && (next < 0 || place < next)) { next = place; size = word.length; }
      });
      if (next < 0 || !size) { break; }
      parent.appendChild(document.createTextNode(text.slice(at, next)));
      var mark = document.createElement("mark");
      mark.textContent = text.slice(next, next + size);
      parent.appendChild(mark);
      at = next + size;
    }
    parent.appendChild(document.createTextNode(text.slice(at)));
  }
  function part(parent, name, kind, text, words) {
    var element = document.createElement(name);
    element.className = kind;
    marked(element, text, words);
    parent.appendChild(element);
  }
  function label(select, value) {
    for (var i = 0; i < select.options.length; i += 1) {
      if (select.options[i].value === value) { return select.options[i].textContent; }
    }
    return value;
  }
  function entry(row, words) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = "sources/" + encodeURIComponent(row[1]) + (english ? ".en" : "") + ".html#"
      + encodeURIComponent(row[0]);
    part(link, "span", "what", english ? row[6] : row[5], words);
    part(link, "span", "value", row[7], words);
    item.appendChild(link);
    part(item, "p", "where", [label(doc, row[1]), label(status, row[4]), row[8]]
      .filter(Boolean).join(" · "), []);
    if (english && row[9]) { part(item, "p", "gloss", row[9], words); }
    part(item, "p", "quote", row[10], words);
    item.querySelector(".quote").lang = "zh-Hans";
    return item;
  }
  function search() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var hits = all.filter(function (one) {
      return (!doc.value || one.row[1] === doc.value)
        && (!status.value || one.row[4] === status.value)
        && words.every(function (word) { return one.text.indexOf(word) >= 0; });
    });
    var asked = words.length || doc.value || status.value;
    results.textContent = "";
    if (!asked) { found.textContent = all.length + " " + found.dataset.found; return; }
    hits.slice(0, most).forEach(function (one) { results.appendChild(entry(one.row, words)); });
    found.textContent = hits.length
      ? hits.length + " " + found.dataset.found
        + (hits.length > most ? (english ? ", " : "，") + found.dataset.more + " " + most : "")
      : found.dataset.none;
  }
  var asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  [[doc, "doc"], [status, "status"]].forEach(function (pair) {
    var wish = asked.get(pair[1]);
    if (wish) { pair[0].value = wish; }
    pair[0].addEventListener("change", search);
  });
  field.addEventListener("input", search);
  field.form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  search();
})();
