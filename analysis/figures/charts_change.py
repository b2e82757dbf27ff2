"""Charts of change: from a baseline to a target, how fast, and what was reported before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.figures.assemble import Panel, Words, finish
from analysis.figures.dots import Dots, dot_panel, side_by_side, span
from analysis.figures.figure import Figure, as_number, is_missing, number_text, require_columns
from analysis.figures.labels import listing
from analysis.figures.marks import SIGNS, amount, proof, select, statements_of, unit_text
from analysis.figures.marks import with_statement_ids
from analysis.figures.rows import Across, Lines, Record, lay_out, look, same_left
from analysis.figures.setting import Setting

DRAW_SILENT_UP_TO = 12  # past so many regions, silent rows are counted and not drawn
CHANGE = (
    "indicator_id", "region_id", "doc_id", "statement_ids", "baseline_value", "baseline_year",
    "value", "value_high", "comparator", "unit", "target_year", "benchmark_value",
    "benchmark_year",
)  # fmt: skip
PACE = (
    "indicator_id", "region_id", "doc_id", "statement_ids", "unit", "change_per_year",
    "baseline_year", "target_year", "ceiling", "room",
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """The rows of one unit: indicators as headings, regions as lines under them."""

    unit: str
    rows: pd.DataFrame
    lines: Lines
    silent: tuple[tuple[str, str], ...]

    @property
    def silent_ys(self) -> list[float]:
        return [self.lines.y[key] for key in self.silent]

    def line_of(self, row: Mapping[Any, Any]) -> float:
        return self.lines.y[row["indicator_id"], row["region_id"]]


def blocks(rows: pd.DataFrame, setting: Setting) -> list[Block]:
    """One block a unit, in the order of appearance; an empty frame gives one silent block."""
    found = []
    for unit in list(dict.fromkeys(map(unit_text, rows["unit"]))):
        own = rows[[unit_text(one) == unit for one in rows["unit"]]]
        groups, silent = [], []
        for indicator in _by_reach(own):
            members = own[own["indicator_id"] == indicator]
            regions = _shown(members, setting)
            stating = set(members["region_id"])
            silent += [(indicator, region) for region in regions if region not in stating]
            keys = [((indicator, region), setting.region(region)) for region in regions]
            groups.append((heading(members, str(indicator), unit, setting), keys))
        found.append(Block(unit, own, lay_out(setting, groups), tuple(silent)))
    if not found:
        keys = [(("", region), setting.region(region)) for region in setting.region_ids]
        lines = lay_out(setting, [("", keys)])
        found = [Block("", rows, lines, tuple(key for key, _ in keys))]
    aligned = same_left([block.lines for block in found])
    return [
        Block(block.unit, block.rows, lines, block.silent)
        for block, lines in zip(found, aligned, strict=True)
    ]


def _by_reach(rows: pd.DataFrame) -> list[str]:
    """Indicators that most regions state first; equals keep the order of the frame."""
    counts = rows.groupby("indicator_id", sort=False)["region_id"].nunique()
    return [str(one) for one in counts.sort_values(ascending=False, kind="stable").index]


def _shown(members: pd.DataFrame, setting: Setting) -> list[str]:
    stating = set(members["region_id"])
    many = len(setting.region_ids) > DRAW_SILENT_UP_TO
    return [region for region in setting.region_ids if region in stating or not many]


def heading(members: pd.DataFrame, indicator: str, unit: str, setting: Setting) -> str:
    """The indicator's name, with the national value when there is one."""
    name = setting.name("indicators", indicator)
    national = _first(members, "benchmark_value")
    if national is None:
        return name
    year = _first(members, "benchmark_year")
    sign = SIGNS.get(_comparator(members), "")
    shown = f"{sign}{number_text(national)}{setting.unit(unit)}"
    when = "" if year is None else number_text(year)
    return setting.say("heading.national", name=name, value=shown, year=when)


def _comparator(members: pd.DataFrame) -> str:
    if "benchmark_comparator" not in members:
        return ""
    return next((str(v) for v in members["benchmark_comparator"] if not is_missing(v)), "")


