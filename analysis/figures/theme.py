"""One visual language: sizes, text, colours and shapes. Every chart takes its look from here.

Region colours keep a contrast of at least 4.5:1 on white, lie on clearly different grey levels,
and stay apart under simulated colour blindness (measured in tests); a region's shape says it a
second time. What a mark *is* (a target, a baseline, something spent) is said by shape or fill,
never by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis import tabular
from analysis.errors import InputError
from analysis.figures.make_font import FAMILY, FOLDER

FONT = FAMILY
FONT_FOLDER = FOLDER
STYLES = Path(__file__).parent / "region_styles.csv"

INK = "#1a1a1a"
SOFT_INK = "#555555"  # 7.5:1 on white
MUTED = "#6b6b6b"  # 5.3:1: what did not survive, what is not stated
GRID = "#dddddd"
BAND = "#f4f4f2"
PAPER = "#ffffff"

# Steps of one grey-blue for shares stacked in a bar: each readable in grey print, dark to light.
STEPS = ("#22384f", "#5b7690", "#a9bccd", "#e6edf3")
# Further regions: each pair of colour and shape is unique up to lcm(10, 7) = 70 regions.
MORE_COLOURS = (
    "#8a6a00",
    "#b0006d",
    "#5a6470",
    "#357a12",
    "#7446c8",
    "#bd4a00",
    "#006b50",
    "#1a4896",
    "#5e0f48",
    "#101820",
)
MORE_SHAPES = (
    "triangle-right",
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "cross",
)


@dataclass(frozen=True)
class Size:
    """One place a figure is printed in. Lengths are CSS pixels (96 to the inch)."""

    name: str
    width: int
    text: float
    title: float
    small: float
    row: float
    mark: float

    @property
    def line(self) -> float:
        """Height of a line of running text."""
        return self.text * 1.45

    @property
    def stroke(self) -> float:
        """Width of lines as a multiple of a page's: a slide is seen from afar."""
        return max(self.text / 11.5, 1.0)


# 85 mm, 174 mm and 338 mm wide; the smallest letters are 7, 8 and 13 pt.
SIZES: Mapping[str, Size] = {
    "column": Size("column", 321, 9.6, 12.0, 9.4, 15.0, 34.0),
    "page": Size("page", 658, 11.5, 15.0, 10.7, 18.0, 55.0),
    "slide": Size("slide", 1280, 20.0, 28.0, 17.5, 31.0, 160.0),
}


def size_of(name: str) -> Size:
    """The size of that name; raises InputError naming the sizes there are."""
    if name not in SIZES:
        raise InputError(f"figure size: found {name!r}; allowed are {', '.join(SIZES)}")
    return SIZES[name]


@dataclass(frozen=True)
class Style:
    """How one region is drawn everywhere: a colour and a shape."""

    colour: str
    shape: str


@lru_cache(maxsize=1)
def fixed_styles() -> dict[str, Style]:
    """GB/T 2260 code → the style reserved for that region."""
    with STYLES.open(encoding="utf-8", newline="") as stream:
        return {r["adcode"]: Style(r["colour"], r["shape"]) for r in tabular.records(stream)}


def region_styles(regions: Sequence[tuple[str, str]]) -> dict[str, Style]:
    """``(region_id, adcode)`` pairs → a style each, no two alike up to 70 regions.

    Reserved styles first; the others in the order of their codes, so that choosing a part of the
    regions for one page never changes a colour.
    """
    reserved = fixed_styles()
    styles = {region: reserved[code] for region, code in regions if code in reserved}
    others = sorted((code, region) for region, code in regions if region not in styles)
    taken = set(reserved.values())
    spare = [style for style in _spare_styles() if style not in taken]
    for position, (_, region) in enumerate(others):
        styles[region] = spare[position % len(spare)]
    return styles


def _spare_styles() -> list[Style]:
    count = len(MORE_COLOURS) * len(MORE_SHAPES)
    return [
        Style(MORE_COLOURS[i % len(MORE_COLOURS)], MORE_SHAPES[i % len(MORE_SHAPES)])
        for i in range(count)
    ]


def config(size: Size) -> dict[str, Any]:
    """The Vega-Lite config of every chart: our font on every kind of text, quiet axes.

    The font is named on each part because an unset one falls back to whatever the machine has.
    """
    axis = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": size.small,
        "titleFontSize": size.small,
        "titleFontWeight": "normal",
        "labelColor": SOFT_INK,
        "titleColor": SOFT_INK,
        "gridColor": GRID,
        "domainColor": SOFT_INK,
        "tickColor": SOFT_INK,
        "gridWidth": size.stroke,
        "domainWidth": size.stroke,
        "tickWidth": size.stroke,
        "tickSize": 4,
        "labelLimit": 0,
        "titleLimit": 0,
        "labelOverlap": True,
    }
    return {
        "font": FONT,
        "background": PAPER,
        "padding": 4,
        "axis": axis,
        "view": {"stroke": None},
        "text": {"font": FONT, "fontSize": size.text, "color": INK, "limit": 0},
        "title": {"font": FONT, "subtitleFont": FONT},
        "header": {"labelFont": FONT, "titleFont": FONT},
        "legend": {"labelFont": FONT, "titleFont": FONT},
        "concat": {"spacing": 0},
    }


def contrast(colour: str, ground: str = PAPER) -> float:
    """WCAG 2.1 contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
