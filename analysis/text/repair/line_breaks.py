"""Hard line breaks inside sentences and inside numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from analysis.text.repair.adjacency import Adjacency
from analysis.text.repair.draft import Edit

_HAN = re.compile(r"[\u4e00-\u9fff]")
_RETURN = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_BREAK = re.compile(r"\n(?=[ \t\xa0]*([^\s]))")
_BLANK = " \t\u3000\xa0"
_CLOSED = frozenset("\n。！？!?；;：:”’」』）)】…|")
_MARKER = re.compile(
    r"[ \t\u3000\xa0]*(?:[一二三四五六七八九十]{1,3}[、是]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|第[一二三四五六七八九十百零\d]{1,5}[章节条编篇部]|\d{1,3}[.．、)）](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[ \u3000、]?(?![年月日万亿个所名项倍平公米元%％])[\u4e00-\u9fff]"
    r"|[•●◆■□▲★※○①-⑳*#\-—|]|附[件表录]|[表图]\s?\d|专栏)"
)
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]|https?:")
_INSIDE = re.compile(r"[\u3400-\u9fff\d，,、（(《“〔〇%％+\-]")
_RUNNING = re.compile(r"[，,。；;]")
_REST = re.compile(r"[\u4e00-\u9fff]{1,3}。[^\n]")  # of a heading that its line was too short for
_CONTEXT = 400
_UNIT = re.compile(r"[万亿%％‰个所名项人元倍平公米]")
_FULL_DATE = re.compile(r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}$")
_FRACTION = re.compile(r"\.\d{1,4}(?:[%％‰]|[万亿个所名项人元倍平公米])")
_CUT_NUMBER = re.compile(r"\d\.$")
_NUMBER_LINE = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_UNIT_LINE = re.compile(
    r"[ \t]*(?:[万亿]?元|[余多]?万?(?:名|套|所|人次|人|个|项|座|间|台|册|平方米))"
    r"[^\n]{0,40}[，,。；;、]"
)
_ROW = re.compile(r"[ \u3000]\d[\d.,]*[%％]?[ \u3000]+\d[\d.,]*[%％]?$")
_WRAP_LINES = 4  # unfinished lines of one width before a text counts as hard-wrapped
_WRAP_MINIMUM = 18


def returns(text: str) -> Iterator[Edit]:
    """Line ends of Windows, old Macs and word processors → line feeds."""
    if any(end in text for end in "\r\x0b\x85\u2028\u2029"):
        for match in _RETURN.finditer(text):
            yield Edit(match.start(), match.end(), "\n", "line_breaks")


def edits(text: str) -> Iterator[Edit]:
    """Deletions of breaks inside a sentence; blank lines are paragraph ends and stay."""
    wrapping = _Wrapping(text)
    joined = (-1, 0)  # where the line behind the last joined break starts, and where it began
    for match in _BREAK.finditer(text):
        start, end = match.start(), match.start(1)
        while start and text[start - 1] in _BLANK:
            start -= 1
        if not start or text[start - 1] in _CLOSED:
            continue
        line_start = text.rfind("\n", 0, start) + 1
        if joined[0] == line_start:
            line_start = max(joined[1], start - _CONTEXT)
        line_end = text.find("\n", end, end + _CONTEXT)
        line = text[max(line_start, start - _CONTEXT) : start]
        following = text[end : line_end if line_end >= 0 else end + _CONTEXT]
        if _joins(line, following, wrapping) or _stands_alone(line, following, text, line_end):
            joined = (match.end(), line_start)
            yield Edit(start, end, "", "line_breaks")


class _Wrapping:
    """What the text itself tells about its line breaks; worked out only when asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.adjacency = Adjacency(text)

    @cached_property
    def widths(self) -> frozenset[int]:
        return _wrap_widths(self._text)


def _joins(line: str, following: str, wrapping: _Wrapping) -> bool:
    """Whether ``following`` goes on with the sentence that ``line`` left open."""
    last, first = line[-1], following[0]
    if "\t" in line or "|" in line or "\t" in following:
        return False  # rows of a table
    if _continues_number(line, following):
        return True
    if _MARKER.match(following) or _LABEL.match(following) or not _INSIDE.match(last):
        return False
    if last in "，,、" or first in "，,、。；;）)》”":
        return bool(_HAN.search(line))
    if last in "（(《“〔" or first in "%％":
        return True
    has_han = bool(_HAN.search(line))
    if not has_han or not _HAN.search(following):
        return False
    heading_like = bool(_MARKER.match(line)) and not re.search(r"[。；;]", line)
    if heading_like and _REST.match(following):
        return bool(_HAN.match(last))
    running = bool(_RUNNING.search(line)) and not heading_like
    if running and (_RUNNING.search(following) or len(following) > 20):
        return True
    if len(line.rsplit("\n", 1)[-1]) in wrapping.widths and not heading_like:
        return True
    return bool(_HAN.match(last) and _HAN.match(first)) and wrapping.adjacency.belongs(last, first)


def _continues_number(line: str, following: str) -> bool:
    """Whether a break cut a number or parted it from its unit; table cells hold no words."""
    if not (_HAN.search(line) and _HAN.search(following)):
        return False
    if line[-1].isdigit():
        if _FULL_DATE.search(line) or _ROW.search(line):
            return False  # a date, or a row of a table
        return (following[0].isdigit() and not _MARKER.match(following)) or bool(
            _UNIT.match(following) or _FRACTION.match(following)
        )
    return bool(_CUT_NUMBER.search(line)) and following[0].isdigit()


def _stands_alone(line: str, following: str, text: str, end: int) -> bool:
    """Whether a number has a line of its own inside a sentence (安排资金, 438, 万元，建设…)."""
    if _NUMBER_LINE.fullmatch(following.strip()) is None or _HAN.match(line[-1]) is None:
        return False
    return end >= 0 and _UNIT_LINE.match(text, end + 1) is not None


def _wrap_widths(text: str) -> frozenset[int]:
    """Line lengths at which this text was wrapped, with a tolerance of two characters."""
    sample = text[:200_000]
    widths = Counter(
        len(line)
        for line in sample.split("\n")
        if len(line) >= _WRAP_MINIMUM
        and line[-1] not in "。！？；：”）)!?;:"
        and not _MARKER.match(line)
    )
    found: set[int] = set()
    for width, _ in widths.most_common(5):
        if sum(widths[width + step] for step in (-2, -1, 0, 1, 2)) >= _WRAP_LINES:
            found.update(range(width - 2, width + 3))
    return frozenset(found)
