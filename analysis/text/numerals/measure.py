"""What stands around a number: power, unit, rate, and the words that hedge it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from analysis.text.numerals.grammar import RATE
from analysis.text.numerals.lexicon import NumeralLexicon, Unit
from analysis.text.numerals.model import Comparator

POWERS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SCALE = re.compile(
    r"\s?(?P<more>[余多几])?\s?(?P<power>万亿|[百千]?[万亿]|[百千](?![米克瓦升分]))?(?P<rest>[余多])?"
)
_RATE = re.compile(RATE)
_MIXED = re.compile("[0-9０-９]+(?P<power>[亿万])")
_FAR_BOUND = re.compile(
    r"(不低于|不少于|不得低于|不得少于|不应低于|不小于|不高于|不超过|不得超过|至少|低于|高于|超过|控制在)"
    r"[^，,。；;、\n0-9０-９]{1,16}的?(?:比例为?|)$"
    r"|(最高|最多|至多)[^，,。；;、\n0-9０-９]{1,8}$|(约占|约为)[^，,。；;、\n0-9０-９]{1,12}的$"
)
_FAR_BEGINS = re.compile("[不至低高超控最约]")  # of every bound above, the first character
# 数百, 几十, 上千: bounds only in front of a round number (人数100 has no bound).
_ROUND_BOUNDS: dict[str, Comparator] = {"数": ">", "几": ">", "上": ">=", "成": ">="}
_NOT_UNITS = ("家庭", "分享", "分担", "分配", "人均", "人民")
_PAID = re.compile(r"(?:投|投资|投入|斥资|耗资|筹资|出资|拨款|获资)(?:了|近|约|超过?|逾|达)?$")
_SIGNS = "￥¥＄$"


class Measure(NamedTuple):
    """The right-hand side of a number: ``unit`` None where there is none."""

    power: int
    power_text: str
    unit: Unit | None
    unit_text: str
    rate: str
    comparator: Comparator | None
    words: tuple[str, ...]
    end: int
    power_end: int


def measure(text: str, position: int, lexicon: NumeralLexicon) -> Measure:
    """Read power, unit, rate and trailing qualifiers from ``position`` on."""
    scale = _SCALE.match(text, position)
    assert scale is not None
    power_text = scale["power"] or ""
    at = scale.end()
    found = lexicon.unit_pattern.match(text, at)
    if found is None and not power_text:
        at = position + (1 if text[position : position + 1] == " " else 0)
        found = lexicon.unit_pattern.match(text, at)
    words = [w for w in (scale["more"], scale["rest"]) if w]
    unit, rate = None, ""
    if found is not None and text[at : at + 2] in _NOT_UNITS:
        found = None
    if found is not None:
        unit = lexicon.units[found.group()]
        at = found.end()
        slash = _RATE.match(text, at)
        if slash is not None:
            rate, at = slash.group()[1:], slash.end()
    elif power_text:
        at = scale.end()
    else:
        at = position
        words = []
    comparator: Comparator | None = ">" if words else None
    spaced = unit is not None and text[at : at + 1] == " "  # 90% 以上
    after = lexicon.after_pattern.match(text, at + spaced)
    if after is not None and (unit is not None or after.group() not in ("内", "起", "多")):
        comparator = comparator or lexicon.after[after.group()]
        words.append(after.group())
        at = after.end()
    return Measure(
        _power(power_text), power_text, unit, found.group() if found else "", rate,
        comparator, tuple(words), at, scale.end("power") if power_text else position,
    )  # fmt: skip


def _power(text: str) -> int:
    value = 1
    for character in text:
        value *= POWERS[character]
    return value


def before(
    text: str, start: int, token: str, lexicon: NumeralLexicon
) -> tuple[int, Comparator | None, str]:
    """Qualifier in front of a number: where it starts, its comparator, the words."""
    previous = text[start - 1 : start]
    if previous in _ROUND_BOUNDS and token[0] in "十百千万亿":
        return start - 1, _ROUND_BOUNDS[previous], previous
    low = max(0, start - 9)
    window = text[low:start].rstrip()
    if window and window[-1] in _SIGNS:
        window = window[:-1]
    found = lexicon.before_pattern.search(window)
    if found is not None:
        return low + found.start(), lexicon.before[found.group()], found.group()
    window = text[max(0, start - 24) : start]
    far = _FAR_BOUND.search(window) if _FAR_BEGINS.search(window) is not None else None
    if far is not None and "平均" not in far.group():
        words = far[1] or far[2] or far[3]
        return start, lexicon.before[words], words
    return start, None, ""


def has_currency_sign(text: str, start: int) -> bool:
    """Whether a currency sign stands directly in front of the number."""
    return start > 0 and text[start - 1] in _SIGNS


def is_paid(text: str, start: int, found: Measure) -> bool:
    """投13.5亿改善…, 投资2.6亿助力…: money, though no 元 stands behind."""
    if found.unit is not None or found.power == 1:
        return False
    return _PAID.search(text[max(0, start - 6) : start]) is not None


def split_power(value: Decimal, printed: str) -> tuple[Decimal, int, str]:
    """五百万 → (500, 万): a Chinese number that ends in 万 or 亿 gives its power to the unit.

    Digits with words of power give the unit their first: 5亿8千万 → (5.8, 亿).
    """
    mixed = _MIXED.match(printed)
    if mixed is not None:
        return value / POWERS[mixed["power"]], POWERS[mixed["power"]], mixed["power"]
    last = printed[-1:]
    if last in ("万", "亿") and len(printed) > 1:
        return value / POWERS[last], POWERS[last], last
    return value, 1, ""
