"""What kind of text is this? One that plans, one that reports, or one that lays down rules.

The kind decides a number that nothing near it decides: 校舍建筑面积86.7万平方米 reports in a
bulletin and promises in a plan. It is told by the title, or by what the text never says: one
that asks and never looks ahead lays down rules, one that reports and never does is a report.
"""

from __future__ import annotations

import re
from typing import Literal

from analysis.statements.context import SectionContext
from analysis.statements.lexicon import StatementLexicon
from analysis.text.spans import Structure

#: ``rules``: every number; ``ordering``: only numbers that bound or deal out.
Genre = Literal["plan", "report", "rules", "ordering"]

AHEAD = re.compile(
    r"(?<!截)(?<!截止)(?:到|至)\s?20\d\d\s?年|[“\"]?十四五[”\"]?(?:期间|时期)"
    r"|20\d\d\s?年[^，,。；;]{0,10}前[，,]?(?:完成|建成|达到|实现|全[面部]|投[入用]|基本)"
)
_RULES_TITLE = re.compile(
    r"(?:条例|办法|规定|标准|规程|细则|准则|守则)(?:[（(][^）)]*[）)])?(?:\s|的通知|》|$)"
)
_ORDERING_TITLE = re.compile(
    r"(?:管理|规范|严禁|禁止|收费|减负|减轻|编制|资助|奖励)[^，。]{0,20}(?:通知|意见|要求|措施)"
)
_FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百两][名个所人次天]")
_ASKING = 2


def genre_of(structure: Structure, found: list[SectionContext], lexicon: StatementLexicon) -> Genre:
    """Genre of a text by its title, else by the words of the passages that hold figures."""
    titles = {context.title for context in found}
    headings = [section.heading for section in structure.sections if section.heading]
    if any(map(_RULES_TITLE.search, titles)):
        return "rules"
    if any(map(_ORDERING_TITLE.search, titles)):
        return "ordering"
    if any(lexicon.has("plan_heading", words) for words in headings):
        return "plan"
    asking = reporting = 0
    planning = False
    for passage in structure.passages:
        words = passage.text
        if AHEAD.search(words) or lexicon.looks_ahead(words):
            return "plan"
        planning = planning or lexicon.has("plan_word", words)
        if _FIGURE.search(words) is not None:
            asking += lexicon.has("norm_modal", words) or lexicon.has("norm_bound", words)
            reporting += lexicon.has("past_cue", words)
    if planning:
        return "plan"
    if asking >= _ASKING and asking > reporting:
        return "ordering"
    return "report" if reporting and not asking else "plan"
