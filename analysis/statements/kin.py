"""Names that only repeat a part of one told before, or that leave it to the heading above.

创建省级优质园2所，占比达到35%；2024年创建3所 counts the same kindergartens again; under
2.职教中心迁建工程 a bare 建筑面积 is that of the project.
"""

from __future__ import annotations

import re

from analysis.statements.evidence import weight
from analysis.statements.heads import whose
from analysis.statements.plain_names import ATTRIBUTE, bare_heading, is_thing
from analysis.statements.sentences import Sentence
from analysis.text.numerals import Numeral

_VERBS = "创建|争创|建成|新建|续建|改扩建|改造|开工|竣工|完工|完成|建设|培养|招聘|认定|达标"
_DONE = re.compile(rf"(?:{_VERBS})+")
_DONE_LAST = re.compile(rf"(?:{_VERBS})+$")
_TURN = re.compile("(?:每(?:次|人|生|天|日|周|月|年|学期|学年|期|节))+")
_TURN_LAST = re.compile(_TURN.pattern + "$")
_BARE_SHARE = re.compile(
    rf"(?:{_VERBS})?(?:其?占比|比例|比重|覆盖率|达标率|入园率|毛入园率|入学率|毛入学率|巩固率|合格率|优良率|完成率)"
)
_MEASURE = re.compile(r"(?:率|数|面积|比例|占比|比重|经费|标准|值|班额|学历)$")
_VAGUE = re.compile(r"^(?:重点|重大|主要|民生|教育|建设|实施|基础设施)*(?:项目|工程|学校)$")
_KIND = "教师|校长|园长|学生|幼儿|儿童|教职工|博士|硕士|中考|高考|男生|女生"
_OF_A_KIND = re.compile(f"(?:{_KIND})$")
_OF_A_KIND_FIRST = re.compile(f"(?:{_KIND})")
_LOOKED_AT = 8
_SHORT = 12
_LONGEST_HEADING = 30


def elder(sentence: Sentence, numeral: Numeral, name: str) -> list[Numeral]:
    """Numbers told before, nearest first, whose name may hold what ``name`` only repeats: of
    the same unit for a bare verb (竣工15个), shares for a bare share (占比42%)."""
    if len(name) > _SHORT:
        return []
    done = _DONE.fullmatch(name) is not None
    turn = _TURN.fullmatch(name) is not None
    if not (done or turn) and _BARE_SHARE.fullmatch(name) is None:
        return []
    earlier = sentence.quantities_within(sentence.start, numeral.start)[-_LOOKED_AT:]
    return [
        n
        for n in reversed(earlier)
        if turn or (n.unit == numeral.unit if done else n.unit_kind == "share")
    ]


def taken_over(name: str, whole: str) -> str | None:
    """``name`` with what ``whole``, the name of a number before, says more; None if nothing.

    中小学校安工程项目开工, 竣工 → 中小学校安工程项目竣工; 创建省级优质园, 创建 → 创建省级优质园.
    """
    if _TURN.fullmatch(name) is not None:
        of_what = _TURN_LAST.sub("", whole)
        return of_what + name if weight(of_what) >= 2 else None
    if _DONE.fullmatch(name) is None:
        bare = _DONE.sub("", name, count=1).removeprefix("其")
        said = whole.endswith(bare) and weight(whole) > weight(bare)
        return whole if said and _BARE_SHARE.fullmatch(whole) is None else None
    last = _DONE_LAST.search(whole)
    if last is not None and last.start() > 1:
        return whole[: last.start()] + name
    first = _DONE.match(whole)
    if first is not None and weight(whole[first.end() :]) >= 2:
        return name + whole[first.end() :]
    return None


def under(heading: str, name: str) -> str:
    """``name`` with the heading that it leaves unsaid: of whom alone a measure is told, or an
    attribute alone of a thing with a name of its own."""
    if len(name) > _SHORT or not heading:
        return name
    attribute = ATTRIBUTE.match(name) is not None
    if not attribute and not whose(name):
        return name
    words = bare_heading(heading)
    if not 2 < len(words) <= _LONGEST_HEADING or any(sign in words for sign in "，,；;"):
        return name
    if attribute:
        return words + name if is_named_thing(words) else name
    return name + words if _MEASURE.search(words) is not None else name


def is_named_thing(words: str) -> bool:
    """Whether a heading names one thing (第一中学扩建工程), and not a kind (重点工程)."""
    return is_thing(words) and _VAGUE.match(words) is None and "、" not in words


def of_a_kind(subjects: list[str], place: int) -> str | None:
    """The subject at ``place`` of a list of persons with what is told of the last, and with
    whose they are (义务教育学校校长、教师交流轮岗比例); None for any other list."""
    first, last = _OF_A_KIND.search(subjects[0]), _OF_A_KIND_FIRST.match(subjects[-1])
    if first is None or last is None:
        return None
    if place == len(subjects) - 1:
        return subjects[0][: first.start()] + subjects[-1]
    return subjects[place] + subjects[-1][last.end() :]
