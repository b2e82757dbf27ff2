"""Values with their units as each language writes them: ``4.5万人``, ``45,000 people``.

Chinese keeps number and unit as printed. English has no tens of thousands: the number is brought
to single units, exactly, and the unit agrees with it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from analysis.figures.figure import is_missing, number_text
from analysis.figures.labels import code
from analysis.measures.comparable import scale
from analysis.statements.indicators import base_unit

RATIO = "比"
ATTACHED = ("%", "‰")


def number(value: Any, unit: object, lang: str) -> str:
    """The number alone: as printed in Chinese, in single units and grouped in English."""
    if lang == "zh":
        return number_text(value)
    exact = value if isinstance(value, Decimal) else Decimal(number_text(value))
    return f"{Decimal(number_text(exact.scaleb(scale(unit)))):,}"


def quantity(value: Any, unit: object, lang: str, high: Any = None, per: Any = None) -> str:
    """A value or a range with its unit; ``per`` is the second number of a ratio (4:6).

    A missing unit leaves the number alone.
    """
    text = number(value, unit, lang)
    if unit == RATIO:
        return f"{text}:{1 if is_missing(per) else number_text(per)}"
    if not is_missing(high):
        text = f"{text}–{number(high, unit, lang)}"
    if is_missing(unit):
        return text
    if lang == "zh":
        return f"{text}{code('unit', unit, lang)}"
    one, many = _words(unit)
    word = one if text == "1" else many
    return f"{text}{'' if word in ATTACHED or not word else ' '}{word}"


def unit_heading(unit: object, lang: str) -> str:
    """A unit as an axis or a column names it: ``万人``, ``10,000 people``; empty for none."""
    if is_missing(unit):
        return ""
    if lang == "zh":
        return code("unit", unit, lang)
    power, many = scale(unit), _words(unit)[1]
    return f"{10**power:,} {many}".strip() if power else many


def _words(unit: object) -> tuple[str, str]:
    """The English unit for one and for many; a unit without a name stays as printed."""
    one, _, many = code("unit", base_unit(str(unit)), "en").partition("|")
    return one, many or one
