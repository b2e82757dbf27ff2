"""Indicators as headings, regions as lines under them, one axis a unit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.figures.dots import span
from analysis.figures.figure import as_number, is_missing, number_text
from analysis.figures.marks import SIGNS, unit_text
from analysis.figures.quantity import quantity
from analysis.figures.rows import Across, Lines, lay_out, same_left
from analysis.figures.setting import Setting
from analysis.measures.comparable import scale
from analysis.statements.indicators import base_unit

MOST_WHOLE = 6  # an axis of so few whole numbers has no halves
WHOLE = "format(datum.value, 'd')"  # 1 and 2, not 1.0 and 2.0
MOST_LINES = 150  # a figure ends after so many lines; indicators of fewest regions are left out
DRAW_SILENT_UP_TO = 12  # past so many regions, silent rows are counted and not drawn


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


def blocks(
    rows: pd.DataFrame, setting: Setting, *, silence: bool = True, national: bool = True
) -> list[Block]:
    """One block a unit, that with most indicators first; an empty frame gives one silent block.

    ``silence`` gives a line to regions that do not state an indicator; ``national`` names the
    national value in the heading.
    """
    found = []
    units = rows["unit"].map(unit_text)
    sizes = rows.groupby(units, sort=False)["indicator_id"].nunique()
    for unit in sizes.sort_values(ascending=False, kind="stable").index:
        own = rows[units == unit]
        groups, silent = [], []
        for indicator in _by_reach(own):
            members = own[own["indicator_id"] == indicator]
            regions = _shown(members, setting, silence)
            stating = set(members["region_id"])
            silent += [(indicator, region) for region in regions if region not in stating]
            keys = [((indicator, region), setting.region(region)) for region in regions]
            name = setting.name("indicators", indicator)
            title = heading(members, name, unit, setting) if national else name
            groups.append((title, keys))
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


def in_single_units(rows: pd.DataFrame, setting: Setting, columns: Sequence[str]) -> pd.DataFrame:
    """The rows as English counts them: 0.18 万人 are 1,800 people, on the axis as in the labels."""
    if setting.lang == "zh" or rows.empty:
        return rows
    powers = rows["unit"].map(scale)
    moved = {
        name: [
            value if is_missing(value) else Decimal(number_text(value)).scaleb(power)
            for value, power in zip(rows[name], powers, strict=True)
        ]
        for name in columns
        if name in rows
    }
    units = [base_unit(u) if p else u for u, p in zip(rows["unit"], powers, strict=True)]
    return rows.assign(
        **{n: pd.Series(v, rows.index, object) for n, v in moved.items()}, unit=units
    )


def _by_reach(rows: pd.DataFrame) -> list[str]:
    """Indicators that most regions state first; equals keep the order of the frame."""
    counts = rows.groupby("indicator_id", sort=False)["region_id"].nunique()
    return [str(one) for one in counts.sort_values(ascending=False, kind="stable").index]


def drawable(rows: pd.DataFrame, setting: Setting) -> tuple[pd.DataFrame, list[str]]:
    """The rows of as many indicators as fit into one figure, widest reach first.

    Returned with the note that counts the others, which are in the data.
    """
    kept: list[str] = []
    lines, ranked = 0, _by_reach(rows)
    for indicator in ranked:
        own = rows[rows["indicator_id"] == indicator]
        lines += 1 + len(_shown(own, setting, silence=True))
        if kept and lines > MOST_LINES:
            break
        kept.append(indicator)
    rest = len(ranked) - len(kept)
    note = setting.say("note.first_indicators", shown=len(kept), rest=rest)
    return rows[rows["indicator_id"].isin(kept)], [note] if rest else []


def _shown(members: pd.DataFrame, setting: Setting, silence: bool) -> list[str]:
    stating = set(members["region_id"])
    every = silence and len(setting.region_ids) <= DRAW_SILENT_UP_TO
    return [region for region in setting.region_ids if region in stating or every]


def heading(members: pd.DataFrame, name: str, unit: str, setting: Setting) -> str:
    """The indicator's name, with the national value when there is one."""
    national = first_number(members, "benchmark_value")
    if national is None:
        return name
    year = first_number(members, "benchmark_year")
    sign = SIGNS.get(_comparator(members), "")
    shown = sign + quantity(national, unit, setting.lang)
    when = "" if year is None else number_text(year)
    return setting.say("heading.national", name=name, value=shown, year=when)


def _comparator(members: pd.DataFrame) -> str:
    if "benchmark_comparator" not in members:
        return ""
    return next((str(v) for v in members["benchmark_comparator"] if not is_missing(v)), "")


def first_number(members: pd.DataFrame, column: str) -> float | None:
    """The first number in a column that may be missing or partly empty."""
    if column not in members:
        return None
    return next((n for n in map(as_number, members[column]) if n is not None), None)


def axis(block: Block, columns: Sequence[str], key: str, setting: Setting) -> Across:
    """The axis of a block around what it draws; percentages end at 100."""
    numbers = [as_number(v) for name in columns if name in block.rows for v in block.rows[name]]
    percent = block.unit == "%"
    low, high = span(numbers, floor=0.0, ceiling=100.0 if percent else None)
    whole = all(n is None or n == int(n) for n in numbers) and high - low < MOST_WHOLE
    ticks = tuple(range(math.ceil(low), math.floor(high) + 1)) if whole else ()
    name = setting.unit(block.unit) or setting.say("no_unit")
    label = WHOLE if whole else ""
    return Across(low, high, setting.say(key, unit=name), ticks=ticks, label=label)
