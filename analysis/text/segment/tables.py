"""Tables that were flattened to one cell a line, or several cells in one block."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.text.segment import grids, spaced, statistics
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

_CELL = re.compile(r"[^\n]+")
_NAME_HEADER = re.compile(r"(?:项目|工程|任务|行动)?名称")
_CONTENT_HEADER = re.compile(r"[\u4e00-\u9fff]{0,6}(?:内容|任务|措施)(?:及规模)?")
_NO_UNIT = re.compile(r"[-—–/]{1,3}")
# No unit but the end of a label: 比例, 毛入园率, 教师数.
_NAMED = re.compile(r"[率数比量额占]|比例|面积|[)）]$")
_UNIT_LIMIT = 6
_LABEL_LIMIT = 60
_NAME_LIMIT = 16
_HEADER_CELLS = 10
_CELL_LIMITS = (_HEADER_CELLS, 64, 512, 8192)


def find(text: str) -> list[TableDraft]:
    """Tables in reading order."""
    found: list[TableDraft] = []
    if "\n" not in text:
        return found
    if "\t" in text or "|" in text:
        found += grids.find(text)
    found += spaced.find(text)
    at = 0
    for start in _headers(text):
        if start < at:
            continue
        draft = _read(text, start)
        if draft is not None and draft.rows:
            draft.caption = caption(text, draft.start)
            found.append(draft)
            at = draft.end
    return _apart(found)


def _read(text: str, start: int) -> TableDraft | None:
    """The table that starts at ``start``, if it is one; reads on only while rows go on."""
    for limit in _CELL_LIMITS:
        cells = _cells(text, start, limit)
        draft = _indicators(text, cells) or _projects(text, cells) or statistics.read(cells)
        if draft is None or len(cells) < limit:
            return draft
        if limit > _HEADER_CELLS and draft.end < cells[limit // 2].end:
            return draft
    return draft


def _apart(found: list[TableDraft]) -> list[TableDraft]:
    """In reading order; of two that overlap, the first."""
    kept: list[TableDraft] = []
    for draft in sorted(found, key=lambda d: d.start):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


_FIRST_CELL = re.compile(
    rf"\n[ \t\u3000\xa0]*({ORDER_HEADER.pattern}|{LABEL_HEADER.pattern})[ \t\u3000\xa0]*(?=\n)"
)


def _headers(text: str) -> list[int]:
    """Where a line holds nothing but the name of a table's first column."""
    first = [0] if _FIRST_CELL.match("\n" + text[:40]) else []
    return first + [match.start(1) for match in _FIRST_CELL.finditer(text)]


def _cells(text: str, start: int, limit: int) -> list[Cell]:
    """Non-blank lines from ``start`` on, trimmed, up to the next heading or note."""
    found: list[Cell] = []
    for match in _CELL.finditer(text, start):
        line = match.group()
        stripped = line.strip(" \t\u3000\xa0\r")
        if not stripped:
            continue
        low = match.start() + line.index(stripped)
        if len(found) >= limit or (found and HEADING.match(stripped)):
            break
        found.append(Cell(stripped, low, low + len(stripped)))
    return found


def _indicators(text: str, cells: list[Cell]) -> TableDraft | None:
    """``指标 / years … / 属性`` and the rows under it."""
    at = 0
    has_order = bool(ORDER_HEADER.fullmatch(cells[0].text))
    at += has_order
    labels = 0
    while at < len(cells) and LABEL_HEADER.fullmatch(cells[at].text):
        at += 1
        labels += 1
    has_unit = at < len(cells) and bool(UNIT_HEADER.fullmatch(cells[at].text))
    at += has_unit
    first = at
    while at < len(cells) and VALUE_HEADER.fullmatch(cells[at].text):
        at += 1
    years = at - first
    has_nature = at < len(cells) and bool(NATURE_HEADER.fullmatch(cells[at].text))
    at += has_nature
    if not labels or not years:
        return None
    headers = tuple(cell.text for cell in cells[first:at])
    draft = TableDraft("indicators", "", headers, cells[0].start, cells[at - 1].end)
    _IndicatorRows(draft, years, has_nature, has_unit, has_order).read(cells[at:])
    return draft


