"""Drawings measured where readers see them: every text of an SVG, in headless Chromium.

Boxes come from the browser (`getBBox` under the element's own transformation); only their height
is ours: the ink of a line of Chinese, not its leading.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from analysis.figures.theme import BAND, FONT, FONT_FOLDER, GRID

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# Of the font size above and below the middle of the em box; the font's own box is 1.16 + 0.288.
ASCENT, INK_ABOVE, INK_BELOW = 1.16, 0.84, 0.08

MEASURE = """([svg, font, pale, ascent, above, below]) => {
  document.body.innerHTML = svg;
  const root = document.querySelector('svg'), frame = root.getBoundingClientRect();
  const hair = 1, found = [];
  const channel = part => { const v = part / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = colour => { const v = colour.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(v[0]) + 0.7152 * channel(v[1]) + 0.0722 * channel(v[2]); };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05); };
  const clear = style => Number(style.opacity) === 0;
  const corners = (element, x0, y0, x1, y1) => {
    const matrix = element.getScreenCTM();
    const points = [[x0, y0], [x1, y0], [x0, y1], [x1, y1]]
      .map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
    const xs = points.map(p => p.x - frame.left), ys = points.map(p => p.y - frame.top);
    return {x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys)};
  };
  const meet = (a, b) => Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > hair
    && Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > hair;
  const texts = [...root.querySelectorAll('text')].flatMap(element => {
    const style = getComputedStyle(element);
    if (!element.textContent.trim() || clear(style)) { return []; }
    const box = element.getBBox(), size = parseFloat(style.fontSize);
    const base = box.y + ascent * size;
    const ink = corners(element, box.x, base - above * size, box.x + box.width,
                        base + below * size);
    return [{...ink, text: element.textContent, fill: style.fill, font: style.fontFamily}];
  });
  const shapes = [...root.querySelectorAll('path, rect, line')].flatMap(element => {
    const style = getComputedStyle(element);
    if (clear(style) || element.closest('clipPath, defs')) { return []; }
    const filled = style.fill !== 'none' && Number(style.fillOpacity) > 0;
    const box = element.getBBox();
    const place = corners(element, box.x, box.y, box.x + box.width, box.y + box.height);
    if (!filled && style.stroke === 'none') { return []; }
    return [{...place, filled, colour: filled ? style.fill : style.stroke,
             line: element.tagName === 'line'}];
  });
  texts.forEach((one, i) => {
    const say = words => found.push(`"${one.text}" ${words}`);
    if (one.x0 < -hair || one.y0 < -hair || one.x1 > frame.width + hair
        || one.y1 > frame.height + hair) { say('leaves the drawing'); }
    if (one.font.replace(/["']/g, '') !== font) { say(`is set in ${one.font}`); }
    texts.slice(i + 1).forEach(other => {
      if (meet(one, other)) { say(`lies on "${other.text}"`); }
    });
    if (Math.min(contrast(one.fill, 'rgb(255,255,255)'), contrast(one.fill, pale[0])) < 4.5
        && !shapes.some(s => s.filled && meet(one, s) && contrast(one.fill, s.colour) >= 4.5)) {
      say(`has too little contrast on paper (${one.fill})`);
    }
    shapes.forEach(shape => {
      if (shape.filled && meet(one, shape) && contrast(one.fill, shape.colour) < 4.5
          && light(shape.colour) < 0.9) {
        say(`lies on a mark of ${shape.colour}`);
      }
      const thin = {...shape, x0: shape.x0 - hair, x1: shape.x1 + hair, y0: shape.y0 - hair,
                    y1: shape.y1 + hair};
      if (shape.line && contrast(shape.colour, pale[1]) > 1.2 && meet(one, thin)) {
        say(`is crossed by a line of ${shape.colour}`);
      }
    });
  });
  return found;
}"""


class Printer:
    """One page of one browser, kept for every drawing."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def faults(self, svg: str) -> list[str]:
        """What a printer would send back, one sentence each, naming the text."""
        pale = [_rgb(BAND), _rgb(GRID)]
        found = self.page.evaluate(MEASURE, [svg, FONT, pale, ASCENT, INK_ABOVE, INK_BELOW])
        return [str(one) for one in found]


@contextmanager
def printer() -> Iterator[Printer]:
    """A browser that has the chart font and nothing else to do."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(offline=True).new_page()
        page.set_content(f"<style>body {{ margin: 0 }} {''.join(map(_face, WEIGHTS))}</style>")
        page.evaluate(
            "name => Promise.all([400, 700].map(w => document.fonts.load(`${w} 12px ${name}`)))",
            f'"{FONT}"',
        )
        yield Printer(page)
        browser.close()


WEIGHTS = {"Regular": 400, "Bold": 700}


def _face(weight: str) -> str:
    data = (FONT_FOLDER / f"{FONT.replace(' ', '')}-{weight}.woff2").read_bytes()
    return (
        f"@font-face {{ font-family: '{FONT}'; font-weight: {WEIGHTS[weight]}; "
        f"src: url(data:font/woff2;base64,{base64.b64encode(data).decode()}) }}"
    )


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
