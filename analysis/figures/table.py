"""A table drawn as a figure, where words and exact values matter more than positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from analysis.figures.assemble import Panel
from analysis.figures.compose import Part, layered
from analysis.figures.dots import MARGIN
from analysis.figures.glyphs import shorten
from analysis.figures.layers import evidence, look, text_layer
from analysis.figures.rows import fold, lay_out, under_one_another, values, vertical
from analysis.figures.setting import Setting
from analysis.figures.theme import FONT, GRID, INK, MUTED, SOFT_INK

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Column:
    """One column: the field it shows, its heading, its share of the width, its alignment."""

    field: str
    heading: str
    share: float
    align: Literal["left", "right"] = "left"


def table_panel(
    setting: Setting,
    columns: Sequence[Column],
    groups: Sequence[tuple[str, Rows]],
    empty: str = "",
) -> Panel:
    """Rows under headings; the mark at the left of each row is its region's.

    Each row has the columns' fields, ``region_id``, and evidence fields. A group without rows is
    told in the words of ``empty`` ("not stated" by default). Cells take as many lines as they
    need, up to four; the data keeps whole what does not fit those.
    """
    mark_room = setting.size.row * 0.8
    total = setting.size.width - MARGIN
    folded = _folded(columns, groups, setting, total - mark_room)
    tallest = {key: max(cells.values(), key=len) for key, cells in folded.items()}
    placed = [
        (heading, [((g, i), tallest.get((g, i), "")) for i in range(max(len(rows), 1))])
        for g, (heading, rows) in enumerate(groups)
    ]
    lines = lay_out(setting, placed)
    records = [
        {**row, "y": lines.y[g, i], "pieces": folded[g, i]}
        for g, (_, rows) in enumerate(groups)
        for i, row in enumerate(rows)
    ]
    silent = [
        {"y": lines.y[g, 0], "text": empty or setting.say("not_stated")}
        for g, (_, rows) in enumerate(groups)
        if not rows
    ]
    heads = [
        {"y": y, "text": text}
        for line in lines.lines
        if line.key is None
        for y, text in under_one_another(line.label, line.y, setting)
    ]
    layers = [
        _rules([line.foot for line in lines.lines], lines.height, total),
        text_layer(heads, setting, lines.height, x=0, bold=True),
        text_layer(silent, setting, lines.height, x=mark_room, colour=MUTED),
        _marks(records, setting, lines.height, mark_room / 2),
        *_cells(records, columns, setting, lines.height, mark_room, total),
    ]
    chart = layered(layers, width=total, height=lines.height)
    return Panel(chart, 0.0, total, below=setting.size.text, above=setting.size.line * 1.3)


def _folded(
    columns: Sequence[Column], groups: Sequence[tuple[str, Rows]], setting: Setting, width: float
) -> dict[tuple[int, int], dict[str, tuple[str, ...]]]:
    """The pieces of every cell by (group, row) and field, folded to the width of its column."""
    scale = width / sum(column.share for column in columns)
    return {
        (g, i): {
            column.field: fold(
                str(row[column.field]), column.share * scale - 10, setting.size.small
            )
            for column in columns
        }
        for g, (_, rows) in enumerate(groups)
        for i, row in enumerate(rows)
    }


def _rules(ys: Sequence[float], height: float, total: float) -> Part:
    records = [{"y": y} for y in ys]
    return (
        alt.Chart(values(records))
        .mark_rule(color=GRID, aria=False)
        .encode(y=vertical(height), x=alt.value(0), x2=alt.value(total))
    )


def _marks(records: Rows, setting: Setting, height: float, x: float) -> Part:
    rows = [
        {**row, **look(setting, row.get("region_id"), filled=True)}
        for row in ({k: v for k, v in row.items() if k != "pieces"} for row in records)
    ]
    return (
        alt.Chart(values(rows))
        .mark_point(size=setting.size.mark, strokeWidth=1.6, opacity=1)
        .encode(
            x=alt.value(x),
            y=vertical(height),
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            **evidence(rows, setting),
        )
    )


def _cells(
    records: Rows,
    columns: Sequence[Column],
    setting: Setting,
    height: float,
    start: float,
    total: float,
) -> list[Part]:
    """One layer a column, its heading above the first line."""
    free = total - start
    scale = free / sum(column.share for column in columns)
    layers = []
    x = start
    for column in columns:
        width = column.share * scale
        anchor = x + 4 if column.align == "left" else x + width - 6
        rows = [
            {"y": y, "text": text}
            for row in records
            for y, text in under_one_another(row["pieces"][column.field], row["y"], setting)
        ]
        layers.append(text_layer(rows, setting, height, x=anchor, align=column.align, small=True))
        layers.append(_heading(column, anchor, setting, width))
        x += width
    return layers


def _heading(column: Column, anchor: float, setting: Setting, width: float) -> Part:
    text = shorten(column.heading, width - 6, setting.size.small)
    return (
        alt.Chart(values([{"text": text}]))
        .mark_text(
            font=FONT,
            fontSize=setting.size.small,
            align=column.align,
            baseline="middle",
            color=SOFT_INK if text else INK,
            aria=False,
        )
        .encode(x=alt.value(anchor), y=alt.value(-setting.size.line * 0.7), text="text:N")
    )
