"""Charts of change: from a baseline to a target, and from what was reported to what is promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.figures.assemble import Panel, Words, finish
from analysis.figures.blocks import Block, axis, blocks, drawable, first_number, in_single_units
from analysis.figures.dots import Dots, dot_panel
from analysis.figures.figure import (
    Figure,
    as_number,
    is_missing,
    number_text,
    require_columns,
    row_dicts,
)
from analysis.figures.layers import look
from analysis.figures.marks import (
    amount,
    proof,
    select,
    statements_of,
    unit_text,
    with_statement_ids,
)
from analysis.figures.narrow import narrowing
from analysis.figures.quantity import number
from analysis.figures.rows import Record
from analysis.figures.setting import Setting
from analysis.figures.theme import PAPER
from analysis.measures.ambition import meets

CHANGE = (
    "indicator_id", "region_id", "doc_id", "statement_ids", "baseline_value", "baseline_year",
    "value", "value_high", "comparator", "unit", "target_year", "benchmark_value",
    "benchmark_year",
)  # fmt: skip
VALUES = ("value", "value_high", "baseline_value", "benchmark_value")


@narrowing
def dumbbell(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Baseline → target of each comparable indicator, regions under one another.

    ``frame``: DataFrame[indicator_id, region_id, doc_id, statement_id, baseline_value,
    baseline_year, value, value_high, comparator, unit, target_year, status, quote, certainty,
    benchmark_value, benchmark_year], one row an indicator and region; values in ``unit``. Each
    unit has its own axis; a region that does not state an indicator is drawn as not stating it.
    """
    require_columns(frame, ("indicator_id", "region_id", "value", "unit"), "dumbbell")
    rows = setting.keep(with_statement_ids(frame))
    words = _dumbbell_words(rows, setting)
    return _change_figure("targets-baseline-to-target", rows, setting, words)


def _change_figure(what: str, rows: pd.DataFrame, setting: Setting, words: Words) -> Figure:
    drawn, notes = drawable(rows, setting)
    drawn = in_single_units(drawn, setting, VALUES)
    panels = [_dumbbell_panel(block, setting) for block in blocks(drawn, setting)]
    words = replace(words, notes=[*words.notes, *notes])
    return finish(what, setting, panels, select(rows, CHANGE), words)


@narrowing
def reported(frame: pd.DataFrame, setting: Setting) -> Figure:
    """What a region reports as reached beside what it promises, same indicator and unit.

    ``frame``: as for `dumbbell`, where ``baseline_value`` is the reported value and
    ``baseline_statement_id``, ``baseline_quote`` are its own evidence; ``statement_ids`` names
    both statements; ``is_already_met`` says whether the report alone keeps the promise.
    """
    require_columns(frame, ("indicator_id", "region_id", "value", "baseline_value"), "reported")
    rows = setting.keep(with_statement_ids(frame))
    return _change_figure(
        "targets-reported-and-promised", rows, setting, _reported_words(rows, setting)
    )


def _reported_words(rows: pd.DataFrame, setting: Setting) -> Words:
    records = row_dicts(rows)
    pairs = [(as_number(row["baseline_value"]), as_number(row["value"])) for row in records]
    known = [(start, end) for start, end in pairs if start is not None and end is not None]
    met = sum(row.get("is_already_met") is True for row in records)
    title = (
        setting.say("title.reported", n=len(known), k=met)
        if known
        else setting.say("title.nothing", n=0)
    )
    return Words(
        title,
        setting.say("subtitle.reported", n=len(known)),
        _change_alt(records, title, setting),
        len(statements_of(rows)),
        notes=[setting.say("note.reported")],
    )


def _dumbbell_panel(block: Block, setting: Setting) -> Panel:
    across = axis(block, VALUES, "axis.value", setting)
    points: list[Record] = []
    links: list[Record] = []
    ends: list[Record] = []
    for row in row_dicts(block.rows):
        y, text = block.line_of(row), change_text(row, setting)
        start, end = as_number(row.get("baseline_value")), as_number(row["value"])
        full = look(setting, row["region_id"], filled=True)
        found = proof(row, setting, text)
        if start is not None:
            before = proof(_baseline_of(row), setting, text)
            points.append({**full, **before, "x": start, "y": y, "fill": PAPER})
            links.append({"low": start, "high": end, "y": y, "colour": full["colour"]})
        points.append({**full, **found, "x": end, "y": y})
        high = as_number(row.get("value_high"))
        if high is not None:
            links.append({"low": end, "high": high, "y": y, "colour": full["colour"]})
        ends.append({"y": y, "text": text})
    dots = Dots(points, links, ends, block.silent_ys, _national_lines(block, setting), labels=True)
    return dot_panel(setting, block.lines, across, dots)


