// Any answer: filter by words, sort by a click on a heading, open a row to read all of it.

const MOST_SHOWN = 10;

function render({ model, el }) {
  const data = decoded(model.get("data")), words = model.get("words");
  const all = Array.from({ length: data.n }, (_, i) => i);
  const lower = all.map((i) => data.columns.map((c) => `${c.cells[i]}\u0000${c.codes ? c.codes[i] : ""}`).join("\u0000").toLowerCase());
  const count = element("span", { class: "plan-count", role: "status" });
  const field = element("input", { type: "search", placeholder: words.filter, "aria-label": words.filter, oninput: update });
  const root = shielded("plan-answer-table");
  if (data.heading) root.append(element("div", { class: "plan-title" }, data.heading));
  root.append(element("div", { class: "plan-bar" }, field, count));
  // A Chinese character is as wide as two Latin letters.
  const wide = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
  const full = data.columns.filter((column) => column.cells.some((text) => text));
  const ids = data.columns.find((column) => column.name === "statement_id");
  let chosen = -1;
  const columns = full.map((column) => {
    const longest = Math.max(...column.cells.slice(0, 200).map(wide));
    const least = Math.min(Math.max(wide(column.label) * 0.56, column.under ? column.under.length * 0.5 : 0), 9) + 1.6;
    const long = !column.numbers && longest > 36;
    const narrow = Math.max(least, long ? 15 : column.numbers ? Math.min(longest, 16) * 0.62 + 1.6 : Math.min(longest * 0.56 + 1.8, 14));
    return {
      key: column.name, label: column.label, under: column.under, hint: column.hint, kind: column.numbers ? "number" : ["quote", "text"].includes(column.name) ? "quote" : "", long,
      width: `minmax(${narrow}em, ${column.numbers ? narrow + "em" : `${Math.max(6, Math.min(longest, 80))}fr`})`,
      fill: (cell, i) => { cell.textContent = badged(column, i); cell.title = column.cells[i]; },
    };
  });
  function badged(column, i) {
    const badge = column.name === "certainty" && BADGES[column.codes ? column.codes[i] : column.cells[i]];
    return badge ? `${badge} ${column.cells[i]}` : column.cells[i];
  }
  const detail = element("div", { class: "plan-detail", hidden: true, "aria-live": "polite" });
  const table = makeTable(root, columns, {
    label: data.heading || words.rows, sort: update, chosen: (i) => i === chosen, nothing: [words.no_row],
    pick: (i) => { chosen = chosen === i ? -1 : i; opened(); table.render(); },
  });
  const place = element("div", { class: "plan-context plan-open", hidden: true });
  function opened() {
    detail.hidden = chosen < 0; place.hidden = true;
    if (chosen < 0) return;
    detail.replaceChildren(element("dl", {}, ...full.filter((column) => column.cells[chosen]).flatMap((column) => {
      const code = column.codes && column.codes[chosen] !== column.cells[chosen] ? ` (${column.codes[chosen]})` : "";
      return [element("dt", {}, column.label), element("dd", {}, column.cells[chosen] + code)];
    })));
    const id = ids && ids.cells[chosen];
    if (!id || !data.readable) return;
    place.hidden = false;
    place.replaceChildren(element("p", { class: "plan-note" }, words.reading));
    model.send({ ask: "context", id });
  }
  function answered(answer) {
    if (chosen < 0) return;
    if (answer.told === "error") { place.replaceChildren(element("p", { class: "plan-note" }, answer.text)); return; }
    const id = ids.cells[chosen];
    if (answer.statement_id !== id) return;
    const keep = element("button", { type: "button", "data-do": "keep", onclick: () => { model.send({ ask: "keep", id }); keep.textContent = `★ ${words.kept}`; keep.disabled = true; } }, `☆ ${words.keep}`);
    place.replaceChildren(...contextOf(answer, words, id), element("p", {}, keep));
  }
  model.on("msg:custom", answered);
  root.append(detail, place);
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
  update();
  table.fit(Math.min(MOST_SHOWN, Math.max(2, data.n)));
  table.render();
  return () => model.off("msg:custom", answered);
}

export default { render };
