"""Amounts of money in words, the same wherever a report tells one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from analysis.figures.figure import is_missing
from analysis.figures.money import span_of_yuan
from analysis.narrative.view import View

DIGITS = 3  # of an amount in running text


def span(view: View, low: Decimal | None, high: Decimal | None) -> str:
    """From ``low`` to ``high`` yuan, one amount where they are equal, else “not stated”."""
    if is_missing(low) or low is None:
        return view.optional(None)
    row = {"amount_cny": low, "amount_high_cny": None if high == low else high}
    return _unbroken(span_of_yuan(row, view.setting))


def about(view: View, low: Decimal, high: Decimal) -> str:
    """`span` to three digits, for running text; the tables hold the exact amounts."""
    row = {"amount_cny": low, "amount_high_cny": high}
    return _unbroken(span_of_yuan(row, view.setting, DIGITS))


def stated_amount(view: View, row: Mapping[str, Any]) -> str:
    """What a statement of money says: an amount, a range, a rate of growth, or neither."""
    if not is_missing(row["amount_cny"]):
        return _unbroken(span_of_yuan(row, view.setting))
    if not is_missing(row["growth_pct"]):
        return f"{view.amount(row['growth_pct'], None)}%"
    return "–"


def _unbroken(amount: str) -> str:
    """A currency sign stays on the line of its number."""
    return amount.replace(" ", "\u00a0")


def class_name(view: View, purpose_class: object) -> str:
    """The name of a class of purpose."""
    if is_missing(purpose_class) or purpose_class == "unclassed":
        return view.optional(None)
    return view.setting.name("purpose_classes", purpose_class)


def purpose_of(view: View, row: Mapping[str, Any]) -> str:
    """What the money is for, in the words of the text or their English gloss; its class where
    the text names nothing."""
    if is_missing(row.get("purpose")):
        return class_name(view, row["purpose_class"])
    return view.setting.called(row, "purpose")
