"""Names whose head stands elsewhere: 小学达85% after 学历占比，, 初中940元 after 生均公用经费.

A stage of schooling or a region says of whom a share or a rate is told, never what is
measured: the head is the noun in front of the list that the number belongs to.
"""

from __future__ import annotations

import re

from analysis.statements.evidence import BARE, STAGES, is_rated
from analysis.statements.sentences import Sentence
from analysis.text.numerals import Numeral

_HEAD = (
    r"(?:公用经费|拨款|补助|补贴|津贴|助学金|学费|学杂费|占比|比例|比重|[一-龥]率)"
    r"(?:的?(?:补助|基准|最低|平均|财政|拨款|资助))*(?:标准|定额)?"
)
_STAGE_LAST = re.compile(
    rf"(?P<head>[^，,。；;]{{2,34}}?{_HEAD})(?:为|是|提高到|调整为|达到)?(?P<whom>{BARE})"
)
# Of whom a number is told ends with one of these.
_WHOM_ENDS = frozenset("段师校区年育").union(stage[-1] for stage in STAGES.split("|"))
_WHOM = re.compile(
    rf"{BARE}(?:寄宿生|学生)?|[一二三四五甲乙丙][类级档等](?:学校|地区|幼儿园|园)?|[东中西]+部"
)
_HEAD_BEFORE = re.compile(
    rf"(?P<head>[一-龥]{{0,20}}{_HEAD})(?=\s*(?:分别)?(?:为|是|达到?)?\s*[：:，,、.。]?)"
)
_TOLD = re.compile(
    r"^(?:[一-龥]{0,6}(?:确定|规定|明确|统一|落实|执行|提高)(?:了|的)?"
    r"|[我本该全][国省市区县州]|城乡|义务教育(?:阶段)?(?:学校)?|中小学校?)+(?=生均)"
)
_REGION = re.compile("[东中西]+部地区")
_PER_PERSON = "生均"


def whose(name: str) -> bool:
    """Whether a name says only whom a number is told of (初中, 东部地区普通小学)."""
    return 2 <= len(name) <= 16 and _WHOM.fullmatch(name) is not None


def headed(sentence: Sentence, numeral: Numeral, name: str) -> str:
    """``name`` of a share or of money with the head of its list behind whom it is told of."""
    if not is_rated(numeral):
        return name
    found = _STAGE_LAST.fullmatch(name) if name[-1:] in _WHOM_ENDS else None
    if found is not None and numeral.unit == "倍":
        return found["head"]  # 中职生均拨款标准不低于普通高中的1.3倍
    if found is not None:
        return _where(sentence, numeral, found["whom"]) + _own(found["head"])
    if not whose(name):
        return name
    before = sentence.slice(sentence.start, numeral.span_start)
    heads = [m["head"] for m in _HEAD_BEFORE.finditer(before)]
    whole = [head for head in heads if len(head) > 2]
    return _where(sentence, numeral, name) + _own(whole[-1]) if whole else name


def _where(sentence: Sentence, numeral: Numeral, whom: str) -> str:
    """Whom a number is told of, with the region that stands in front of the first of its list
    (东部地区普通小学650元、普通初中850元)."""
    text = sentence.text
    if "部地区" not in text or "地区" in whom:
        return whom
    part = re.split("[；;]", sentence.slice(sentence.start, numeral.span_start))[-1]
    named = _REGION.findall(part)
    return named[-1] + whom if named else whom


def _own(head: str) -> str:
    """The head without the stage that it is told of first (公办幼儿园生均公用经费)."""
    return head[head.index(_PER_PERSON) :] if _PER_PERSON in head else _TOLD.sub("", head)
