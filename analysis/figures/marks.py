"""How a row of a table becomes a mark: its link, its hover, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd

from analysis.figures.figure import is_missing
from analysis.figures.quantity import quantity
from analysis.figures.setting import Setting

TOOLTIP_LENGTH = 160
SIGNS = {">=": "≥", "<=": "≤", "<": "<", ">": ">", "~": "≈"}


def href(doc_id: object, statement_id: object) -> str:
    """Where the reader page shows the statement, relative to the site's root.

    Ids are percent-encoded: whatever a file was called, the link stays inside ``sources/``.
    """
    return f"sources/{quote(str(doc_id), safe='')}.html#{quote(str(statement_id), safe='')}"


def amount(row: Mapping[Any, Any], setting: Setting, field: str = "value") -> str:
    """A stated value: comparator, number or range, unit (``≥95%``, ``1–2项``, ``1–2 items``)."""
    value, high = row.get(field), row.get(f"{field}_high")
    if is_missing(value):
        return ""
    sign = SIGNS.get(str(row.get("comparator")), "")
    return sign + quantity(value, row.get("unit"), setting.lang, high, row.get("per_value"))


def unit_text(unit: object) -> str:
    """A unit as it follows its number: nothing when missing."""
    return "" if is_missing(unit) else str(unit)


def proof(row: Mapping[Any, Any], setting: Setting, value: str) -> dict[str, Any]:
    """``href``, hover fields and spoken text of a mark that stands for one statement."""
    region = setting.region(row.get("region_id"))
    found: dict[str, Any] = {"tip_region": region, "tip_value": value}
    if not is_missing(row.get("status")):
        found["tip_status"] = setting.code("status", row["status"])
    if not is_missing(row.get("certainty")):
        found["tip_certainty"] = setting.code("certainty", row["certainty"])
    if not is_missing(row.get("quote")):
        found["tip_quote"] = str(row["quote"])[:TOOLTIP_LENGTH]
    if not is_missing(row.get("statement_id")) and not is_missing(row.get("doc_id")):
        found["statement_id"] = str(row["statement_id"])
        found["href"] = href(row["doc_id"], row["statement_id"])
    found["say"] = " ".join(
        str(part) for part in (region, value, found.get("tip_quote", "")) if part
    )
    return found


def with_statement_ids(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``statement_ids`` lists, made from ``statement_id`` where only that is."""
    if "statement_ids" in frame.columns or "statement_id" not in frame.columns:
        return frame
    ids = [[] if is_missing(value) else [str(value)] for value in frame["statement_id"]]
    return frame.assign(statement_ids=pd.Series(ids, index=frame.index, dtype=object))


def statements_of(frame: pd.DataFrame) -> list[str]:
    """Every statement id of a frame once, sorted."""
    if "statement_ids" not in frame.columns:
        return []
    return sorted({str(one) for ids in frame["statement_ids"] if ids is not None for one in ids})


def select(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns of ``columns`` that the frame has, in that order."""
    return frame[[name for name in columns if name in frame.columns]].reset_index(drop=True)
