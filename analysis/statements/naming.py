"""From a clause to words: what is measured, and the smallest quote that shows it."""

from __future__ import annotations

import re

from analysis.statements.lexicon import StatementLexicon
from analysis.statements.per import is_divisor
from analysis.statements.sentences import ITEM, Sentence
from analysis.text.numerals import Numeral

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TIME_LEAD = re.compile(
    r"^(?:\d{1,2}月(?:\d{1,2}日|底|中旬|初|上旬|下旬)?(?:之?前)?|(?:力争|争取|确保|计划)?(?:到|至|在|截至|截止)?\s?"
    r"(?:[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|末|期末|以来)"
    r"|(?:19|20)\d\d\s?年?(?:[—–~至-]+(?:20\d\d)年?)?(?:底|末|初|前|以来|期间|秋季)*)(?:[，,])?"
    r"|年内|目前|同时|其中|并|且|还|也|均|共|全年|近?[三五]年来)+"
)
_TRAILING = re.compile(
    r"(?:(?<![生人户])均|都|已|力争|争取|分别|全部|基本|总计|共计|合计|累计|共|约|近|达|有|为|是|至|到|在|占|按|按照|的)+$"
)
_LEANS = re.compile(
    r"(?:占|其中|比上年|较上年|较去年|比去年|比|较|同比|环比|增长|增加|提高|提升|上升|下降|降低|减少|扩大"
    r"|年均|分别|上线率|达到?|最高|总数|达成|控制在|保持在|稳定在|不低于|不少于|不超过|超过)"
)
_FROM_TAIL = re.compile(r"[由从][^，。；、]*$")
_JOINT = re.compile(r"[、和及与]|以及|[、和及与]分别")
_JOINT_END = re.compile(r"(?:[、和及与]|以及)$")
_SKIPPED = ITEM | frozenset(" \u3000(（")
_PER_TAIL = re.compile(r"每.*$")
_STAGES = "学前|幼儿园|小学|初中|普通高中|普高|高中|中职|特教|特殊教育|大学|本科|研究生|城市|农村"
_STAGE = re.compile(f"(?:{_STAGES})")
_STAGE_TAIL = re.compile(f"(?<=..)(?:{_STAGES})$")
_NAMED = 6
_BOUND_END = re.compile(
    r"(?:不少于|不低于|不超过|超过|达到?|不得少于|不得超过|提高到|控制在|至少)\s?$"
)
_SHORT = 4
_LIMIT = 60


def evidence(sentence: Sentence, numeral: Numeral) -> tuple[int, int]:
    """Clean span of the smallest stretch that shows what is measured and its number."""
    end = max(numeral.span_end, sentence.right_edge(numeral.span_end, ITEM))
    if _is_closed(sentence, numeral):
        end = numeral.span_end
    following = _next(sentence, numeral)
    if following is not None and following.span_start < end:
        joint = sentence.slice(numeral.span_end, following.span_start)
        if _weight(_JOINT_END.sub("", joint)) == 0:
            end = numeral.span_end
    start = sentence.left_edge(numeral.span_start, ITEM)
    rated = numeral.unit_kind != "count" and _follows_alike(sentence, numeral)
    for _ in range(12):
        left = sentence.slice(start, _first_number(sentence, start, numeral))
        right = sentence.slice(numeral.span_end, end)
        if start <= sentence.start or _names(left, right, rated=rated):
            break
        start = sentence.left_edge(_back(sentence, start), ITEM)
    start = _headed(sentence, start, numeral)
    while end > numeral.span_end and sentence.slice(end - 1, end) in " \n\u3000":
        end -= 1
    return start, end


