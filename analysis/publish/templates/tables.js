/* Tables to work with: sort by a column, filter rows, copy for a spreadsheet, save as CSV;
   on a narrow screen a wide table is told row by row. Without scripts they stay plain tables. */
(function () {
  "use strict";
  var root = document.documentElement;
  var words = document.querySelector("article.sheet").dataset;
  var many = 12;

  function clean(text) { return text.replace(/\s+/g, " ").trim(); }
  /* What a cell says, and the quotes behind its links. */
  function quotes(cell) {
    return Array.prototype.map.call(cell.querySelectorAll("a.to-statement[title]"), function (link) {
      return link.title;
    });
  }
  /* A cell that a spreadsheet would take for a formula is kept text. */
  function harmless(text) {
    return /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? "'" + text : text;
  }
  function content(table) {
    var heads = Array.prototype.map.call(table.tHead.rows[0].cells, function (cell) {
      return clean(cell.textContent);
    });
    var rows = Array.prototype.filter.call(table.tBodies[0].rows, function (row) { return !row.hidden; });
    var told = rows.map(function (row) { return [].concat.apply([], Array.prototype.map.call(row.cells, quotes)); });
    var quoted = told.some(function (found) { return found.length; });
    return [quoted ? heads.concat(words.quote) : heads].concat(rows.map(function (row, at) {
      var cells = Array.prototype.map.call(row.cells, function (cell) { return clean(cell.textContent); });
      return quoted ? cells.concat(told[at].join(" | ")) : cells;
    })).map(function (cells) { return cells.map(harmless); });
  }
  function csv(table) {
    return content(table).map(function (cells) {
      return cells.map(function (text) {
        return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }).join(",");
    }).join("\r\n") + "\r\n";
  }

  var STEPS = { "亿": 1e8, "万": 1e4, bn: 1e9, m: 1e6 };
  function amount(text) {
    var found = /([−-]?)(\d[\d,]*(?:\.\d+)?)\s*(亿|万|bn\b|m\b)?/.exec(text);
    if (!found) { return NaN; }
    return Number(found[2].replace(/,/g, "")) * (STEPS[found[3]] || 1) * (found[1] ? -1 : 1);
  }
  function sortable(table, body) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        Array.prototype.forEach.call(head.parentNode.cells, function (other) {
          other.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", down > 0 ? "ascending" : "descending");
        Array.prototype.map.call(body.rows, function (row, at) {
          var text = clean(row.cells[place].textContent);
          var number = /^\D{0,5}\d/.test(text) ? amount(text) : NaN;
          return { row: row, at: at, text: text, number: number };
        }).sort(function (a, b) {
          var first = isNaN(a.number), second = isNaN(b.number);
          if (first !== second) { return first ? 1 : -1; }
          var order = first ? a.text.localeCompare(b.text, root.lang) : a.number - b.number;
          return order * down || a.at - b.at;
        }).forEach(function (entry) { body.appendChild(entry.row); });
      });
    });
  }
  function filter(body, tools) {
    var field = document.createElement("input");
    field.type = "search";
    field.placeholder = words.filter;
    field.setAttribute("aria-label", words.filter);
    var left = document.createElement("span");
    left.setAttribute("role", "status");
    field.addEventListener("input", function () {
      var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      Array.prototype.forEach.call(body.rows, function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !wanted.every(function (word) { return text.indexOf(word) >= 0; });
        shown += row.hidden ? 0 : 1;
      });
      left.textContent = wanted.length
        ? words.left.replace("{shown}", shown).replace("{total}", body.rows.length) : "";
    });
    tools.appendChild(field);
    tools.appendChild(left);
  }
  function button(tools, word, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = word;
    made.addEventListener("click", function () { act(made); });
    tools.appendChild(made);
  }
  function save(text, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv" }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }
  /* Roles stay with the elements when a style sheet takes their table form away. */
  function stack(table) {
    var box = table.parentNode;
    if (box.scrollWidth <= box.clientWidth) { return; }
    var heads = Array.prototype.map.call(table.tHead.rows[0].cells, function (cell) {
      return clean(cell.textContent);
    });
    /* Where first cells repeat, the second belongs to the name of the row, unless it has links. */
    var firsts = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
      return row.cells[0].textContent;
    });
    var repeat = new Set(firsts).size < firsts.length;
    var leads = repeat && !table.querySelector("td:nth-child(2) a") ? 2 : 1;
    table.setAttribute("role", "table");
    Array.prototype.forEach.call(table.querySelectorAll("thead, tbody"), function (part) {
      part.setAttribute("role", "rowgroup");
    });
    Array.prototype.forEach.call(table.rows, function (row) {
      row.setAttribute("role", "row");
      Array.prototype.forEach.call(row.cells, function (cell, at) {
        cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
        if (cell.tagName === "TD") { cell.dataset.head = heads[at]; }
        if (cell.tagName === "TD" && at < leads) { cell.classList.add("naming"); }
      });
    });
    box.classList.add("stacked");
  }

  var page = location.pathname.split("/").pop().replace(/\.html$/, "");
  var narrow = window.matchMedia("(max-width: 40rem)");
  document.querySelectorAll(".tabular").forEach(function (section) {
    var table = section.querySelector("table");
    var body = table.tBodies[0];
    if (!body.rows.length) { return; }
    var tools = document.createElement("div");
    tools.className = "table-tools";
    if (body.rows.length > many) { filter(body, tools); }
    button(tools, words.copy, function (made) {
      window.planCopy(content(table).map(function (cells) { return cells.join("\t"); }).join("\n"), made);
    });
    button(tools, words.csv, function () { save(csv(table), page + "--" + section.id + ".csv"); });
    section.insertBefore(tools, table.parentNode);
    if (body.rows.length > 2) { sortable(table, body); }
    if (narrow.matches) { stack(table); }
  });
  narrow.addEventListener("change", function () {
    if (narrow.matches) { document.querySelectorAll(".tabular table").forEach(stack); }
  });
})();
