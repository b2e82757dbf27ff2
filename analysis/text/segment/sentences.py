"""Passages: the headings, sentences and list items of each section."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from analysis.text.segment.outline import Opening
from analysis.text.spans import Passage, PassageKind, Section

_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』）)]*)?|[。！？!?]+[”’」』）)]*")
_LONGEST = 800  # the longest sentence of a plan met so far has 500 characters
_UNBROKEN = 200  # and no clause so many: what runs on without a comma is no prose
_RUN_IN = 45  # a longer first sentence of an item is content, not a heading
_FIGURE = re.compile(r"\d(?:[%％‰万亿元名所个人项节课]|平方米)")
_ITEMS = frozenset({"article", "number_bracket", "half_bracket", "circle", "clause"})
_BLANK = " \t\u3000\xa0\r\n"


def read(
    text: str, sections: list[Section], openings: list[Opening], tables: list[tuple[int, int]]
) -> Iterator[tuple[int, PassageKind, int, int]]:
    """``(section, kind, start, end)`` in reading order; ``tables`` are their spans."""
    starts: list[tuple[int, int, Opening | None]] = [
        (section.start, section.index, None) for section in sections if section.parent is None
    ]
    starts += [(opening.start, opening.section, opening) for opening in openings]
    starts.sort(key=lambda item: (item[0], item[1]))
    for number, (start, section, opening) in enumerate(starts):
        stop = starts[number + 1][0] if number + 1 < len(starts) else len(text)
        yield from _stretch(text, section, start, stop, opening, tables)


def _stretch(
    text: str, section: int, start: int, stop: int, opening: Opening | None,
    tables: list[tuple[int, int]],
) -> Iterator[tuple[int, PassageKind, int, int]]:  # fmt: skip
    if opening is not None:
        low, high = _trim(text, opening.start, opening.stop)
        has_body = _trim(text, opening.stop, stop)[0] < stop
        yield section, _opening_kind(opening, text[low:high], has_body), low, high
        start = opening.stop
    for number in range(bisect_left(tables, (start, 0)), len(tables)):
        table_start, table_end = tables[number]
        if table_start >= stop:
            break
        yield from _sentences(text, section, start, table_start)
        start = min(table_end, stop)
    yield from _sentences(text, section, start, stop)


def _opening_kind(opening: Opening, words: str, has_body: bool) -> PassageKind:
    if opening.kind in _ITEMS and not opening.alone:
        return "list_item"
    if len(words) > _RUN_IN or (not opening.alone and (not has_body or _FIGURE.search(words))):
        return "list_item"
    return "heading"


def _sentences(
    text: str, section: int, start: int, stop: int
) -> Iterator[tuple[int, PassageKind, int, int]]:
    for match in _SENTENCE.finditer(text, start, stop):
        for low, high in pieces(text, *match.span()):
            if text[low] in _BLANK or text[high - 1] in _BLANK:
                low, high = _trim(text, low, high)
            if low < high:
                yield section, "sentence", low, high


def pieces(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """A sentence without end, cut at its clauses: its numbers are read in view of each
    other, and the work of that grows with the square of its length."""
    found: list[tuple[int, int]] = []
    while high - low > _LONGEST:
        window = text[low : low + _LONGEST]
        mark = max(window.rfind("；"), window.rfind("，"), window.rfind(","), window.rfind(";"))
        cut = low + (mark + 1 if mark > 0 else _UNBROKEN)
        found.append((low, cut))
        low = cut
    found.append((low, high))
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def passages(found: list[tuple[int, PassageKind, int, int]], text: str) -> list[Passage]:
    """Passages numbered in reading order."""
    ordered = sorted(found, key=lambda item: (item[2], item[3]))
    return [
        Passage(index, section, kind, start, end, text[start:end])
        for index, (section, kind, start, end) in enumerate(ordered)
    ]
