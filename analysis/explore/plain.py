"""A cell of an answer as text for the eye."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from analysis.figures.figure import is_missing, number_text


def shown(value: Any) -> str:
    """Numbers without exponent, lists joined by a space, missing as nothing."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal) and value == value:
        return number_text(value)
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value)
    return "" if is_missing(value) else str(value)
