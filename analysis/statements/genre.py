"""What kind of text is this? One that plans, one that reports, or one that lays down rules.

The kind decides a number that nothing near it decides: 校舍建筑面积86.7万平方米 reports in a
bulletin and promises in a plan. It is told by the title, or by what the text never says: one
that asks and never looks ahead lays down rules, one that reports and never does is a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from analysis.statements.context import SectionContext
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.tense import (
    compares_with_a_year,
    compares_with_before,
    tells_a_change,
    tells_of_months,
    tells_results,
    without_attributes,
)
from analysis.text.spans import Structure

#: ``rules``: every number; ``ordering``: only numbers that bound or deal out; ``mixed``:
#: a text that is no plan by its title and both reports and looks ahead.
Genre = Literal["plan", "mixed", "report", "rules", "ordering"]

_AHEAD = re.compile(
    r"(?<![截止高加升长大降增展])(?:到|至)\s?20\d\d\s?年(?!已经?|就已)|[“\"]?十四五[”\"]?(?:期间|时期)"
    r"|20\d\d\s?年[^，,。；;]{0,10}前[，,]?(?:完成|建成|达到|实现|全[面部]|投[入用]|基本)"
)
_RULES_TITLE = re.compile(
    r"(?:条例|办法|规定|标准|规程|细则|准则|守则)(?:[（(][^）)]*[）)])?(?:\s|的通知|》|$)"
)
_ORDERING_TITLE = re.compile(
    r"(?:管理|规范|严禁|禁止|收费|减负|减轻|编制|资助|奖励)[^，。]{0,20}(?:通知|意见|要求|措施)"
)
_YEAR_AHEAD = re.compile(r"(?<![截止高加升长大降增展])[到至]\s?(20\d\d)\s?年")
_YEAR_OF_WILL = re.compile(r"(20\d\d)\s?年[，,]?[一-龥]{0,5}将(?=[一-龥])")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年)")
_FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百两][名个所人次天]")
_PLAN_TITLE = re.compile(
    r"(?:规划|纲要|行动计划|工作要点|实施方案|工作方案|实施意见|工作意见|建设方案|任务清单|三年计划)"
    r"(?:[（(《“\"][^）)]*[）)])?(?:的通知|》|\s|$)"
)
_ASKING = 2


@lru_cache(maxsize=64)
def is_dated_ahead(words: str) -> bool:
    """Whether a year or a period to come stands in ``words`` (到2025年, “十四五”期间).

    Kept for the clauses asked last: each number of a clause asks anew.
    """
    if "20" not in words and "十四五" not in words:
        return False
    return _AHEAD.search(words) is not None


def genre_of(
    structure: Structure,
    found: list[SectionContext],
    lexicon: StatementLexicon,
    issued: int | None = None,
) -> Genre:
    """Genre of a text by its title, else by the words of the sentences that hold figures:
    also those of years before the one in which it was ``issued`` report."""
    titles = {context.title for context in found}
    headings = [section.heading for section in structure.sections if section.heading]
    if any(map(_RULES_TITLE.search, titles)):
        return "rules"
    if any(map(_ORDERING_TITLE.search, titles)):
        return "ordering"
    if any(map(_PLAN_TITLE.search, titles)) or any(
        lexicon.has("plan_heading", words) for words in headings
    ):
        return "plan"
    return _genre_told(structure, lexicon, issued)


def _genre_told(structure: Structure, lexicon: StatementLexicon, issued: int | None) -> Genre:
    """Genre by what the passages with figures say, where no title tells it."""
    ahead = asking = reporting = 0
    planning = False
    for words in _sentences(structure):
        forward = is_dated_ahead(words)
        forward = forward or lexicon.looks_ahead(without_attributes(words))
        told = _reports(words, lexicon) or (not forward and _is_of_before(words, issued))
        ahead += forward
        planning = planning or lexicon.has("plan_word", words)
        if _FIGURE.search(words) is not None:
            asking += lexicon.has("norm_modal", words) or lexicon.has("norm_bound", words)
            reporting += told or (
                not forward and (compares_with_a_year(words) or tells_results(words))
            )
        elif not forward:
            reporting += tells_results(words)
    if reporting > ahead and not asking:
        return "report"
    if ahead:
        return "mixed" if reporting else "plan"
    if planning and not reporting:
        return "plan"
    if asking >= _ASKING and asking > reporting:
        return "ordering"
    return "report" if reporting and not asking else "plan"


def first_year_ahead(text: str) -> int | None:
    """The first year to which a text looks ahead (到2025年; 2023年，全区将建成…)."""
    years = [int(m[1]) for m in _YEAR_AHEAD.finditer(text)]
    will = first_year_of_will(text)
    return min(years if will is None else [*years, will], default=None)


def first_year_of_will(text: str) -> int | None:
    """The first year of which a text says what will be (2023年，全区将建成…)."""
    return min((int(m[1]) for m in _YEAR_OF_WILL.finditer(text)), default=None)


def _sentences(structure: Structure) -> Iterator[str]:
    for passage in structure.passages:
        yield from passage.text.split("。")


def _is_of_before(words: str, issued: int | None) -> bool:
    years = [int(year) for year in _YEAR.findall(words)] if issued is not None else []
    return issued is not None and bool(years) and max(years) < issued


def _reports(words: str, lexicon: StatementLexicon) -> bool:
    told = lexicon.has("past_cue", words) or lexicon.has("past_sentence", words)
    told = told or compares_with_before(words) or tells_a_change(words)
    return told or tells_of_months(words)
