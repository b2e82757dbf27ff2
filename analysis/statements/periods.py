"""Years that a sentence sets: the target year of a number, the year of its baseline."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.statements.context import SectionContext
from analysis.statements.sentences import Sentence
from analysis.text.numerals import Numeral

_FIVE_YEAR_PLANS = {"一": 2005, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_PLAN_END = re.compile(r"[“\"]?十([一二三四五六])五[”\"]?(?:末|期末|时期末|收官|结束)")
_PERIOD = re.compile(r"十[一二三四五六]五[”\"]?(?:期间|时期|以来)")
_PAST_MARK = re.compile(
    r"\s?年(?:\s?[0-9]{1,2}\s?月(?:\s?[0-9]{1,2}\s?日)?)?(?:度)?(?:底|末|[春秋]季|[一二]季度|下半年|上半年)?(?:学期)?(?:开学)?(?:以来|起|开始|以后|之后|后)"
)
_THIS_YEAR = re.compile(r"今年|(?<![0-9一二三四五六七八九十两])年内|本年度?|本学年|年底前?|全年")
# 新校区占地150亩，2024年9月投用；…: by when one item is in use, not those behind it.
_IN_USE = re.compile(
    r"\s?年?(?:[0-9]{1,2}月)?[底末初春秋季学期]*前?(?:正式|全部|建成)*"
    r"(?:投用|投入使用|建成|竣工|完工|开工|启用|招生)[^，,；;。]{0,4}[；;]"
)
# A heading run into its sentence: 2022年工作打算：…, 近期目标（2025年）：…
_RUN_IN = re.compile(
    r"(?=[^，,。；;：:]*(?:目标|任务|打算|安排|计划|要点))"
    r"[^，,。；;：:0-9]{0,16}(20\d\d)年?[）)]?[^，,。；;：:0-9]{0,12}[：:]"
)
# 剩余10所将于2025年底前完工: the year behind the number, in its clause.
_BEHIND = re.compile(
    r"[^，,。；;0-9]{0,10}(?:于|在|到|至|预计|力争|确保|争取)\s?(20\d\d)\s?年"
    r"[^，,。；;]{0,8}(?:前|完|建成|投用|投入|启用|达到|竣工|招生|开学)"
)
_MEASURED_BY = re.compile(r"[为是比较][“\"]?十[一二三四五六]五[”\"]?(?:期间|时期)")
_COMPARED = re.compile(r"[较比自是][\s“\"]*$")
_RISE_WORDS = (
    "(?:提高|增加|提升|上升|增长|扩大|发展|下降|降低|减少|下调|上调|调整|延长|缩小|压减"
    "|优化|压缩|缩短|改善)"
)
_RISE = f"(?:{_RISE_WORDS}|[增升降扩])"
_TO = re.compile(rf"^[，,]?[^，,。；;、]{{0,6}}?{_RISE}(?:到|至|为|成)了?[^，,。；;、]{{0,12}}$")
# Begins with what comes last: a search that begins with a character is fast.
_MOVED = re.compile(rf"[到至为成](?:(?<={_RISE_WORDS}[到至为成])|(?<=[增升降扩][到至为成]))")
_AT_ONCE = re.compile(rf"^{_RISE}(?:到|至|为)了?$")
_COMPARED_WITH = re.compile(
    r"[，,（(]?(?:分别)?[比较](?:(?:19|20)\d\d\s?年(?:底|末|年末)?|[“\"]?十[一二三四五六]五[”\"]?(?:末|期末|时期)?|上年|去年)的$"
)
# 达到90%以上（2020年为84.6%）: where a number in brackets is what the one before starts from.
_NOTED = re.compile(
    r"[以之]?上?\s*[（(](?:其中)?(?:(?:19|20)\d\d\s?年[底末]?|“?十[一二三四五]五”?末|现状|现为|目前|基期|上年|去年)"
    r"(?:分别|已?达到?|为|是|值|[：:])*\s*"
)
_ASIDE = re.compile(r"[（(][^（()）]*$")
_LISTED_FROM = re.compile(r"[由从][^，,。；;]{0,20}$")
_FROM = re.compile(r"[由从](?:原来的?|目前的?)?[^，,。；;、由从]{0,14}$")


def baselines(sentence: Sentence) -> dict[int, Numeral]:
    """由85%提高到90%: start of the number reached → the number it started from."""
    found: dict[int, Numeral] = {}
    quantities = sentence.quantities
    if len(quantities) < 2:
        return found
    moved = _MOVED.search(sentence.text) is not None
    compared = "的" in sentence.text
    noted = "（" in sentence.text or "(" in sentence.text
    if not (moved or compared or noted):
        return found  # without a word of moving to somewhere no pair need be looked at
    for place, (before, after) in enumerate(pairwise(quantities)):
        between = sentence.slice(before.span_end, after.start)
        beside = (compared and _COMPARED_WITH.fullmatch(between)) or (
            noted and _NOTED.fullmatch(between)
        )
        if beside and before.unit == after.unit:
            found |= _beside(sentence, place)
        if not moved or (_TO.match(between) is None and _AT_ONCE.match(between) is None):
            continue
        listed = _listed_together(sentence, place)
        if listed:
            found |= listed
            continue
        left = sentence.slice(sentence.left_edge(before.start), before.start)
        joined = _AT_ONCE.match(between) is not None and before.unit == after.unit
        if joined or (_FROM.search(left) and _TO.match(between)):
            found[after.start] = before
    return found


def _listed_together(sentence: Sentence, place: int) -> dict[int, Numeral]:
    """由71%、88%分别提高到85%、95%: each of the second list with the number at the same place of
    the first, which ends at ``place``; empty where the two lists do not match."""
    quantities = sentence.quantities
    high = place + 2
    while high < len(quantities) and _is_listed(sentence, quantities[high - 1], quantities[high]):
        high += 1
    count = high - place - 1
    low = place + 1 - count
    if count < 2 or low < 0:
        return {}
    start = quantities[low].start
    before = _LISTED_FROM.search(sentence.slice(max(start - 24, sentence.start), start))
    alike = {n.unit for n in quantities[low:high]}
    if (
        before is None
        or len(alike) > 1
        or "、" not in sentence.slice(start, quantities[place].start)
    ):
        return {}
    return {quantities[place + 1 + i].start: quantities[low + i] for i in range(count)}


def _beside(sentence: Sentence, place: int) -> dict[int, Numeral]:
    """90%（2020年为84.6%）, or each of a list with its own (60%、90%（2021年分别为41%、76%）)."""
    quantities = sentence.quantities
    low, high = place, place + 2
    while low and _is_listed(sentence, quantities[low - 1], quantities[low]):
        low -= 1
    while high < len(quantities) and _is_listed(sentence, quantities[high - 1], quantities[high]):
        high += 1
    count = place + 1 - low
    if count == 1 or high - place - 1 != count:
        return {quantities[place].start: quantities[place + 1]}
    return {quantities[low + i].start: quantities[place + 1 + i] for i in range(count)}


def _is_listed(sentence: Sentence, left: Numeral, right: Numeral) -> bool:
    return sentence.slice(left.span_end, right.start).strip() in ("、", "和", "与", "及")


def baseline_year(sentence: Sentence, baseline: Numeral) -> int | None:
    """Year of a baseline, where it stands between 由 and the number (also “十二五”末)."""
    left = sentence.left_edge(baseline.start)
    aside = _ASIDE.search(sentence.slice(baseline.start - 24, baseline.start))
    text = aside.group() if aside else sentence.slice(left, baseline.start)
    tail = text[max(map(text.rfind, "由从比较（(")) :]
    plan = _PLAN_END.search(tail)
    if plan:
        return _FIVE_YEAR_PLANS[plan[1]]
    low = baseline.start - len(tail)
    years = [n for n in sentence.numerals if n.years and low <= n.start < baseline.start]
    return years[-1].years[0] if years else None


def target_year(
    sentence: Sentence,
    numeral: Numeral,
    context: SectionContext,
    skip: set[int],
    issued: int | None = None,
) -> tuple[int | None, str | None]:
    """Year in which ``numeral`` is to be reached, and where that year stands.

    ``skip`` holds the starts of years that belong to baselines. A five-year period
    named after the year takes over from it. ``issued`` is the year of the document.
    """
    shared = sentence.shared_years.get(numeral.start)
    if shared is not None:
        return shared.year, "sentence"
    run_in = _run_in_year(sentence, numeral)
    if run_in is not None:
        return run_in, "heading"
    plan = list(_PLAN_END.finditer(sentence.slice(sentence.start, numeral.start)))
    if plan:
        return _FIVE_YEAR_PLANS[plan[-1][1]], "sentence"
    named = [
        n
        for n in sentence.numerals
        if n.years and n.kind == "year" and n.start < numeral.start and n.start not in skip
        and not _PAST_MARK.match(sentence.slice(n.end, n.end + 12))
        and not _COMPARED.search(sentence.slice(n.start - 3, n.start))
        and not _in_brackets(sentence, n.start, numeral.start)
        and not _IN_USE.match(sentence.slice(n.end, numeral.start))
    ]  # fmt: skip
    if named and not _PERIOD.search(_uncompared(sentence.slice(named[-1].end, numeral.start))):
        return max(named[-1].years), "sentence"
    if _PERIOD.search(sentence.slice(sentence.start, numeral.start)):
        return None, None
    behind = _BEHIND.match(sentence.slice(numeral.span_end, sentence.right_edge(numeral.span_end)))
    if behind is not None:
        return int(behind[1]), "sentence"
    if context.heading_year is not None:
        return context.heading_year, "heading"
    if issued is not None and "年" in sentence.text:
        before = sentence.slice(sentence.start, numeral.start)
        return (issued, "sentence") if _THIS_YEAR.search(before) else (None, None)
    return None, None


def _uncompared(words: str) -> str:
    """约为“十二五”期间的1.6倍 names a period only to compare with it."""
    return _MEASURED_BY.sub("", words)


def _run_in_year(sentence: Sentence, numeral: Numeral) -> int | None:
    """Year of a heading at the start of the sentence, unless a later year stands between."""
    head = _RUN_IN.match(sentence.text)
    if head is None or sentence.start + head.end() > numeral.start:
        return None
    between = range(sentence.start + head.end(), numeral.start)
    if any(n.kind == "year" and n.start in between for n in sentence.numerals):
        return None
    return int(head[1])


def _in_brackets(sentence: Sentence, at: int, other: int) -> bool:
    """Whether ``at`` stands in brackets that ``other`` is not in (（2016年8月31日前出生）)."""
    between = sentence.slice(at, other)
    closed = between.count("）") + between.count(")")
    return closed > between.count("（") + between.count("(")
