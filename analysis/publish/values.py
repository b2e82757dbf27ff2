"""Rows of tables as plain Python values, spelt the same way on every page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.schema import plain_decimal


def plain(value: Any) -> Any:
    """A cell as str, int, float, bool or None; missing values of every kind become None."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return str(value)


def records(frame: pd.DataFrame | None) -> list[dict[str, Any]]:
    """One dict a row, in row order; an absent table has no rows."""
    if frame is None:
        return []
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, map(plain, row), strict=True)) for row in frame.itertuples(False, None)]


def count_text(count: int) -> str:
    """A count as it is read, thousands apart: ``1,171``. Never for a year."""
    return f"{count:,}"


def number_text(value: Any, grouped_from: int = 10_000) -> str:
    """A number as it is read: no trailing ``.0``, thousands apart from ``grouped_from`` up.

    A year is a number, too, so four digits stand together unless the caller knows better.
    """
    if value is None:
        return ""
    text = plain_decimal(Decimal(str(value)))
    whole, dot, rest = text.partition(".")
    if abs(int(whole)) >= grouped_from:
        whole = f"{int(whole):,}"
    return whole + dot + rest
