"""Puts a plot between its title and its caption, and makes the Figure of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from analysis.figures.caption import caption, warnings
from analysis.figures.compose import Drawing, Part, layered, stacked
from analysis.figures.figure import Figure
from analysis.figures.glyphs import balanced, wrap
from analysis.figures.marks import with_statement_ids
from analysis.figures.rows import values
from analysis.figures.setting import Setting
from analysis.figures.theme import FONT, GRID, INK, SOFT_INK, config

_SLUG = re.compile(r"[^a-z0-9]+")
AXIS_ROOM = 2.6  # lines of text an axis with its title takes under a panel


@dataclass(frozen=True)
class Panel:
    """A drawing and the room it takes: ``left`` pixels of labels, then ``width`` of plot.

    ``below`` is the height of axis labels and title under the plot, ``above`` of column names.
    """

    chart: Drawing
    left: float
    width: float
    below: float = 0.0
    above: float = 0.0


@dataclass(frozen=True)
class Words:
    """What a figure says: computed title, what and when, notes, alt text, and n."""

    title: str
    subtitle: str
    alt: str
    n: int
    notes: Sequence[str] = ()
    counted: str = "statements"
    doc_ids: Sequence[str] | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


def figure_id(what: str, setting: Setting, parameters: Mapping[str, Any]) -> str:
    """``what[--key-value…]-lang[-size]``: stable, readable, safe as a folder name."""
    parts = [f"{_slug(key)}-{_slug(value)}" for key, value in sorted(parameters.items())]
    size = "" if setting.size.name == "page" else f"-{setting.size.name}"
    return "--".join([_slug(what), *parts]) + f"-{setting.lang}{size}"


def _slug(value: object) -> str:
    text = "-".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return _SLUG.sub("-", text.lower()).strip("-") or "x"


def finish(
    what: str, setting: Setting, panels: Sequence[Panel], data: pd.DataFrame, words: Words
) -> Figure:
    """Panels from top to bottom under a title, over a caption: the finished Figure."""
    notes = caption(
        setting, words.n, notes=words.notes, counted=words.counted, doc_ids=words.doc_ids
    )
    left = panels[0].left
    parts = [_head(words, setting, left)]
    for panel in panels:
        if panel.above:
            parts.append(_space(panel.above))
        parts.append(panel.chart)
        if panel.below:
            parts.append(_space(panel.below))
    parts.append(_foot(notes, setting, left))
    return Figure(
        figure_id=figure_id(what, setting, words.parameters),
        lang=setting.lang,
        spec=_top(parts, setting, words.alt),
        plot_spec=_top(parts[1:-1], setting, words.alt),
        data=with_statement_ids(data),
        title=words.title,
        subtitle=words.subtitle,
        caption=notes,
        alt=words.alt,
        warnings=warnings(setting, words.doc_ids),
        n=words.n,
        doc_ids=tuple(setting.doc_ids if words.doc_ids is None else words.doc_ids),
    )


def _top(parts: Iterable[Part], setting: Setting, description: str) -> Drawing:
    return stacked(parts, {"description": description, "config": config(setting.size)})


def _space(height: float) -> Part:
    return (
        alt.Chart(values([{}]))
        .mark_point(opacity=0, size=0, aria=False)
        .properties(width=1, height=height)
    )


def _head(words: Words, setting: Setting, left: float) -> Part:
    size = setting.size
    width = size.width - 8
    title = balanced(words.title, width, size.title, bold=True)
    subtitle = balanced(words.subtitle, width, size.text)
    step, small = size.title * 1.3, size.line
    rows = [{"y": step * (i + 0.5), "text": text} for i, text in enumerate(title)]
    start = step * len(title) + small * 0.2
    under = [{"y": start + small * (i + 0.5), "text": text} for i, text in enumerate(subtitle)]
    height = start + small * (len(subtitle) + 0.8)
    return layered(
        [
            _text(rows, height, left, size.title, INK, bold=True),
            _text(under, height, left, size.text, SOFT_INK),
        ],
        width=1,
        height=height,
    )


def _foot(text: str, setting: Setting, left: float) -> Part:
    """A thin line as wide as the figure, and the caption under it."""
    size = setting.size
    lines = wrap(text, size.width - 8, size.small)
    step, start = size.small * 1.4, size.small * 1.2
    rows = [{"y": start + step * (i + 0.5), "text": line} for i, line in enumerate(lines)]
    height = start + step * len(lines)
    rule = (
        alt.Chart(values([{"y": start * 0.7}]))
        .mark_rule(color=GRID, strokeWidth=1, aria=False)
        .encode(x=alt.value(-left), x2=alt.value(size.width - 8 - left), y=_pixel(height))
    )
    return layered([rule, _text(rows, height, left, size.small, SOFT_INK)], width=1, height=height)


def _pixel(height: float) -> alt.Y:
    return alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False, zero=False), axis=None)


def _text(
    rows: list[dict[str, Any]],
    height: float,
    left: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
) -> Part:
    return (
        alt.Chart(values(rows))
        .mark_text(
            align="left",
            baseline="middle",
            font=FONT,
            fontSize=size,
            fontWeight="bold" if bold else "normal",
            color=colour,
        )
        .encode(x=alt.value(-left), y=_pixel(height), text="text:N")
    )
