/* Search over every statement, then every sentence, from disk: all words must occur. */
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
  var region = document.getElementById("filter-region");
  var status = document.getElementById("filter-status");
  var found = document.getElementById("found");
  var results = document.getElementById("results");
  var sentences = document.getElementById("sentences");
  var heading = document.getElementById("further");
  var passages = window.planPassages || [];

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
  function linked(docId, id) {
    var link = document.createElement("a");
    link.href = "sources/" + encodeURIComponent(docId) + (english ? ".en" : "") + ".html#"
      + encodeURIComponent(id);
    return link;
  }
  function entry(row, words) {
    var item = document.createElement("li");
    var link = linked(row[1], row[0]);
    part(link, "span", "what", english ? row[6] : row[5], words);
    part(link, "span", "value", english ? row[8] : row[7], words);
    item.appendChild(link);
    part(item, "p", "where", [label(doc, row[1]), label(status, row[4]), row[9], row[13]]
      .filter(Boolean).join(" · "), []);
    if (english && row[10]) { part(item, "p", "gloss", row[10], words); }
    part(item, "p", "quote", row[11], words);
    item.querySelector(".quote").lang = "zh-Hans";
    return item;
  }
  /* Sentences that hold no statement found above: the words as they stand in the text. */
  function further(words, hits) {
    sentences.textContent = "";
    var told = {};
    hits.forEach(function (one) { told[one.row[12]] = true; });
    var list = !words.length || status.value || region.value ? [] : passages.filter(function (row) {
      return !told[row[0]] && (!doc.value || row[1] === doc.value)
        && words.every(function (word) { return row[2].toLowerCase().indexOf(word) >= 0; });
    });
    list.slice(0, most).forEach(function (row) {
      var item = document.createElement("li");
      var link = linked(row[1], row[0]);
      part(link, "span", "quote", row[2], words);
      link.lang = "zh-Hans";
      item.appendChild(link);
      part(item, "p", "where", label(doc, row[1]), []);
      sentences.appendChild(item);
    });
    heading.hidden = !list.length;
    heading.textContent = list.length + " " + found.dataset.sentences + shortened(list.length);
    return list.length;
  }
  function shortened(count) {
    return count > most ? (english ? ", " : "，") + found.dataset.more + " " + most : "";
  }
  function search() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var hits = all.filter(function (one) {
      return (!doc.value || one.row[1] === doc.value)
        && (!region.value || one.row[2] === region.value)
        && (!status.value || one.row[4] === status.value)
        && words.every(function (word) { return one.text.indexOf(word) >= 0; });
    });
    var asked = words.length || doc.value || status.value || region.value;
    results.textContent = "";
    var more = further(words, hits);
    if (!asked) { found.textContent = all.length + " " + found.dataset.found; return; }
    hits.slice(0, most).forEach(function (one) { results.appendChild(entry(one.row, words)); });
    found.textContent = hits.length || more
      ? hits.length + " " + found.dataset.found + shortened(hits.length)
      : found.dataset.none;
  }
  var asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  [[doc, "doc"], [status, "status"], [region, "region"]].forEach(function (pair) {
    var wish = asked.get(pair[1]);
    if (wish) { pair[0].value = wish; }
    pair[0].addEventListener("change", search);
  });
  field.addEventListener("input", search);
  field.form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  search();
})();