def _baseline_of(row: Mapping[Any, Any]) -> dict[Any, Any]:
    """The row with the evidence of its baseline, where that stands in a statement of its own."""
    own = {
        name: row[f"baseline_{name}"]
        for name in ("statement_id", "doc_id", "quote", "status", "certainty")
        if not is_missing(row.get(f"baseline_{name}"))
    }
    return {**row, **own}


def change_text(row: Mapping[Any, Any], setting: Setting) -> str:
    """`85.2→≥95%`, or the target alone when no baseline is given."""
    end = amount(row, setting)
    if as_number(row.get("baseline_value")) is None:
        return end
    return f"{number(row['baseline_value'], row.get('unit'), setting.lang)}→{end}"


def _national_lines(block: Block, setting: Setting) -> list[Record]:
    lines = []
    half = setting.size.row / 2
    for indicator in block.rows["indicator_id"].drop_duplicates():
        members = block.rows[block.rows["indicator_id"] == indicator]
        national = first_number(members, "benchmark_value")
        ys = [y for key, y in block.lines.y.items() if key[0] == indicator]  # type: ignore[index]  # keys of lines are pairs
        if national is not None:
            lines.append({"x": national, "top": min(ys) - half, "foot": max(ys) + half})
    return lines


def _dumbbell_words(rows: pd.DataFrame, setting: Setting) -> Words:
    records = row_dicts(rows)
    with_base = [row for row in records if as_number(row.get("baseline_value")) is not None]
    with_national = [row for row in records if as_number(row.get("benchmark_value")) is not None]
    passed = [row for row in with_national if _reaches(row)]
    key = "title.dumbbell" if with_national else "title.dumbbell_plain"
    title = setting.say(
        key if records else "title.nothing",
        k=len(passed),
        m=len(with_national),
        n=len(records),
        base=len(with_base),
        indicators=rows["indicator_id"].nunique(),
    )
    subtitle = setting.say("subtitle.dumbbell", n=len(records), base=len(with_base))
    return Words(
        title,
        subtitle,
        _change_alt(records, title, setting),
        len(statements_of(rows)),
        notes=[setting.say("note.axis_cut")] if records else [],
    )


def _reaches(row: Mapping[Any, Any]) -> bool:
    """Whether the promise surely satisfies the national value, comparators weighed (`meets`)."""
    exact = {
        name: Decimal(number_text(row[name]))
        for name in ("value", "value_high", "benchmark_value")
        if not is_missing(row.get(name))
    }
    if not {"value", "benchmark_value"} <= exact.keys():
        return False
    goal, comparator = exact["benchmark_value"], str(row.get("benchmark_comparator"))
    toward = "up" if is_missing(row.get("direction")) else str(row["direction"])
    return meets({"value_high": None, **row, **exact}, goal, comparator, toward) is True


def _change_alt(records: Sequence[Mapping[Any, Any]], title: str, setting: Setting) -> str:
    """Title, then the highest and the lowest target of the unit most often used."""
    units = [unit_text(row["unit"]) for row in records]
    if not units:
        return setting.say("alt.nothing", title=title)
    unit = max(dict.fromkeys(units), key=units.count)
    same = [row for row in records if unit_text(row["unit"]) == unit]
    ordered = sorted(same, key=lambda row: as_number(row["value"]) or 0.0)
    return setting.say(
        "alt.extremes",
        title=title,
        high=_told(ordered[-1], setting),
        low=_told(ordered[0], setting),
    )


def _told(row: Mapping[Any, Any], setting: Setting) -> str:
    name = setting.name("indicators", row["indicator_id"])
    return setting.say(
        "alt.item",
        region=setting.region(row["region_id"]),
        name=name,
        value=change_text(row, setting),
    )
