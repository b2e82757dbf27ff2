"""Where a text says who is to do a thing: lists of bodies with the words that give them a duty.

Forms read: `(甲局、乙局负责)` with brackets, separators or full stops lost; `由甲局牵头,乙局配合`;
`牵头单位:甲局;责任单位:乙局`; `(甲局、乙局)` alone behind a task; `教育、财政等部门要切实履行`;
`甲局会同乙局`. Offsets are clean offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.statements.agency_names import UNRESOLVED, AgencyLexicon, places_of
from analysis.statements.marks import half_width
from analysis.statements.name_reader import Mention, NameReader

Voice = Literal["lead", "member", "plain", "duty"]

WINDOW = 300
ANCHOR = re.compile(
    r"(?P<label>(?:(?P<chief>牵头|主办|主责)|(?P<aid>配合|协办|参与|协同|参加)|责任|主管|实施|承办|落实)"
    r"(?:单位|部门|处室)(?:[(][^()]{0,20}[)])?\s*[:为是])"
    r"|(?P<lead>(?:共同|联合)?牵头(?!部门|单位|人|雁))"
    r"|(?P<plain>(?:按照?(?:各自)?职责(?:分工)?)?(?:共同|分别|具体|分工|各自)*负责(?!制|人|同志|任)"
    r"|负(?:总责|主责|主要责任|主体责任))"
    r"|(?P<member>配合|参与|参加|协助|协办|协同)"
    r"|(?P<joint>[要应须]?会同)"
    r"|(?P<duty>(?:也|都|均|还)?(?:要(?!求|素|点|闻|么|害|件|职|领)|应当|应该|应(?!用|急|对|变|届|试|考|有)"
    r"|须|必须|切实履行|履行|按照?(?:各自|法定)*职责(?:分工)?))"
)
GIVEN = re.compile("牵头|负责")
LABEL_HEADER = re.compile(
    r"(?:(?P<chief>牵头|主办|主责)|(?P<aid>配合|协办|参与|协同|参加)|责任|主管|实施|承办|负责)"
    r"(?:单位|部门|处室)"
)
LIST_TAIL = re.compile(
    r"(?P<etc>等)?(?:[、和及与]?(?:其他|各)?(?:有关|相关))?(?P<bodies>部门|单位)?"
    r"(?:按照?(?:各自)?(?:职责|分工)+)?[,]?\s*$"
)
BRACKET_LIST = re.compile(r"[(]((?:[^()]|[(][^()]{1,12}[)]){2,200})[)]")
ENDS = "。;!?"
# 对各乡镇履行职责的评估 speaks about a body, it gives it no duty.
NOT_THE_DOER = tuple("对把向与为给使让")
FIRST_LEADS = re.compile(
    r"(?:[列排居][在于]?|名列)?(?:第一位?|首位|首个|第一个|最前)[^。()]{0,10}?"
    r"(?:[为是]|即)?(?:牵头|主要责任|主责|主要负责)"
)


@dataclass(frozen=True, slots=True)
class DutyList:
    """A list of bodies with its ``voice``: what the words beside it make of them.

    ``start`` and ``end`` cover list, words and brackets, so that what remains of a
    sentence is the task.
    """

    start: int
    end: int
    mentions: tuple[Mention, ...]
    voice: Voice


def duty_lists(text: str, lexicon: AgencyLexicon) -> tuple[DutyList, ...]:
    """All lists of responsible bodies in ``text``, in reading order, no mention in two of them."""
    text = half_width(text)
    reader = NameReader(text, lexicon, places_of(text))
    found = [*_by_anchor(reader), *_by_bracket(reader)]
    rank = {"lead": 0, "member": 1, "plain": 2, "duty": 3}
    taken: set[int] = set()
    kept = []
    for item in sorted(found, key=lambda d: (rank[d.voice], d.start, -d.end)):
        fresh = tuple(m for m in item.mentions if m.start not in taken)
        if fresh:
            taken.update(m.start for m in fresh)
            kept.append(DutyList(item.start, item.end, fresh, item.voice))
    return tuple(sorted(kept, key=lambda d: (d.mentions[0].start, d.start)))


def first_leads_from(text: str) -> int | None:
    """Where a text begins to name the lead first; None where it never says so.

    `下同` makes the rule hold from there on; a rule without it, as in a note under a
    table, holds for the whole text.
    """
    match = FIRST_LEADS.search(text)
    if match is None:
        return None
    return match.start() if "下同" in text[match.end() : match.end() + 12] else 0


def cell_voice(header: str) -> Voice | None:
    """What a table column of this heading makes of the bodies in it; None for other columns."""
    match = LABEL_HEADER.search(header)
    if match is None:
        return None
    return "lead" if match.group("chief") else "member" if match.group("aid") else "plain"


def _by_anchor(reader: NameReader) -> Iterator[DutyList]:
    for anchor in ANCHOR.finditer(reader.text):
        kind = anchor.lastgroup
        if anchor.group("label"):
            yield from _labelled(reader, anchor)
        elif kind == "joint":
            yield from _jointly(reader, anchor)
        elif kind == "duty":
            yield from _obliged(reader, anchor)
        elif kind in ("lead", "plain", "member"):
            yield from _followed(reader, anchor, kind)


def _low(text: str, at: int) -> tuple[int, bool]:
    """Where a list that ends at ``at`` may begin, and whether an open bracket stands there."""
    depth = 0
    stop = max(0, at - WINDOW)
    for position in range(at - 1, stop - 1, -1):
        char = text[position]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                return position + 1, True
            depth -= 1
        elif char == "\n" and depth == 0 and text[position - 1 : position] == "\n":
            return position + 1, False
    return stop, False


def _list_end(text: str, at: int) -> tuple[int, bool]:
    """End of the list in front of ``at`` without 等部门, and whether bare stems may stand in it."""
    head = text[max(0, at - 24) : at]
    tail = LIST_TAIL.search(head)
    assert tail is not None
    stems = bool(tail.group("bodies"))
    if tail.group().startswith("部门"):  # 教育部门 is a name, 教育等部门 is not
        return at - len(head) + tail.start() + 2, stems
    return at - len(head) + tail.start(), stems


def _followed(reader: NameReader, anchor: re.Match[str], kind: str) -> Iterator[DutyList]:
    """`甲局、乙局负责`, `甲局牵头`, `乙局配合`."""
    text = reader.text
    end, stems = _list_end(text, anchor.start())
    low, enclosed = _low(text, end)
    mentions = _known_or_enclosed(reader, end, low, enclosed, stems)
    if not mentions:
        return
    voice: Voice = "lead" if kind == "lead" else "member" if kind == "member" else "plain"
    if voice == "member" and not GIVEN.search(text, max(low, mentions[0].start - 80), end):
        return  # 支持学校参与 gives nobody a duty unless another body has one
    if voice == "plain" and "牵头" in _clause(text, low, mentions[0].start):
        voice = "member"
    start = mentions[0].start - (text[mentions[0].start - 1 : mentions[0].start] == "由")
    yield DutyList(*_with_bracket(text, start, anchor.end()), mentions, voice)


def _clause(text: str, low: int, at: int) -> str:
    """What stands between the last full stop and ``at``."""
    head = text[low:at]
    return head[max(head.rfind(stop) for stop in "。\n") + 1 :]


def _known_or_enclosed(
    reader: NameReader, end: int, low: int, enclosed: bool, stems: bool
) -> tuple[Mention, ...]:
    """The list before ``end``; unknown bodies alone count only where they fill a bracket."""
    mentions = reader.list_before(end, low, enclosed=enclosed, stems=stems)
    if mentions and all(m.agency_id == UNRESOLVED for m in mentions) and mentions[0].start > low:
        return ()
    return mentions


def _labelled(reader: NameReader, anchor: re.Match[str]) -> Iterator[DutyList]:
    """`牵头单位:甲局;配合单位:乙局、丙局`."""
    text = reader.text
    end = anchor.end()
    while end < len(text) and end - anchor.end() < WINDOW and text[end] not in ENDS + "\n)":
        end += 1
    stop = ANCHOR.search(text, anchor.end(), end)
    if stop and stop.group("label"):
        end = stop.start()
    listed, stems = _list_end(text, end)
    mentions = reader.list_before(listed, anchor.end(), enclosed=True, stems=stems)
    mentions = mentions or reader.list_after(anchor.end(), end)
    voice: Voice = "plain"
    if anchor.group("chief"):
        voice = "lead"
    elif anchor.group("aid") or "牵头" in _clause(
        text, max(0, anchor.start() - 80), anchor.start()
    ):
        voice = "member"
    if mentions:
        yield DutyList(*_with_bracket(text, anchor.start(), end), mentions, voice)


def _jointly(reader: NameReader, anchor: re.Match[str]) -> Iterator[DutyList]:
    """`甲局会同乙局、丙局`: the first leads, the others take part."""
    text = reader.text
    end, stems = _list_end(text, anchor.start())
    low, enclosed = _low(text, end)
    leads = reader.list_before(end, low, enclosed=enclosed, stems=stems)
    others = reader.list_after(anchor.end(), min(len(text), anchor.end() + WINDOW))
    if leads and not others:  # 教育部门要会同相关部门
        yield DutyList(leads[0].start, anchor.end(), leads, "duty")
    elif leads:
        yield DutyList(leads[0].start, anchor.end(), leads, "lead")
        yield DutyList(anchor.end(), others[-1].end, others, "member")


def _obliged(reader: NameReader, anchor: re.Match[str]) -> Iterator[DutyList]:
    """`教育、财政等部门要…`, `市财政要…`: a duty in running text, for named bodies only."""
    text = reader.text
    end, stems = _list_end(text, anchor.start())
    low, _ = _low(text, end)
    mentions = reader.list_before(end, low, stems=stems)
    if not mentions and text[end - 3 : end - 2]:
        mentions = _level_and_stem(reader, end, low)
    if len(mentions) == 1 and mentions[0].end - mentions[0].start < 3 and not stems:
        return  # 政府要, 党委要: no body in particular
    if mentions and text[mentions[0].start - 1 : mentions[0].start] not in NOT_THE_DOER:
        yield DutyList(mentions[0].start, anchor.end(), mentions, "duty")


def _level_and_stem(reader: NameReader, end: int, low: int) -> tuple[Mention, ...]:
    """`市财政要`: a level word makes a bare stem a body."""
    mention = reader.name_ending_at(end, low, True)
    if mention and reader.text[mention.start] in "省市区县":
        return (mention,)
    return ()


def _by_bracket(reader: NameReader) -> Iterator[DutyList]:
    """`(甲局、乙局)` with nothing else in the brackets and the task before them."""
    for match in BRACKET_LIST.finditer(reader.text):
        low, high = match.span(1)
        mentions = reader.list_before(high, low)
        if len(mentions) < 2 or mentions[0].start != low:
            continue
        yield DutyList(match.start(), match.end(), mentions, "plain")


def _with_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened over the bracket around it and what else is said in there."""
    low, enclosed = _low(text, start)
    if enclosed and start - low < 120:
        start = low - 1
    close = re.compile(r"[^()。\n]{0,30}[)]").match(text, end)
    return start, close.end() if close else end
