"""Tables with one row a line, their cells parted by tabs or upright bars."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.text.segment import statistics
from analysis.text.segment.columns import VALUE
from analysis.text.segment.drafts import TableDraft, caption
from analysis.text.spans import Cell, TableKind, TableRow

_LINE = re.compile(r"[^\n]+")
_VALUE_HEADER = re.compile(r"(?:19|20)\d{2}年?|基期|目标|现状|规划值|十[三四五六]五")
_LABEL_HEADER = re.compile(r"指标")
_UNIT = re.compile(r"(?:计量)?单位")
_ORDER = re.compile(r"序号|编号")
_CONTENT = re.compile(r"名称|内容|项目|任务")
_RULE = re.compile(r"[|\s:+-]+")
_MINIMUM_ROWS = 2


def find(text: str) -> list[TableDraft]:
    """Runs of at least a header and one row with the same number of cells, two or more."""
    found: list[TableDraft] = []
    run: list[list[Cell]] = []
    for match in _LINE.finditer(text):
        line = match.group()
        if "\t" not in line and "|" not in line:
            _close(text, run, found)
            run = []
            continue
        cells = _cells(line, match.start())
        if _RULE.fullmatch(line) and "-" in line:
            continue
        if run and 2 <= len(cells) < len(run[0]) and not _is_header(cells):
            cells = _filled(cells, run[0])
        if len(cells) < 2 or (run and len(run[0]) != len(cells)):
            _close(text, run, found)
            run = []
        if len(cells) >= 2:
            run.append(cells)
    _close(text, run, found)
    return found


def _is_header(cells: list[Cell]) -> bool:
    return any(_LABEL_HEADER.search(cell.text) or _ORDER.fullmatch(cell.text) for cell in cells[:2])


def _filled(cells: list[Cell], header: list[Cell]) -> list[Cell]:
    """A short row made whole: a merged cell is missing in front, empty ones at its end, or
    one inside, as where a PDF prints nothing.

    Whichever way puts more numbers under the columns of numbers; at its end if none does. Of
    two columns of numbers the earlier is the empty one: what is new has no value of the past.
    """
    missing = len(header) - len(cells)
    edges = [cells[0].start, *(cell.end for cell in cells)]
    places = (len(cells), *range(len(cells)))
    ways = (
        [*cells[:place], *[Cell("", edges[place], edges[place])] * missing, *cells[place:]]
        for place in places
    )
    return max(ways, key=lambda way: _agreement(way, header))


def _agreement(cells: list[Cell], header: list[Cell]) -> int:
    """How many cells are numbers under a column of numbers, or words under one of words."""
    return sum(
        bool(_VALUE_HEADER.search(above.text)) == bool(VALUE.fullmatch(cell.text))
        for above, cell in zip(header, cells, strict=True)
        if cell.text
    )


def _cells(line: str, offset: int) -> list[Cell]:
    sign = "\t" if "\t" in line else "|"
    if sign == "|":
        bare = line.strip().removeprefix("|").removesuffix("|")
        offset += line.index(bare)
        line = bare
    cells: list[Cell] = []
    for piece in line.split(sign):
        words = piece.strip(" \u3000\xa0\r")
        low = offset + (piece.index(words) if words else 0)
        cells.append(Cell(words, low, low + len(words)))
        offset += len(piece) + 1
    return cells


def _close(text: str, run: list[list[Cell]], found: list[TableDraft]) -> None:
    if len(run) < _MINIMUM_ROWS:
        return
    header, rows = run[0], run[1:]
    start, end = header[0].start, max(cell.end for cell in rows[-1])
    kind = _kind(header, rows)
    columns = _columns([cell.text for cell in header]) if kind == "indicators" else _plain(header)
    headers = tuple(header[i].text for i in columns.values)
    draft = TableDraft(kind, "", headers, start, end)
    draft.caption = caption(text, start)
    group = ""
    for cells in rows:
        if columns.group is not None:
            group = cells[columns.group].text or group
        values = tuple(cells[i] if cells[i].text else None for i in columns.values)
        unit = cells[columns.unit] if columns.unit is not None else None
        draft.rows.append(TableRow(group, cells[columns.label], values, unit))
    found.append(draft)


class _Columns(NamedTuple):
    """Which column of a grid names the row, its group and its unit, and which hold values."""

    label: int
    values: tuple[int, ...]
    group: int | None = None
    unit: int | None = None


def _plain(header: list[Cell]) -> _Columns:
    return _Columns(0, tuple(range(1, len(header))))


def _columns(names: list[str]) -> _Columns:
    """序号 | 类别 | 指标 | 单位 | values …; a column before the label names its group."""
    first = next((i for i, name in enumerate(names) if _VALUE_HEADER.search(name)), len(names))
    named = [i for i in range(first) if not _ORDER.fullmatch(names[i])]
    units = [i for i in named if _UNIT.fullmatch(names[i])]
    heads = [i for i in named if i not in units] or [0]
    label = next((i for i in heads if _LABEL_HEADER.search(names[i])), heads[-1])
    if len(heads) > 1 and label == heads[0]:
        label = heads[-1]  # 一级指标 | 二级指标
    group = max((i for i in heads if i < label), default=None)
    used = {label, group, *units, *range(first)}
    return _Columns(
        label,
        tuple(i for i in range(len(names)) if i not in used),
        group,
        units[0] if units else None,
    )


def _kind(header: list[Cell], rows: list[list[Cell]]) -> TableKind:
    names = [cell.text for cell in header]
    if any(map(_LABEL_HEADER.search, names)) and any(map(_VALUE_HEADER.search, names[1:])):
        return "indicators"
    if _ORDER.fullmatch(names[0]) and len(names) > 2 and _CONTENT.search(names[2]):
        return "projects"
    if statistics.is_header(names) and all(
        statistics.is_row(row[0].text, [cell.text for cell in row[1:]]) for row in rows
    ):
        return "statistics"
    return "other"
