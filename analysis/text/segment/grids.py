"""Tables with one row a line, their cells parted by tabs or upright bars."""

from __future__ import annotations

import re
from typing import Literal

from analysis.text.segment.drafts import TableDraft, caption
from analysis.text.spans import Cell, TableRow

_LINE = re.compile(r"[^\n]+")
_VALUE_HEADER = re.compile(r"(?:19|20)\d{2}年?|基期|目标|现状|规划值|十[三四五六]五")
_LABEL_HEADER = re.compile(r"指标")
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
        if len(cells) < 2 or (run and len(run[0]) != len(cells)):
            _close(text, run, found)
            run = []
        if len(cells) >= 2:
            run.append(cells)
    _close(text, run, found)
    return found


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
    headers = tuple(cell.text for cell in header[1:])
    draft = TableDraft(_kind(header), "", headers, start, end)
    draft.caption = caption(text, start)
    for label, *values in rows:
        columns = tuple(cell if cell.text else None for cell in values)
        draft.rows.append(TableRow("", label, columns))
    found.append(draft)


def _kind(header: list[Cell]) -> Literal["indicators", "projects", "other"]:
    names = [cell.text for cell in header]
    if any(map(_LABEL_HEADER.search, names)) and any(map(_VALUE_HEADER.search, names[1:])):
        return "indicators"
    if _ORDER.fullmatch(names[0]) and len(names) > 2 and _CONTENT.search(names[2]):
        return "projects"
    return "other"
