"""The ground every row chart stands on: lines from top to bottom, placed to the pixel.

Positions are computed here rather than by the chart library, so that labels have the width our
font needs, headings keep their distance, and nothing is clipped in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import altair as alt

from analysis.figures.glyphs import balanced, shorten, text_width
from analysis.figures.setting import Setting

GAP = 8.0
LEADING = 1.15
MOST_LINES = 4
Record = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line: a heading (``key`` is None) or a row, its centre ``y`` and height in pixels.

    A long label has several pieces, set under one another.
    """

    key: object
    label: tuple[str, ...]
    y: float
    height: float

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def foot(self) -> float:
        return self.y + self.height / 2


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

    @property
    def heights(self) -> Mapping[object, float]:
        """Row key → height."""
        return {line.key: line.height for line in self.lines if line.key is not None}

    def runs(self) -> list[tuple[float, float]]:
        """Top and foot of each stretch of rows between headings, for lines drawn down them."""
        found: list[tuple[float, float]] = []
        for line in self.lines:
            if line.key is None:
                continue
            if found and abs(found[-1][1] - line.top) < 1:
                found[-1] = (found[-1][0], line.foot)
            else:
                found.append((line.top, line.foot))
        return found


def lay_out(
    setting: Setting,
    groups: Sequence[tuple[str, Sequence[tuple[object, str | tuple[str, ...]]]]],
    *,
    widest: float = 0.42,
    tall: float = 1.0,
) -> Lines:
    """Groups of ``(heading, [(key, label), …])`` → lines. An empty heading takes no room.

    ``tall`` stretches the rows where several marks share one.

    Labels wider than the share ``widest`` of the figure take up to `MOST_LINES` lines; what does
    not fit those is shortened with an ellipsis, and whole in the data and the hover. A label
    already in pieces keeps them.
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
            head = fold(title, size.width - 8, size.text, bold=True)
            own = row + (len(head) - 1) * size.text * LEADING
            lines.append(Line(None, head, y + own / 2, own))
            y += own
        for key, text in members:
            pieces = fold(text, limit, size.text) if isinstance(text, str) else text
            own = each + (len(pieces) - 1) * size.text * LEADING
            lines.append(Line(key, pieces, y + own / 2, own))
            y += own
    widths = [
        text_width(piece, size.text)
        for line in lines
        if line.key is not None
        for piece in line.label
    ]
    return Lines(tuple(lines), max(y, row), max(widths, default=0.0) + GAP)


def fold(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """A label in as few lines as it needs, these of about the same length."""
    pieces = balanced(text, width, size, bold=bold)
    kept = pieces[: MOST_LINES - 1]
    rest = text[text.index(kept[-1]) + len(kept[-1]) :].strip() if len(pieces) > MOST_LINES else ""
    pieces = [*kept, rest] if rest else pieces
    return tuple(shorten(piece, width, size, bold=bold) for piece in pieces)


def under_one_another(pieces: Sequence[str], y: float, setting: Setting) -> list[tuple[float, str]]:
    """The pieces of a label around its centre ``y``, each with a centre of its own."""
    step = setting.size.text * LEADING
    return [(y + step * (i - (len(pieces) - 1) / 2), piece) for i, piece in enumerate(pieces)]


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
    scale: Literal["linear", "log", "sqrt"] = "linear"
    ticks: tuple[float, ...] = ()
    label: str = ""
    start: float = 0.0
    end: float = 0.0

    def between(self, start: float, end: float) -> Across:
        """The same axis, drawn from pixel ``start`` to pixel ``end``."""
        return replace(self, start=start, end=end)

    def x(self, field: str = "x") -> alt.X:
        scale = alt.Scale(
            type=self.scale,
            domain=[self.low, self.high],
            range=[self.start, self.end],
            nice=False,
            zero=False,
        )
        options: dict[str, Any] = {"title": self.title, "grid": True, "orient": "bottom"}
        if self.ticks:
            options["values"] = list(self.ticks)
        else:
            options["tickCount"] = 5
        if self.label:
            options["labelExpr"] = self.label
        return alt.X(f"{field}:Q", scale=scale, axis=alt.Axis(**options))
