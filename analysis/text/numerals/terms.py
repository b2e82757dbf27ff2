"""Values of the shapes a token takes: one number, a range, a ratio, a fraction."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.text.numerals.grammar import CHINESE_DIGITS
from analysis.text.numerals.values import read

ARABIC_START = frozenset("0123456789０１２３４５６７８９")
_POWERS = re.compile("[亿万]")
Terms = tuple[Decimal, Decimal | None, Decimal | None, str]


def terms(token: str, match: re.Match[str] | None, end: int) -> Terms:
    """Value, upper end, second term of a ratio, and the text when it is a lone Chinese number."""
    if match is None or not match["first"]:
        printed = token if _POWERS.search(token) else ""
        return Decimal(0) if token.endswith("半") else read(token), None, None, printed
    first = match["first"]
    if match["fraction"]:
        return _percentage(read(match["fraction"]), read(first)), None, None, ""
    if match["ratio"] and not (match["second_ratio"] and match.end() == end):
        return read(first), None, read(match["ratio"]), ""
    if match["second"] and match.end() == end:
        return _range_values(match)
    if CHINESE_DIGITS.fullmatch(first):
        low, high = read(first[0]), read(first[1])
        if low < high:
            return low, high, None, ""
    return read(first), None, None, "" if first[0] in ARABIC_START else first


def _percentage(part: Decimal, whole: Decimal) -> Decimal:
    """A fraction in per cent; one that does not terminate is rounded to two places."""
    if not whole:
        return Decimal(0)
    value = (part * 100 / whole).quantize(Decimal("0.01"))
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _range_values(
    match: re.Match[str],
) -> Terms:
    if match["second_ratio"]:
        low, high = read(match["ratio"] or match["first"]), read(match["second_ratio"])
        return min(low, high), max(low, high), read(match["first"]), ""
    return read(match["first"]), read(match["second"]), None, ""


def half(wholes: str | None) -> Decimal:
    """半 is a half, 一个半 one and a half."""
    return (read(wholes) if wholes else Decimal(0)) + Decimal("0.5")
