"""Indicator tables with one row a line, their cells parted by spaces, as PDF files give them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.text.segment.columns import (
    HEADING,
    LABEL_HEADER,
    NATURE,
    NATURE_HEADER,
    ORDER_HEADER,
    UNIT_HEADER,
    VALUE,
    VALUE_HEADER,
)
from analysis.text.segment.drafts import TableDraft, caption
from analysis.text.spans import Cell, TableRow

_GAP = r"[ \u3000\xa0]"
#: The words over a table; those of its first columns may stand without a gap (指标单位).
_LEAD = (
    rf"(?P<order>(?:{ORDER_HEADER.pattern}){_GAP}*)?"
    rf"(?:(?:{LABEL_HEADER.pattern}){_GAP}+)?(?:{LABEL_HEADER.pattern}){_GAP}*"
    rf"(?P<unit>(?:{UNIT_HEADER.pattern}){_GAP}*)?(?<={_GAP})"
)
_FIRST = re.compile(rf"\n{_GAP}*(?P<head>{_LEAD}\S[^\n]*)")
_HEAD = re.compile(
    rf"{_LEAD}(?P<values>(?:{VALUE_HEADER.pattern})(?:{_GAP}+(?:{VALUE_HEADER.pattern}))*)"
    rf"(?P<nature>{_GAP}+(?:{NATURE_HEADER.pattern}))?{_GAP}*"
)
_LINE = re.compile(rf"\n{_GAP}*([^\n]*)")
_WORD = re.compile(r"[^ \u3000\xa0]+")
_NUMBER = re.compile(r"\d{1,3}[.、]?")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
_STOPS = re.compile(r"[。；;]")
_OPENS = re.compile(r"[(（]")
_CLOSES = re.compile(r"[)）]")
_LABEL_LIMIT = 60
_WAITING_LIMIT = 30
_GROUP_LIMIT = 10
_MARK_LIMIT = 3
_LONGEST_HEAD = 160


def find(text: str) -> list[TableDraft]:
    """Tables whose header line names a label and one column of numbers or more."""
    found: list[TableDraft] = []
    starts = [match.start("head") for match in _FIRST.finditer(text)]
    if _FIRST.match("\n" + text[:_LONGEST_HEAD]):
        starts.insert(0, len(text) - len(text.lstrip(" \u3000\xa0")))
    for start in starts:
        if found and start < found[-1].end:
            continue
        head = _HEAD.fullmatch(text[start : start + _LONGEST_HEAD].split("\n", 1)[0])
        if head is None:
            continue
        draft = _Rows(text, head, start).read()
        if draft.rows:
            draft.caption = caption(text, start)
            found.append(draft)
    return found


@dataclass(slots=True)
class _Line:
    """A line cut from its right end: its label, its own unit, values and nature."""

    label: list[Cell]
    unit: Cell | None
    values: list[Cell]
    nature: Cell | None


class _Rows:
    """Reads the lines under a header until one is neither a row nor the name of a group."""

    def __init__(self, text: str, head: re.Match[str], start: int) -> None:
        headers = [m.group().strip() for m in VALUE_HEADER.finditer(head["values"])]
        self._has_nature = head["nature"] is not None
        self._row_end = _row_end(len(headers), self._has_nature)
        self._has_unit = head["unit"] is not None
        self._has_order = head["order"] is not None
        natures = (head["nature"].strip(),) if self._has_nature else ()
        end = start + head.end()
        self._text, self._from = text, end
        self._draft = TableDraft("indicators", "", (*headers, *natures), start, end)
        self._group = ""
        self._waiting: list[Cell] = []

    def read(self) -> TableDraft:
        for match in _LINE.finditer(self._text, self._from):
            line = match.group(1).rstrip(" \u3000\xa0\r")
            if line and not self._take(line, match.start(1)):
                break
        return self._draft

    def _take(self, line: str, offset: int) -> bool:
        """Whether this line belongs to the table."""
        row = self._cut(line, offset)
        if row is not None:
            return self._row(row)
        if _STOPS.search(line) or (HEADING.match(line) and not _is_group(line)):
            return False
        whole = _joined(_words(line, offset))
        if self._draft.rows and _is_open(self._draft.rows[-1].label.text, whole.text):
            return self._finish(whole)
        if len(whole.text) > _WAITING_LIMIT or len(self._waiting) == 2:
            return False
        self._waiting.append(whole)
        return True

    def _cut(self, line: str, offset: int) -> _Line | None:
        """The line as a row of this table, or None."""
        numbers = self._row_end.search(line)
        if numbers is None:
            return None
        values = [
            Cell(m.group(), offset + m.start(), offset + m.end())
            for m in VALUE.finditer(line, numbers.start("values"), numbers.end("values"))
        ]
        nature = None
        if self._has_nature and numbers["nature"]:
            nature = Cell(numbers["nature"], offset + numbers.start("nature"), offset + len(line))
        left = self._unnumbered(_words(line[: numbers.start()], offset))
        unit = left.pop() if self._has_unit and left else None
        return _Line(left, unit, values, nature)

    def _unnumbered(self, words: list[Cell]) -> list[Cell]:
        numbered = self._has_order and words and _NUMBER.fullmatch(words[0].text)
        return words[1:] if numbered else words

    def _row(self, line: _Line) -> bool:
        label = self._label(line)
        if label is None or len(label.text) > _LABEL_LIMIT:
            return False
        natures = (line.nature,) if self._has_nature else ()
        self._draft.rows.append(TableRow(self._group, label, (*line.values, *natures), line.unit))
        self._draft.end = (line.nature or line.values[-1]).end
        return True

    def _label(self, line: _Line) -> Cell | None:
        """The row's own words; what stood alone above them is their beginning or a group."""
        waiting, self._waiting = self._waiting, []
        own = line.label
        if waiting and (not own or _OPENS.match(own[0].text) or self._begins(waiting[-1])):
            own = [*self._unnumbered(self._words_of(waiting.pop())), *own]
        if waiting:
            self._group = _NUMBERED.sub("", waiting[-1].text)
        return _joined(own) if own else None

    def _words_of(self, line: Cell) -> list[Cell]:
        return _words(self._text[line.start : line.end], line.start)

    def _begins(self, above: Cell) -> bool:
        """Whether words alone on a line begin the next label: numbered, or long for a group."""
        words = self._words_of(above)
        return len(self._unnumbered(words)) < len(words) or len(above.text) > _GROUP_LIMIT

    def _finish(self, tail: Cell) -> bool:
        """A label whose last words were printed under its numbers."""
        last = self._draft.rows[-1]
        label = Cell(last.label.text + tail.text, last.label.start, last.label.end)
        self._draft.rows[-1] = TableRow(last.group, label, last.values, last.unit)
        self._draft.end = tail.end
        return True


