"""The ground every row chart stands on: lines from top to bottom, placed to the pixel.

Positions are computed here rather than by the chart library, so that labels have the width our
font needs, headings keep their distance, and nothing is clipped in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from analysis.figures.glyphs import shorten, text_width
from analysis.figures.setting import Setting
from analysis.figures.theme import BAND, FONT, GRID, INK, MUTED, PAPER

GAP = 8.0
Record = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line: a heading (``key`` is None) or a row, with its centre ``y`` in pixels."""

    key: object
    label: str
    y: float


@dataclass(frozen=True)
class Lines:
    """All lines of a panel, its height and the width its labels need."""

    lines: tuple[Line, ...]
    height: float
    left: float

    @property
    def y(self) -> Mapping[object, float]:
        """Row key → centre."""
        return {line.key: line.y for line in self.lines if line.key is not None}


def lay_out(
    setting: Setting,
    groups: Sequence[tuple[str, Sequence[tuple[object, str]]]],
    *,
    widest: float = 0.42,
) -> Lines:
    """Groups of ``(heading, [(key, label), …])`` → lines. An empty heading takes no room.

    Labels wider than the share ``widest`` of the figure are shortened with an ellipsis; the data
    and the hover keep them whole.
    """
    size, row = setting.size, setting.size.row
    limit = widest * size.width
    lines: list[Line] = []
    y = 0.0
    for heading, members in groups:
        if heading:
            y += row * (0.4 if lines else 0.0)
            lines.append(Line(None, shorten(heading, size.width, size.text, bold=True), y + row / 2))
            y += row
        for key, text in members:
            lines.append(Line(key, shorten(text, limit, size.text), y + row / 2))
            y += row
    widths = [text_width(line.label, size.text) for line in lines if line.key is not None]
    return Lines(tuple(lines), max(y, row), max(widths, default=0.0) + GAP)


def same_left(every: Sequence[Lines]) -> list[Lines]:
    """Panels under one another share the left margin of the widest."""
    left = max((lines.left for lines in every), default=0.0)
    return [replace(lines, left=left) for lines in every]


def values(records: Iterable[Mapping[str, Any]]) -> alt.Data:
    """Rows written into the specification itself: a figure never fetches anything."""
    return alt.Data(values=[dict(record) for record in records])


def vertical(height: float, field: str = "y") -> alt.Y:
    """A pixel scale: 0 at the top, ``height`` at the foot."""
    return alt.Y(
        f"{field}:Q", scale=alt.Scale(domain=[height, 0], nice=False, zero=False), axis=None
    )


@dataclass(frozen=True)
class Across:
    """The horizontal axis of a panel, shared word for word by every layer on it."""

    low: float
    high: float
    title: str
    log: bool = False
    ticks: tuple[float, ...] = ()
    label: str = ""
    start: float = 0.0
    end: float = 0.0

    def between(self, start: float, end: float) -> Across:
        """The same axis, drawn from pixel ``start`` to pixel ``end``."""
        return replace(self, start=start, end=end)

    def x(self, field: str = "x") -> alt.X:
        scale = alt.Scale(
            type="log" if self.log else "linear",
            domain=[self.low, self.high],
            range=[self.start, self.end],
            nice=False,
            zero=False,
        )
        options: dict[str, Any] = {"title": self.title, "grid": True, "tickCount": 5}
        options["orient"] = "bottom"
        if self.ticks:
            options["values"] = list(self.ticks)
        if self.label:
            options["labelExpr"] = self.label
        return alt.X(f"{field}:Q", scale=scale, axis=alt.Axis(**options))


def bands(lines: Lines, width: float, row: float) -> alt.Chart:
    """A pale band under every second row to lead the eye, and clear ground behind headings."""
    rows = [line for line in lines.lines if line.key is not None][::2]
    heads = [line for line in lines.lines if line.key is None]
    records = [
        {"y": line.y - row / 2, "y2": line.y + row / 2, "colour": colour}
        for colour, members in ((BAND, rows), (PAPER, heads))
        for line in members
    ]
    return (
        alt.Chart(values(records))
        .mark_rect(aria=False)
        .encode(
            y=vertical(lines.height),
            y2="y2:Q",
            x=alt.value(-lines.left),
            x2=alt.value(width),
            color=alt.Color("colour:N", scale=None),
        )
    )


def row_labels(lines: Lines, setting: Setting) -> list[alt.Chart]:
    """Row names right of the margin's edge, headings bold from its left end."""
    names = [{"y": line.y, "text": line.label} for line in lines.lines if line.key is not None]
    heads = [{"y": line.y, "text": line.label} for line in lines.lines if line.key is None]
    return [
        text_layer(names, setting, lines.height, x=-GAP, align="right"),
        text_layer(heads, setting, lines.height, x=-lines.left, align="left", bold=True),
    ]


