"""Amounts of yuan in words and on an axis: 亿元 and 万元, or CNY with k, m, bn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any

from analysis.figures.figure import is_missing, number_text
from analysis.figures.setting import Setting

STEPS_ZH = ((Decimal(10) ** 8, "亿元"), (Decimal(10) ** 4, "万元"), (Decimal(1), "元"))
STEPS_EN = (
    (Decimal(10) ** 9, "bn"),
    (Decimal(10) ** 6, "m"),
    (Decimal(1), ""),
)
_MOST_IN_ONE_UNIT = 10_000
_UNIT = re.compile(r"\D+$")
# Tick labels of a log axis; a fixed expression, never made from text of a document.
AXIS_ZH = (
    "datum.value >= 1e8 ? format(datum.value / 1e8, ',') + '亿元' : "
    "datum.value >= 1e4 ? format(datum.value / 1e4, ',') + '万元' : "
    "format(datum.value, ',') + '元'"
)
AXIS_EN = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, ',') + 'bn' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',') + 'm' : "
    "datum.value >= 1e3 ? format(datum.value / 1e3, ',') + 'k' : format(datum.value, ',')"
)


def axis_labels(setting: Setting) -> str:
    """The label expression of a money axis."""
    return AXIS_ZH if setting.lang == "zh" else AXIS_EN


def yuan(value: object, setting: Setting, *, sign: bool = True) -> str:
    """An amount of yuan in its natural unit, exactly: `2.92亿元`, `CNY 292m`, `CNY 1,660`."""
    if is_missing(value):
        return ""
    amount = value if isinstance(value, Decimal) else Decimal(number_text(value))  # type: ignore[arg-type]  # missing cells are gone
    zh = setting.lang == "zh"
    for step, word in STEPS_ZH if zh else STEPS_EN:
        if abs(amount) >= step or step == 1:
            text = number_text(amount / step)
            if zh:
                return f"{text}{word}"
            grouped = f"{Decimal(text):,}" if step == 1 else text
            return f"{'CNY ' if sign else ''}{grouped}{word}"
    return number_text(amount)


def span_of_yuan(row: Mapping[Any, Any], setting: Setting, digits: int = 0) -> str:
    """An amount or a range of amounts, in words: exactly, or to ``digits`` significant ones."""
    low, high = row.get("amount_cny"), row.get("amount_high_cny")
    if digits:
        low, high = rounded(low, digits), rounded(high, digits)
    text = yuan(low, setting)
    if is_missing(high) or high == low:
        return text
    upper = _beside(text, high, setting) or yuan(high, setting, sign=False)
    unit = _UNIT.search(upper)
    if unit and text.endswith(unit[0]):
        text = text.removesuffix(unit[0])
    return f"{text}–{upper}"


def _beside(low: str, high: object, setting: Setting) -> str | None:
    """The upper end in the unit of the lower, unless that takes too many digits:
    956–1,353m and not 956m–1.353bn."""
    steps = STEPS_ZH if setting.lang == "zh" else STEPS_EN
    step, word = next(pair for pair in steps if low.endswith(pair[1]))
    amount = Decimal(number_text(high)) / step  # type: ignore[arg-type]  # the caller has seen it is there
    if amount >= _MOST_IN_ONE_UNIT or step == 1:
        return None
    text = number_text(amount)
    return f"{text if setting.lang == 'zh' else f'{Decimal(text):,}'}{word}"


def rounded(value: object, digits: int) -> object:
    """An amount to so many significant digits, for a label beside a mark; missing stays missing."""
    if is_missing(value):
        return value
    exact = value if isinstance(value, Decimal) else Decimal(number_text(value))  # type: ignore[arg-type]  # missing cells are gone
    return Context(prec=digits).plus(exact)
