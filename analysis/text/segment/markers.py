"""Numbering that opens a heading or an item: 第一章, 第三条, 一、, (一), 1., 1.2, (1), ①, 一是."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_HAN_NUMBER = "一二三四五六七八九十百零〇"
_CANDIDATE = re.compile(rf"[第（({_HAN_NUMBER}\d①-⑳](?<=\s.)")
_BLANK = " \t\u3000\xa0\r"
_BEFORE_INLINE = re.compile(r"[。！？；;:：”’）)》\u4e00-\u9fff\d*]")
# One group a kind, in order of rank: a kind stands under every kind before it.
_MARKER = re.compile(
    rf"(?P<book>第[{_HAN_NUMBER}\d]{{1,5}}[编篇](?:[ \u3000]|(?=[\u4e00-\u9fff])))"
    rf"|(?P<chapter>第[{_HAN_NUMBER}\d]{{1,5}}[章部](?:分(?!之))?)"
    rf"|(?P<section>第[{_HAN_NUMBER}\d]{{1,5}}节)"
    rf"|(?P<article>第[{_HAN_NUMBER}\d]{{1,5}}条(?=[ \u3000：:\u4e00-\u9fff]))"
    rf"|(?P<han>[{_HAN_NUMBER}]{{1,3}}[、．.])"
    rf"|(?P<han_bracket>[（(][{_HAN_NUMBER}]{{1,3}}[)）][、.]?)"
    rf"|(?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}(?=[ \u3000、]?[\u4e00-\u9fff“《])"
    r"(?![ \u3000]?[年月日万亿个所名项倍小米%％]))"
    r"|(?P<number>\d{1,3}(?:、|[.．](?!\d(?!\d{3}年))))"
    r"|(?P<number_bracket>[（(]\d{1,3}[)）])"
    r"|(?P<half_bracket>\d{1,2}[)）])"
    r"|(?P<circle>[①-⑳])"
    rf"|(?P<clause>[{_HAN_NUMBER}]{{1,2}}(?:是|要)(?=[\u4e00-\u9fff“《]))"
)
_RANKS = {name: rank for rank, name in enumerate(_MARKER.groupindex)}
_CLAUSES = frozenset({"clause"})


class Marker(NamedTuple):
    """A numbering found at the start of a line or paragraph; ``end`` is where its words begin."""

    start: int
    end: int
    rank: int
    kind: str
    label: str


def find(text: str) -> Iterator[Marker]:
    """All markers in reading order."""
    first = len(text) - len(text.lstrip())
    if first == 0 and (marker := _marker(text, 0)):
        yield marker
    for candidate in _CANDIDATE.finditer(text):
        start = candidate.start()
        marker = _marker(text, start)
        if marker is not None and _opens(text, start, marker.kind):
            yield marker


def _marker(text: str, start: int) -> Marker | None:
    match = _MARKER.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    kind = match.lastgroup
    label = match.group().strip()
    if kind == "clause":
        return Marker(start, match.end(), _RANKS[kind], kind, label)
    end = match.end()
    while end < len(text) and text[end] in _BLANK:
        end += 1
    if end >= len(text) or (text[end] == "\n" and kind in ("number", "half_bracket")):
        return None
    rank = _RANKS[kind]
    return Marker(start, end, rank, kind, label)


def _opens(text: str, start: int, kind: str) -> bool:
    """At a line's start; or behind spaces that part two paragraphs of one line."""
    at = start - 1
    while at >= 0 and text[at] in _BLANK:
        at -= 1
    if at < 0 or text[at] == "\n":
        return True
    return kind not in _CLAUSES and bool(_BEFORE_INLINE.match(text[at]))
