"""The smallest stretch of text in which a reader sees what is measured and its number."""

from __future__ import annotations

import re

from analysis.statements.per import is_divisor
from analysis.statements.sentences import CLAUSE, ITEM, Sentence
from analysis.text.numerals import Numeral

_HAN = re.compile(r"[\u4e00-\u9fff]+")
TIME_LEAD = re.compile(
    r"^(?:\d{1,2}月(?:\d{1,2}日|底|中旬|初|上旬|下旬)?(?:之?前)?"
    r"|(?:力争|争取|确保|计划)?(?:到|至|在|截至|截止)?\s?"
    r"(?:[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|末|期末|以来)"
    r"|(?:19|20)\d\d\s?年?(?:(?:[—–~至、和与及-]|以及)+(?:20\d\d)\s?年?)*(?:底|末|初|前|以来|期间|秋季)*)[，,]?"
    r"|年内|目前|同时|其中|并|且|还|也|均|共|全年|近?[三五]年来)+"
)
_LEANS = re.compile(
    r"(?!(?:增长|增加|提高|提升|扩大)(?![到至了约近超为幅比率])[一-龥]{2})(?:占(?!地)|其中|比上年|较上年|较去年|比去年|比|较|同比|环比|增长|增加|提高|提升|上升|下降|降低|减少|扩大"
    r"|年均|分别|上线率|达到?|最高|总数|达成|控制在|保持在|稳定在|不低于|不少于|不超过|超过)"
)
_MORE = re.compile(r"(?:增加|减少|扩大|提供)")  # 增加3万个学位 names what it counts
JOINT_END = re.compile(r"(?:[、和及与]|以及)$")
STAGES = (
    "学前[一二三]年(?:教育)?|学前|幼儿园|小学|初中|普通高中|普高|高中|中职|特教|特殊教育|大学|本科"
    "|研究生|城市|农村"
)
#: Of whom a number is told, and not what is measured: 初中, 东部地区普通小学.
BARE = (
    r"(?:(?:其中|全[省市区县州]|[东中西]+部地区|农村|城市|城区|乡村|山区|牧区|公办|民办|普通)*"
    rf"(?:{STAGES}|[东中西]+部地区|山区|牧区)(?:阶段|教师|学校|学?生|[东中西]+部地区)?)"
)
_STAGE = re.compile(BARE)
_BOUND_END = re.compile(
    r"(?:不少于|不低于|不超过|超过|达到?|不得少于|不得超过|提高到|控制在|至少)\s?$"
)
_EACH_TAIL = re.compile(r"每.*$")
_PER_TAIL = re.compile(r"(?:每|均?达到?|均?为|不低于|不少于|超过|保持).*$")
_SKIPPED = ITEM | frozenset(" \u3000(（")
_NAMED = 6
_SHORT = 4
_SHORT_SUM = 3
_STEPS = 12
_FLOWS = frozenset({"投资", "总投资", "投入"})


def weight(words: str) -> int:
    """How many Chinese characters the words have."""
    return sum(map(len, _HAN.findall(words)))


def is_rated(numeral: Numeral) -> bool:
    """Whether the number is a share or money, which a stage of schooling cannot name."""
    return numeral.unit_kind == "share" or numeral.kind == "money"


def evidence(sentence: Sentence, numeral: Numeral) -> tuple[int, int]:
    """Clean span of the smallest stretch that shows what is measured and its number.

    A list of nouns belongs to one number as a whole (教坛新秀、学科骨干教师1100名), an item
    with a number of its own stands alone (小学2所、幼儿园1所).
    """
    end = _end(sentence, numeral)
    start = item_start(sentence, numeral)
    rated = numeral.unit_kind != "count" and (
        is_rated(numeral) or _follows_alike(sentence, numeral)
    )
    for _ in range(_STEPS):
        left = sentence.slice(start, _first_number(sentence, start, numeral))
        right = sentence.slice(numeral.span_end, end)
        if start <= sentence.start or _names(left, right, rated=rated):
            break
        start = sentence.left_edge(_back(sentence, start), ITEM)
    start = min(sentence.past_marks(_headed(sentence, start, numeral)), numeral.span_start)
    while end > numeral.span_end and sentence.slice(end - 1, end) in " \n\u3000":
        end -= 1
    return start, end


