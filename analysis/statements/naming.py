"""From the words around a number to a readable name of what is measured."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from analysis.statements.evidence import (
    JOINT_END,
    STAGES,
    TIME_LEAD,
    evidence,
    item_start,
    up_to_number,
    weight,
)
from analysis.statements.heads import headed
from analysis.statements.kin import elder, of_a_kind, taken_over
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.per import is_divisor
from analysis.statements.plain_names import (
    bearer,
    changed,
    growth_verb,
    is_thing,
    noun_of,
    plain,
    restates,
    shared_out,
)
from analysis.statements.sentences import CLAUSE, ITEM, Sentence
from analysis.text.numerals import Numeral

_TRAILERS = (
    "都|已|力争|争取|分别|全部|基本|总计|共计|合计|累计|共|约|近|达|有|为|是|至|到|在|占"
    "|按|按照|的|仅|仍|尚|各"
)
_TRAILING = re.compile(rf"(?:(?<![生人户平])均|{_TRAILERS}|(?<=[到至达为])了)+$")
# Their last characters: most words end in none of them.
_TRAILS = frozenset("均了\n").union(word[-1] for word in _TRAILERS.split("|"))
_FROM_TAIL = re.compile(r"[由从](?!业)[^，,。；;、]*$")
_JOINT = re.compile(r"[、和及与]|以及|[、和及与]分别")
_JOINT_LAST = frozenset("、和及与别")
_LIST = re.compile(r"[、和与及]|以及")
_MOST_TOLD = 12
_STAGE_TAIL = re.compile(f"(?<=..)(?:{STAGES})$")
_PER_TAIL = re.compile(r"(?<=..)每[生人](?:每[年月]|每学[年期])?$")
_STAGED = re.compile(f"(?:{STAGES})$")
_STAGED_HEAD = re.compile(f"(?:{STAGES})")
_OF_WHOM = re.compile(
    rf"(?:{STAGES})(?:学?生|阶段)?|[一二三四五六七八九][一二三四五六七八九至、和]*年级(?:学生)?"
)
# 占比提高3个百分点，达到54%: what is reached is no rise.
_RISEN = re.compile(
    r"(?<=[率例比重度长限])(?:[比较][^，,。；;]{2,10}|再|分别|力争)?"
    r"(?:提高|提升|增加|增长|上升|下降|降低|减少)$"
)
_CHANGE_END = re.compile(
    r"(?:[比较](?:上年|去年|同期|(?:19|20)\d\d\s?年)[^，,。；;]{0,4})?"
    r"(?:提高|提升|增加|增长|上升|下降|降低|减少)$"
)
# 新建幼儿园 8所 市教育局: who does it, in the next column of a line.
_BODY_CELL = re.compile(r"[ \u3000]+[一-龥、，]{1,20}(?:政府|[局委办])")
_YEAR_LAST = re.compile(r"(?<=[一-龥])(?:19|20)\d\d\s?年$")
_FLOOR = re.compile("至少|不少于|不低于|不超过|最多|最高")
_OF_WHAT = re.compile(
    r"(?<=[率例比准])(?:均|都|分别)?(?:达到?|提高到|不低于|占)(?!标|国|省)[^，,。；;0-9]{2,14}$"
)
_GRADES = re.compile(
    rf"(?:[一二三四五六七八九][至到、]?[一二三四五六七八九]?年级|[和、及]|{STAGES})+"
)
_BUILDING = re.compile(r"^(?:(?:新建|续建|改扩建|新改扩建|改建|扩建|改造|开工|竣工|建成)[、和]?)+")
_EACH = re.compile(r"(?:小学|初中|高中|幼儿园)?每(?:班|个?教学班|校)")
_TWICE = re.compile(r"[、和及与](?<=([、和及与]))\1+")  # begins with a character: a fast search
_BLANKS = re.compile(r"[\s，,]+")
_RIGHT_LEAD = re.compile(r"^(?:的|以上|左右)")
_VERB_WITHIN = 8
_REACH = 40  # characters: a verb of reaching is shorter, whatever stands in front
LONGEST_NAME = 60


def indicator(
    sentence: Sentence, numeral: Numeral, span: tuple[int, int], lexicon: StatementLexicon
) -> str:
    """A readable name of what is measured, composed from the words around the number.

    ``span`` is the `evidence` of the number. A clause that only tells a change or a share
    takes the name of the number it tells of.
    """
    first = _chain(sentence, numeral)[0]
    low = sentence.left_edge(first.span_start, CLAUSE)
    verb = growth_verb(sentence.slice(low, first.span_start))
    if verb is None and restates(sentence.slice(low, first.span_start)):
        verb = ""
    told = changed(sentence, numeral) if verb is not None else None
    if verb is not None and told is not None:
        name = indicator(sentence, told, evidence(sentence, told), lexicon)
        return (_CHANGE_END.sub("", name) if verb else name) + verb
    name = plain(_composed(sentence, numeral, span, lexicon))
    whole = shared_out(sentence, numeral, name)
    if whole is not None and _BUILDING.fullmatch(name) is not None:
        return name + _BUILDING.sub(
            "", indicator(sentence, whole, evidence(sentence, whole), lexicon)
        )
    if whole is not None:
        return name + indicator(sentence, whole, evidence(sentence, whole), lexicon)
    name = _YEAR_LAST.sub("", name)
    name = _OF_WHAT.sub("", headed(sentence, numeral, name)).replace("分别", "")
    for older in elder(sentence, numeral, name):
        shown = evidence(sentence, older)
        fuller = taken_over(name, plain(_composed(sentence, older, shown, lexicon)))
        if fuller is not None:
            return fuller[:LONGEST_NAME]
    if "学位" not in name and "学位" in sentence.slice(numeral.end, numeral.span_end):
        name += "学位"
    if numeral.unit in ("人", "名") and _EACH.fullmatch(name) is not None:
        name += "人数"  # 每班不超过45人
    return (bearer(sentence, numeral.span_start, name) + name)[:LONGEST_NAME]


def _composed(
    sentence: Sentence, numeral: Numeral, span: tuple[int, int], lexicon: StatementLexicon
) -> str:
    start, end = span
    item = max(start, item_start(sentence, numeral))
    chain = _chain(sentence, numeral)
    if len(chain) > 1:
        return _listed(sentence, chain, numeral, lexicon)
    tail = _words(sentence, item, numeral.span_start)
    if _FROM_TAIL.search(tail):
        tail = _FROM_TAIL.sub("", tail)
    head = _head(sentence, start, item, lexicon) if start < item else ""
    following = sentence.quantity_from(numeral.end)
    stop = min(end, following.span_start) if following is not None else end
    behind = sentence.slice(numeral.span_end, stop)
    right = noun_of(JOINT_END.sub("", behind.strip())) if not _BODY_CELL.fullmatch(behind) else ""
    tail = _exemplified(lead_stripped(tail, lexicon), right, lexicon)
    if numeral.unit_kind in ("count", "size") and not head:
        head = _shared_verb(sentence, item, tail, lexicon)
    of_whom, all_of = _OF_WHOM.fullmatch(tail), _OF_WHOM.match(head)
    if of_whom is not None and all_of is not None and not right:
        return tail + head[all_of.end() :]  # 小学生每天睡眠时间10小时、|初中生|9小时
    name = joined(head, tail, right, lexicon)
    return name or _head(sentence, sentence.start, item, lexicon) or sentence.text[:LONGEST_NAME]


def _shared_verb(sentence: Sentence, item: int, tail: str, lexicon: StatementLexicon) -> str:
    """The verb that an item shares with the first of its list: 新建小学2所、幼儿园1所."""
    clause = sentence.left_edge(item, CLAUSE)
    if clause == item and not tail and item > sentence.start:
        clause = sentence.left_edge(item - 1, CLAUSE)
    if clause == item or lexicon.has("doing_verb", tail):
        return ""
    lead = lead_stripped(up_to_number(sentence, clause, item), lexicon)
    verb = lexicon.cues["doing_verb"].search(lead[:_VERB_WITHIN])
    return lead[: verb.end()] if verb is not None else ""


def _exemplified(tail: str, right: str, lexicon: StatementLexicon) -> str:
    """The verb alone of a list of examples (新建第一中学、第二小学等|8所|学校)."""
    if not tail.endswith("等") or "、" not in tail or weight(right) < 2:
        return tail
    verb = lexicon.cues["doing_verb"].match(tail)
    return verb.group() if verb is not None and is_thing(tail[:-1]) else tail


def _chain(sentence: Sentence, numeral: Numeral) -> list[Numeral]:
    """The numbers listed together with ``numeral``: 55%、95%; 720元和920元."""
    quantities = sentence.quantities
    at = bisect_left(quantities, numeral.start, key=attrgetter("start"))
    low = high = at
    while low and _adjacent(sentence, quantities[low - 1], quantities[low]):
        low -= 1
    last = len(quantities) - 1
    while high < last and _adjacent(sentence, quantities[high], quantities[high + 1]):
        high += 1
    return quantities[low : high + 1]


def _adjacent(sentence: Sentence, left: Numeral, right: Numeral) -> bool:
    return _JOINT.fullmatch(sentence.slice(left.span_end, right.span_start).strip()) is not None


def _listed(
    sentence: Sentence, chain: list[Numeral], numeral: Numeral, lexicon: StatementLexicon
) -> str:
    """Name of one of several numbers told together: the subject at the same place in its list."""
    words = _told_together(sentence, chain[0], lexicon)
    subjects = _LIST.split(words)
    place = next(i for i, n in enumerate(chain) if n.start == numeral.start)
    if lexicon.cues["doing_verb"].fullmatch(words.replace("分别", "")) is not None:
        words += _noun_behind(sentence, chain[-1])
    if len(subjects) != len(chain) or not all(subjects):
        return words.strip(" ，,、；;的")[:LONGEST_NAME] or sentence.text[:LONGEST_NAME]
    subject, last = subjects[place], subjects[-1]
    staged = _STAGED.search(subject), _STAGED_HEAD.match(last)
    if place < len(subjects) - 1 and staged[0] is not None and staged[1] is not None:
        return plain(subject + last[staged[1].end() :])[:LONGEST_NAME]
    alike = of_a_kind(subjects, place)
    if alike is not None:
        return alike[:LONGEST_NAME]
    if place < len(subjects) - 1 and len(subject) <= 3 and len(last) > len(subject) + 2:
        subject += last[len(subject) :]  # 小学、初中生均公用经费 → 小学生均公用经费
    return subject[:LONGEST_NAME]


def _told_together(sentence: Sentence, first: Numeral, lexicon: StatementLexicon) -> str:
    """The words in front of a list of numbers, without dates and the verb of reaching."""
    start, _ = evidence(sentence, first)
    clause = min(start, sentence.left_edge(first.span_start))
    words = lead_stripped(_words(sentence, clause, first.span_start), lexicon)
    return _reach_stripped(words, lexicon)


def subject_start(sentence: Sentence, numeral: Numeral, lexicon: StatementLexicon) -> int:
    """Where the subject of one of several numbers told together stands (小学、初中巩固率分别
    达到98%、95%): a reader of its evidence must see it. The number itself if it is alone."""
    at = numeral.span_start - sentence.start
    if at < 1 or sentence.text[at - 1] not in _JOINT_LAST:
        return numeral.start  # alone, or the first
    chain = _chain(sentence, numeral)
    place = next(i for i, n in enumerate(chain) if n.start == numeral.start)
    subjects = _LIST.split(_told_together(sentence, chain[0], lexicon)) if len(chain) > 1 else []
    if len(subjects) != len(chain) or not subjects[place]:
        return numeral.start
    at = sentence.text.rfind(subjects[place], 0, chain[0].span_start - sentence.start)
    return sentence.start + at if at >= 0 else numeral.start


def _noun_behind(sentence: Sentence, last: Numeral) -> str:
    """What the numbers of a list count together: 新建3所、5所|幼儿园."""
    _, end = evidence(sentence, last)
    return noun_of(JOINT_END.sub("", sentence.slice(last.span_end, end).strip()))


def _head(sentence: Sentence, start: int, item: int, lexicon: StatementLexicon) -> str:
    """The subject in an earlier item, up to the first number there."""
    stop = sentence.right_edge(start, ITEM)
    numbers = [n.span_start for n in sentence.quantities_within(start, item)]
    words = _reach_stripped(sentence.slice(start, min([stop, item, *numbers])), lexicon)
    words = _PER_TAIL.sub("", words)
    words = _RISEN.sub("", _STAGE_TAIL.sub("", words))
    words = _reach_stripped(lead_stripped(words, lexicon), lexicon)
    return "" if _GRADES.fullmatch(words) else words


def _words(sentence: Sentence, start: int, end: int) -> str:
    """Words without the numbers told earlier and the nouns joined to them.

    In 选树20个示范点和40个支部 the 40 counts 选树支部; 每5所 stays, for it is part of the name.
    """
    told = sentence.quantities_within(start, end)
    if len(told) > _MOST_TOLD:  # a run of numbers without a stop names nothing by its beginning
        start, told = told[-_MOST_TOLD].span_start, told[-_MOST_TOLD:]
    pieces, at = [], start
    for other in told:
        if not is_divisor(sentence, other):
            pieces.append(sentence.slice(at, max(at, other.span_start)))
            at = max(at, other.span_end)
    last = sentence.slice(at, end)
    if not (pieces and JOINT_END.search(last)):
        pieces.append(last)
    return _TWICE.sub(r"\1", "".join(pieces))


def lead_stripped(words: str, lexicon: StatementLexicon) -> str:
    """Without dates and verbs of will in front (到2025年，确保…)."""
    words = TIME_LEAD.sub("", words.strip(" \u3000,，、；;:：（("))
    lead = lexicon.cues["lead_word"].match(words)
    return words[lead.end() :] if lead is not None and lead.end() < len(words) else words


def joined(head: str, tail: str, right: str, lexicon: StatementLexicon) -> str:
    """One name from the subject in front, the words before a number, and those behind it."""
    tail = _FLOOR.sub("", _reach_stripped(tail, lexicon))
    if head and lexicon.cues["reach_verb_end"].fullmatch(tail) is not None:
        tail = ""
    right = _RIGHT_LEAD.sub("", right).strip(" \u3000，,、；;。：:（(")
    if len(tail) > 2 and head.endswith(tail[:2]):
        head = head[:-2]  # 高考本科上线, 上线率
    name = _BLANKS.sub("", (head + tail + right).strip(" ，,、；;的"))
    return name[:LONGEST_NAME]


def _reach_stripped(left: str, lexicon: StatementLexicon) -> str:
    """Without the verb of reaching and the qualifiers that end it."""
    reach = lexicon.cues["reach_verb_end"]
    changed = True
    while changed and left:
        changed = False
        match = reach.search(left, max(0, len(left) - _REACH))
        if match is not None and match.start() > 0:
            left, changed = left[: match.start()], True
        trimmed = _TRAILING.sub("", left) if left[-1] in _TRAILS else left
        trimmed = trimmed.rstrip(" ，,、")
        if trimmed and trimmed != left:
            left, changed = trimmed, True
    return left
