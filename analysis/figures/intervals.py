"""Estimates with their uncertainty: a point on a line, and the figures at the end of the row."""

from __future__ import annotations

import pandas as pd

from analysis.figures.figure import as_number, is_missing, row_dicts
from analysis.figures.layers import look
from analysis.figures.marks import proof
from analysis.figures.rows import Across, Lines, Record
from analysis.figures.setting import Setting

ROOT_TICKS = (0, 1, 5, 20, 50, 100)


def percent(share: object, digits: int = 0) -> str:
    """A share (0–1) as a percentage: ``63%``."""
    number = as_number(share)
    return "" if number is None else f"{100 * number:.{digits}f}%"


def share_axis(setting: Setting, low: float = 0.0, high: float = 1.0) -> Across:
    """A percentage axis for shares given as 0–1, with room for a mark at either end."""
    air = 2.5 * (high - low)
    step = next(step for step in (5, 10, 20) if (high - low) * 100 / step <= 5.01)
    ticks = tuple(t for t in range(0, 101, step) if 100 * low <= t <= 100 * high)
    return Across(100 * low - air, 100 * high + air, setting.say("axis.share"), ticks=ticks)


def root_axis(setting: Setting, high: float) -> Across:
    """A percentage axis from 0 on which equal roots are equal lengths, and which says so.

    One share of 60 % beside many of 2 % would press those together on a plain axis; on a
    logarithmic one a share of 0 had no place.
    """
    ticks = tuple(t for t in ROOT_TICKS if t <= 100 * high)
    top = 100 * high * 1.04
    # A twentieth of the length left of 0, so that a mark at 0 stands on the axis whole.
    return Across(-top / 400, top, setting.say("axis.share_root"), scale="sqrt", ticks=ticks)


def counted(row: Record, digits: int = 0) -> str:
    """`63% (40/64)`, or the percentage alone when the counts are not given."""
    text = percent(row["share"], digits)
    if is_missing(row.get("k")) or is_missing(row.get("n")):
        return text
    return f"{text} ({int(row['k'])}/{int(row['n'])})"


def interval_rows(
    rows: pd.DataFrame, group: str, lines: Lines, setting: Setting
) -> tuple[list[Record], list[Record], list[Record]]:
    """Points, intervals and end texts for shares keyed by ``(row[group], region_id)``."""
    points, intervals, ends = [], [], []
    for row in row_dicts(rows):
        share = as_number(row["share"])
        if share is None:
            continue
        y = lines.y[row[group], row["region_id"]]
        style = look(setting, row["region_id"], filled=True)
        text = counted(row)
        low, high = as_number(row["low"]), as_number(row["high"])
        spoken = (
            text if low is None or high is None else f"{text} [{percent(low)}, {percent(high)}]"
        )
        points.append({**style, **proof(row, setting, spoken), "x": 100 * share, "y": y})
        if low is not None and high is not None:
            intervals.append(
                {"low": 100 * low, "high": 100 * high, "y": y, "colour": style["colour"]}
            )
        ends.append({"y": y, "text": text})
    return points, intervals, ends
