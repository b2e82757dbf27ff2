"""When does a Chinese numeral count something? 一所中职学校 does, 一系列 and 四个层面 do not."""

from __future__ import annotations

import re

from analysis.text.numerals.lexicon import NumeralLexicon, Unit
from analysis.text.numerals.measure import Measure
from analysis.text.numerals.model import Comparator

_CLAUSE_BREAK = re.compile(r"[，。；：！？\n,;:（）()]")
_PARALLEL_BREAK = re.compile(r"[，。；：！？\n、,;:（）()]")
_SLOGAN_PARTS = re.compile(r"[“\"「][一二三四五六七八九十]个一[”\"」]")
_DISTRIBUTIVE = re.compile(r"[每各](?!级各|类|方面|种|项|自)")
_DEICTIC = "这那该某哪前后上下头末首本此全"
_DURATION_BEFORE = re.compile(
    r"(?:[由从每]|连续|满|年限(?:达到?|为|提高到)?|达到?|提高到|延长至?|增加到|不少于|至少|服务期)$"
)
_DURATION_AFTER = re.compile(r"的?(?:教育|资助|免费|学前教育|义务教育|优质)")
_QUOTED = re.compile(r"[“\"「][^”\"」]{1,12}[”\"」](?:[，。；、,;\s]|$)")
_PLACE = re.compile("[县市州镇乡村路街区](?!级|域|内|外|直|管|城|办|立)")
_TENTH_OF_A_YEAR = re.compile(r"[0-9０-９]{1,2}[.．][0-9０-９]")
_LATELY = re.compile(r"近[0-9两二三四五六七八九十]+年(?!的|级|制)")
_SPANS = ("时间", "的时间", "期", "内")
# 总投资（万元）, 资金/亿元: a unit without its number.
_NO_COUNT = frozenset(("", *"（(/：:、"))
_ROUND = re.compile("[百千万亿]+")
_COUNTED = re.compile("[0-9０-９两二三四五六七八九十][名个所位人门次间]")
_LEFT = 40
_SENTENCE = 500  # characters: no sentence reaches further to either side


# 两个优化：一是…: the number of what the text itself lists.
_ITEMISED = re.compile(r"[：:。]\s*一是|[一-龥]{2,6}[：:]\s*(?:一是|一、|[（(]一[）)])")


def clause_before(text: str, start: int, breaks: re.Pattern[str] = _CLAUSE_BREAK) -> str:
    """The stretch between the last clause break (at most 40 characters back) and ``start``."""
    window = text[max(0, start - _LEFT) : start]
    cut = 0
    for match in breaks.finditer(window):
        cut = match.end()
    return window[cut:]


def enumerates(text: str, end: int, lexicon: NumeralLexicon, *, chinese: bool) -> bool:
    """Whether the counted noun is the text's own headings (方面, 任务), not things in the world."""
    if not chinese and text[end - 1 : end] in ("名", "人", "位"):
        return False
    if _ITEMISED.match(text, end) is not None:
        return True
    segment = _PARALLEL_BREAK.split(text[end : end + 12], maxsplit=1)[0]
    if any(noun in segment for noun in lexicon.enumerations):
        return True
    return chinese and any(noun in segment for noun in lexicon.chinese_enumerations)


def spells_out_slogan(text: str, start: int) -> bool:
    """Whether the sentence holds a slogan like “五个一”, whose parts each begin with 一."""
    low, high = max(0, start - _SENTENCE), start + _SENTENCE
    low = max(low, text.rfind("。", low, start) + 1)
    end = text.find("。", start, high)
    return _SLOGAN_PARTS.search(text, low, high if end < 0 else end) is not None


def duration_counts(text: str, start: int, found: Measure, bound: Comparator | None) -> bool:
    """Whether a number of years, months or days is a measure and not a mere stretch of time."""
    if text.startswith(_SPANS, found.end):
        return False
    if _TENTH_OF_A_YEAR.match(text, start) is not None:
        return True
    if bound is not None:
        return _LATELY.match(text, start - 1) is None
    if found.comparator is not None and not any("内" in word for word in found.words):
        return True
    if _DURATION_BEFORE.search(text[max(0, start - 8) : start]):
        return True
    return found.unit_text == "年" and _DURATION_AFTER.match(text, found.end) is not None


def one_counts(text: str, start: int, unit: Unit, bound: bool, lexicon: NumeralLexicon) -> bool:
    """Whether “一” with a measure word states a quantity."""
    if not unit.one_counts and unit.kind == "count":
        return False
    left = clause_before(text, start)
    if bound or _DISTRIBUTIVE.search(left) or spells_out_slogan(text, start):
        return True
    if text[start - 1 : start] in ("和", "及", "与", "、") and _COUNTED.search(left):
        return True
    tail = left[-14:]
    return any(verb in tail for verb in lexicon.doing_verbs)


def counts(
    text: str, start: int, token: str, found: Measure, bound: Comparator | None,
    lexicon: NumeralLexicon,
) -> bool:  # fmt: skip
    """Whether the Chinese numeral ``token`` at ``start`` counts what follows it."""
    unit = found.unit
    previous = text[start - 1 : start]
    bounded = bound is not None or found.comparator is not None
    if unit is None:
        return False
    if _ROUND.fullmatch(token) and not bounded and previous in _NO_COUNT:
        return False
    if unit.kind in ("money", "share", "size", "score"):
        return unit.kind != "score" or bounded or len(token) > 1
    if previous and previous in _DEICTIC and not bounded:
        return False
    if len(token) == 1 and _PLACE.match(text, found.end):
        return False
    if unit.kind == "time":
        if unit.canonical in ("年", "天", "日", "个月", "周", "学期", "学年"):
            return duration_counts(text, start, found, bound)
        return True
    if unit.kind == "count" and _QUOTED.match(text, found.end):
        return False
    if enumerates(text, found.end, lexicon, chinese=True):
        return False
    if token.startswith("一") and len(token) == 1:
        return one_counts(text, start, unit, bounded, lexicon)
    if _ROUND.fullmatch(token) and not bounded:
        return previous == "每"
    if not unit.one_counts and not bounded:
        return any(verb in clause_before(text, start)[-10:] for verb in lexicon.doing_verbs)
    return True
