"""每5所幼儿园, 每生每年, 各区县: for how many of what a number is told."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.statements.sentences import Sentence
from analysis.text.numerals import Numeral

_EACH = re.compile(
    r"每(?:增加|新增|增|满|超过|超|递增|隔)?(?P<count>[0-9０-９.]+|[一二三四五六七八九十百千万两]+)?(?P<power>[万亿])?"
    r"(?P<unit>个?(?:学期|学年|年|周|天|日|月|晚)|班|校|园|生|(?:常住|户籍)?人口|人|乡镇|镇|村|乡|[所个名位家户间][^，,。；;、每配至开设拥有安排掌组建成应要均达不]{0,8}|学校|街道|区县)"
)
_STEP = re.compile("每(?:增加|新增|增|满|超过|超|递增|隔)$")
_DIVIDES = frozenset("每隔加增满过超")  # with which every way of saying 每 ends
_ALL = re.compile(
    r"(?:^|[，。；、\s由推动])各(?P<unit>区县|县区|县（市、区）|县市区|乡镇|中小学校?|学校|幼儿园|镇街?|街道|市州|市县)"
)
# Behind the noun: what it does, or which of its measures is told (每个工作室|培养…, 每所园|规模).
# The pattern above may have stopped within a verb (完|成): its first character goes as well.
_SAID = re.compile(
    r"(?<=..)(?:培[养训育]|开展|完(?:成|$)|举办|参[加与]|投入|新(?:[建增]|$)|接受|聘|选[派树]|招[收生]|容纳|规模|面积"
    r"|人数|班额|占地|平(?:均|$)|使用|发放|补[助贴]|给予|奖励|配有|享受|获得|提供|打造|创(?:建|$)|制定|定期|每).*$"
)
_TRIM = re.compile(r"(?:以上的.*|至少|原则上|均|都|要|应当?|必须|能够?)$")


def per(sentence: Sentence, numeral: Numeral) -> tuple[Decimal | None, str | None, set[int]]:
    """``per_value``, ``per_unit`` and the starts of the numerals that belong to them."""
    low = sentence.left_edge(numeral.start)
    if sentence.slice(low - 1, low) in "：:" and low > sentence.start:
        low = sentence.left_edge(low - 1)  # 每百名学生拥有教师数：小学达到4.2人
    text = sentence.slice(low, numeral.start)
    units: list[str] = []
    value: Decimal | None = None
    used: set[int] = set()
    for match in _EACH.finditer(text):
        unit = _TRIM.sub("", _SAID.sub("", match["unit"]))
        inner = _numeral_at(sentence, low + match.start(), low + match.end(), numeral)
        if inner is not None and inner.value is not None:
            value = inner.value * inner.power
            used.add(inner.start)
        units.append(unit)
    if not units:
        found = _ALL.search(text)
        if found is None:
            return None, None, used
        return Decimal(1), found["unit"], used
    return value or Decimal(1), "·".join(units), used


def _numeral_at(sentence: Sentence, low: int, high: int, other: Numeral) -> Numeral | None:
    for numeral in sentence.numerals:
        if low <= numeral.start < high and numeral.start != other.start:
            return numeral
    return None


def is_divisor(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether ``numeral`` is the “5” of 每5所: it belongs to the number it divides."""
    before = sentence.slice(numeral.start - 2, numeral.start)
    if before[-1:] not in _DIVIDES:
        return False
    earlier = sentence.slice(numeral.start - 4, numeral.start)
    return before.endswith(("每", "每隔")) or _STEP.search(earlier) is not None
