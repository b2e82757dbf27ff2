"""Rows of points with intervals: the one drawing most comparisons here are made of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from analysis.figures.assemble import AXIS_ROOM, Panel
from analysis.figures.compose import Part, layered
from analysis.figures.glyphs import shorten, text_width
from analysis.figures.layers import (
    bands,
    interval_layer,
    not_stated_layers,
    point_layer,
    row_labels,
    silence_room,
    text_layer,
    zero_line,
)
from analysis.figures.rows import Across, Lines, values, vertical
from analysis.figures.setting import Setting
from analysis.figures.theme import INK

MARGIN = 8.0
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Dots:
    """What stands on the lines; every record has ``y`` (pixels) and axis values.

    ``points`` x, look and evidence · ``links`` and ``intervals`` low, high, colour · ``ends`` text
    at the right edge · ``silent`` centres of rows where nothing is stated · ``references`` x,
    top, foot of reference lines (``dashed``, or solid where they are short ticks) · ``zero``
    where a comparison turns · ``head`` a name over the axis, on the first line (a heading). Only
    the first of several axes carries the ``labels``.
    """

    points: Rows = ()
    intervals: Rows = ()
    ends: Rows = ()
    silent: Sequence[float] = ()
    references: Rows = ()
    notes: Rows = ()
    zero: float | None = None
    silent_words: str = ""
    silent_inside: bool = False
    dashed: bool = True
    labels: bool = False
    head: str = ""
    head_colour: str = INK


def end_room(ends: Rows, setting: Setting) -> float:
    """Pixels the texts at the right edge need."""
    widths = [text_width(str(end["text"]), setting.size.small) for end in ends]
    return max(widths, default=0.0) + (MARGIN if widths else 12.0)


def dot_chart(setting: Setting, lines: Lines, across: Across, dots: Dots, width: float) -> Part:
    """The layers of one axis, back to front; ``across`` says between which pixels it lies."""
    height = lines.height
    layers: list[Any] = [_ground(height, across)]
    if dots.labels:
        layers = [bands(lines, width), *layers, *row_labels(lines, setting)]
    if dots.zero is not None:
        layers.append(zero_line(lines, across, setting, dots.zero))
    if dots.references:
        layers.append(_references(dots.references, height, across, dots.dashed, setting))
    if dots.intervals:
        layers.append(interval_layer(dots.intervals, height, across, setting))
    if dots.silent:
        layers += not_stated_layers(
            dots.silent,
            setting,
            height,
            across,
            dots.silent_words,
            inside=dots.silent_inside,
        )
    if dots.points:
        layers.append(point_layer(dots.points, height, across, setting))
    if dots.notes:
        layers.append(text_layer(dots.notes, setting, height, x=across.x(), small=True, dx=MARGIN))
    if dots.ends:
        place = across.end + MARGIN / 2
        layers.append(text_layer(dots.ends, setting, height, x=place, small=True))
    if dots.head:
        room = across.end - across.start + MARGIN
        name = shorten(dots.head, room, setting.size.text, bold=True)
        head = [{"y": lines.lines[0].y, "text": name, "colour": dots.head_colour}]
        layers.append(text_layer(head, setting, height, x=across.start, bold=True))
    return layered(layers)


def _ground(height: float, across: Across) -> Part:
    """An unseen mark that carries the axis even when nothing is stated."""
    return (
        alt.Chart(values([{"x": across.low, "y": 0}]))
        .mark_point(opacity=0, size=0, aria=False)
        .encode(x=across.x(), y=vertical(height))
    )


def _references(
    records: Rows, height: float, across: Across, dashed: bool, setting: Setting
) -> Part:
    stroke = setting.size.stroke
    dash = [5 * stroke, 3 * stroke] if dashed else [1, 0]
    return (
        alt.Chart(values(records))
        .mark_rule(color=INK, strokeWidth=1.2 * stroke, strokeDash=dash, aria=False)
        .encode(x=across.x(), y=vertical(height, "top"), y2="foot:Q")
    )


def dot_panel(setting: Setting, lines: Lines, across: Across, dots: Dots) -> Panel:
    """One panel as wide as the figure allows."""
    return side_by_side(setting, lines, [(across, dots)])


def _quiet_room(dots: Dots, setting: Setting) -> float:
    if not dots.silent or dots.silent_inside:
        return 0.0
    return silence_room(setting, dots.silent_words)


def side_by_side(
    setting: Setting,
    lines: Lines,
    sides: Sequence[tuple[Across, Dots]],
    gap: float = 16.0,
    slots: int = 0,
) -> Panel:
    """Axes side by side over the same rows, labelled once, at the left.

    ``slots`` keeps places free, so that a last batch has the scale of those before it. Where rows
    are silent, words stand in a room of their own left of the axis.
    """
    total = setting.size.width - MARGIN - lines.left
    rooms = [end_room(dots.ends, setting) for _, dots in sides]
    quiet = [_quiet_room(d, setting) for _, d in sides]
    places = max(slots, len(sides))
    rooms_of_all = sum(rooms) * places / len(sides)
    free = total - rooms_of_all - sum(quiet) - gap * (places - 1)
    each, place = free / places, 0.0
    charts = []
    for (across, dots), room, silence in zip(sides, rooms, quiet, strict=True):
        start = place + silence
        own = across.between(start, start + each)
        charts.append(dot_chart(setting, lines, own, dots, total))
        place = start + each + room + gap
    chart = layered(charts, width=total, height=lines.height, own_axes=True)
    return Panel(
        chart,
        lines.left,
        total,
        below=AXIS_ROOM * setting.size.line,
    )


def span(
    numbers: Sequence[float | None],
    *,
    floor: float | None = None,
    ceiling: float | None = None,
    include: Sequence[float] = (),
) -> tuple[float, float]:
    """A domain around the numbers with a little air, kept inside floor and ceiling.

    A number beyond either (a share of 130 %) opens the axis to itself: no mark is left out.
    """
    known = [*(n for n in numbers if n is not None and math.isfinite(n)), *include]
    if not known:
        return (0.0 if floor is None else floor), (1.0 if ceiling is None else ceiling)
    low, high = min(known), max(known)
    air = (high - low) * 0.06 or max(abs(high) * 0.1, 1.0)
    least, most = low, high
    low, high = low - air, high + air
    if floor is not None:
        low = max(low, min(floor, least))
    if ceiling is not None:
        high = min(high, max(ceiling, most) + air * 0.3)
    return low, high


def log_span(numbers: Sequence[float | None]) -> tuple[float, float]:
    """Whole powers of ten around positive numbers, for a log axis; 1 to 10 when there are none."""
    known = [n for n in numbers if n is not None and n > 0]
    if not known:
        return 1.0, 10.0
    low, high = math.floor(math.log10(min(known))), math.ceil(math.log10(max(known)))
    return 10.0**low, 10.0 ** max(high, low + 1)


def powers(low: float, high: float) -> tuple[float, ...]:
    """Ticks of a log axis: 1, 10, 100 …"""
    first, last = round(math.log10(low)), round(math.log10(high))
    return tuple(10.0**k for k in range(first, last + 1))
