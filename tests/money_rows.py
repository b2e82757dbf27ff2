"""Small funding tables for the tests of the money measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

COLUMNS = [
    "statement_id",
    "doc_id",
    "region_id",
    "purpose",
    "purpose_class",
    "payer",
    "amount",
    "amount_high",
    "unit",
    "amount_cny",
    "amount_high_cny",
    "basis",
    "growth_pct",
    "status",
    "period",
    "part_of",
    "quote",
    "number_start",
    "certainty",
]


def funding(*rows: dict[str, Any]) -> pd.DataFrame:
    """Typed as the store gives them: exact decimals or None, NaN for missing text."""
    full = []
    for at, row in enumerate(rows):
        cells: dict[str, Any] = dict.fromkeys(COLUMNS)
        cells |= {
            "statement_id": f"s{at}",
            "doc_id": "d",
            "region_id": "r",
            "purpose": f"用途{at}",
            "basis": "total",
            "status": "spent",
            "quote": "原文",
            "number_start": at,
            "certainty": "certain",
        }
        cells |= row
        for name in ("amount_cny", "amount_high_cny", "growth_pct"):
            if cells[name] is not None:
                cells[name] = Decimal(str(cells[name]))
        full.append(cells)
    frame = pd.DataFrame(full, columns=COLUMNS, dtype=object)
    for name in ("purpose_class", "payer", "period", "part_of", "purpose", "quote"):
        frame[name] = frame[name].astype("str")
    return frame
