"""The numbers a word processor prints in front of paragraphs and never writes down.

Headings of plans are often numbered by the program: 一、 and （一） are in no run of text. They
are counted here as the program counts (ECMA-376, part 1, 17.9), so that chapters are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_CHINESE = "〇一二三四五六七八九"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_DEEPEST = 9
_LAST = 999  # numbers beyond are printed in digits
_VALUE = qn("w:val")
_COUNTED = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting")
) | {"taiwaneseCountingThousand", "ideographDigital", "chineseLegalSimplified"}


@dataclass(slots=True)
class _List:
    """One list: its levels as (form, pattern, first number), and how far each has counted."""

    levels: Mapping[int, tuple[str, str, int]]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> str:
        """The number of the next paragraph on ``level``; deeper levels begin anew."""
        if level not in self.levels:
            return ""
        self.counts[level] = self.counts.get(level, self.levels[level][2] - 1) + 1
        for deeper in [k for k in self.counts if k > level]:
            del self.counts[deeper]
        return re.sub(r"%([1-9])", self._printed, self.levels[level][1])

    def _printed(self, match: re.Match[str]) -> str:
        level = int(match.group(1)) - 1
        form, _, first = self.levels.get(level, ("decimal", "", 1))
        return printed_number(self.counts.get(level, first), form)


class Numbering:
    """The lists of one document; asked paragraph by paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._lists: dict[str, _List] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return  # a document without lists
        abstract = {
            element.get(qn("w:abstractNumId")): _List(_levels(element))
            for element in root.iter(qn("w:abstractNum"))
        }
        for element in root.iter(qn("w:num")):
            target = element.find(qn("w:abstractNumId"))
            known = abstract.get(target.get(_VALUE)) if target is not None else None
            if known is not None:
                # Lists of one definition go on counting where the other stopped, unless told anew.
                anew = next(element.iter(qn("w:startOverride")), None) is not None
                self._lists[element.get(qn("w:numId"))] = _List(known.levels) if anew else known

    def label(self, paragraph: Any) -> str:
        """What is printed in front of a paragraph; empty for most."""
        number, level = self._place(paragraph)
        listed = self._lists.get(number)
        label = listed.next(level) if listed and level < _DEEPEST else ""
        return f"{label} " if label[-1:].isalnum() else label  # 第一章 总体要求

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or that of its style or of a style above."""
        number, level = "", -1
        for properties in self._properties(paragraph):
            listed = properties.find(qn("w:numPr"))
            if listed is None:
                continue
            own, depth = listed.find(qn("w:numId")), listed.find(qn("w:ilvl"))
            number = number or (own.get(_VALUE) if own is not None else "")
            level = int(depth.get(_VALUE)) if level < 0 and depth is not None else level
        return number, max(level, 0)

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        own = paragraph.find(qn("w:pPr"))
        if own is None:
            return
        yield own
        named = own.find(qn("w:pStyle"))
        for _ in range(_DEEPEST):
            style = self._styles.get(named.get(_VALUE)) if named is not None else None
            if style is None:
                return
            if (properties := style.find(qn("w:pPr"))) is not None:
                yield properties
            named = style.find(qn("w:basedOn"))


def _levels(element: Any) -> dict[int, tuple[str, str, int]]:
    levels = {}
    for level in element.iter(qn("w:lvl")):
        form, text, start = (level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start"))
        if form is None or text is None or form.get(_VALUE) in ("bullet", "none"):
            continue
        first = int(start.get(_VALUE)) if start is not None else 1
        levels[int(level.get(qn("w:ilvl")))] = (form.get(_VALUE), text.get(_VALUE) or "", first)
    return levels


def printed_number(value: int, form: str) -> str:
    """A number in one of the forms of ECMA-376, part 1, 17.18.59; in digits where it has none."""
    if form in _COUNTED and 0 <= value <= _LAST:
        return _chinese(value)
    if form == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((0x61 if form == "lowerLetter" else 0x41) + value - 1)
    if form == "upperRoman" and 1 <= value <= 12:
        return _ROMAN[value - 1]
    return str(value)


def _chinese(value: int) -> str:
    """Up to 999: 十, 十二, 二十, 一百零五, 一百一十."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_CHINESE[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _CHINESE[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_CHINESE[ones] if ones or not value else "")
