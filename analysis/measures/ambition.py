"""How far each region wants to go: pace, room to the ceiling, distance to the national value.

Values stay exact decimals in the unit of the indicator; only a division leaves them
(28 significant digits). Nothing is computed where the text gives no baseline.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from analysis.measures.comparable import (
    COMPARABLE,
    COMPARED,
    Record,
    Row,
    benchmark_columns,
    benchmarks_of,
    frame_of,
    is_given,
    is_inside,
    matched,
    parents_of,
)

PACE = ("change", "years", "change_per_year", "room", "room_before", "room_used", "is_towards")
NATIONAL = (
    *COMPARED,
    "at",
    "year",
    "value",
    "value_high",
    "comparator",
    "benchmark_value",
    "benchmark_comparator",
    "benchmark_year",
    "distance",
    "relation",
    "is_passed",
    "quote",
    "certainty",
)


def pace(compared: pd.DataFrame) -> pd.DataFrame:
    """Rows of `comparable` with a dated baseline, and the change they require.

    Adds ``change`` (target − baseline), ``years``, ``change_per_year`` (in units a year),
    ``room`` left to the ceiling after the target (to zero where less is wanted) and
    ``room_before`` it, ``room_used`` (change ÷ room before, a share) and ``is_towards``:
    whether the change goes the wanted way (NA where no way is wanted or nothing changes).
    """
    rows = []
    for found in compared.to_dict("records"):
        row: Record = {str(name): value for name, value in found.items()}
        needed = ("baseline_value", "baseline_year", "target_year")
        if not all(is_given(row[name]) for name in needed):
            continue
        years = int(row["target_year"]) - int(row["baseline_year"])
        if years > 0:
            rows.append(row | _change(row, years))
    return frame_of(rows, (*COMPARABLE, *PACE))


def _change(row: Record, years: int) -> Record:
    change = row["value"] - row["baseline_value"]
    room, before = _room(row, row["value"]), _room(row, row["baseline_value"])
    wanted = {"up": 1, "down": -1}.get(row["direction"], 0)
    return {
        "change": change,
        "years": years,
        "change_per_year": change / years,
        "room": room,
        "room_before": before,
        "room_used": float(abs(change) / before) if before and change * wanted > 0 else None,
        "is_towards": change * wanted > 0 if change and wanted else None,
    }


def _room(row: Record, value: Decimal) -> Decimal | None:
    """Distance to where the indicator can go no further: its ceiling, or zero downwards."""
    if row["direction"] == "down":
        return value
    if row["direction"] == "up" and is_given(row["ceiling"]):
        return Decimal(row["ceiling"]) - value
    return None


def meets(row: Row, goal: Decimal, goal_comparator: str, direction: str) -> bool | None:
    """Whether a statement (value, comparator) surely satisfies a goal; None where it is open.

    “At least 80” does not satisfy 90, though it may be surpassed; “about 90” leaves a
    goal of 90 open; an equal number satisfies “over 90” only when it is “over” itself.
    """
    if direction not in ("up", "down"):
        return None
    value, sign = row["value"], 1 if direction == "up" else -1
    if direction == "down" and is_given(row.get("value_high")):
        value = row["value_high"]
    wrong_side = ("<=", "<") if direction == "up" else (">=", ">")
    distance = (value - goal) * sign
    if row["comparator"] in wrong_side:
        return False if distance < 0 else None
    if distance:
        return bool(distance > 0)
    if row["comparator"] == "~":
        return None
    strict = {"up": ">", "down": "<"}[direction]
    return bool(goal_comparator != strict or row["comparator"] == strict)


def national(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    regions: pd.DataFrame,
    benchmarks: pd.DataFrame,
) -> pd.DataFrame:
    """Distance to the national value at each point a region states, columns `NATIONAL`.

    ``at``: ``baseline`` (of a target), ``achieved`` (reported) or ``target``. ``distance``
    is value − national value, in the indicator's unit; ``relation`` compares the numbers
    alone (above, equal, below), ``is_passed`` also their comparators (see `meets`).
    """
    goals = benchmarks_of(benchmarks, "target")
    parents, shown = parents_of(regions), set(documents["region_id"])
    seen: set[tuple[str, str, str]] = set()
    rows = []
    for record in matched(targets, indicators):
        goal = goals.get(record["indicator_id"])
        if goal is None or not record["same_basis"]:
            continue
        record["related"] = is_inside(record["region_id"], shown, parents)
        for point in _points(record):
            key = (record["indicator_id"], record["region_id"], point["at"])
            if key not in seen:
                seen.add(key)
                rows.append(
                    record | point | benchmark_columns(goal) | _distance(record | point, goal)
                )
    return frame_of(rows, NATIONAL)


def _points(record: Record) -> list[Record]:
    at = "achieved" if record["status"] == "achieved" else "target"
    year = record["target_year"] if at == "target" else None
    points: list[Record] = [{"at": at, "year": year}]
    if is_given(record["baseline_value"]) and at == "target":
        baseline = {"value": record["baseline_value"], "value_high": None, "comparator": "="}
        points.append({"at": "baseline", "year": record["baseline_year"], **baseline})
    return points


def _distance(record: Record, goal: Record) -> Record:
    distance = record["value"] - goal["value"]
    relation = "equal" if distance == 0 else ("above" if distance > 0 else "below")
    passed = meets(record, goal["value"], goal["comparator"], record["direction"])
    return {"distance": distance, "relation": relation, "is_passed": passed}
