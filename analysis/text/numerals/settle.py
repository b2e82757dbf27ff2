"""Arabic numbers that look like quantities and measure nothing: ages, ranks, years, scores."""

from __future__ import annotations

import re

from analysis.text.numerals import contexts
from analysis.text.numerals.chinese import duration_counts, enumerates
from analysis.text.numerals.lexicon import NumeralLexicon
from analysis.text.numerals.measure import before, measure
from analysis.text.numerals.model import Kind, Numeral

_REACHED = re.compile(
    r"(?:达到?|达到了|保持|保持在|稳定在|提高到|提升到|降至|降低到|为|至|低于|高于|超过|小于|大于|控制在|[师生机]比|[<>≥≤＜＞])\s?$"
)
_REACHED_ENDS = frozenset("到达了持在至为于过比<>≥≤＜＞")
_EXAM_SCORE = re.compile(r"(?:的)?(?:\s?[0-9０-９]+\s?[人名]|考生|学生|线)")
# Bounded: in a list without end each number would read all that follow.
_JOINED = re.compile(r"(?:\s?[和、与及]\s?[0-9０-９]+(?:[.．][0-9０-９]+)?){1,6}")
_RESPECTIVELY = re.compile(r"分别[^。；;]*$")
_RANKED = re.compile(r"(?:名(?:上升|提升|跃升|下降|前移)|排名[^，,。；;]{0,6}|跃居第?)(?:至|到)?$")
_ORDINAL = re.compile("第$|(?<![目此年以之日学])前$")  # 目前34个项目, 学前650元 count
_AGES = ("周岁", "岁")
_LISTED = re.compile(r"\.[0-9]+[和、与及]$")


def settle(text: str, numeral: Numeral, lexicon: NumeralLexicon) -> Numeral:
    """Sort out Arabic numbers that measure nothing: ages, ranks, bare years, scores."""
    kind = _unmeasured(text, numeral, lexicon)
    if kind in ("other", "year", None) and not numeral.unit and numeral.ratio is None:
        shared = _shared_unit(text, numeral, lexicon)
        if shared is not None:
            return shared
    return numeral if kind is None else numeral._replace(kind=kind)


def _shared_unit(text: str, numeral: Numeral, lexicon: NumeralLexicon) -> Numeral | None:
    """分别提高1.2和0.4个百分点: a number whose unit stands behind the one it is listed with."""
    left = text[max(0, numeral.start - 24) : numeral.start]
    joint = _JOINED.match(text, numeral.end) if _RESPECTIVELY.search(left) else None
    if joint is None:
        return None
    found = measure(text, joint.end(), lexicon)
    if found.unit is None or found.unit.kind not in ("share", "count", "size"):
        return None
    return numeral._replace(
        unit=found.power_text + found.unit.canonical, unit_kind=found.unit.kind, power=found.power
    )


def _is_reached(text: str, numeral: Numeral) -> bool:
    """Whether a number without unit is a measure: 系数低于0.50和0.45, 巩固率保持100."""
    left = text[max(0, numeral.start - 6) : numeral.start]
    if left.rstrip()[-1:] in _REACHED_ENDS and _REACHED.search(left) is not None:
        return True
    return "." in numeral.text and _LISTED.search(left) is not None


def _unmeasured(text: str, numeral: Numeral, lexicon: NumeralLexicon) -> Kind | None:
    start, unit = numeral.start, numeral.unit
    if numeral.ratio is not None:
        return None
    if text[start - 1 : start] == "." and not text[max(0, start - 2) : start - 1].isdigit():
        return "other"  # 达.02%: the digits in front were lost
    if unit == "名" and _RANKED.search(text[max(0, start - 14) : start]) is not None:
        return "other"
    if not numeral.unit_kind and numeral.power == 1:
        if contexts.is_bare_year(numeral.text):
            return "year"
        return None if _is_reached(text, numeral) else "other"
    if unit in _AGES or _ORDINAL.search(text[max(0, start - 2) : start]) is not None:
        return "other"
    if unit == "年":
        if text[numeral.end : numeral.end + 2] == "年级":
            return "grade"
        found = measure(text, numeral.end, lexicon)
        _, bound, _ = before(text, start, numeral.text, lexicon)
        return None if duration_counts(text, start, found, bound) else "other"
    if unit == "分" and _EXAM_SCORE.match(text, numeral.span_end):
        return "grade"
    if numeral.unit_kind == "count" and enumerates(text, numeral.span_end, lexicon, chinese=False):
        return "other"
    return None
