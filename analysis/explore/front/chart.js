// The chart: one lane a level, one line in it a region, x the value. Drag to brush, click to read.

const LEFT = 104, RIGHT = 14, TOP = 8, BOTTOM = 30, RADIUS = 4.5;

function ticksOf(low, high, log) {
  if (log) {
    const found = [];
    for (let p = Math.ceil(Math.log10(low) - 1e-9); 10 ** p <= high * 1.0001; p++) found.push(10 ** p);
    return found;
  }
  const raw = (high - low) / 6, power = 10 ** Math.floor(Math.log10(raw || 1));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) || power;
  const found = [];
  for (let t = Math.ceil(low / step) * step; t <= high + step / 1e6; t += step) found.push(t);
  return found;
}

function numberText(value) {
  if (Math.abs(value) >= 1e8) return value / 1e8 + "亿";
  if (Math.abs(value) >= 1e4) return value / 1e4 + "万";
  return String(Math.round(value * 1e6) / 1e6);
}

function makeChart(host, data, calls) {
  const canvas = element("canvas", { role: "application", tabindex: "0" });
  const box = element("div", { class: "plan-brush", hidden: true });
  const tip = element("div", { class: "plan-tip", hidden: true });
  const frame = element("div", { class: "plan-chart" }, canvas, box, tip);
  host.append(frame);
  const pen = canvas.getContext("2d");
  const { columns: c, codes, n } = data;
  const px = new Float32Array(n), py = new Float32Array(n);
  const here = new Uint8Array(n);
  let width = 640, height = 200, measure = 0, lanes = [], low = 0, high = 1, log = false, mask = null;
  let brush = null, focus = -1, from = null;

  function scaled(value) {
    const span = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return LEFT + span * (width - LEFT - RIGHT);
  }
  function unscaled(x) {
    const span = (x - LEFT) / (width - LEFT - RIGHT);
    return log ? low * (high / low) ** span : low + span * (high - low);
  }

  // Where every mark of this axis stands; done anew only for another axis or width.
  function place(wanted) {
    measure = wanted;
    width = Math.max(360, frame.clientWidth || host.clientWidth || 640);
    const used = new Set();
    low = Infinity; high = -Infinity;
    let least = Infinity;
    for (let i = 0; i < n; i++) {
      here[i] = c.measures[i] === measure && c.value[i] !== null ? 1 : 0;
      if (!here[i]) continue;
      used.add(c.levels[i]);
      low = Math.min(low, c.value[i]); high = Math.max(high, c.value[i]);
      if (c.value[i] > 0) least = Math.min(least, c.value[i]);
    }
    if (low === Infinity) { low = 0; high = 1; }
    log = low > 0 && high / least > 300;
    if (log) { low = 10 ** Math.floor(Math.log10(low)); high = 10 ** Math.ceil(Math.log10(high)); }
    else {
      low = Math.min(0, low);
      high = codes.measures[measure] && codes.measures[measure].id === "%" ? Math.max(100, high) : high;
      if (high === low) high = low + 1;
    }
    if (log && high === low) high = low * 10;
    lanes = [...used].sort((a, b) => a - b);
    const regions = codes.regions.length, laneHeight = Math.min(64, Math.max(26, 8 * regions));
    const top = new Map(lanes.map((level, at) => [level, TOP + at * laneHeight]));
    height = TOP + Math.max(1, lanes.length) * laneHeight + BOTTOM;
    for (let i = 0; i < n; i++) {
      if (!here[i]) continue;
      px[i] = scaled(c.value[i]);
      py[i] = top.get(c.levels[i]) + (laneHeight * (c.regions[i] + 1)) / (regions + 1);
    }
    const ratio = window.devicePixelRatio || 1;
    canvas.width = width * ratio; canvas.height = height * ratio;
    canvas.style.width = `${width}px`; canvas.style.height = `${height}px`;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    place.lane = laneHeight;
  }

  function ink(name, fallback) {
    return getComputedStyle(host).getPropertyValue(name).trim() || fallback;
  }

  function ground() {
    const soft = ink("--plan-soft", "#555"), grid = ink("--plan-grid", "#ddd"), band = ink("--plan-band", "#f4f4f2");
    pen.clearRect(0, 0, width, height);
    pen.font = `12px ${getComputedStyle(host).fontFamily || "sans-serif"}`;
    pen.textBaseline = "middle";
    lanes.forEach((level, at) => {
      const y = TOP + at * place.lane;
      if (at % 2 === 0) { pen.fillStyle = band; pen.fillRect(0, y, width, place.lane); }
      pen.fillStyle = soft; pen.textAlign = "left";
      pen.fillText(codes.levels[level] ? codes.levels[level].name : "", 6, y + place.lane / 2);
    });
    const foot = height - BOTTOM;
    pen.strokeStyle = grid; pen.fillStyle = soft; pen.textAlign = "center";
    for (const tick of ticksOf(low, high, log)) {
      const x = scaled(tick);
      pen.beginPath(); pen.moveTo(x, TOP); pen.lineTo(x, foot); pen.stroke();
      pen.fillText(numberText(tick), x, foot + 12);
    }
  }

  const FULL = ["target", "committed"], OPEN = ["achieved", "spent"];
  const fills = codes.statuses.map((s) => (FULL.includes(s.id) ? 1 : OPEN.includes(s.id) ? 0 : 0.35));

  // A mark that would hide under one of its region already drawn there is not drawn again: what a
  // picture costs depends on its size, not on the number of statements.
  function draw(passing) {
    mask = passing;
    ground();
    const dark = isDark(host), colours = codes.regions.map((one) => (dark ? lightened(one.colour) : one.colour));
    const seen = new Uint8Array(Math.ceil(width) * Math.ceil(height / 2) + 1);
    let shown = 0;
    for (let i = 0; i < n; i++) {
      if (!here[i] || !mask[i]) continue;
      shown++;
      const cell = (px[i] | 0) + (py[i] >> 1) * (width | 0);
      const bit = 1 << (fills[c.statuses[i]] === 1 ? 0 : fills[c.statuses[i]] === 0 ? 1 : 2);
      if (seen[cell] & bit) continue;
      seen[cell] |= bit;
      const region = codes.regions[c.regions[i]] || { colour: "#333", shape: "circle" };
      pen.strokeStyle = pen.fillStyle = colours[c.regions[i]] || "#888";
      pen.lineWidth = 1.5;
      drawShape(pen, region.shape, px[i], py[i], RADIUS);
      pen.globalAlpha = fills[c.statuses[i]];
      if (pen.globalAlpha) pen.fill();
      pen.globalAlpha = 1;
      pen.stroke();
    }
    if (focus >= 0 && here[focus] && mask[focus]) {
      pen.strokeStyle = ink("--plan-ink", "#000"); pen.lineWidth = 2;
      pen.beginPath(); pen.arc(px[focus], py[focus], RADIUS * 2.1, 0, 7); pen.stroke();
    }
    if (!shown) {
      pen.fillStyle = ink("--plan-soft", "#555"); pen.textAlign = "center";
      pen.fillText(calls.nothing, (LEFT + width) / 2, (height - BOTTOM) / 2);
    }
    canvas.setAttribute("aria-label", calls.say(shown));
    frame.dataset.shown = shown;
  }

  function nearest(x, y) {
    let best = -1, least = 100;
    for (let i = 0; i < n; i++) {
      if (!here[i] || !mask[i]) continue;
      const far = (px[i] - x) ** 2 + (py[i] - y) ** 2;
      if (far < least) { least = far; best = i; }
    }
    return best;
  }

  // Arrow keys go from mark to mark by value; Escape takes the brush away.
  function stepped(step) {
    const order = [];
    for (let i = 0; i < n; i++) if (here[i] && mask[i]) order.push(i);
    if (!order.length) return;
    order.sort((a, b) => px[a] - px[b] || py[a] - py[b] || a - b);
    const now = order.indexOf(focus);
    calls.pick(order[now < 0 ? 0 : Math.max(0, Math.min(order.length - 1, now + step))]);
  }
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) { stepped(step); event.preventDefault(); }
    if (event.key === "Escape" && brush) { brush = null; showBox(null); calls.brush(null); event.preventDefault(); }
  });

  function boxed(a, b) {
    const x0 = Math.max(LEFT - 8, Math.min(a.x, b.x)), x1 = Math.min(width, Math.max(a.x, b.x));
    const y0 = Math.max(0, Math.min(a.y, b.y)), y1 = Math.min(height - BOTTOM + 4, Math.max(a.y, b.y));
    return { x0, x1, y0, y1 };
  }
  function showBox(area) {
    box.hidden = !area;
    if (!area) return;
    Object.assign(box.style, {
      left: `${area.x0}px`, top: `${area.y0}px`,
      width: `${area.x1 - area.x0}px`, height: `${area.y1 - area.y0}px`,
    });
  }
  const at = (event) => {
    const place = canvas.getBoundingClientRect();
    return { x: event.clientX - place.left, y: event.clientY - place.top };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = at(event); canvas.setPointerCapture(event.pointerId); event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    const point = at(event);
    if (from) { tip.hidden = true; showBox(boxed(from, point)); return; }
    const found = mask ? nearest(point.x, point.y) : -1;
    tip.hidden = found < 0;
    if (found < 0) return;
    tip.replaceChildren(
      element("b", {}, `${codes.regions[c.regions[found]]?.name ?? ""} ${c.amount[found]}`),
      element("div", {}, c.quote[found].slice(0, 160)),
    );
    tip.style.left = `${Math.min(px[found] + 12, width - 260)}px`;
    tip.style.top = `${py[found] + 12}px`;
  });
  canvas.addEventListener("pointerleave", () => { if (!from) tip.hidden = true; });
  canvas.addEventListener("pointerup", (event) => {
    if (!from) return;
    const to = at(event), start = from;
    from = null;
    if (Math.hypot(to.x - start.x, to.y - start.y) < 4) {
      const found = nearest(to.x, to.y);
      if (found >= 0) { showBox(brushBox()); calls.pick(found); } else { brush = null; showBox(null); calls.brush(null); }
      return;
    }
    const area = boxed(start, to);
    brush = { low: unscaled(area.x0), high: unscaled(area.x1), top: area.y0, bottom: area.y1 };
    showBox(area); calls.brush(brush);
  });
  const brushBox = () => brush && { x0: scaled(brush.low), x1: scaled(brush.high), y0: brush.top, y1: brush.bottom };

  return {
    place, draw,
    inside: (i) => here[i] && c.value[i] >= brush.low && c.value[i] <= brush.high && py[i] >= brush.top && py[i] <= brush.bottom,
    brushed: () => brush !== null,
    clear: () => { brush = null; showBox(null); },
    again: () => showBox(brushBox()),
    lit: (index) => { focus = index; },
  };
}
