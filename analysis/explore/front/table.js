// A table of any length: only the rows in sight exist.

const ROW = 32;

function makeTable(host, columns, calls) {
  const head = element("div", { class: "plan-head", role: "row" });
  const layer = element("div", { class: "plan-layer" });
  const spacer = element("div", { class: "plan-spacer" }, layer);
  const scroller = element("div", { class: "plan-scroller", tabindex: "0", role: "rowgroup" }, spacer);
  const grid = columns.map((column) => column.width).join(" ");
  let rows = [], order = { key: null, up: true };
  head.style.gridTemplateColumns = grid;
  for (const column of columns) {
    head.append(element("button", {
      class: "plan-sort", type: "button", "data-key": column.key,
      onclick: () => {
        order = { key: column.key, up: order.key === column.key ? !order.up : true };
        calls.sort(order);
        for (const one of head.children) one.dataset.order = one.dataset.key === order.key ? (order.up ? "▲" : "▼") : "";
      },
    }, column.label));
  }
  host.append(element("div", { class: "plan-table", role: "table" }, head, scroller));

  function render() {
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - 4);
    const last = Math.min(rows.length, first + Math.ceil((scroller.clientHeight || 320) / ROW) + 8);
    const made = [];
    for (let at = first; at < last; at++) {
      const index = rows[at];
      const line = element("div", { class: "plan-row", role: "row", tabindex: "-1", "data-index": index });
      line.style.gridTemplateColumns = grid;
      if (calls.chosen && calls.chosen(index)) line.classList.add("plan-chosen");
      for (const column of columns) {
        const cell = element("div", { role: "cell", class: `plan-cell ${column.kind || ""}` });
        column.fill(cell, index);
        line.append(cell);
      }
      made.push(line);
    }
    layer.style.transform = `translateY(${first * ROW}px)`;
    layer.replaceChildren(...made);
  }
  scroller.addEventListener("scroll", render);
  scroller.addEventListener("click", (event) => {
    const line = event.target.closest(".plan-row");
    if (line && !event.target.closest("button") && calls.pick) calls.pick(Number(line.dataset.index));
  });
  return {
    render,
    order: () => order,
    show(list) {
      rows = list;
      spacer.style.height = `${rows.length * ROW}px`;
      if (scroller.scrollTop > rows.length * ROW) scroller.scrollTop = 0;
      render();
    },
  };
}

function sorted(rows, keyOf, up) {
  const keyed = Array.from(rows, (row) => [keyOf(row), row]);
  const sign = up ? 1 : -1;
  const later = (a) => a === null || a === undefined || a === "";
  keyed.sort(([a, i], [b, j]) => {
    if (later(a) !== later(b)) return later(a) ? 1 : -1;
    return (a < b ? -sign : a > b ? sign : 0) || i - j;
  });
  return keyed.map(([, row]) => row);
}
