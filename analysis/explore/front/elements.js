// Elements of the page. Text is only ever set as text: what a document says stays words.

function element(name, props = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Where everything of ours stands. A key pressed in it is never a command of the notebook around
// it, where a plain letter adds, cuts or deletes a cell; combinations such as Ctrl+S still are.
function shielded(kind, props = {}) {
  const root = element("div", { ...props, class: `plan-explore ${kind}`.trim() });
  root.addEventListener("keydown", (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); });
  return root;
}

function decoded(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return JSON.parse(new TextDecoder().decode(bytes));
}

const BADGES = { certain: "●", probable: "◐", uncertain: "○" };

// A region is told by colour and, a second time, by shape.
function drawShape(pen, shape, x, y, r) {
  pen.beginPath();
  const angles = {
    diamond: [4, 0], "triangle-up": [3, -90], "triangle-down": [3, 90], "triangle-right": [3, 0],
  }[shape];
  if (shape === "square") pen.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else if (shape === "cross") {
    const t = r * 0.38;
    for (const [a, b] of [[-t, -r], [t, -r], [t, -t], [r, -t], [r, t], [t, t], [t, r], [-t, r],
      [-t, t], [-r, t], [-r, -t], [-t, -t]]) pen.lineTo(x + a, y + b);
    pen.closePath();
  } else if (angles) {
    const [count, first] = angles;
    for (let i = 0; i < count; i++) {
      const turn = ((first + (360 / count) * i) * Math.PI) / 180;
      pen.lineTo(x + Math.cos(turn) * r * 1.2, y + Math.sin(turn) * r * 1.2);
    }
    pen.closePath();
  } else pen.arc(x, y, r, 0, 2 * Math.PI);
}

// On a dark ground the colours of print would sink: they are mixed with white, their hue kept.
function isDark(host) {
  const colour = getComputedStyle(host).getPropertyValue("--jp-layout-color0").trim();
  const numbers = (colour.match(/^#([0-9a-f]{3,6})$/i) ? hexed(colour) : (colour.match(/[\d.]+/g) || [255, 255, 255]).map(Number));
  return numbers[0] * 0.299 + numbers[1] * 0.587 + numbers[2] * 0.114 < 110;
}
function hexed(colour) {
  const digits = colour.slice(1), size = digits.length === 3 ? 1 : 2;
  return [0, 1, 2].map((at) => parseInt(digits.slice(at * size, at * size + size).repeat(3 - size), 16));
}
function lightened(colour) {
  return `rgb(${hexed(colour).map((one) => Math.round(one + (255 - one) * 0.5)).join(" ")})`;
}
