"""How fast a promise asks a region to change, and how much room is left."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.figures.assemble import Panel, Words, finish
from analysis.figures.blocks import Block, blocks, in_single_units
from analysis.figures.dots import Dots, side_by_side, span
from analysis.figures.figure import Figure, as_number, number_text, require_columns, row_dicts
from analysis.figures.layers import look
from analysis.figures.marks import proof, select, statements_of, unit_text, with_statement_ids
from analysis.figures.narrow import narrowing
from analysis.figures.quantity import quantity
from analysis.figures.rows import Across
from analysis.figures.setting import Setting

PACE = (
    "indicator_id", "region_id", "doc_id", "statement_ids", "unit", "change_per_year",
    "baseline_year", "target_year", "ceiling", "room",
)  # fmt: skip
POINTS = "百分点"  # what percentages change by


@narrowing
def pace(frame: pd.DataFrame, setting: Setting) -> Figure:
    """How much must change a year, and how much room is left to the ceiling.

    ``frame``: DataFrame[indicator_id, region_id, doc_id, statement_id, unit, change_per_year,
    baseline_year, target_year, ceiling, room, quote, certainty]; ``change_per_year`` in units a
    year, ``room`` (ceiling − target) in units, missing where there is no ceiling. Rows exist
    only where a baseline does.
    """
    require_columns(frame, ("indicator_id", "region_id", "change_per_year", "unit"), "pace")
    rows = setting.keep(with_statement_ids(frame))
    fastest = (
        rows["change_per_year"].astype(float).abs().sort_values(ascending=False, kind="stable")
    )
    drawn = in_single_units(rows.loc[fastest.index], setting, ("change_per_year", "room"))
    return finish(
        "targets-pace-and-room",
        setting,
        [_pace_panel(b, setting) for b in blocks(drawn, setting, silence=False, national=False)],
        select(rows, PACE),
        _pace_words(rows, setting),
    )


def _pace_panel(block: Block, setting: Setting) -> Panel:
    sides = [_pace_side(block, "change_per_year", "axis.pace", setting)]
    if any(as_number(room) is not None for room in block.rows.get("room", [])):
        sides.append(_pace_side(block, "room", "axis.room", setting))
    return side_by_side(setting, block.lines, sides)


def _pace_side(block: Block, column: str, key: str, setting: Setting) -> tuple[Across, Dots]:
    first = column == "change_per_year"
    points, stems, ends = [], [], []
    silent = list(block.silent_ys) if first else []
    numbers = [as_number(v) for v in block.rows.get(column, [])]
    low, high = span(numbers, include=(0.0,))
    unit = POINTS if block.unit == "%" else block.unit
    for row, number in zip(row_dicts(block.rows), numbers, strict=False):
        y = block.line_of(row)
        if number is None:
            silent.append(y)
            continue
        full = look(setting, row["region_id"], filled=True)
        text = setting.say(f"{key}_value", value=_change(number, unit, setting))
        points.append({**full, **proof(row, setting, text), "x": number, "y": y})
        stems.append({"low": 0.0, "high": number, "y": y, "colour": full["colour"]})
        ends.append(
            {"y": y, "text": signed(number) if first else f"{Decimal(number_text(number)):,}"}
        )
    words = "" if first else setting.say("no_ceiling")
    dots = Dots(points, stems, ends, silent, zero=0.0, labels=first, silent_words=words)
    named = setting.unit(unit) or setting.say("no_unit")
    return Across(low, high, setting.say(key, unit=named)), dots


def _change(number: float, unit: str, setting: Setting) -> str:
    """A change with its sign and unit: ``+1.33 pp``, ``−1,800 people``."""
    told = quantity(signed(abs(number)).lstrip("+").replace(",", ""), unit or None, setting.lang)
    return told if number == 0 else ("+" if number > 0 else "−") + told


def signed(number: float) -> str:
    """`+1.96` or `−0.2`, at most three significant decimals, with a true minus sign."""
    text = number_text(round(abs(number), 2 if abs(number) >= 0.1 else 4))
    return text if number == 0 else f"{'+' if number > 0 else '−'}{Decimal(text):,}"


def _pace_words(rows: pd.DataFrame, setting: Setting) -> Words:
    records = [row for row in row_dicts(rows) if as_number(row["change_per_year"]) is not None]
    percent = [row for row in records if unit_text(row["unit"]) == "%"] or records
    if not percent:
        title = setting.say("title.nothing", n=0)
        return Words(title, setting.say("subtitle.pace", n=0),
                     setting.say("alt.nothing", title=title), 0)  # fmt: skip
    ordered = sorted(percent, key=lambda row: as_number(row["change_per_year"]) or 0.0)
    told = [_pace_told(row, setting) for row in (ordered[-1], ordered[0])]
    title = setting.say("title.pace", top=told[0])
    return Words(
        title,
        setting.say("subtitle.pace", n=len(records)),
        setting.say("alt.extremes", title=title, high=told[0], low=told[1]),
        len(statements_of(rows)),
        notes=[setting.say("note.pace")],
        # Regions without a baseline are not drawn, so their documents are no source here.
        doc_ids=_documents(rows, setting),
    )


def _documents(rows: pd.DataFrame, setting: Setting) -> list[str]:
    found = setting.documents["region_id"].isin(rows["region_id"])
    return [str(doc) for doc in setting.documents.loc[found, "doc_id"]]


def _pace_told(row: Mapping[Any, Any], setting: Setting) -> str:
    unit = unit_text(row["unit"])
    value = as_number(row["change_per_year"]) or 0.0
    return setting.say(
        "alt.pace_item",
        region=setting.region(row["region_id"]),
        name=setting.name("indicators", row["indicator_id"]),
        value=_change(value, POINTS if unit == "%" else unit, setting),
    )
