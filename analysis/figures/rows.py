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

    def runs(self, row: float) -> list[tuple[float, float]]:
        """Top and foot of each stretch of rows between headings, for lines drawn down them."""
        found: list[tuple[float, float]] = []
        for line in self.lines:
            top, foot = line.y - row / 2, line.y + row / 2
            if line.key is None:
                continue
            if found and abs(found[-1][1] - top) < 1:
                found[-1] = (found[-1][0], foot)
            else:
                found.append((top, foot))
        return found


def lay_out(
    setting: Setting,
    groups: Sequence[tuple[str, Sequence[tuple[object, str]]]],
    *,
    widest: float = 0.42,
    tall: float = 1.0,
) -> Lines:
    """Groups of ``(heading, [(key, label), …])`` → lines. An empty heading takes no room.

    ``tall`` stretches the rows where several marks share one.

    Labels wider than the share ``widest`` of the figure are shortened with an ellipsis; the data
    and the hover keep them whole.
    """
    size, row = setting.size, setting.size.row
    each = row * tall
    limit = widest * size.width
    lines: list[Line] = []
    y = 0.0
    for heading, members in groups:
        if heading:
            title = heading[:1].upper() + heading[1:]
            y += row * (0.4 if lines else 0.0)
            lines.append(
                Line(None, shorten(title, size.width - 8, size.text, bold=True), y + row / 2)
            )
            y += row
        for key, text in members:
            lines.append(Line(key, shorten(text, limit, size.text), y + each / 2))
            y += each
    widths = [text_width(line.label, size.text) for line in lines if line.key is not None]
    return Lines(tuple(lines), max(y, row), max(widths, default=0.0) + GAP)


def same_left(every: Sequence[Lines]) -> list[Lines]:
    """Panels under one another share the left margin of the widest."""
    left = max((lines.left for lines in every), default=0.0)
    return [replace(lines, left=left) for lines in every]


def values(records: Iterable[Mapping[str, Any]]) -> alt.Data:
    """Rows written into the specification itself: a figure never fetches anything.

    A tuple, because the chart library copies lists, row by row, at every step of composition.
    """
    rows = tuple(dict(record) for record in records)
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]  # untyped in altair


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
