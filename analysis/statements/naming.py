"""From the words around a number to a readable name of what is measured or paid for."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from analysis.statements.evidence import JOINT_END, STAGES, TIME_LEAD, evidence, item_start, weight
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.per import is_divisor
from analysis.statements.plain_names import (
    bearer,
    changed,
    growth_verb,
    noun_of,
    plain,
    restates,
    shared_out,
)
from analysis.statements.sentences import CLAUSE, ITEM, Sentence
from analysis.text.numerals import Numeral

_TRAILING = re.compile(
    r"(?:(?<![生人户])均|都|已|力争|争取|分别|全部|基本|总计|共计|合计|累计|共|约|近|达|有|为|是|至|到|在|占"
    r"|按|按照|的|仅|仍|尚)+$"
)
_TRAILS = frozenset("均都已争取别部本计共约近达有为是至到在占按照的仅仍尚\n")  # its last characters
_FROM_TAIL = re.compile(r"[由从](?!业)[^，,。；;、]*$")
_JOINT = re.compile(r"[、和及与]|以及|[、和及与]分别")
_LIST = re.compile(r"[、和与及]|以及")
_STAGE_TAIL = re.compile(f"(?<=..)(?:{STAGES})$")
_STAGED = re.compile(f"(?:{STAGES})$")
_STAGED_HEAD = re.compile(f"(?:{STAGES})")
_BENEFIT = re.compile(
    r"(?:^|[，,；;、：:。]|落实|兑现|发放|实施|提高)(?P<name>[一-龥]{2,12}(?:补助|补贴|津贴|助学金|奖学金|公用经费|改善计划))"
)
_PART = re.compile(r"(?:惠及|受益|人均|每生每|每人每|人月均|月人均|发放$|每[天月年])")
_FLOW = re.compile(r"^(?:落实|兑现|(?:计划|预计)?总投资)(?=[一-龥]{4})")
_DUE = re.compile(
    r"(?<=[一-龥]{4})(?:[0-9]{1,2}月底?|年底)前?(?:投入使用|建成投用|投用|竣工|完工)$"
)
_FLOOR = re.compile("至少|不少于|不低于|不超过|最多|最高")
_RATE_NOTE = re.compile(r"^(?:按照?|按)|的?标准$")
_STANDARD = re.compile(r"的标准(?P<rest>[^，,。；;]{2,})$")
_GENERIC = re.compile(
    r"(?:[一-龥]{0,6}[我全该本][省市区县州镇]|[一-龥]{2,8}[局委厅部](?:在[^，]{0,14})?)?"
    r"(?:截至?|近年来|去年|今年|年?底|上半年|下半年|已|继续|到位|下达|落实|支付|筹措|上级|建设|开工|中央|省级|和"
    r"|计划|预计|规划|总|累计|共|每年|市财政|区财政|县财政|省财政|财政|政府|完成|专列|专项|安排|列支|拨付|争取"
    r"|投入|投资|资金|经费|规模|按照?|标准|补助|发放|一次性|奖励|人均|月|增资|给予|用于)*"
)
_MEANS = re.compile(r"^\s*(?:通过|由|以|按|并|采取)")
_VERB_WITHIN = 8
_REACH = 40  # characters: a verb of reaching is shorter, whatever stands in front
_LIMIT = 60


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
        return indicator(sentence, told, evidence(sentence, told), lexicon) + verb
    name = plain(_composed(sentence, numeral, span, lexicon))
    whole = shared_out(sentence, numeral, name)
    if whole is not None:
        return name + indicator(sentence, whole, evidence(sentence, whole), lexicon)
    return (bearer(sentence, numeral.span_start, name) + name)[:_LIMIT]


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
    right = noun_of(JOINT_END.sub("", sentence.slice(numeral.span_end, stop).strip()))
    tail = lead_stripped(tail, lexicon)
    if numeral.unit_kind in ("count", "size") and not head:
        head = _shared_verb(sentence, item, tail, lexicon)
    name = _name(head, tail, right, lexicon)
    return name or _head(sentence, sentence.start, item, lexicon) or sentence.text[:_LIMIT]


def _shared_verb(sentence: Sentence, item: int, tail: str, lexicon: StatementLexicon) -> str:
    """The verb that an item shares with the first of its list: 新建小学2所、幼儿园1所."""
    clause = sentence.left_edge(item, CLAUSE)
    if clause == item and not tail and item > sentence.start:
        clause = sentence.left_edge(item - 1, CLAUSE)
    if clause == item or lexicon.has("doing_verb", tail):
        return ""
    lead = lead_stripped(_cut(sentence, clause, item), lexicon)
    verb = lexicon.cues["doing_verb"].search(lead[:_VERB_WITHIN])
    return lead[: verb.end()] if verb is not None else ""


def purpose(
    sentence: Sentence, numeral: Numeral, span: tuple[int, int], lexicon: StatementLexicon
) -> tuple[str, tuple[int, int]]:
    """What money is for, and the span that shows it.

    Where the clause of the amount says no more than that money flows, the purpose stands in
    the clause behind (投入2600万元，加强信息化建设) or, at the end of a sentence, in front.
    """
    start, end = span
    clause_end = sentence.right_edge(numeral.span_end, CLAUSE)
    standard = _STANDARD.search(sentence.slice(numeral.span_end, clause_end))
    name = _RATE_NOTE.sub("", indicator(sentence, numeral, span, lexicon))
    if standard is not None:
        name, end = name.split("标准")[0] + standard["rest"], clause_end
    part = _PART.match(name) is not None
    benefits = list(_BENEFIT.finditer(sentence.text, 0, start - sentence.start)) if part else []
    if benefits:
        return _FLOW.sub("", benefits[-1]["name"]), (
            sentence.start + benefits[-1].start("name"),
            end,
        )
    if _GENERIC.fullmatch(name) is None:
        return _FLOW.sub("", _DUE.sub("", name)), (start, end)
    for low, high in (*_clauses_behind(sentence, clause_end), _clause_before(sentence, start)):
        words = sentence.slice(low, high)
        if (
            weight(words) >= 2
            and _MEANS.match(words) is None
            and not _has_money(sentence, low, high)
        ):
            found = _cut(sentence, low, high)
            counted = sentence.quantities_within(low, high)
            named = plain(_name("", lead_stripped(found, lexicon), "", lexicon))
            if counted and counted[0].unit_kind in ("count", "size"):
                shown = evidence(sentence, counted[0])
                named = indicator(sentence, counted[0], shown, lexicon)
            if named and _GENERIC.fullmatch(named) is None:
                return named, (min(start, low), max(end, min(high, low + len(found))))
    return name, (start, end)


def _clauses_behind(sentence: Sentence, end: int) -> list[tuple[int, int]]:
    """The two clauses behind ``end``, if only a comma parts them from it."""
    found: list[tuple[int, int]] = []
    at = end
    while len(found) < 2 and at < sentence.end and sentence.slice(at, at + 1) in ("，", ","):
        high = sentence.right_edge(at + 1, CLAUSE)
        found.append((at + 1, high))
        at = high
    return found


def _clause_before(sentence: Sentence, start: int) -> tuple[int, int]:
    if start <= sentence.start:
        return start, start
    return sentence.left_edge(start - 1, CLAUSE), start - 1


def _has_money(sentence: Sentence, low: int, high: int) -> bool:
    return any(n.kind == "money" for n in sentence.quantities_within(low, high))


def _cut(sentence: Sentence, low: int, high: int) -> str:
    """Words from ``low`` up to the first number before ``high``."""
    numbers = [n.span_start for n in sentence.quantities_within(low + 1, high)]
    stop = min(numbers, default=high)
    return sentence.slice(low, stop if stop - low > 2 else high)


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
    first = chain[0]
    start, _ = evidence(sentence, first)
    clause = min(start, sentence.left_edge(first.span_start))
    words = lead_stripped(_words(sentence, clause, first.span_start), lexicon)
    words = _reach_stripped(words, lexicon)
    subjects = _LIST.split(words)
    place = next(i for i, n in enumerate(chain) if n.start == numeral.start)
    if len(subjects) != len(chain) or not all(subjects):
        return words.strip(" ，,、；;的")[:_LIMIT] or sentence.text[:_LIMIT]
    subject, last = subjects[place], subjects[-1]
    staged = _STAGED.search(subject), _STAGED_HEAD.match(last)
    if place < len(subjects) - 1 and staged[0] is not None and staged[1] is not None:
        return plain(subject + last[staged[1].end() :])[:_LIMIT]
    if place < len(subjects) - 1 and len(subject) <= 3 and len(last) > len(subject) + 2:
        subject += last[len(subject) :]  # 小学、初中生均公用经费 → 小学生均公用经费
    return subject[:_LIMIT]


def _head(sentence: Sentence, start: int, item: int, lexicon: StatementLexicon) -> str:
    """The subject in an earlier item, up to the first number there."""
    stop = sentence.right_edge(start, ITEM)
    numbers = [n.span_start for n in sentence.quantities_within(start, item)]
    words = _STAGE_TAIL.sub("", sentence.slice(start, min([stop, item, *numbers])))
    return _reach_stripped(lead_stripped(words, lexicon), lexicon)


def _words(sentence: Sentence, start: int, end: int) -> str:
    """Words without the numbers told earlier and the nouns joined to them.

    In 选树20个示范点和40个支部 the 40 counts 选树支部; 每5所 stays, for it is part of the name.
    """
    pieces, at = [], start
    for other in sentence.quantities_within(start, end):
        if not is_divisor(sentence, other):
            pieces.append(sentence.slice(at, max(at, other.span_start)))
            at = max(at, other.span_end)
    last = sentence.slice(at, end)
    if not (pieces and JOINT_END.search(last)):
        pieces.append(last)
    return re.sub(r"([、和及与])\1+", r"\1", "".join(pieces))


def lead_stripped(words: str, lexicon: StatementLexicon) -> str:
    """Without dates and verbs of will in front (到2025年，确保…)."""
    words = TIME_LEAD.sub("", words.strip(" \u3000,，、；;:：（("))
    lead = lexicon.cues["lead_word"].match(words)
    return words[lead.end() :] if lead is not None and lead.end() < len(words) else words


def _name(head: str, tail: str, right: str, lexicon: StatementLexicon) -> str:
    tail = _FLOOR.sub("", _reach_stripped(tail, lexicon))
    right = re.sub(r"^(?:的|以上|左右)", "", right).strip(" \u3000，,、；;。：:（(")
    name = re.sub(r"[\s，,]+", "", (head + tail + right).strip(" ，,、；;的"))
    return name[:_LIMIT]


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
