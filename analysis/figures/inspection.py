"""Looks at a finished figure as a careful printer would: boxes, overlaps, contrast, glyphs, words.

Text boxes are measured from the scenegraph with our font's own widths, so no browser is needed;
the browser tests measure the same figures on the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import vl_convert

from analysis.figures.export import VEGALITE, register_fonts
from analysis.figures.figure import Figure
from analysis.figures.glyphs import missing, text_width
from analysis.figures.theme import BAND, FONT, PAPER, contrast

HEIGHT = 0.92  # of the font size: ink of a line of Chinese, not its leading
SLACK = 1.0


@dataclass(frozen=True)
class Box:
    """One line of text as drawn, in pixels from the top left of the figure."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str
    size: float
    colour: str

    def overlaps(self, other: Box) -> bool:
        """Whether the ink of two lines would meet by more than a hair."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > SLACK
            and min(self.bottom, other.bottom) - max(self.top, other.top) > SLACK
        )


def text_boxes(figure: Figure) -> tuple[list[Box], float, float]:
    """Every line of text of the whole figure, and the figure's width and height."""
    register_fonts()
    drawn = vl_convert.vegalite_to_scenegraph(figure.spec, vl_version=VEGALITE)
    graph = json.loads(drawn) if isinstance(drawn, str) else drawn
    x, y = graph["origin"]
    boxes = list(_walk(graph["scenegraph"], x, y))
    return boxes, float(graph["width"]), float(graph["height"])


def _walk(mark: Mapping[str, Any], x: float, y: float) -> Iterator[Box]:
    for item in mark.get("items", []):
        if mark.get("marktype") == "group":
            inside_x, inside_y = x + item.get("x", 0), y + item.get("y", 0)
            for child in item.get("items", []):
                yield from _walk(child, inside_x, inside_y)
        elif mark.get("marktype") == "text":
            yield from _boxes(item, x, y)


def _boxes(item: Mapping[str, Any], x: float, y: float) -> Iterator[Box]:
    raw = item.get("text", "")
    size = float(item.get("fontSize", 11))
    opacity = item.get("opacity", 1)
    for position, line in enumerate(raw if isinstance(raw, list) else [raw]):
        text = str(line)
        if not text.strip() or opacity == 0:
            continue
        width = text_width(text, size, bold=item.get("fontWeight") == "bold")
        height = size * HEIGHT
        align = {"center": -width / 2, "right": -width}.get(str(item.get("align")), 0.0)
        base = {"middle": -height / 2, "top": 0.0}.get(str(item.get("baseline")), -height * 0.85)
        left = item.get("dx", 0) + align
        top = item.get("dy", 0) + base + position * size * 1.2
        corners = _turned(left, top, width, height, float(item.get("angle", 0) or 0))
        px, py = x + item.get("x", 0), y + item.get("y", 0)
        yield Box(
            text,
            px + corners[0],
            py + corners[1],
            px + corners[2],
            py + corners[3],
            str(item.get("font", "")),
            size,
            str(item.get("fill", "")),
        )


def _turned(
    left: float, top: float, width: float, height: float, angle: float
) -> tuple[float, float, float, float]:
    """The box after a quarter turn to the left (270°), the only turn the charts use."""
    if angle % 360 == 270:
        return top, -(left + width), top + height, -left
    return left, top, left + width, top + height


def faults(figure: Figure) -> list[str]:
    """What a printer would send back, one sentence each; empty when the figure is sound."""
    boxes, width, height = text_boxes(figure)
    found = [
        f"{box.text!r} leaves the figure"
        for box in boxes
        if box.left < -SLACK
        or box.right > width + SLACK
        or box.top < -SLACK
        or box.bottom > height + SLACK
    ]
    for i, box in enumerate(boxes):
        found += [
            f"{box.text!r} lies on {other.text!r}"
            for other in boxes[i + 1 :]
            if box.overlaps(other)
        ]
    found += [
        f"{box.text!r} is set in {box.font or 'no font'}" for box in boxes if box.font != FONT
    ]
    for box in boxes:
        lacking = missing(box.text)
        if lacking:
            found.append(f"{box.text!r} has no glyph for {''.join(lacking)}")
    found += [
        f"{box.text!r} has too little contrast ({box.colour})"
        for box in boxes
        if box.colour.startswith("#")
        and len(box.colour) == 7
        and box.colour.lower() != PAPER
        and min(contrast(box.colour), contrast(box.colour, BAND)) < 4.5
    ]
    if not figure.alt or not figure.title or not figure.caption:
        found.append("title, caption or description is empty")
    return found
