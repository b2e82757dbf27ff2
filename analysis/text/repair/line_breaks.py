"""Hard line breaks inside sentences and inside numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from analysis.text.repair.adjacency import Adjacency
from analysis.text.repair.draft import Edit

_HAN = re.compile(r"[\u4e00-\u9fff]")
_RETURN = re.compile(r"\r\n?")
# A break between two lines with no blank line between, neither side closed.
_BREAK = re.compile(r"(?<=[^\s。！？!?；;：:”’」』）)】…|])[ \t\u3000\xa0]*\n[ \t\xa0]*(?=[^\s\n])")
_MARKER = re.compile(
    r"[ \t\u3000\xa0]*(?:[一二三四五六七八九十]{1,3}[、是]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|第[一二三四五六七八九十百零\d]{1,5}[章节条编篇部]|\d{1,3}(?:[.．、)）]|(?:\.\d{1,2}){1,3})(?!\d)"
    r"|[•●◆■□▲★※○①-⑳*#\-—|]|附[件表录]|[表图]\s?\d|专栏)"
)
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]|https?:")
_INSIDE = re.compile(r"[\u3400-\u9fff\d，,、（(《“〔〇%％+\-]")
_RUNNING = re.compile(r"[，,。；;]")
_WRAP_LINES = 4  # unfinished lines of one width before a text counts as hard-wrapped
_WRAP_MINIMUM = 18


def returns(text: str) -> Iterator[Edit]:
    """Windows and old Mac line ends → line feeds."""
    if "\r" in text:
        for match in _RETURN.finditer(text):
            yield Edit(match.start(), match.end(), "\n", "line_breaks")


def edits(text: str) -> Iterator[Edit]:
    """Deletions of breaks inside a sentence; blank lines are paragraph ends and stay."""
    if "\n" not in text:
        return
    adjacency = Adjacency(text)
    widths = _wrap_widths(text)
    for match in _BREAK.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        line_end = len(text) if line_end < 0 else line_end
        line = text[line_start : match.start()]
        following = text[match.end() : min(line_end, match.end() + 400)]
        if _joins(line, following, widths, adjacency):
            yield Edit(match.start(), match.end(), "", "line_breaks")


def _joins(line: str, following: str, widths: frozenset[int], adjacency: Adjacency) -> bool:
    """Whether ``following`` goes on with the sentence that ``line`` left open."""
    last, first = line[-1], following[0]
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
    running = bool(_RUNNING.search(line)) and not heading_like
    if running and (_RUNNING.search(following) or len(following) > 20):
        return True
    if len(line) in widths and not heading_like:
        return True
    return bool(_HAN.match(last) and _HAN.match(first)) and adjacency.belongs(last, first)


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
