"""Values that ask for a second look: named with the rule that found them, never altered.

A finding says what is odd about the number, not that it is wrong: a fall in the number
of children may be what the text says and what will happen.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from analysis.measures.comparable import (
    COUNTS,
    Record,
    frame_of,
    is_given,
    matched,
    parents_of,
    records_of,
)

SUSPICIOUS = (
    "rule",
    "statement_id",
    "other_statement_id",
    "doc_id",
    "region_id",
    "indicator_id",
    "indicator",
    "value",
    "unit",
    "found",
    "quote",
    "certainty",
)
RULES = {  # rule → what is odd, in Chinese and English
    "above_ceiling": ("百分比高于可能的上限", "a share above the most it can be"),
    "more_than_all": ("“以上”或“超过”可能的上限", "“at least” or “over” the most it can be"),
    "against_direction": ("目标比基期更差", "the target is worse than the baseline"),
    "steep": ("存量减半或翻倍", "a count falls to half or doubles against its baseline"),
    "ratio_in_percent": ("比值印作百分数", "a ratio printed as a percentage"),
    "outside_period": (
        "目标年在规划期之外",
        "the target year is outside the period of the document",
    ),
    "contradiction": ("同一文件同一指标有两个数值", "two values for one indicator in one document"),
    "below_report": (
        "承诺低于已报告的成效",
        "the promise is worse than what is reported as reached",
    ),
    "behind_parent": ("低于所属市的承诺", "promises less than the region it lies in"),
    "range_reversed": ("区间上端不高于下端", "the upper end of a range is not above its lower end"),
    "uncertain": ("原文辨读不确定", "the reading itself is uncertain"),
}


def suspicious(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    regions: pd.DataFrame,
) -> pd.DataFrame:
    """Findings of every rule in `RULES`, columns `SUSPICIOUS`, in the order of the text.

    ``found`` tells the numbers that made the rule speak; ``other_statement_id`` the second
    statement where a rule compares two.
    """
    printed = {str(row["statement_id"]): row for row in records_of(targets)}
    records = matched(targets, indicators)
    findings = [
        *_of_rows(printed.values(), documents),
        *_of_indicators(records),
        *_contradictions(records),
        *_below_report(records),
        *_behind_parent(records, parents_of(regions)),
    ]
    rows = []
    for rule, statement_id, other, found in findings:
        row = printed[statement_id]
        rows.append({**row, "rule": rule, "other_statement_id": other, "found": found})
    rows.sort(key=lambda row: (str(row["doc_id"]), row["number_start"], row["rule"]))
    return frame_of(rows, SUSPICIOUS)


Finding = tuple[str, str, str | None, str]


def _of_rows(rows: Iterable[Record], documents: pd.DataFrame) -> Iterable[Finding]:
    """Rules that need no indicator."""
    periods = {row["doc_id"]: row for row in documents.to_dict("records")}
    for row in rows:
        name = str(row["statement_id"])
        document = periods.get(row["doc_id"], {})
        year, start, end = (
            row["target_year"],
            document.get("period_start"),
            document.get("period_end"),
        )
        if is_given(year) and is_given(start) and is_given(end) and not start <= year <= end:
            yield "outside_period", name, None, f"{year} ∉ {start}–{end}"
        if is_given(row["value_high"]) and row["value_high"] <= row["value"]:
            yield "range_reversed", name, None, f"{row['value']}–{row['value_high']}"
        if row["certainty"] == "uncertain":
            yield "uncertain", name, None, str(row["method"])


def _of_indicators(records: Iterable[Record]) -> Iterable[Finding]:
    """Rules that compare a number with what its indicator can be."""
    for record in records:
        name = str(record["statement_id"])
        value, ceiling, before = record["value"], record["ceiling"], record["baseline_value"]
        if record["ceiling_kind"] == "hard" and is_given(ceiling):
            limit = Decimal(ceiling)
            if value > limit:
                yield "above_ceiling", name, None, f"{value} > {limit}"
            elif value == limit and record["comparator"] in (">", ">="):
                yield "more_than_all", name, None, f"{record['comparator']} {limit}"
        if record["measure"] == "ratio" and record["unit_printed"] == "%" and value < 5:
            yield "ratio_in_percent", name, None, f"{value}%"
        if is_given(before):
            change = value - before
            if change * {"up": 1, "down": -1}.get(record["direction"], 0) < 0:
                yield "against_direction", name, None, f"{before} → {value}"
            if record["measure"] in COUNTS and before and not before / 2 < value < before * 2:
                yield "steep", name, None, f"{before} → {value}"


def _contradictions(records: Iterable[Record]) -> Iterable[Finding]:
    """Size-free indicators with two values for one document, status and year."""
    seen: dict[tuple[str, ...], Record] = {}
    for record in sorted(records, key=lambda one: (str(one["doc_id"]), one["order"])):
        if record["measure"] in COUNTS or not record["same_basis"]:
            continue
        key = tuple(
            str(record[name]) for name in ("doc_id", "indicator_id", "status", "target_year")
        )
        first = seen.setdefault(key, record)
        if (first["value"], first["value_high"]) != (record["value"], record["value_high"]):
            name, other = str(record["statement_id"]), str(first["statement_id"])
            yield "contradiction", name, other, f"{first['value']} ≠ {record['value']}"


def _is_worse(one: Record, than: Record) -> bool:
    sign = {"up": 1, "down": -1}.get(str(one["direction"]), 0)
    return bool((one["value"] - than["value"]) * sign < 0)


def _usable(records: Iterable[Record], statuses: Iterable[str]) -> dict[tuple[str, str], Record]:
    """The most telling size-free statement of each indicator and region."""
    found: dict[tuple[str, str], Record] = {}
    for record in records:
        is_comparable = record["same_basis"] and record["measure"] not in COUNTS
        if record["status"] in statuses and is_comparable:
            found.setdefault((record["indicator_id"], record["region_id"]), record)
    return found


def _below_report(records: list[Record]) -> Iterable[Finding]:
    reports = _usable(records, ["achieved"])
    for key, promise in _usable(records, ["target"]).items():
        report = reports.get(key)
        if report is not None and _is_worse(promise, report):
            found = f"{report['value']} → {promise['value']}"
            yield "below_report", str(promise["statement_id"]), str(report["statement_id"]), found


def _behind_parent(records: list[Record], parents: dict[str, str]) -> Iterable[Finding]:
    promises = _usable(records, ["target"])
    for (indicator_id, region_id), promise in promises.items():
        above = promises.get((indicator_id, parents.get(region_id, "")))
        if above is not None and _is_worse(promise, above):
            found = f"{promise['value']} / {above['value']}"
            yield "behind_parent", str(promise["statement_id"]), str(above["statement_id"]), found
