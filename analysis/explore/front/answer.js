// Any table: filter by words, sort by a click on a heading.

function render({ model, el }) {
  const data = decoded(model.get("data")), words = model.get("words");
  const all = Array.from({ length: data.n }, (_, i) => i);
  const lower = all.map((i) => data.columns.map((c) => c.cells[i]).join("\u0000").toLowerCase());
  const count = element("span", { class: "plan-count" });
  const field = element("input", { type: "search", placeholder: words.filter, "aria-label": words.filter, oninput: update });
  const root = element("div", { class: "plan-explore plan-answer-table" });
  if (data.heading) root.append(element("div", { class: "plan-title" }, data.heading));
  root.append(element("div", { class: "plan-bar" }, field, count));
  const columns = data.columns.map((column) => {
    const longest = Math.max(column.name.length, ...column.cells.slice(0, 200).map((t) => [...t].length));
    return {
      key: column.name, label: column.name, kind: column.numbers ? "number" : "",
      width: column.numbers ? "minmax(5em, 8em)" : `minmax(${Math.min(5 + longest / 6, 9)}em, ${Math.max(1, Math.min(longest, 60))}fr)`,
      fill: (cell, i) => {
        const text = column.cells[i];
        cell.textContent = column.name === "certainty" && BADGES[text] ? `${BADGES[text]} ${text}` : text;
        cell.title = text;
      },
    };
  });
  const table = makeTable(root, columns, { sort: update });
  if (data.note) root.append(element("div", { class: "plan-note" }, data.note));
  el.append(root);
  function update() {
    const wanted = field.value.trim().toLowerCase(), { key, up } = table.order();
    let rows = wanted ? all.filter((i) => lower[i].includes(wanted)) : all;
    const by = data.columns.find((column) => column.name === key);
    if (by) rows = sorted(rows, (i) => (by.numbers || by.cells)[i], up);
    count.textContent = `${rows.length} / ${data.of} ${words.rows}`;
    table.show(rows);
  }
  root.style.setProperty("--plan-height", `${Math.min(10, Math.max(2, data.n)) * ROW}px`);
  update();
}

export default { render };
