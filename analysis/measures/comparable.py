"""The same indicator side by side: each region's most telling statement, in one unit.

Values stay exact decimals; a magnitude (万人 against 人) is a shift of the decimal point.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.statements.indicators import MAGNITUDE, normalise

Row = Mapping[Any, Any]
Record = dict[str, Any]
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
STATUS_ORDER = {"target": 0, "norm": 1, "achieved": 2}
CERTAINTY_ORDER = {"certain": 0, "probable": 1, "uncertain": 2}
COUNTS = ("stock", "flow")
# What begins each row of a comparison, and what tells the quantity of any statement.
COMPARED = (
    "indicator_id",
    "name_zh",
    "name_en",
    "unit",
    "direction",
    "region_id",
    "related",
    "doc_id",
    "statement_id",
)
QUANTITY = (
    "value",
    "value_high",
    "unit",
    "comparator",
    "per_value",
    "per_unit",
    "target_year",
    "quote",
    "certainty",
)
FROM_INDICATOR = (
    "name_zh",
    "name_en",
    "level",
    "measure",
    "direction",
    "unit",
    "ceiling",
    "ceiling_kind",
)
FROM_TARGET = (
    "doc_id",
    "statement_id",
    "status",
    "comparator",
    "per_value",
    "per_unit",
    "baseline_year",
    "target_year",
    "target_year_basis",
    "nature",
    "quote",
    "certainty",
)
COMPARABLE = (
    "indicator_id",
    *FROM_INDICATOR,
    "region_id",
    "parent_id",
    "related",
    "kind",
    *FROM_TARGET,
    "value",
    "value_high",
    "baseline_value",
    "unit_printed",
    "same_basis",
    "statements",
    "why_not",
    "regions",
    "benchmark_value",
    "benchmark_comparator",
    "benchmark_year",
)


def records_of(frame: pd.DataFrame) -> list[Record]:
    """The rows of a frame as dictionaries with text keys."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def is_given(value: Any) -> bool:
    """Whether a cell holds something (None, NA and NaN do not)."""
    return value is not None and not pd.isna(value)


def scale(unit: Any) -> int:
    """The power of ten a unit carries: 万人 → 4, 人 → 0."""
    found = MAGNITUDE.match(normalise(unit)) if isinstance(unit, str) else None
    return sum(POWERS[character] for character in found[0]) if found else 0


def in_unit(value: Any, printed: Any, wanted: Any) -> Decimal | None:
    """``value`` in the magnitude of another unit, exactly: 44786 (人) → 4.4786 (万人)."""
    if not is_given(value):
        return None
    shift = scale(printed) - scale(wanted)
    return Decimal(value).scaleb(shift) if shift else Decimal(value)


def same_basis(row: Row, indicator: Row) -> bool:
    """Whether a row counts per the same thing as the definition (每名学生 is not 每个区县)."""
    per, allowed = row["per_unit"], indicator["per_unit"]
    is_fraction = indicator["measure"] == "ratio" and is_given(row["per_value"])
    if is_fraction and row["per_value"] != 1:
        return False
    if not is_given(per):
        return True
    return is_given(allowed) and any(word in per for word in str(allowed).split("|"))


def matched(
    targets: pd.DataFrame, indicators: pd.DataFrame, statuses: Sequence[str] = tuple(STATUS_ORDER)
) -> list[Record]:
    """Statements of known indicators in the indicator's unit, the most telling first.

    Targets come before norms and reports, statements on the indicator's own basis before
    others, then the surer, the later and those with a baseline; ties keep the text's order.
    """
    known = indicators.set_index("indicator_id").to_dict("index")
    records = []
    for row in targets.to_dict("records"):
        indicator = known.get(row["indicator_id"])
        if indicator is None or row["status"] not in statuses:
            continue
        record: Record = {name: row[name] for name in ("indicator_id", "region_id", *FROM_TARGET)}
        record |= {name: indicator[name] for name in FROM_INDICATOR}
        for name in ("value", "value_high", "baseline_value"):
            record[name] = in_unit(row[name], row["unit"], indicator["unit"])
        record["unit_printed"] = row["unit"]
        record["same_basis"] = same_basis(row, indicator)
        record["order"] = int(row["number_start"])
        records.append(record)
    return sorted(records, key=_rank)


