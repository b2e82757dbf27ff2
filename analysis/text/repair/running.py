"""Running heads, feet and watermarks: one short line that keeps cutting sentences in two.

The head of a page comes back on every page. It is told by that: the same line, page numbers
apart, several times, and at least half the times between the two halves of a sentence or
beside a line that is a page number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from analysis.text.repair.draft import Edit

_LEAST, _LONGEST = 4, 40
_TIMES = 3
_CUT_SHARE = 0.5
_NUMBERING = "0123456789 \t\u3000\xa0-—–·|/第页共"  # of pages, on the same line
_BLANK = " \t\u3000\xa0\n"
_NUMBER = re.compile(r"[\s\-—–·第]*\d{1,4}[\s\-—–·页]*")
_CLOSED = "。！？!?；;：:”’」』）)》】…|"
_SENTENCE = re.compile(r"[，,。；;、]|.{16}")
_GOES_ON = re.compile(r"[\u4e00-\u9fff\d，。；、）)”》%％]")
_BEGINS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]|第.{1,4}[章节条]|\d{1,2}[.．、]"
)


class _Place(NamedTuple):
    """The line with its breaks and the page numbers beside it; whether it cuts a sentence."""

    start: int
    end: int
    cuts: bool
    numbered: bool


def edits(text: str) -> Iterator[Edit]:
    """Deletions of the line and its breaks where it cuts a sentence, of the line between two
    paragraphs where a page number stands beside it; elsewhere (the title itself) it stays."""
    heads = _repeated(text)
    if not heads:
        return
    found: dict[str, list[_Place]] = {head: [] for head in heads}
    at = 0
    for line in text.split("\n"):
        if _LEAST <= len(line) <= _LONGEST and (key := line.strip(_NUMBERING)) in found:
            found[key].append(_place(text, at, at + len(line)))
        at += len(line) + 1
    for places in found.values():
        telling = [place for place in places if place.cuts or place.numbered]
        if len(telling) >= max(_TIMES, _CUT_SHARE * len(places)):
            for start, end, cuts, _ in telling:
                after = "" if cuts or start == 0 else "\n"
                yield Edit(start, end, after, "running_heads", "probable")


def _repeated(text: str) -> set[str]:
    lines = (line for line in text.split("\n") if _LEAST <= len(line) <= _LONGEST)
    heads = Counter(line.strip(_NUMBERING) for line in lines)
    return {
        line
        for line, times in heads.items()
        if times >= _TIMES and len(line) >= _LEAST and line[-1] not in "。；，、：:；;"
    }


def _place(text: str, start: int, end: int) -> _Place:
    while (low := text.rfind("\n", 0, max(start - 1, 0)) + 1) < start and (
        _is_passed(text[low : start - 1])
    ):
        start = low
    while end < len(text):
        stop = text.find("\n", end + 1)
        stop = stop if stop >= 0 else len(text)
        if not _is_passed(text[end + 1 : stop]):
            break
        end = stop
    while start and text[start - 1] in _BLANK:
        start -= 1
    while end < len(text) and text[end] in _BLANK:
        end += 1
    before = text[text.rfind("\n", 0, start) + 1 : start]
    row = "\t" in before  # of a table, which a page may cut as well
    is_open = not row and before[-1:] not in _CLOSED and bool(_SENTENCE.search(before))
    goes_on = bool(_GOES_ON.match(text, end)) and not _BEGINS.match(text, end)
    numbered = any(_NUMBER.fullmatch(line) for line in text[start:end].split("\n"))
    return _Place(start, end, is_open and goes_on, numbered)


def _is_passed(line: str) -> bool:
    """Whether a line beside a running head belongs to the break: blank, or a page number."""
    return not line.strip(_BLANK) or _NUMBER.fullmatch(line) is not None
