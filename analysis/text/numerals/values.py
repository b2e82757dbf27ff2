"""Exact decimals out of printed numbers: 1,200 · １２ · 三百二十 · 1.86万 · 三分之一."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    **{character: index for index, character in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "○": 0,
    "两": 2,
}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
_ASCII = str.maketrans("０１２３４５６７８９．", "0123456789.", ",， \u3000\n")
_ARABIC = re.compile(r"[0-9]")
_MIXED = re.compile(r"[0-9０-９]+[亿万千百]")
_STEP = re.compile(r"([0-9]*)([亿万千百]?)")


def arabic(text: str) -> Decimal:
    """Value of an Arabic number, half- or full-width, with or without separators."""
    return Decimal(text.translate(_ASCII))


def chinese(text: str) -> Decimal:
    """Value of a Chinese number: 二十三, 一百零五, 五百万, 两万五, 三点五, 二〇二五, 百, 十.

    A bare digit after 百, 千, 万 or 亿 counts in tenths of it (两万五 = 25,000), as
    spoken Chinese does. Raises ValueError for a character that is no numeral.
    """
    whole, _, fraction = text.partition("点")
    value = Decimal(_chinese_integer(whole))
    if fraction:
        value += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    return value


def _chinese_integer(text: str) -> int:
    if not any(c in SMALL or c in LARGE for c in text):
        # Through Decimal: int() refuses a run of more than 4,300 digits.
        return int(Decimal("".join(str(DIGITS[c]) for c in text))) if text else 0
    total = section = digit = 0
    last_unit, zero = 1, False
    for character in text:
        if character in DIGITS:
            digit = digit * 10 + DIGITS[character] if digit else DIGITS[character]
            zero = zero or character in "零〇○"
        elif character in SMALL:
            section += (digit or (0 if section and zero else 1)) * SMALL[character]
            digit, last_unit, zero = 0, SMALL[character], False
        elif character in LARGE:
            total = _close(total, section + digit, LARGE[character])
            section, digit, last_unit, zero = 0, 0, LARGE[character], False
        else:
            raise ValueError(f"no numeral: {character!r} in {text!r}")
    if digit and not zero and last_unit >= 100:
        digit *= last_unit // 10
    return total + section + digit


def _close(total: int, section: int, unit: int) -> int:
    """Close a section with 万 or 亿: 五千万 adds, 三万亿 multiplies all that stands before."""
    if total and total < unit:
        return (total + section) * unit
    return total + (section or 1) * unit


def _compound(text: str) -> Decimal:
    """Value of digits with words of power: 5亿8千万, 3万2千, 1亿2000万."""
    total = section = Decimal(0)
    for digits, power in _STEP.findall(text.translate(_ASCII)):
        if power in LARGE:
            total += (section + int(digits or 0)) * LARGE[power]
            section = Decimal(0)
        else:
            section += int(digits or 0) * SMALL.get(power, 1)
    return total + section


def read(text: str) -> Decimal:
    """Value of one number in either script, or of digits with words of power."""
    if text.isascii() and text.isdigit():
        return Decimal(text)  # the way of most
    if _MIXED.match(text):
        return _compound(text)
    return arabic(text) if _ARABIC.match(text.translate(_ASCII)) else chinese(text)