def _rank(record: Row) -> tuple[Any, ...]:
    year = record["target_year"]
    return (
        str(record["indicator_id"]),
        str(record["region_id"]),
        STATUS_ORDER[record["status"]],
        not record["same_basis"],
        CERTAINTY_ORDER.get(record["certainty"], 3),
        -int(year) if is_given(year) else 0,
        not is_given(record["baseline_value"]),
        str(record["doc_id"]),
        record["order"],
        str(record["statement_id"]),
    )


def comparable(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    regions: pd.DataFrame,
    benchmarks: pd.DataFrame,
) -> pd.DataFrame:
    """One row an indicator and region: its most telling statement, columns `COMPARABLE`.

    ``why_not`` is empty where regions can be compared; else ``count`` (a number of schools
    follows the size of the region), ``basis`` (counted per something else) or ``parts``
    (several numbers that the text does not add up). ``related``: the region lies in another
    one that is shown, and is no independent peer of it. ``regions``: how many regions can be
    compared on this indicator. ``statements``: how many the region makes on it.
    """
    families: dict[tuple[str, str], list[Record]] = {}
    for record in matched(targets, indicators):
        families.setdefault((record["indicator_id"], record["region_id"]), []).append(record)
    kinds = dict(zip(documents["doc_id"], documents["kind"], strict=True))
    parents = parents_of(regions)
    shown = set(documents["region_id"])
    goals = benchmarks_of(benchmarks, "target")
    rows = []
    for (indicator_id, region_id), own in families.items():
        row = dict(own[0])
        row |= {"parent_id": parents.get(region_id), "kind": kinds.get(row["doc_id"])}
        row["related"] = is_inside(region_id, shown, parents)
        row |= {"statements": len(own), "why_not": _why_not(own)}
        row |= benchmark_columns(goals.get(indicator_id))
        rows.append(row)
    frame = frame_of(rows, COMPARABLE)
    usable = frame[frame["why_not"] == ""].groupby("indicator_id")["region_id"].nunique()
    frame["regions"] = [int(usable.get(one, 0)) for one in frame["indicator_id"]]
    return frame


def frame_of(rows: Sequence[Record], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as they are: object columns keep decimals exact and years whole."""
    return pd.DataFrame([{c: row.get(c) for c in columns} for row in rows], columns=list(columns),
                        dtype=object)  # fmt: skip


def parents_of(regions: pd.DataFrame) -> dict[str, str]:
    """region_id → parent_id, for the regions that have one."""
    pairs = zip(regions["region_id"], regions["parent_id"], strict=True)
    return {str(child): str(parent) for child, parent in pairs if is_given(parent)}


def is_inside(region_id: str, shown: Collection[str], parents: Mapping[str, str]) -> bool:
    """Whether a region lies in another one that is shown; a circle of parents ends the climb."""
    seen = {region_id}
    above = parents.get(region_id)
    while above is not None and above not in seen:
        if above in shown:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def benchmarks_of(benchmarks: pd.DataFrame, kind: str) -> dict[str, Record]:
    """indicator_id → the latest national value of one kind (``target`` or ``baseline``)."""
    own = benchmarks[benchmarks["kind"] == kind].sort_values("year", kind="stable")
    return {str(row["indicator_id"]): row for row in records_of(own)}


def benchmark_columns(goal: Record | None) -> Record:
    """The columns ``benchmark_value``, ``_comparator`` and ``_year``; empty without one."""
    names = ("value", "comparator", "year")
    return {f"benchmark_{name}": goal[name] if goal else None for name in names}


def _why_not(own: Sequence[Row]) -> str:
    first = own[0]
    if not first["same_basis"]:
        return "basis"
    peers = [row for row in own if row["status"] == first["status"] and row["same_basis"]]
    if first["measure"] in COUNTS:
        return "parts" if len({row["value"] for row in peers}) > 1 else "count"
    return ""
