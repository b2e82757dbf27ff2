"""Stray spaces inside sentences, and characters that print as nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.adjacency import Adjacency
from analysis.text.repair.draft import Edit

_INVISIBLE = (  # zero-width characters, marks of direction and variant, control codes
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u061c\u180e\ufe00-\ufe0f"
    "\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f-\x9f"
)
_BLANK = rf"[ \u3000\xa0\u2000-\u200a\u202f\u205f{_INVISIBLE}]"
_GAP = re.compile(_BLANK + _BLANK + "*")  # a first character of its own: twice as fast a search
_UNSEEN = re.compile(rf"[{_INVISIBLE}]+")
_HAN = re.compile(r"[\u3400-\u9fff〇]")
_ENDS_WORD = re.compile(r"[\u3400-\u9fff〇》”）)\d]")
_CLOSING = "，,、。；;：:）)》”"
_OPENING = "，,、；;（(《“"
_STARTS_WORD = re.compile(r"[\u3400-\u9fff\d“《]")
_UNIT = (
    "年月日号％%万亿个所名人项次家处套间门节件张台辆座元岁周天届期级类批条种平亩米公倍成点分小以左"
)
_COUNT = re.compile(rf"\d[\d.,]*(?:[ \xa0\u2009\u202f]\d{{3}}){{0,3}}[ \xa0]?[{_UNIT}]")
_YEAR = re.compile(r"\d{4}[ \xa0]?年")
# 8 600平方米, 1 234 567 人: spaces between thousands
_HEAD = re.compile(r"[\u3400-\u9fff，,、；（(][ \xa0]?\d{1,3}(?:[ \xa0\u2009\u202f]\d{3}){0,3}$")
_TAIL = re.compile(
    rf"\d{{3}}(?:[ \xa0\u2009\u202f]\d{{3}}){{0,3}}(?:\.\d+)?[ \xa0\u2009\u202f]?[{_UNIT}]"
)
_TIME_WORD = "到至于在从自截止以"
_WIDEST = 3  # blanks between the characters of a spaced-out line
_MANY, _SPACED = 20, 0.2  # gaps, and their share, from which a whole text is spaced out
_RUN = 4  # single characters in a row, each with a space behind it: 教 育 规 划


def edits(text: str) -> Iterator[Edit]:
    """Deletions. A space between Han characters goes only where it cuts a word of this text."""
    gaps: list[tuple[int, int]] = []
    for match in _GAP.finditer(text):
        start, end = match.span()
        unseen = [Edit(*found.span(), "", "spaces") for found in _UNSEEN.finditer(text, start, end)]
        if unseen:
            yield from unseen
            continue
        if start == 0 or end == len(text) or "\n" in (text[start - 1], text[end]):
            continue
        if _is_stray(text, start, end):
            yield Edit(start, end, "", "spaces")
        elif end - start <= _WIDEST and _HAN.match(text[start - 1]) and _HAN.match(text[end]):
            gaps.append((start, end))
    if gaps:
        yield from _between_han(text, gaps)


def _is_stray(text: str, start: int, end: int) -> bool:
    """Beside a comma or bracket, or between a number and its unit or verb."""
    left, right = text[start - 1], text[end]
    if right in _CLOSING and _ENDS_WORD.match(left):
        return True
    if left in _OPENING and _STARTS_WORD.match(right):
        return True
    if end - start > 2:
        return False
    if left.isdigit() and right in _UNIT:
        return True
    if left.isdigit() and right.isdigit():
        return bool(_HEAD.search(text[max(0, start - 18) : start]) and _TAIL.match(text, end))
    if not right.isdigit() or not _HAN.match(left):
        return False
    if _YEAR.match(text, end):
        return left in _TIME_WORD
    return bool(_COUNT.match(text, end))


def _between_han(text: str, gaps: list[tuple[int, int]]) -> Iterator[Edit]:
    adjacency = Adjacency(text)
    throughout = len(gaps) >= max(_MANY, _SPACED * len(text))
    runs: list[list[tuple[int, int]]] = [[]]
    for gap in gaps:
        if runs[-1] and gap[0] - runs[-1][-1][1] != 1:
            runs.append([])
        runs[-1].append(gap)
    for run in runs:
        spaced_out = len(run) + 1 >= _RUN
        for start, end in run:
            if throughout or (spaced_out and not _is_outer(text, start, end)):
                yield Edit(start, end, "", "spaces")
            elif end - start == 1 and adjacency.belongs(text[start - 1], text[end]):
                yield Edit(start, end, "", "spaces", "probable")


def _is_outer(text: str, start: int, end: int) -> bool:
    """Whether the space parts a spaced-out word from an ordinary one: 中 央 国务院."""
    longer_left = start > 1 and bool(_HAN.match(text[start - 2]))
    return longer_left or bool(_HAN.match(text[end + 1 : end + 2]))
