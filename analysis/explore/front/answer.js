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
  // A Chinese character is as wide as two Latin letters.
  const wide = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
  const full = data.columns.filter((column) => column.cells.some((text) => text));
  let chosen = -1;
  const columns = full.map((column) => {
    const longest = Math.max(wide(column.name) * 1.2, ...column.cells.slice(0, 200).map(wide));
    return {
      key: column.name, label: column.name, kind: column.numbers ? "number" : "",
      width: column.numbers ? `${Math.max(4, Math.min(longest, 16) * 0.62 + 1.6)}em` : `minmax(${Math.min(longest * 0.62 + 1.6, 9)}em, ${Math.max(1, Math.min(longest, 80))}fr)`,
      fill: (cell, i) => {
        const text = column.cells[i];
        cell.textContent = column.name === "certainty" && BADGES[text] ? `${BADGES[text]} ${text}` : text;
        cell.title = text;
      },
    };
  });
  const detail = element("dl", { class: "plan-detail", hidden: true });
  const table = makeTable(root, columns, { sort: update, chosen: (i) => i === chosen, pick: (i) => {
    chosen = chosen === i ? -1 : i;
    detail.hidden = chosen < 0;
    detail.replaceChildren(...full.filter((column) => column.cells[i]).flatMap((column) => [element("dt", {}, column.name), element("dd", {}, column.cells[i])]));
    table.render();
  } });
  root.append(detail);
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
