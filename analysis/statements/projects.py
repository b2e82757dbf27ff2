"""Projects that a document lists: rows of a project table, and facilities to be built or rebuilt.

Three ways of naming one are read: a row of a table; a count (`新改扩建幼儿园103处`); a name
(`实施甲校综合楼、乙校宿舍楼等建设项目`, `建成第四小学`). What a review section reports as
built is no project of the plan and stays out; it is a target row with status achieved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from analysis.statements.agency_names import AgencyLexicon
from analysis.statements.duty_lists import duty_lists
from analysis.statements.facilities import FacilityLexicon, FoundProject, facilities_in
from analysis.statements.marks import half_width
from analysis.text.spans import Cell, CleanText, Section, Structure, TableRow

__all__ = ["FacilityLexicon", "projects", "table_project_spans"]

NAME_HEADER = re.compile(r"名称|项目|工程|行动")
CONTENT_HEADER = re.compile(r"内容|任务|规模|措施|说明")
REVIEW = re.compile(
    r"回顾|总结|成就|成效|成绩|现状|背景|形势|发展基础|“?十[一二三]五”?(?:期间|时期)"
)
COUNT = re.compile(
    r"(?<![\d.\-—~至])(\d+)(所|处|栋|幢|座|间|个)(?=[^,。;]{0,12}(?:学校|小学|中学|园|楼|基地|校))"
)
ENDS = re.compile("[\\s,、;\uff0c\uff1b]+$")


def projects(
    clean: CleanText,
    structure: Structure,
    agencies: AgencyLexicon | None = None,
    facilities: FacilityLexicon | None = None,
) -> list[dict[str, Any]]:
    """Projects as dicts: rows of project tables first, in their order, then those in sentences.

    Keys: name, content, count (Decimal or None), unit, char_start, char_end (raw). The list of
    responsible bodies is cut from the content; without ``facilities`` only tables are read.
    A project named again in the same words (apart from the verb) is listed once.
    """
    duty_spans = [(d.start, d.end) for d in duty_lists(clean.text, agencies)] if agencies else []
    rows = [_table_project(clean, row, names, duty_spans) for row, names in _table_rows(structure)]
    found: dict[tuple[str, str], FoundProject] = {}
    for project in _in_sentences(structure, facilities) if facilities else ():
        found.setdefault((project.key, str(project.count)), project)
    rows.extend(_row(clean, p, _without(clean.text, p, duty_spans)) for p in found.values())
    return rows


def table_project_spans(structure: Structure) -> list[tuple[int, int]]:
    """Clean spans of the table projects, in the order of `projects`."""
    return [_span(row) for row, _ in _table_rows(structure)]


def _table_rows(structure: Structure) -> Iterator[tuple[TableRow, tuple[str, ...]]]:
    for table in structure.tables:
        if table.kind == "projects":
            yield from ((row, table.headers) for row in table.rows)


def _cells(row: TableRow) -> list[Cell]:
    return [row.label, *(cell for cell in row.values if cell is not None)]


def _span(row: TableRow) -> tuple[int, int]:
    cells = _cells(row)
    return min(c.start for c in cells), max(c.end for c in cells)


def _under(row: TableRow, headers: Sequence[str], pattern: re.Pattern[str]) -> Cell | None:
    for header, cell in zip(headers, row.values, strict=False):
        if cell is not None and pattern.search(header):
            return cell
    return None


def _table_project(
    clean: CleanText, row: TableRow, headers: tuple[str, ...], duties: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    """One table row; the name stands in its own column, or is the label itself."""
    name = row.label
    if re.fullmatch(r"[\d一二三四五六七八九十.、()]*", row.label.text.strip()):
        name = _under(row, headers, NAME_HEADER) or next(iter(_cells(row)[1:]), row.label)
    content = _under(row, headers, CONTENT_HEADER)
    if content is None or content is name:
        content = next((c for c in row.values if c is not None and c is not name), None)
    text = "" if content is None else _cut(clean.text, content.start, content.end, duties)
    counts = COUNT.findall(half_width(text))
    count, unit = counts[0] if len(counts) == 1 else (None, None)
    start, end = clean.raw_span(name.start, _span(row)[1])
    return {
        "name": " ".join(name.text.split()),
        "content": text or None,
        "count": None if count is None else Decimal(count),
        "unit": unit,
        "char_start": start,
        "char_end": end,
    }


def _cut(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """Text of ``[start, end)`` without ``spans``, hard line breaks closed."""
    pieces = []
    at = start
    for low, high in spans:
        if low < end and high > at:
            pieces.append(text[at : max(at, low)])
            at = max(at, high)
    pieces.append(text[at:end] if at < end else "")
    return ENDS.sub("", re.sub(r"\s*\n\s*", "", "".join(pieces)).strip())


def _in_sentences(structure: Structure, facilities: FacilityLexicon) -> Iterator[FoundProject]:
    tables = [(table.start, table.end) for table in structure.tables]
    reviews = _review_sections(structure.sections)
    for passage in structure.passages:
        section = structure.sections[passage.section]
        if passage.kind not in ("sentence", "list_item") or section.part != "body":
            continue
        if section.index in reviews or any(s <= passage.start < e for s, e in tables):
            continue
        yield from facilities_in(passage, facilities)


def _review_sections(sections: Sequence[Section]) -> set[int]:
    """Sections under a heading that speaks of the past or of the situation."""
    found: set[int] = set()
    for section in sections:
        if REVIEW.search(section.heading) or section.parent in found:
            found.add(section.index)
    return found


def _without(text: str, project: FoundProject, duties: Iterable[tuple[int, int]]) -> str:
    return _cut(text, project.sentence[0], project.sentence[1], duties)


def _row(clean: CleanText, project: FoundProject, content: str) -> dict[str, Any]:
    start, end = clean.raw_span(project.start, project.end)
    return {
        "name": project.name,
        "content": content,
        "count": project.count,
        "unit": project.unit,
        "char_start": start,
        "char_end": end,
    }
