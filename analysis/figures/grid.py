"""Rows × columns: a cell holds a value, a count, or the way in which it is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from analysis.figures.assemble import Panel
from analysis.figures.compose import Part, layered
from analysis.figures.dots import MARGIN
from analysis.figures.glyphs import shorten, text_width
from analysis.figures.layers import evidence, row_labels, text_layer
from analysis.figures.rows import Lines, values, vertical
from analysis.figures.setting import Setting
from analysis.figures.theme import FONT, GRID, INK, MUTED

Cells = Sequence[Mapping[str, Any]]
NAME_EMS = 19  # the longest column name set upright, in widths of a Chinese character
TINT = "#dce6ee"
# Where a column is too narrow for words: stated, silent, not applicable, unreadable.
FRAMED = ("not_stated", "fails")
SIGNS = {"stated": "●", "not_stated": "○", "not_applicable": "–", "unreadable": "×", "fails": "×"}


def column_width(setting: Setting, lines: Lines, columns: int) -> float:
    """Pixels a column gets when all share the figure's width; at most 130 on a page."""
    free = setting.size.width - MARGIN - lines.left
    return min(free / max(columns, 1), setting.size.text * 11.5)


def column_batches(setting: Setting, lines: Lines, columns: Sequence[str]) -> list[list[str]]:
    """Columns in as many blocks, set under one another, as the narrowest legible column asks."""
    free = setting.size.width - MARGIN - lines.left
    most = max(int(free // (setting.size.text * 1.7)), 1)
    blocks = max(-(-len(columns) // most), 1)
    each = max(-(-len(columns) // blocks), 1)
    return [list(columns[i : i + each]) for i in range(0, len(columns), each)] or [[]]


def narrow(setting: Setting, width: float) -> bool:
    """Whether a column cannot hold the words of silence; signs stand for them there."""
    word = setting.code("coverage", "not_stated")
    return text_width(word, setting.size.small) + 6 > width


def grid_panel(
    setting: Setting, lines: Lines, columns: Sequence[tuple[object, str]], cells: Cells
) -> Panel:
    """A grid with its column names on top.

    ``cells``: ``row`` and ``column`` keys, ``state`` (stated draws ``text`` on a tint; the other
    states draw themselves; fails draws ``text`` in a dashed frame), ``short`` for where the
    text does not fit, ``area`` (0–1) for a disc behind a count, and evidence fields.
    """
    width = column_width(setting, lines, len(columns))
    place = {key: width * (i + 0.5) for i, (key, _) in enumerate(columns)}
    small = narrow(setting, width)
    rows = [
        {
            **cell,
            "y": lines.y[cell["row"]],
            "px": place[cell["column"]],
            "text": _text(cell, setting, width, small),
            "colour": INK if cell["state"] == "stated" else MUTED,
        }
        for cell in cells
    ]
    total = width * len(columns)
    height = lines.height
    layers = [
        _rules(lines, total),
        *row_labels(lines, setting),
        *_boxes(rows, setting, lines, width, total),
        *_words(rows, setting, height, width, total),
        _names(columns, setting, width, height, total),
    ]
    chart = layered(layers, width=total, height=height)
    head = _name_room(columns, setting, width)
    return Panel(chart, lines.left, total, below=setting.size.text * 0.6, above=head)


def _text(cell: Mapping[str, Any], setting: Setting, width: float, small: bool) -> str:
    state = str(cell["state"])
    if state == "stated":
        texts = [str(cell[name]) for name in ("text", "short") if name in cell]
        fitting = [text for text in texts if text_width(text, setting.size.small) + 4 <= width]
        if fitting:
            return fitting[0]
        return SIGNS[state] if small else shorten(texts[0], width - 4, setting.size.small)
    word = str(cell["text"]) if state == "fails" else setting.code("coverage", state)
    return word if text_width(word, setting.size.small) + 4 <= width else SIGNS[state]


def _across(total: float, field: str = "px") -> alt.X:
    scale = alt.Scale(domain=[0, total], range=[0, total], nice=False, zero=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def _rules(lines: Lines, total: float) -> Part:
    """A hair line under every row."""
    records = [{"y": line.foot} for line in lines.lines if line.key is not None]
    return (
        alt.Chart(values(records))
        .mark_rule(color=GRID, aria=False)
        .encode(y=vertical(lines.height), x=alt.value(-lines.left), x2=alt.value(total))
    )


def _boxes(rows: Cells, setting: Setting, lines: Lines, width: float, total: float) -> list[Part]:
    """A tint under what is stated (a disc for counts), a dashed frame around silence."""
    heights, side = lines.heights, width / 2 - 1.5
    framed = [
        {
            **row,
            "x0": row["px"] - side,
            "x1": row["px"] + side,
            "y0": row["y"] - heights[row["row"]] / 2 + 1.5,
            "y1": row["y"] + heights[row["row"]] / 2 - 1.5,
        }
        for row in rows
    ]
    plain = [row for row in framed if row["state"] == "stated" and "area" not in row]
    silent = [row for row in framed if row["state"] in FRAMED]
    discs = [row for row in framed if "area" in row]
    found = []
    for records, options in (
        (plain, {"color": TINT}),
        (
            silent,
            {
                "fill": "#ffffff",
                "stroke": MUTED,
                "strokeDash": [2, 2],
                "strokeWidth": 0.7 * setting.size.stroke,
            },
        ),
    ):
        if records:
            mark = alt.Chart(values(records)).mark_rect(**options)
            found.append(
                mark.encode(
                    x=_across(total, "x0"),
                    x2="x1:Q",
                    y=vertical(lines.height, "y0"),
                    y2="y1:Q",
                    **evidence(records, setting),
                )
            )
    return [*found, _discs(discs, setting, lines.height, width, total)] if discs else found


def _discs(rows: Cells, setting: Setting, height: float, width: float, total: float) -> Part:
    most = (setting.size.row * 1.15) ** 2
    shift = setting.size.row * 1.15 / 2 if _beside(setting, width) else 0.0
    records = [{**row, "size": most * float(row["area"]), "px": row["px"] - shift} for row in rows]
    return (
        alt.Chart(values(records))
        .mark_circle(color="#a9c3d6", opacity=1)
        .encode(
            x=_across(total),
            y=vertical(height),
            size=alt.Size("size:Q", scale=None),
            **evidence(records, setting),
        )
    )


def _words(rows: Cells, setting: Setting, height: float, width: float, total: float) -> list[Part]:
    """Texts in the middle of their cells; a count stands right of its disc where there is room."""
    kept = [
        {**{key: row[key] for key in ("y", "px", "text", "colour")}, "count": "area" in row}
        for row in rows
    ]
    counts = [row for row in kept if row["count"]]
    plain = [row for row in kept if not row["count"]]
    beside = _beside(setting, width)
    layers = []
    for members, shift in ((plain, 0.0), (counts, beside)):
        if members:
            x, align = _across(total), "left" if shift else "center"
            layers.append(
                text_layer(members, setting, height, x=x, align=align, small=True, dx=shift)
            )
    return layers


def _beside(setting: Setting, width: float) -> float:
    """How far right of a cell's middle a count starts; 0 where cells are too narrow for that."""
    radius = setting.size.row * 1.15 / 2
    return radius * 0.3 if width > 4.3 * radius else 0.0


def _upright(columns: Sequence[tuple[object, str]], setting: Setting, width: float) -> bool:
    return all(text_width(name, setting.size.text) + 6 <= width for _, name in columns)


def _name_room(columns: Sequence[tuple[object, str]], setting: Setting, width: float) -> float:
    if _upright(columns, setting, width):
        return setting.size.line * 1.2
    limit = setting.size.text * NAME_EMS
    widths = [min(text_width(name, setting.size.text), limit) for _, name in columns]
    return max(widths, default=0.0) + 10


def _names(
    columns: Sequence[tuple[object, str]],
    setting: Setting,
    width: float,
    height: float,
    total: float,
) -> Part:
    """Column names over the grid, turned when they would touch one another."""
    upright = _upright(columns, setting, width)
    limit = setting.size.text * NAME_EMS
    rows = [
        {
            "px": width * (i + 0.5),
            "text": name if upright else shorten(name, limit, setting.size.text),
        }
        for i, (_, name) in enumerate(columns)
    ]
    return (
        alt.Chart(values(rows))
        .mark_text(
            font=FONT,
            fontSize=setting.size.text,
            align="center" if upright else "left",
            baseline="middle",
            angle=0 if upright else 270,
            color=INK,
            aria=False,
        )
        .encode(
            x=_across(total),
            y=alt.value(-setting.size.line * 0.6 if upright else -5),
            text="text:N",
        )
    )