def _is_closed(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a share or duration ends its clause (每周不少于1课时), punctuation or not."""
    if numeral.unit_kind not in ("share", "time") or sentence.slice(
        numeral.span_end, numeral.span_end + 1
    ) in ("的", ""):
        return False
    item = sentence.left_edge(numeral.span_start, ITEM)
    before = sentence.slice(item, numeral.start)
    return _weight(before) >= _NAMED and _BOUND_END.search(before) is not None


def _headed(sentence: Sentence, start: int, numeral: Numeral) -> int:
    """Take along the heading of a list (比例：幼儿园45%，小学88%) that names only its parts."""
    part = _PER_TAIL.sub("", sentence.slice(start, numeral.span_start).strip())
    if len(part) > _SHORT or not part:
        return start
    colon = max(sentence.text.rfind("：", 0, start - sentence.start), 0)
    if not colon or "；" in sentence.text[colon : start - sentence.start]:
        return start
    head = sentence.left_edge(sentence.start + colon)
    return head if _weight(sentence.slice(head, sentence.start + colon)) >= 2 else start


def _first_number(sentence: Sentence, start: int, numeral: Numeral) -> int:
    """Where the first number from ``start`` on begins, at the latest ``numeral`` itself."""
    inside = (n.span_start for n in sentence.quantities if start <= n.start < numeral.start)
    return min(inside, default=numeral.span_start)


def _follows_alike(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number of the same unit stands in front in the sentence."""
    return any(n.start < numeral.start and n.unit == numeral.unit for n in sentence.quantities)


def _next(sentence: Sentence, numeral: Numeral) -> Numeral | None:
    return next((n for n in sentence.quantities if n.start >= numeral.end), None)


def _back(sentence: Sentence, start: int) -> int:
    """A position inside the item in front of ``start``."""
    at = start - 1
    while at > sentence.start and sentence.slice(at, at + 1) in _SKIPPED:
        at -= 1
    return max(at, sentence.start)


def _names(left: str, right: str, *, rated: bool) -> bool:
    """Whether the words around a number name what it measures.

    A stage of schooling alone (小学48所) names what is counted, never what is ``rated``:
    in 生均公用经费小学650元、初中850元 the subject stands in front.
    """
    body = _TIME_LEAD.sub("", left.strip(" \u3000,，、；;“”（("))
    if rated and _STAGE.fullmatch(body) is not None:
        return False
    if _weight(body) >= 2 and _LEANS.match(body) is None:
        return True
    return _weight(right) >= 2 and _LEANS.match(body) is None


def _weight(words: str) -> int:
    return len(_HAN.findall(words))


def indicator(
    sentence: Sentence, numeral: Numeral, span: tuple[int, int], lexicon: StatementLexicon
) -> str:
    """A readable name of what is measured, composed from the words around the number.

    ``span`` is the `evidence` of the number.
    """
    start, end = span
    item = max(start, sentence.left_edge(numeral.span_start, ITEM))
    chain = _chain(sentence, numeral)
    if len(chain) > 1:
        return _listed(sentence, chain, numeral, lexicon)
    tail = _words(sentence, item, numeral.span_start)
    if _FROM_TAIL.search(tail):
        tail = _FROM_TAIL.sub("", tail)
    head = _head(sentence, start, item, lexicon) if start < item else ""
    following = _next(sentence, numeral)
    stop = min(end, following.span_start) if following is not None else end
    right = _JOINT_END.sub("", sentence.slice(numeral.span_end, stop).strip())
    name = _name(head, _lead_stripped(tail, lexicon), right, lexicon)
    return name or _head(sentence, sentence.start, item, lexicon) or sentence.text[:_LIMIT]


def _chain(sentence: Sentence, numeral: Numeral) -> list[Numeral]:
    """The numbers listed together with ``numeral``: 55%、95%; 720元和920元."""
    quantities = sentence.quantities
    at = next(i for i, n in enumerate(quantities) if n.start == numeral.start)
    low = high = at
    while low and _adjacent(sentence, quantities[low - 1], quantities[low]):
        low -= 1
    while high + 1 < len(quantities) and _adjacent(
        sentence, quantities[high], quantities[high + 1]
    ):
        high += 1
    return quantities[low : high + 1]


def _adjacent(sentence: Sentence, left: Numeral, right: Numeral) -> bool:
    return _JOINT.fullmatch(sentence.slice(left.span_end, right.span_start).strip()) is not None


def _listed(
    sentence: Sentence, chain: list[Numeral], numeral: Numeral, lexicon: StatementLexicon
) -> str:
    """Name of one of several numbers told together: the subject at the same place in its list."""
    first = chain[0]
    start, _ = evidence(sentence, first)
    clause = min(start, sentence.left_edge(first.span_start))
    words = _reach_stripped(
        _lead_stripped(_words(sentence, clause, first.span_start), lexicon), lexicon
    )
    subjects = re.split(r"[、和与及]|以及", words)
    place = next(i for i, n in enumerate(chain) if n.start == numeral.start)
    if len(subjects) != len(chain) or not all(subjects):
        return words.strip(" ，,、；;的")[:_LIMIT] or sentence.text[:_LIMIT]
    subject, last = subjects[place], subjects[-1]
    if place < len(subjects) - 1 and len(subject) <= 3 and len(last) > len(subject) + 2:
        subject += last[len(subject) :]  # 小学、初中生均公用经费 → 小学生均公用经费
    return subject[:_LIMIT]


def _head(sentence: Sentence, start: int, item: int, lexicon: StatementLexicon) -> str:
    """The subject in an earlier item, up to the first number there."""
    stop = sentence.right_edge(start, ITEM)
    numbers = [n.span_start for n in sentence.quantities if start <= n.start < item]
    words = _STAGE_TAIL.sub("", sentence.slice(start, min([stop, item, *numbers])))
    return _reach_stripped(_lead_stripped(words, lexicon), lexicon)


def _words(sentence: Sentence, start: int, end: int) -> str:
    """Words without the numbers told earlier; 每5所 stays, for it is part of the name."""
    pieces, at = [], start
    for other in sentence.quantities:
        if start <= other.start < end and not is_divisor(sentence, other):
            pieces.append(sentence.slice(at, max(at, other.span_start)))
            at = max(at, other.span_end)
    pieces.append(sentence.slice(at, end))
    return re.sub(r"([、和及与])\1+", r"\1", "".join(pieces))


def _lead_stripped(words: str, lexicon: StatementLexicon) -> str:
    words = _TIME_LEAD.sub("", words.strip(" \u3000,，、；;:：（("))
    return lexicon.cues["lead_word"].sub("", words, count=1) if words else words


def _name(head: str, tail: str, right: str, lexicon: StatementLexicon) -> str:
    tail = _reach_stripped(tail, lexicon)
    right = re.sub(r"^(?:的|以上|左右)", "", right).strip(" \u3000，,、；;。：:（(")
    name = re.sub(r"[\s，,]+", "", (head + tail + right).strip(" ，,、；;的"))
    return name[:_LIMIT]


def _reach_stripped(left: str, lexicon: StatementLexicon) -> str:
    """Without the verb of reaching and the qualifiers that end it."""
    reach = lexicon.cues["reach_verb_end"]
    changed = True
    while changed and left:
        changed = False
        match = reach.search(left)
        if match is not None and match.start() > 0:
            left, changed = left[: match.start()], True
        trimmed = _TRAILING.sub("", left).rstrip(" ，,、")
        if trimmed and trimmed != left:
            left, changed = trimmed, True
    return left