def item_start(sentence: Sentence, numeral: Numeral) -> int:
    """Start of the list item of a number: the clause, or what follows the number before."""
    clause = sentence.left_edge(numeral.span_start, CLAUSE)
    earlier = sentence.quantities_within(clause, numeral.start)
    if not earlier:
        return clause
    item = sentence.left_edge(numeral.span_start, ITEM)
    while item > earlier[-1].span_end:
        before = sentence.left_edge(_back(sentence, item), ITEM)
        if before <= earlier[-1].span_end or before >= item:
            break
        item = before
    return item


def _end(sentence: Sentence, numeral: Numeral) -> int:
    """End of the item: nouns behind a number reach to the next number or the clause's end."""
    at = numeral.span_end
    end = max(at, sentence.right_edge(at, ITEM))
    if _is_closed(sentence, numeral):
        return at
    following = sentence.quantity_from(numeral.end)
    clause = max(at, sentence.right_edge(at, CLAUSE))
    goes_on = following is None or following.span_start >= clause
    if goes_on and _HAN.search(sentence.slice(at, end)):
        end = clause
    if following is not None and following.span_start < end:
        joint = sentence.slice(at, following.span_start)
        if weight(JOINT_END.sub("", joint)) == 0:
            end = at
    return end


def _is_closed(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a share or duration ends its clause (每周不少于1课时), punctuation or not."""
    if numeral.unit_kind not in ("share", "time"):
        return False
    if sentence.slice(numeral.span_end, numeral.span_end + 1) in ("的", ""):
        return False
    before = sentence.slice(sentence.left_edge(numeral.span_start, ITEM), numeral.start)
    return weight(before) >= _NAMED and _BOUND_END.search(before) is not None


def _back(sentence: Sentence, start: int) -> int:
    """A position inside the item in front of ``start``."""
    at = start - 1
    while at > sentence.start and sentence.slice(at, at + 1) in _SKIPPED:
        at -= 1
    return max(at, sentence.start)


def _first_number(sentence: Sentence, start: int, numeral: Numeral) -> int:
    """Where the first number from ``start`` on begins, at the latest ``numeral`` itself."""
    inside = sentence.quantities_within(start, numeral.start)
    told = (n.span_start for n in inside if not is_divisor(sentence, n))
    return min(told, default=numeral.span_start)


def _follows_alike(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number of the same unit stands in front in the sentence."""
    earlier = sentence.quantities_within(sentence.start, numeral.start)
    return any(n.unit == numeral.unit for n in earlier)


def _names(left: str, right: str, *, rated: bool) -> bool:
    """Whether the words around a number name what it measures.

    A stage of schooling alone (小学48所) names what is counted, never what is ``rated``:
    in 生均公用经费小学650元、初中850元 the subject stands in front.
    """
    body = TIME_LEAD.sub("", left.strip(" \u3000,，、；;“”（("))
    if rated and _STAGE.fullmatch(_PER_TAIL.sub("", body)) is not None:
        return False
    leans = _LEANS.match(body) is not None and not (_MORE.fullmatch(body) and weight(right) >= 2)
    return (weight(body) >= 2 or weight(right) >= 2) and not leans


def _headed(sentence: Sentence, start: int, numeral: Numeral) -> int:
    """Take along the heading of a list (比例：幼儿园45%，小学88%) that names only its parts."""
    part = _EACH_TAIL.sub("", sentence.slice(start, numeral.span_start).strip())
    if len(part) > (_SHORT_SUM if numeral.kind == "money" else _SHORT) or not part:
        return start
    text = sentence.text[: start - sentence.start]
    colon = max(text.rfind("："), text.rfind(":"))
    if (
        colon <= 0
        or text[colon + 1 : colon + 2].isdigit()
        or "；" in text[colon:]
        or ";" in text[colon:]
    ):
        return start
    clause = sentence.left_edge(start, CLAUSE)
    if part in _FLOWS and sentence.quantities_within(clause, start):
        return clause  # 新建项目2个：龙场中学建筑面积1120平方米、投资133万元
    head = sentence.left_edge(sentence.start + colon)
    return head if weight(sentence.slice(head, sentence.start + colon)) >= 2 else start


def up_to_number(sentence: Sentence, low: int, high: int) -> str:
    """Words from ``low`` up to the first number before ``high``."""
    numbers = [n.span_start for n in sentence.quantities_within(low + 1, high)]
    stop = min(numbers, default=high)
    return sentence.slice(low, stop if stop - low > 2 else high)
