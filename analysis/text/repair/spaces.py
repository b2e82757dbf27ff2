"""Stray spaces inside sentences, and characters that print as nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.adjacency import Adjacency
from analysis.text.repair.draft import Edit

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\u00ad]+")
_HAN = "\u3400-\u9fff〇"
_UNIT = (
    "年月日号％%万亿个所名人项次家处套间门节件张台辆座元岁周天届期级类批条种平亩米公倍成点分小以左"
)
_AT_COMMA = re.compile(rf"(?<=[{_HAN}》”）)\d])[ \u3000\xa0]+(?=[，,、。；;：:）)》”])"
                       rf"|(?<=[，,、；;（(《“])[ \u3000\xa0]+(?=[{_HAN}\d“《])")  # fmt: skip
_BEFORE_NUMBER = re.compile(
    rf"(?<=[{_HAN}])[ \xa0]{{1,2}}(?=\d[\d.,]*[ \xa0]?[{_UNIT}])(?!\d{{4}}年)"
    rf"|(?<=[到至于在从自截止以])[ \xa0]{{1,2}}(?=\d{{4}}[ \xa0]?年)"
)
_AFTER_NUMBER = re.compile(rf"(?<=\d)[ \xa0]{{1,2}}(?=[{_UNIT}])")
_SPACED_OUT = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[ \xa0][{_HAN}]){{3,}}(?![{_HAN}])")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \xa0](?=[{_HAN}])")


def edits(text: str) -> Iterator[Edit]:
    """Deletions. A space between Han characters goes only where it cuts a word of this text."""
    if not text.isprintable():
        for match in _INVISIBLE.finditer(text):
            yield Edit(match.start(), match.end(), "", "spaces")
    if " " not in text and "\xa0" not in text and "\u3000" not in text:
        return
    for pattern in (_AT_COMMA, _BEFORE_NUMBER, _AFTER_NUMBER):
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.end(), "", "spaces")
    for match in _SPACED_OUT.finditer(text):
        for space in re.finditer(r"[ \xa0]", match.group()):
            at = match.start() + space.start()
            yield Edit(at, at + 1, "", "spaces")
    adjacency = Adjacency(text)
    for match in _BETWEEN_HAN.finditer(text):
        if adjacency.belongs(text[match.start() - 1], text[match.end()]):
            yield Edit(match.start(), match.end(), "", "spaces", "probable")