def _is_group(line: str) -> bool:
    """Whether a numbered line is short enough to name a group of rows (一、学前教育)."""
    return _NUMBERED.match(line) is not None and len(line) <= _GROUP_LIMIT + _MARK_LIMIT


def _row_end(columns: int, has_nature: bool) -> re.Pattern[str]:
    """The numbers at the end of a row: so many, each after a gap, and its nature if it has one."""
    value = rf"(?:{VALUE.pattern})"
    nature = rf"(?:{_GAP}+(?P<nature>{NATURE.pattern}))?" if has_nature else ""
    return re.compile(
        rf"(?:^|{_GAP}+)(?P<values>{value}(?:{_GAP}+{value}){{{columns - 1}}}){nature}$"
    )


def _words(line: str, offset: int) -> list[Cell]:
    return [Cell(m.group(), offset + m.start(), offset + m.end()) for m in _WORD.finditer(line)]


def _joined(words: list[Cell]) -> Cell:
    return Cell("".join(word.text for word in words), words[0].start, words[-1].end)


def _is_open(label: str, tail: str) -> bool:
    """Whether ``tail`` ends ``label``: it is in brackets, or closes the label's."""
    unclosed = len(_OPENS.findall(label)) > len(_CLOSES.findall(label))
    return unclosed or (_OPENS.match(tail) is not None and _CLOSES.search(tail[-1]) is not None)