def _first(members: pd.DataFrame, column: str) -> float | None:
    if column not in members:
        return None
    return next((n for n in map(as_number, members[column]) if n is not None), None)


def unit_name(block: Block, setting: Setting) -> str:
    """The unit as an axis names it."""
    return setting.unit(block.unit).strip() or setting.say("no_unit")


def axis(block: Block, columns: Sequence[str], key: str, setting: Setting) -> Across:
    """The axis of a block around what it draws; percentages end at 100."""
    numbers = [as_number(v) for name in columns if name in block.rows for v in block.rows[name]]
    percent = block.unit == "%"
    low, high = span(numbers, floor=0.0, ceiling=100.0 if percent else None)
    return Across(low, high, setting.say(key, unit=unit_name(block, setting)))


def dumbbell(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Baseline → target of each comparable indicator, regions under one another.

    ``frame``: DataFrame[indicator_id, region_id, doc_id, statement_id, baseline_value,
    baseline_year, value, value_high, comparator, unit, target_year, status, quote, certainty,
    benchmark_value, benchmark_year], one row an indicator and region; values in ``unit``. Each
    unit has its own axis; a region that does not state an indicator is drawn as not stating it.
    """
    require_columns(frame, ("indicator_id", "region_id", "value", "unit"), "dumbbell")
    rows = setting.keep(with_statement_ids(frame))
    return finish(
        "targets-baseline-to-target",
        setting,
        [_dumbbell_panel(block, setting) for block in blocks(rows, setting)],
        select(rows, CHANGE),
        _dumbbell_words(rows, setting),
    )


def _dumbbell_panel(block: Block, setting: Setting) -> Panel:
    columns = ("value", "value_high", "baseline_value", "benchmark_value")
    across = axis(block, columns, "axis.value", setting)
    points: list[Record] = []
    links: list[Record] = []
    ends: list[Record] = []
    for row in block.rows.to_dict("records"):
        y, text = block.line_of(row), change_text(row, setting)
        start, end = as_number(row.get("baseline_value")), as_number(row["value"])
        full = look(setting, row["region_id"], filled=True)
        found = proof(row, setting, text)
        if start is not None:
            points.append({**full, **found, "x": start, "y": y, "fill": "#ffffff"})
            links.append({"low": start, "high": end, "y": y, "colour": full["colour"]})
        points.append({**full, **found, "x": end, "y": y})
        ends.append({"y": y, "text": text})
    dots = Dots(points, links, ends, block.silent_ys, _national_lines(block, setting), labels=True)
    return dot_panel(setting, block.lines, across, dots)


def change_text(row: Mapping[Any, Any], setting: Setting) -> str:
    """`85.2→≥95%`, or the target alone when no baseline is given."""
    start = as_number(row.get("baseline_value"))
    return amount(row, setting) if start is None else f"{number_text(start)}→{amount(row, setting)}"


def _national_lines(block: Block, setting: Setting) -> list[Record]:
    lines = []
    half = setting.size.row / 2
    for indicator in block.rows["indicator_id"].drop_duplicates():
        members = block.rows[block.rows["indicator_id"] == indicator]
        national = _first(members, "benchmark_value")
        ys = [y for key, y in block.lines.y.items() if key[0] == indicator]  # type: ignore[index]
        if national is not None:
            lines.append({"x": national, "top": min(ys) - half, "foot": max(ys) + half})
    return lines


def _dumbbell_words(rows: pd.DataFrame, setting: Setting) -> Words:
    records = rows.to_dict("records")
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
    """Whether the promise is at or above the national value (below, where less is better)."""
    value, national = as_number(row["value"]), as_number(row["benchmark_value"])
    if value is None or national is None:
        return False
    return value <= national if row.get("direction") == "down" else value >= national


def _change_alt(records: Sequence[Mapping[Any, Any]], title: str, setting: Setting) -> str:
    """Title, then the highest and the lowest target of the unit most often used."""
    units = [unit_text(row["unit"]) for row in records]
    if not units:
        return setting.say("alt.nothing", title=title)
    unit = max(dict.fromkeys(units), key=units.count)
    same = [row for row in records if unit_text(row["unit"]) == unit]
    ordered = sorted(same, key=lambda row: as_number(row["value"]) or 0.0)
    return setting.say(
        "alt.extremes", title=title, high=_told(ordered[-1], setting), low=_told(ordered[0], setting)
    )


def _told(row: Mapping[Any, Any], setting: Setting) -> str:
    name = setting.name("indicators", row["indicator_id"])
    return setting.say(
        "alt.item", region=setting.region(row["region_id"]), name=name, value=change_text(row, setting)
    )


def pace(frame: pd.DataFrame, setting: Setting) -> Figure:
    """How much must change a year, and how much room is left to the ceiling.

    ``frame``: DataFrame[indicator_id, region_id, doc_id, statement_id, unit, change_per_year,
    baseline_year, target_year, ceiling, room, quote, certainty]; ``change_per_year`` in units a
    year, ``room`` (ceiling − target) in units, missing where there is no ceiling. Rows exist
    only where a baseline does.
    """
    require_columns(frame, ("indicator_id", "region_id", "change_per_year", "unit"), "pace")
    rows = setting.keep(with_statement_ids(frame))
    return finish(
        "targets-pace-and-room",
        setting,
        [_pace_panel(block, setting) for block in blocks(rows, setting)],
        select(rows, PACE),
        _pace_words(rows, setting),
    )


def _pace_panel(block: Block, setting: Setting) -> Panel:
    left = _pace_side(block, "change_per_year", "axis.pace", setting)
    right = _pace_side(block, "room", "axis.room", setting)
    return side_by_side(setting, block.lines, [left, right])


def _pace_side(block: Block, column: str, key: str, setting: Setting) -> tuple[Across, Dots]:
    points, stems, ends = [], [], []
    silent = list(block.silent_ys)
    numbers = [as_number(v) for v in block.rows.get(column, [])]
    low, high = span(numbers, include=(0.0,))
    for row, number in zip(block.rows.to_dict("records"), numbers, strict=False):
        y = block.line_of(row)
        if number is None:
            silent.append(y)
            continue
        full = look(setting, row["region_id"], filled=True)
        text = setting.say(f"{key}_value", value=signed(number), unit=setting.unit(block.unit))
        points.append({**full, **proof(row, setting, text), "x": number, "y": y})
        stems.append({"low": 0.0, "high": number, "y": y, "colour": full["colour"]})
        ends.append({"y": y, "text": signed(number)})
    title = setting.say(key, unit=unit_name(block, setting))
    words = "" if column == "change_per_year" else setting.say("no_ceiling")
    dots = Dots(
        points, stems, ends, silent, zero=0.0, labels=column == "change_per_year",
        silent_words=words,
    )  # fmt: skip
    return Across(low, high, title), dots


def signed(number: float) -> str:
    """`+1.96` or `−0.2`, at most three significant decimals, with a true minus sign."""
    text = number_text(round(abs(number), 2 if abs(number) >= 0.1 else 4))
    return text if number == 0 else ("+" if number > 0 else "−") + text


def _pace_words(rows: pd.DataFrame, setting: Setting) -> Words:
    records = [row for row in rows.to_dict("records") if as_number(row["change_per_year"]) is not None]
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
    )


def _pace_told(row: Mapping[Any, Any], setting: Setting) -> str:
    value = signed(as_number(row["change_per_year"]) or 0.0)
    percent = unit_text(row["unit"]) == "%"
    unit = setting.say("percentage_points") if percent else setting.unit(row["unit"])
    return setting.say(
        "alt.pace_item",
        region=setting.region(row["region_id"]),
        name=setting.name("indicators", row["indicator_id"]),
        value=f"{value}{unit}",
    )


__all__ = ["Block", "blocks", "dumbbell", "listing", "pace", "signed"]
