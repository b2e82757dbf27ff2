"""Which amount contains which: 总投资5600万元，其中贷款2000万元."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

from analysis.text.spans import Structure

Row = dict[str, Any]
_PART = re.compile(r"其中|^[万亿]*元[^，,。；;]{0,6}中[，,]")  # 总投资3.2亿元中，争取上级资金…
_RESET = re.compile(r"[。；\n]")


def name_totals(rows: list[Row], text: str, structure: Structure) -> None:
    """Set ``part_of`` of each part to the clean start of the number of its total.

    A part stands behind 其中, in the same sentence as its total or in the sentences
    that follow it in the same section, has the same status and is no larger.
    """
    totals = [row for row in rows if row["basis"] == "total" and row["amount_cny"] is not None]
    whole: Row | None = None
    named: defaultdict[int, Decimal] = defaultdict(Decimal)  # by the total's number
    for before, row in zip([None, *totals], totals, strict=False):
        if before is None or before["section"] != row["section"]:
            whole = None
            continue
        between = text[before["number"][1] : row["number"][0]]
        if _PART.search(between):
            whole = before if whole is None or "；" not in between else whole
        elif whole is not None and _RESET.search(between):
            whole = None
        if whole is not None and _contains(whole, row, named[whole["number"][0]]):
            row["part_of"] = whole["number"][0]
            row["serves_total"] = True
            named[whole["number"][0]] += row["amount_cny"]


def _contains(whole: Row, part: Row, named: Decimal) -> bool:
    """Whether ``part`` still fits into ``whole`` beside the parts already ``named``."""
    return bool(
        whole["status"] == part["status"] and named + part["amount_cny"] <= whole["amount_cny"]
    )
