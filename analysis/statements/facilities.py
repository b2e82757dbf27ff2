"""Facilities to be built, found in a sentence: with a count, or by their own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from analysis.statements.marks import half_width
from analysis.text.numerals.values import read as number
from analysis.text.spans import Passage

BUILD = (
    r"(?:新建改扩建|新改扩建|新改建|改建扩建|改扩建|新建|改建|扩建|迁建|重建|续建|筹建|建成|新增"
    r"|建设|改造)"
)
DIGITS = r"(?:\d+(?:\.\d+)?|[一两二三四五六七八九十百千]+)"
COUNTER = r"(?:所|处|栋|幢|座|间|家|片|块|个|项)"
WORD = r"[^\d,。;、:\s]"
# 新改扩建幼儿园103处, 新市区新建公办幼儿园2所
COUNT_LAST = re.compile(
    rf"(?P<where>{WORD}{{0,12}}?)(?P<verb>{BUILD}(?:[、和]{BUILD})*)"
    rf"(?P<what>{WORD}{{2,18}}?(?:、{WORD}{{2,10}}?)?)\s*(?P<n>{DIGITS})(?P<unit>{COUNTER})"
)
# 新建3处以上公办幼儿园, 建成一所高水平中职学校
COUNT_FIRST = re.compile(
    rf"(?P<where>{WORD}{{0,12}}?)(?P<verb>{BUILD})(?P<n>{DIGITS})(?P<unit>{COUNTER})(?:以上|左右|余)?"
    rf"(?P<what>{WORD}{{2,24}})"
)
# 支持8所幼儿园新建, 63所学校“薄改”任务
COUNT_DONE = re.compile(
    rf"(?:完成|支持|实施|推进|启动|对)(?P<where>{WORD}{{0,6}}(?:\d+个区县)?)(?P<n>{DIGITS})(?P<unit>{COUNTER})"
    rf"(?P<what>{WORD}{{2,14}}?)(?P<verb>{BUILD}|“[^”]{{1,6}}”(?:任务|改造|工程|项目)?|任务)"
)
# 实施重点基础设施建设项目12个
COUNT_PROJECTS = re.compile(
    rf"(?:实施|启动|推进|安排|建设)(?P<what>{WORD}{{2,20}}(?:项目|工程))\s*(?P<n>{DIGITS})(?P<unit>个|项)"
)
# 高中普及攻坚计划(普通高中25所、中职学校7所)
COUNT_PARTS = re.compile(
    rf"(?P<plan>{WORD}{{2,20}}(?:计划|工程|项目|行动|建设))[(](?P<parts>[^()。]*?\d{COUNTER}[^()。]*)[)]"
)
MORE = re.compile(rf"[、和](?P<what>{WORD}{{2,14}}?)(?P<n>{DIGITS})(?P<unit>{COUNTER})")
PART = re.compile(rf"(?P<what>[^\d、,;]{{2,14}})(?P<n>{DIGITS})(?P<unit>{COUNTER})")
ITEMS = r"[^,。;:\s\d][^,。;:\s]{1,160}?"
# 实施甲综合楼、乙宿舍楼等建设项目; 重点推进甲学校、乙学校改建、扩建项目
NAMED_PROJECTS = re.compile(
    rf"(?:(?:实施|启动|推进|统筹|加快|抓好|完成)(?:推进)?)(?P<items>(?!推进){ITEMS})"
    rf"(?:等(?:{DIGITS}{COUNTER})?(?:重点)?(?:项目|工程)?)?"
    r"(?:(?:新建|改建|扩建|改扩建|迁建|改造|搬迁|建设)[、和]?)+(?:项目|工程|任务)?(?=[,。;、和]|$)"
)
# 建成第四小学; 新建双泉小学、西南部小学
NAMED_OBJECTS = re.compile(
    rf"(?:在(?P<where>[^,。;]{{2,8}}))?(?:建成|新建|筹建|迁建|改扩建|扩建)"
    rf"(?P<items>(?!的|成){ITEMS})(?=[,。;]|$)"
)
# 对甲学校进行搬迁改造
NAMED_TREATED = re.compile(
    rf"对(?P<items>{ITEMS})(?:进行|实施)(?=[^,。;]{{0,6}}(?:改造|改建|扩建|迁建|搬迁|建设))"
)
# 每个镇至少建成一所: the count holds for each of them, and the name must say so.
DISTRIBUTIVE = re.compile(r"(?:每个?|各)[^,。;至完新]{1,5}?(?=至少|完成|新建|建成|建设|$)")
UNNAMED = re.compile(
    rf"的|(?<![中高初优])等|^{DIGITS}{COUNTER}|^(?:现有|所有|全部|各)|^{BUILD}|{DIGITS}{COUNTER}$"
)
VERBS_BEFORE = re.compile(
    r"^.*(?:推动|支持|加快|计划|确保|完成|各区县|至少|实施|落实|力争|争取|期间|时期|年底前?|以来|将|\.)"
)
KEY_NOISE = re.compile(rf"{BUILD}|[(][^()]*[)]|全市|全区|全县|在|\s")


@dataclass(frozen=True, slots=True)
class FoundProject:
    """A facility project in clean offsets; ``sentence`` is the span of its passage.

    ``key`` is the name without verb and brackets: the same project named again has it too.
    """

    name: str
    key: str
    count: Decimal | None
    unit: str | None
    start: int
    end: int
    sentence: tuple[int, int]


@dataclass(frozen=True)
class FacilityLexicon:
    """Nouns for facilities, and the generic words that make no name of their own."""

    facilities: frozenset[str]
    generic: frozenset[str]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> FacilityLexicon:
        """From the rows of facilities.csv."""
        listed = list(rows)
        return cls(
            frozenset(r["term"] for r in listed if r["kind"] == "facility"),
            frozenset(r["term"] for r in listed if r["kind"] == "generic"),
        )

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(sorted(self.facilities, key=len, reverse=True))

    @cached_property
    def _words(self) -> re.Pattern[str]:
        words = sorted(self.facilities | self.generic, key=lambda w: (-len(w), w))
        return re.compile("|".join(map(re.escape, words)) or r"(?!)")

    def is_facility(self, words: str) -> bool:
        """Whether the words end in a facility."""
        return words.endswith(self._endings)

    def is_named(self, words: str) -> bool:
        """Whether something is left that only one facility bears: 第四小学, 志远学校."""
        rest = re.sub(r"[“”()《》]", "", words)
        return self.is_facility(words) and bool(self._words.sub("", rest))


def facilities_in(passage: Passage, lexicon: FacilityLexicon) -> Iterator[FoundProject]:
    """Projects of one sentence; a stretch of text serves one project only."""
    passage = passage._replace(text=half_width(passage.text))
    taken: list[tuple[int, int]] = []
    for project in (*_counted(passage, lexicon), *_named(passage, lexicon)):
        if not any(start < project.end and project.start < end for start, end in taken):
            taken.append((project.start, project.end))
            yield project


def _counted(passage: Passage, lexicon: FacilityLexicon) -> Iterator[FoundProject]:
    text = passage.text
    for match in COUNT_PARTS.finditer(text):
        for part in PART.finditer(text, *match.span("parts")):
            if lexicon.is_facility(part["what"]):
                name = f"{_after_verb(match['plan'])}:{part['what']}"
                yield _found(passage, name, part["what"], part, part.span())
    for match in COUNT_PROJECTS.finditer(text):
        yield _found(passage, match["what"], match["what"], match, match.span())
    for pattern in (COUNT_LAST, COUNT_FIRST):
        for match in pattern.finditer(text):
            yield from _built(passage, match, lexicon)
            yield from _listed_after(passage, match, lexicon)
    for match in COUNT_DONE.finditer(text):
        if lexicon.is_facility(match["what"]):
            name = f"{match['where']}{match['what']}{match['verb']}"
            span = (match.start("where"), match.end("verb"))
            yield _found(passage, name, name, match, span)


def _built(
    passage: Passage, match: re.Match[str], lexicon: FacilityLexicon
) -> Iterator[FoundProject]:
    """A verb of building, a facility and a count, in either order."""
    what = _to_facility(match["what"], lexicon)
    if not what:
        return
    before = passage.text[match.start() - 1 : match.start()]
    # 投资8600余万元新建学校3所: what follows a number is no place.
    where = "" if before.isdigit() else VERBS_BEFORE.sub("", match["where"])
    start = match.start("verb") - len(where)
    each = DISTRIBUTIVE.search(_clause(passage.text, match.start(), match.start("verb")))
    if each:
        where = each.group()
    name = f"{where}{match['verb']}{what}"
    end = max(match.end("unit"), match.start("what") + len(what))
    yield _found(passage, name, name, match, (start, end))


def _listed_after(
    passage: Passage, match: re.Match[str], lexicon: FacilityLexicon
) -> Iterator[FoundProject]:
    """Further counts under the same verb: 新建小学2所、幼儿园1所."""
    at = match.end("unit")
    more = MORE.match(passage.text, at)
    while more and lexicon.is_facility(more["what"]):
        name = f"{match['verb']}{more['what']}"
        yield _found(passage, name, name, more, (more.start("what"), more.end()))
        more = MORE.match(passage.text, more.end())


def _clause(text: str, start: int, end: int) -> str:
    """The clause up to ``end`` that begins at or before ``start``."""
    begin = max(text.rfind(stop, 0, start) for stop in ",。;") + 1
    return text[begin:end]


def _after_verb(words: str) -> str:
    return re.sub(r"^.*?(?:推进|实施|落实|完成|启动)", "", words)


def _to_facility(words: str, lexicon: FacilityLexicon) -> str:
    """The head of ``words`` up to the last facility noun in it; "" where there is none."""
    for end in range(len(words), 1, -1):
        if lexicon.is_facility(words[:end]):
            return words[:end]
    return ""


def _named(passage: Passage, lexicon: FacilityLexicon) -> Iterator[FoundProject]:
    for pattern in (NAMED_PROJECTS, NAMED_TREATED, NAMED_OBJECTS):
        for match in pattern.finditer(passage.text):
            where = match.groupdict().get("where")
            if re.search(r"[把将]", _clause(passage.text, match.start(), match.start())):
                continue  # 把甲校建成示范高中 raises a school, it builds none
            for start, end in _items(passage.text, *match.span("items")):
                name = passage.text[start:end]
                if UNNAMED.search(name):
                    continue
                if lexicon.is_named(name) or (where and lexicon.is_facility(name)):
                    yield _found(passage, f"{where or ''}{name}", name, None, (start, end))


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the items of an enumeration; 一、二、三幼 stays one."""
    items = text[start:end].removesuffix("等")
    if re.search(r"[一二三四五六七八九十]、[一二三四五六七八九十]", items):
        yield start, start + len(items)
        return
    at = start
    for part in re.split(r"([、和]|以及|及)", items):
        if part not in ("、", "和", "以及", "及") and part:
            yield at, at + len(part)
        at += len(part)


def _found(
    passage: Passage, name: str, key: str, counted: re.Match[str] | None, span: tuple[int, int]
) -> FoundProject:
    shift = passage.start
    return FoundProject(
        name=name,
        key=KEY_NOISE.sub("", key),
        count=number(counted["n"]) if counted else None,
        unit=counted["unit"] if counted else None,
        start=shift + span[0],
        end=shift + span[1],
        sentence=(passage.start, passage.end),
    )