def text_layer(
    records: Iterable[Mapping[str, Any]],
    setting: Setting,
    height: float,
    *,
    x: float | alt.X,
    align: str = "left",
    bold: bool = False,
    small: bool = False,
    dx: float = 0.0,
    dy: float = 0.0,
    colour: str = INK,
) -> alt.Chart:
    """Text at a pixel or on the axis; ``text`` and ``y`` are fields, ``colour`` one when present."""
    rows = [{"colour": colour, **record} for record in records]
    size = setting.size.small if small else setting.size.text
    return (
        alt.Chart(values(rows))
        .mark_text(
            font=FONT,
            fontSize=size,
            fontWeight="bold" if bold else "normal",
            align=align,
            baseline="middle",
            dx=dx,
            dy=dy,
            aria=False,
        )
        .encode(
            x=alt.value(x) if isinstance(x, (int, float)) else x,
            y=vertical(height),
            text="text:N",
            color=alt.Color("colour:N", scale=None),
        )
    )


def interval_layer(records: Iterable[Mapping[str, Any]], height: float, across: Across) -> alt.Chart:
    """Intervals as lines from ``low`` to ``high``, under the points."""
    return (
        alt.Chart(values(records))
        .mark_rule(strokeWidth=2, aria=False)
        .encode(
            x=across.x("low"),
            x2="high:Q",
            y=vertical(height),
            color=alt.Color("colour:N", scale=None),
        )
    )


def point_layer(
    records: Iterable[Mapping[str, Any]], height: float, across: Across, setting: Setting
) -> alt.Chart:
    """The marks that stand for statements: shape, stroke and fill come with each record.

    ``say`` is what a screen reader speaks, ``tip_*`` fields the hover, ``href`` the sentence.
    """
    rows = list(records)
    encodings: dict[str, Any] = {
        "x": across.x(),
        "y": vertical(height),
        "shape": alt.Shape("shape:N", scale=None),
        "stroke": alt.Stroke("colour:N", scale=None),
        "fill": alt.Fill("fill:N", scale=None),
    }
    encodings |= evidence(rows, setting)
    return (
        alt.Chart(values(rows))
        .mark_point(size=setting.size.mark, strokeWidth=1.6, opacity=1)
        .encode(**encodings)
    )


def evidence(rows: Sequence[Mapping[str, Any]], setting: Setting) -> dict[str, Any]:
    """Hover, link and spoken text, for whatever of them the rows carry.

    Texts reach the hover as field values, which the tooltip escapes; none is ever part of an
    expression.
    """
    present = {key for row in rows for key in row}
    tips = [
        alt.Tooltip(f"tip_{name}:N", title=setting.say(f"tip.{name}"))
        for name in ("region", "value", "status", "certainty", "quote")
        if f"tip_{name}" in present
    ]
    found: dict[str, Any] = {}
    if tips:
        found["tooltip"] = tips
    if "href" in present:
        found["href"] = alt.Href("href:N")
    if "say" in present:
        found["description"] = alt.Description("say:N")
    return found


def silence_room(setting: Setting, words: str = "") -> float:
    """Pixels kept free left of the axis for the words, so that no value can lie on them."""
    return text_width(words or setting.say("not_stated"), setting.size.small) + 14


def not_stated_layers(
    ys: Iterable[float], setting: Setting, height: float, across: Across, words: str = ""
) -> list[alt.Chart]:
    """Silence drawn as itself: the words in their own room, then a dashed line through the row."""
    text = words or setting.say("not_stated")
    records = [{"y": y, "text": text} for y in ys]
    dashes = (
        alt.Chart(values(records))
        .mark_rule(strokeDash=[2, 4], color=MUTED, strokeWidth=1, aria=False)
        .encode(y=vertical(height), x=alt.value(across.start), x2=alt.value(across.end))
    )
    start = across.start - silence_room(setting, words) + 6
    return [dashes, text_layer(records, setting, height, x=start, small=True, colour=MUTED)]


def zero_line(height: float, across: Across, at: float = 0.0) -> alt.Chart:
    """A firm line where a comparison turns (no difference, or a reference value)."""
    return (
        alt.Chart(values([{"x": at, "top": 0, "foot": height}]))
        .mark_rule(color=INK, strokeWidth=1, aria=False)
        .encode(x=across.x(), y=vertical(height, "top"), y2="foot:Q")
    )


def look(setting: Setting, region_id: object, *, filled: bool) -> Record:
    """Colour, shape and fill of one region's mark; open marks are paper inside."""
    style = setting.style(region_id)
    return {
        "colour": style.colour,
        "shape": style.shape,
        "fill": style.colour if filled else PAPER,
    }


__all__ = [
    "GAP",
    "GRID",
    "Across",
    "Line",
    "Lines",
    "Record",
    "bands",
    "evidence",
    "interval_layer",
    "lay_out",
    "look",
    "not_stated_layers",
    "point_layer",
    "row_labels",
    "same_left",
    "silence_room",
    "text_layer",
    "values",
    "vertical",
    "zero_line",
]
