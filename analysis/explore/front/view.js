// The linked view: filters, chart, table and text over one set of columns in memory.

const FILTERS = ["regions", "levels", "statuses", "certainties", "themes"];

function render({ model, el }) {
  let dispose = build(model, el);
  const again = () => { dispose(); el.replaceChildren(); dispose = build(model, el); };
  model.on("change:data", again);
  return () => { model.off("change:data", again); dispose(); };
}

function build(model, el) {
  const data = decoded(model.get("data")), words = model.get("words"), english = model.get("lang") === "en";
  const { columns: c, codes, n } = data;
  const hay = c.quote.map((quote, i) => `${quote}\u0000${c.what[i]}`.toLowerCase());
  const place = new Map(c.ids.map((id, i) => [id, i]));
  const passes = new Uint8Array(n), rows = new Int32Array(n);
  const kept = model.get("state") || {};
  const chosen = Object.fromEntries(FILTERS.map((f) => [f, new Set(kept[f] || [])]));
  let basket = new Set(model.get("basket")), focus = -1, shown = 0;

  const root = shielded("", { lang: english ? "en" : "zh" });
  const bar = element("div", { class: "plan-bar" });
  const count = element("span", { class: "plan-count", role: "status" });
  const field = element("input", { type: "search", class: "plan-search", placeholder: words.search_hint, "aria-label": words.search, value: kept.text || "", oninput: () => update() });
  const measure = element("select", { class: "plan-measure", "aria-label": words.measure, onchange: () => { chart.clear(); chart.place(Number(measure.value)); update(); } },
    ...codes.measures.map((m, i) => element("option", { value: i }, m.name)));
  const start = codes.measures.findIndex((m) => m.id === (kept.measure || "%"));
  measure.value = String(Math.max(0, start));

  for (const name of FILTERS) {
    if (!codes[name].length) continue;
    const label = { regions: words.regions, levels: words.levels, statuses: words.status, certainties: words.certainty, themes: words.themes }[name];
    const chips = element("div", { class: "plan-chips", role: "group", "aria-label": label, "data-filter": name }, ...codes[name].map((one) => chip(name, one)));
    root.append(name === "themes"
      ? element("details", {}, element("summary", {}, label), chips)
      : element("div", { class: "plan-filter" }, element("span", { class: "plan-label" }, label), chips));
  }

  function chip(name, one) {
    const button = element("button", { type: "button", class: "plan-chip", "data-id": one.id, "aria-pressed": String(chosen[name].has(one.id)),
      onclick: () => {
        const set = chosen[name];
        if (!set.delete(one.id)) set.add(one.id);
        button.setAttribute("aria-pressed", String(set.has(one.id)));
        update();
      } });
    if (one.colour) {
      const icon = element("canvas", { width: 28, height: 28, class: "plan-icon" }), pen = icon.getContext("2d");
      pen.fillStyle = one.colour; drawShape(pen, one.shape, 14, 14, 9); pen.fill();
      button.append(icon);
    }
    button.append((BADGES[one.id] ? `${BADGES[one.id]} ` : "") + one.name);
    return button;
  }

  function cleared() {
    for (const name of FILTERS) chosen[name].clear();
    root.querySelectorAll(".plan-chip").forEach((b) => b.setAttribute("aria-pressed", "false"));
    field.value = ""; chart.clear(); update();
  }
  const clear = () => element("button", { type: "button", class: "plan-clear", onclick: cleared }, words.clear);
  bar.append(field, element("label", {}, `${words.measure} `, measure), clear(), count);
  const chartPlace = element("div"), lower = element("div", { class: "plan-lower" });
  const tablePlace = element("div", { class: "plan-left" });
  const context = element("div", { class: "plan-context", "aria-live": "polite" }, element("p", { class: "plan-note" }, words.pick));
  lower.append(tablePlace, context);
  const foot = element("div", { class: "plan-bar plan-foot" }), told = element("span", { class: "plan-told", role: "status" });
  root.append(bar, chartPlace, legend(), lower, foot);
  el.append(root);

  const chart = makeChart(chartPlace, data, {
    say: (number) => `${number} ${words.of} ${n}`,
    brush: () => update(),
    pick: (index) => { pick(index); table.reveal(index); table.render(); },
    nothing: words.nothing_drawn,
  });
  const named = (list, i) => (list[i] ? list[i].name : "");
  const certainty = (i) => codes.certainties[c.certainties[i]];
  const table = makeTable(tablePlace, [
    { key: "star", label: "★", hint: words.basket, width: "2.6em", kind: "star", fill: (cell, i) => cell.append(star(i)) },
    { key: "region", label: words.region, width: "5.6em", fill: (cell, i) => { cell.textContent = cell.title = named(codes.regions, c.regions[i]); } },
    { key: "what", label: words.what, width: "minmax(9em, 1fr)", long: true, fill: (cell, i) => { cell.textContent = cell.title = c.what[i]; } },
    { key: "value", label: words.value, width: "6.4em", kind: "number", fill: (cell, i) => { cell.textContent = cell.title = c.amount[i] || "–"; } },
    { key: "year", label: words.year, width: "4em", kind: "number", fill: (cell, i) => { cell.textContent = c.year[i] ?? "–"; } },
    { key: "status", minor: true, label: words.status, width: english ? "7.8em" : "5.6em", fill: (cell, i) => { cell.textContent = cell.title = named(codes.statuses, c.statuses[i]); } },
    { key: "certainty", minor: true, label: words.certainty, width: english ? "7.6em" : "6.5em", kind: "badge", fill: (cell, i) => { const one = certainty(i); if (one) { cell.textContent = `${BADGES[one.id]} ${one.name}`; cell.dataset.certainty = one.id; } } },
    { key: "quote", label: words.quote, width: "minmax(15em, 2fr)", kind: "quote", long: true, fill: (cell, i) => { cell.textContent = cell.title = c.quote[i]; } },
  ], { sort: () => list(), pick, chosen: (i) => i === focus, mark: toggled, label: words.statements, nothing: [element("span", {}, words.nothing), clear()] });
  table.fit(7);
  const keys = {
    star: (i) => (basket.has(c.ids[i]) ? 0 : 1), region: (i) => c.regions[i], what: (i) => c.what[i],
    value: (i) => c.value[i], year: (i) => c.year[i], status: (i) => c.statuses[i],
    certainty: (i) => c.certainties[i], quote: (i) => c.quote[i],
  };

  function star(i) {
    const held = basket.has(c.ids[i]);
    return element("button", { type: "button", class: "plan-star", "aria-pressed": String(held), "aria-label": words.basket,
      onclick: () => toggled(i) }, held ? "★" : "☆");
  }
  function toggled(i) { if (!basket.delete(c.ids[i])) basket.add(c.ids[i]); saveBasket(); table.render(); }
  function saveBasket() { model.set("basket", [...basket]); model.save_changes(); footing(); }

  // Sets of ids become a byte a code once, so that a row costs a few array look-ups.
  function allowed(name) {
    if (!chosen[name].size) return null;
    return Uint8Array.from(codes[name], (one) => (chosen[name].has(one.id) ? 1 : 0));
  }

  let saved = 0;
  function update() {
    const began = performance.now();
    const want = Object.fromEntries(FILTERS.map((f) => [f, allowed(f)]));
    const text = field.value.trim().toLowerCase();
    const single = ["regions", "levels", "statuses", "certainties"].filter((f) => want[f]);
    for (let i = 0; i < n; i++) {
      let ok = 1;
      for (const f of single) if (!want[f][c[f][i]]) { ok = 0; break; }
      if (ok && want.themes) ok = c.themes[i].some((t) => want.themes[t]) ? 1 : 0;
      if (ok && text && !hay[i].includes(text)) ok = 0;
      passes[i] = ok;
    }
    chart.draw(passes);
    list();
    root.dataset.redraw = (performance.now() - began).toFixed(1);
    clearTimeout(saved);
    saved = setTimeout(save, 150);
  }

  function list() {
    shown = 0;
    const brushed = chart.brushed();
    for (let i = 0; i < n; i++) if (passes[i] && (!brushed || chart.inside(i))) rows[shown++] = i;
    const { key, up } = table.order();
    const found = rows.subarray(0, shown);
    table.show(key ? sorted(found, keys[key], up) : found);
    count.textContent = english ? `${shown} ${words.of} ${n}` : `${shown} ${words.of} ${n} 条`;
    root.dataset.shown = shown;
    footing();
  }

  function save() {
    const state = Object.fromEntries(FILTERS.map((f) => [f, [...chosen[f]]]));
    const at = codes.measures[Number(measure.value)];
    model.set("state", { ...state, text: field.value, measure: at ? at.id : "", shown });
    model.save_changes();
  }

  function pick(index) {
    focus = index; chart.lit(index); chart.draw(passes); table.render();
    context.replaceChildren(element("p", { class: "plan-quote" }, c.quote[index]), element("p", { class: "plan-note" }, words.reading));
    context.dataset.id = c.ids[index];
    model.set("focus", c.ids[index]); model.save_changes();
    asked({ ask: "context", id: c.ids[index] }, words.reading);
  }

  function showContext(answer) {
    if (focus < 0 || answer.statement_id !== c.ids[focus]) return;
    const sure = certainty(focus);
    const line = `${c.ids[focus]} · ${named(codes.statuses, c.statuses[focus])} · ${sure ? `${BADGES[sure.id]} ${sure.name}` : ""}`;
    context.replaceChildren(...contextOf(answer, words, line));
    const lit = context.querySelector(".plan-in-number");
    if (lit) context.scrollTop = lit.offsetTop - context.clientHeight / 2;
  }

  const picked = () => (basket.size ? [...basket] : Array.from(rows.subarray(0, shown), (i) => c.ids[i]));
  function button(label, name, onclick) { return element("button", { type: "button", "data-do": name, onclick }, label); }
  foot.append(
    element("span", { class: "plan-basket" }),
    button(words.basket_all, "all", () => { for (let r = 0; r < shown; r++) basket.add(c.ids[rows[r]]); saveBasket(); table.render(); }),
    button(words.empty_basket, "empty", () => { basket = new Set(); saveBasket(); table.render(); }),
    button(words.csv, "csv", () => asked({ ask: "csv", ids: picked() }, words.working)),
    button(words.figure, "figure", () => asked({ ask: "figure", ids: picked(), title: "" }, words.working)),
    told,
  );
  // What goes out is said beside the buttons: the basket, or without one what is shown.
  function footing() {
    foot.firstChild.textContent = `★ ${words.basket}: ${basket.size}`;
    for (const one of foot.querySelectorAll("[data-do=csv], [data-do=figure]")) {
      one.disabled = !basket.size && !shown;
      one.title = basket.size ? words.out_basket : words.out_shown;
    }
    foot.querySelector("[data-do=empty]").disabled = !basket.size;
    foot.querySelector("[data-do=all]").disabled = !shown;
  }

  let waiting = 0;
  function asked(question, meanwhile) {
    clearTimeout(waiting);
    told.textContent = question.ask === "context" ? "" : meanwhile;
    waiting = setTimeout(() => { told.textContent = words.needs_kernel; }, 15000);
    model.send(question);
  }
  function legend() {
    const marks = [["full", 1], ["open", 0], ["pale", 0.35]].map(([key, fill]) => {
      const icon = element("canvas", { width: 24, height: 24, class: "plan-icon" }), pen = icon.getContext("2d");
      pen.lineWidth = 3; pen.strokeStyle = pen.fillStyle = "#444";
      drawShape(pen, "circle", 12, 12, 8); pen.globalAlpha = fill; if (fill) pen.fill(); pen.globalAlpha = 1; pen.stroke();
      return element("span", {}, icon, words[`mark_${key}`]);
    });
    return element("p", { class: "plan-note plan-key" }, ...marks, element("span", {}, words.hint));
  }

  function answered(answer, buffers) {
    clearTimeout(waiting);
    if (answer.told !== "file") told.textContent = "";
    if (answer.told === "context") showContext(answer);
    else if (answer.told === "error") { told.textContent = answer.text; if (context.textContent.endsWith(words.reading)) context.lastChild.textContent = answer.text; }
    else if (answer.told === "file") {
      const link = element("a", { href: URL.createObjectURL(new Blob([buffers[0]])), download: answer.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      told.textContent = `${words.exported} ${answer.name}`;
    }
  }
  function refilled() { basket = new Set(model.get("basket")); footing(); table.render(); }
  model.on("msg:custom", answered);
  model.on("change:basket", refilled);
  let width = 0;
  const watcher = new ResizeObserver(() => {
    if (Math.abs(chartPlace.clientWidth - width) < 2) return;
    width = chartPlace.clientWidth; table.narrow(tablePlace.clientWidth < 720); chart.place(Number(measure.value)); chart.again(); update();
  });
  const lights = new MutationObserver(() => chart.draw(passes));
  lights.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  chart.place(Number(measure.value));
  update();
  watcher.observe(chartPlace);
  root.dataset.ready = "yes";
  return () => { watcher.disconnect(); lights.disconnect(); clearTimeout(saved); clearTimeout(waiting); model.off("msg:custom", answered); model.off("change:basket", refilled); };
}

export default { render };
