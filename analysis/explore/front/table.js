// A table of any length: only the rows in sight exist. Arrow keys walk, Enter or Space acts.

const ROW = 32, TALL = 48;

function makeTable(host, columns, calls) {
  const tall = columns.some((column) => column.long) ? TALL : ROW;
  const head = element("div", { class: "plan-head", role: "row" });
  const layer = element("div", { class: "plan-layer" });
  const nothing = element("div", { class: "plan-nothing", hidden: true }, ...(calls.nothing || []));
  const spacer = element("div", { class: "plan-spacer" }, layer);
  const scroller = element("div", { class: "plan-scroller", tabindex: "0", role: "rowgroup", "aria-label": calls.label }, spacer, nothing);
  let rows = [], order = { key: null, up: true }, inSight = columns, grid = "";
  for (const column of columns) {
    head.append(element("button", {
      class: `plan-sort ${column.kind === "number" ? "number" : ""}`, type: "button", "data-key": column.key, title: column.hint,
      onclick: () => {
        order = { key: column.key, up: order.key === column.key ? !order.up : true };
        calls.sort(order);
        for (const one of head.children) one.dataset.order = one.dataset.key === order.key ? (order.up ? "▲" : "▼") : "";
      },
    }, element("span", {}, column.label), column.under ? element("code", {}, column.under) : null));
  }
  const table = element("div", { class: "plan-table", role: "table", "aria-label": calls.label }, head, scroller);
  host.append(element("div", { class: "plan-wide" }, table));

  // Where there is little room the minor columns go; a row is read whole beside or below.
  function narrow(on) {
    inSight = columns.filter((column) => !on || !column.minor);
    columns.forEach((column, at) => { head.children[at].hidden = !inSight.includes(column); });
    grid = inSight.map((column) => column.width).join(" ");
    head.style.gridTemplateColumns = grid;
    table.style.minWidth = `${inSight.reduce((sum, column) => sum + parseFloat(column.width.replace("minmax(", "")), 0) + 1.2}em`;
    render();
  }

  function render() {
    const first = Math.max(0, Math.floor(scroller.scrollTop / tall) - 4);
    const last = Math.min(rows.length, first + Math.ceil((scroller.clientHeight || 320) / tall) + 9);
    const made = [];
    for (let at = first; at < last; at++) {
      const index = rows[at];
      const line = element("div", { class: "plan-row", role: "row", tabindex: "-1", "data-index": index });
      line.style.gridTemplateColumns = grid;
      line.style.height = `${tall}px`;
      if (calls.chosen(index)) line.classList.add("plan-chosen");
      for (const column of inSight) {
        const cell = element("div", { role: "cell", class: `plan-cell ${column.kind || ""} ${column.long ? "long" : ""}` });
        const words = column.long ? element("span") : cell;
        if (column.long) cell.append(words);
        column.fill(words, index);
        line.append(cell);
      }
      made.push(line);
    }
    layer.style.transform = `translateY(${first * tall}px)`;
    layer.replaceChildren(...made);
  }

  // The row before or after the chosen one, or the first; it is chosen and brought into sight.
  function walk(step) {
    if (!rows.length) return;
    const now = rows.findIndex((index) => calls.chosen(index));
    const next = now < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, now + step));
    const top = next * tall, room = scroller.clientHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    if (top + tall > scroller.scrollTop + room) scroller.scrollTop = top + tall - room;
    if (next !== now) calls.pick(rows[next]);
  }
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
  scroller.addEventListener("keydown", (event) => {
    if (event.target !== scroller) return;
    if (event.key in steps) { walk(steps[event.key]); event.preventDefault(); }
    const now = rows.find((index) => calls.chosen(index));
    if (event.key === " " && now !== undefined && calls.mark) { calls.mark(now); event.preventDefault(); }
  });
  narrow(false);
  scroller.addEventListener("scroll", render);
  scroller.addEventListener("click", (event) => {
    const line = event.target.closest(".plan-row");
    if (line && !event.target.closest("button, a")) calls.pick(Number(line.dataset.index));
  });
  return {
    render,
    order: () => order,
    fit: (count) => { scroller.style.height = `${count * tall}px`; },
    reveal(index) {
      const at = rows.indexOf(index);
      if (at >= 0 && (at * tall < scroller.scrollTop || (at + 1) * tall > scroller.scrollTop + scroller.clientHeight)) scroller.scrollTop = (at - 1) * tall;
    },
    narrow,
    show(list) {
      rows = list;
      spacer.style.height = `${rows.length * tall}px`;
      nothing.hidden = rows.length > 0;
      if (scroller.scrollTop > rows.length * tall) scroller.scrollTop = 0;
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
