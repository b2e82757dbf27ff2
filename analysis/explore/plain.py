"""A cell of an answer as text for the eye."""

from __future__ import annotations

from typing import Any

from analysis.figures.figure import cell_text, number_text


def shown(value: Any) -> str:
    """Numbers without exponent, lists joined by a space, missing as nothing."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float) and value == value:
        return number_text(value)
    return cell_text(value).removeprefix("'")