@dataclass(slots=True)
class _IndicatorRows:
    """Reads runs of labels, values and natures; a run may hold several rows of a group."""

    draft: TableDraft
    years: int
    has_nature: bool
    has_unit: bool
    has_order: bool = False
    group: str = ""
    shared: bool = False

    def read(self, cells: list[Cell]) -> None:
        at = 0
        while at < len(cells):
            if self.has_order and _is_order(cells[at].text):
                at += 1
            labels, at = _run(cells, at, _is_label)
            values, at = _run(cells, at, _is_value)
            if self.has_order and len(values) % self.years == 1 and _is_order(values[-1].text):
                values, at = values[:-1], at - 1  # the number of the next row
            natures, at = _run(cells, at, _is_nature)
            odd = self.has_unit and len(values) % self.years == 1
            if odd and _NO_UNIT.fullmatch(values[0].text):
                values = values[1:]
            if not labels or not values:
                return
            if len(values) % self.years and not self._last(labels, values, natures):
                return
            if len(values) % self.years:
                continue
            count = len(values) // self.years
            if count > len(labels) or (natures and len(natures) != count):
                return
            self._rows(labels, values, natures, count)

    def _last(self, labels: list[Cell], values: list[Cell], natures: list[Cell]) -> bool:
        """A row with cells lost or split: its last value stands under the last header."""
        if not self.has_nature or len(natures) != 1:
            return False
        none: list[Cell | None] = [None] * (self.years - 1)
        unit = self._own_unit(labels)
        label = labels[-2] if unit is not None else labels[-1]
        row = TableRow("", label, (*none, values[-1], natures[0]), unit)
        self.draft.rows.append(row)
        self.draft.end = natures[0].end
        return True

    def _own_unit(self, labels: list[Cell]) -> Cell | None:
        """The last label, where it is the cell of the unit."""
        last = labels[-1]
        split = len(labels) > 1 and len(last.text) <= _UNIT_LIMIT
        return last if self.has_unit and split and not _NAMED.search(last.text) else None

    def _rows(
        self, labels: list[Cell], values: list[Cell], natures: list[Cell], count: int
    ) -> None:
        if _is_order(labels[0].text):
            labels = labels[1:]
        unit = self._own_unit(labels) if count == 1 else None
        heads, own = (labels[:-2], labels[-2:-1]) if unit else (labels[:-count], labels[-count:])
        if heads:
            self.group = heads[-1].text
        elif self.shared or count > 1:
            self.group = ""
        self.shared = count > 1
        for number, label in enumerate(own):
            columns: list[Cell | None] = [
                values[year * count + number] for year in range(self.years)
            ]
            if self.has_nature:
                columns.append(natures[number] if natures else None)
            self.draft.rows.append(TableRow(self.group, label, tuple(columns), unit))
        self.draft.end = max(c.end for c in (*labels, *values, *natures))


def _run(cells: list[Cell], at: int, fits: Callable[[str], object]) -> tuple[list[Cell], int]:
    start = at
    while at < len(cells) and fits(cells[at].text):
        at += 1
    return cells[start:at], at


def _is_value(text: str) -> bool:
    return bool(VALUE.fullmatch(text))


def _is_nature(text: str) -> bool:
    return bool(NATURE.fullmatch(text))


def _is_order(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}[.、]?", text))


def _is_label(text: str) -> bool:
    return (
        len(text) <= _LABEL_LIMIT
        and "。" not in text
        and not HEADING.match(text)
        and not _is_value(text)
        and not _is_nature(text)
    )


def _projects(text: str, cells: list[Cell]) -> TableDraft | None:
    """``序号 / 名称 / 内容`` and rows that start with a running number."""
    if len(cells) < 6 or not ORDER_HEADER.fullmatch(cells[0].text):
        return None
    if not _NAME_HEADER.fullmatch(cells[1].text) or not _CONTENT_HEADER.fullmatch(cells[2].text):
        return None
    draft = TableDraft("projects", "", ("名称", "内容"), cells[0].start, cells[2].end)
    starts = _numbered(cells)
    for number, at in enumerate(starts):
        last = number + 1 == len(starts)
        stop = _row_end(cells, at) if last else starts[number + 1]
        row = _project_row(text, cells[at:stop])
        if row is None:
            break
        draft.rows.append(row)
        draft.end = cells[stop - 1].end
    return draft


def _numbered(cells: list[Cell]) -> list[int]:
    """Positions of the cells 1, 2, 3 … that open the rows."""
    starts: list[int] = []
    for at in range(3, len(cells)):
        if HEADING.match(cells[at].text):
            break
        if cells[at].text.rstrip(".、") == str(len(starts) + 1):
            starts.append(at)
    return starts


def _row_end(cells: list[Cell], at: int) -> int:
    """The last row ends in front of the next heading; its content is one cell."""
    stop = at + 1
    while stop < len(cells) and not HEADING.match(cells[stop].text):
        stop += 1
        if stop - at > 2 and len(cells[stop - 1].text) > _NAME_LIMIT:
            break
    return stop


def _project_row(text: str, cells: list[Cell]) -> TableRow | None:
    if len(cells) < 3:
        return None
    names = 2
    while names < len(cells) - 1 and _continues_name(cells[names].text):
        names += 1
    name = _joined(cells[1:names])
    content = _joined(cells[names:])
    return TableRow("", cells[0], (name, content))


def _continues_name(text: str) -> bool:
    return len(text) <= _NAME_LIMIT and not re.search(r"[，,。；;、]", text)


def _joined(cells: list[Cell]) -> Cell:
    """One cell printed on several lines: its text without the breaks, its span over all."""
    return Cell("".join(cell.text for cell in cells), cells[0].start, cells[-1].end)
