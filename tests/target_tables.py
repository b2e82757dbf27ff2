"""Tiny tables for the tests of the target measures: rows with only what a test is about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

TARGET_COLUMNS = (
    "statement_id",
    "doc_id",
    "region_id",
    "section_id",
    "passage_id",
    "indicator",
    "indicator_id",
    "level",
    "value",
    "value_high",
    "unit",
    "comparator",
    "per_value",
    "per_unit",
    "baseline_value",
    "baseline_year",
    "target_year",
    "target_year_basis",
    "status",
    "nature",
    "quote",
    "char_start",
    "char_end",
    "number_start",
    "number_end",
    "certainty",
    "method",
    "reviewed",
)
NUMBERS = ("value", "value_high", "per_value", "baseline_value")
INDICATOR_COLUMNS = (
    "indicator_id",
    "name_zh",
    "name_en",
    "level",
    "measure",
    "direction",
    "unit",
    "ceiling",
    "ceiling_kind",
    "per_unit",
)


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def targets(*rows: dict[str, Any]) -> pd.DataFrame:
    """Typed like the curated table: Decimal objects, Int64 years, NA for empty text."""
    records = []
    for at, given in enumerate(rows):
        row: dict[str, Any] = dict.fromkeys(TARGET_COLUMNS)
        region = given.get("region_id", "a")
        row |= {
            "doc_id": f"{region}-doc",
            "region_id": region,
            "indicator": "毛入园率",
            "unit": "%",
            "comparator": "=",
            "status": "target",
            "certainty": "certain",
            "method": "rule",
            "reviewed": False,
            "char_start": at * 100,
            "char_end": at * 100 + 50,
            "number_start": at * 100 + 10,
            "number_end": at * 100 + 12,
        }
        row |= given
        row["quote"] = given.get("quote") or f"{row['indicator']}{row.get('value')}"
        row["statement_id"] = given.get("statement_id") or f"{row['doc_id']}-{row['number_start']}"
        records.append(row | {name: decimal(row[name]) for name in NUMBERS})
    frame = pd.DataFrame(records, columns=list(TARGET_COLUMNS), dtype=object)
    for name in ("baseline_year", "target_year", "char_start", "char_end", "number_start"):
        frame[name] = frame[name].astype("Int64")
    for name in ("indicator_id", "per_unit", "section_id", "passage_id", "nature"):
        frame[name] = frame[name].astype("str")
    return frame


def indicators(*rows: dict[str, Any]) -> pd.DataFrame:
    """Indicators with a share in percent, wanted up, as the default."""
    records = []
    for given in rows:
        row: dict[str, Any] = dict.fromkeys(INDICATOR_COLUMNS)
        row |= {"measure": "share", "direction": "up", "unit": "%", "level": "preschool"}
        row |= {"name_zh": given["indicator_id"], "name_en": given["indicator_id"]}
        records.append(row | given | {"ceiling": decimal(given.get("ceiling"))})
    return pd.DataFrame(records, columns=list(INDICATOR_COLUMNS), dtype=object)


def documents(*region_ids: str, **given: Any) -> pd.DataFrame:
    rows = [
        {
            "doc_id": f"{region}-doc",
            "region_id": region,
            "kind": "plan",
            "completeness": "full",
            "period_start": 2021,
            "period_end": 2025,
            "issued_on": "2021-12-01",
            **given,
        }
        for region in region_ids
    ]
    columns = ["doc_id", "region_id", "kind", "completeness", "period_start", "period_end"]
    return pd.DataFrame(rows, columns=[*columns, "issued_on"])


def regions(**parents: str | None) -> pd.DataFrame:
    rows = [
        {"region_id": region, "parent_id": parent, "level": "district"}
        for region, parent in parents.items()
    ]
    return pd.DataFrame(rows, columns=["region_id", "parent_id", "level"]).astype("str")


def benchmarks(*rows: tuple[str, int, Any, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(i, y, decimal(v), c, k) for i, y, v, c, k in rows],
        columns=["indicator_id", "year", "value", "comparator", "kind"],
    )
    return frame.astype({"value": object})
