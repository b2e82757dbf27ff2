"""A clean text and its structure as the blocks of a readable page; no character is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from analysis.text.spans import CleanText, Passage, Section, Structure, Table


@dataclass(frozen=True)
class TextBlock:
    """A stretch ``[start, end)`` of clean text set as one element.

    ``kind``: heading, paragraph, item, table, gap (text outside any passage). ``anchors`` are
    the sections that begin here.
    """

    kind: str
    start: int
    end: int
    part: str = "body"
    depth: int = 0
    table: Table | None = None
    anchors: tuple[int, ...] = field(default=())


KINDS = {"sentence": "paragraph", "list_item": "item", "table_row": "item", "heading": "heading"}


def lay_out(clean: CleanText, structure: Structure) -> list[TextBlock]:
    """Blocks in reading order; sentences of one line form one paragraph.

    Every character of the clean text that is not white space lies in exactly one block.
    """
    merged: list[TextBlock] = []
    for block in _pieces(clean.text, structure):
        last = merged[-1] if merged else None
        if last is not None and _continues(clean.text, last, block):
            merged[-1] = replace(last, end=block.end)
        else:
            merged.append(block)
    return _anchored(merged, structure.sections)


def _continues(text: str, last: TextBlock, block: TextBlock) -> bool:
    """Whether ``block`` stands on the line of ``last``, so that both are one paragraph."""
    if block.kind not in ("paragraph", "gap") or last.kind not in ("paragraph", "item", "gap"):
        return False
    return last.part == block.part and "\n" not in text[last.end : block.start]


def _pieces(text: str, structure: Structure) -> Iterator[TextBlock]:
    sections = structure.sections
    tables = sorted(structure.tables, key=lambda table: table.start)
    cursor = 0
    for item in _in_order(structure.passages, tables):
        if item.end <= cursor:
            continue
        start = max(item.start, cursor)
        part, depth = _place(sections, item.section)
        yield from _gaps(text, cursor, start, part)
        if isinstance(item, Table):
            yield TextBlock("table", start, item.end, part, depth, item)
        elif text[start : item.end].strip():
            yield TextBlock(KINDS[item.kind], start, item.end, part, depth)
        cursor = item.end
    yield from _gaps(text, cursor, len(text), _place(sections, -1)[0])


def _in_order(passages: tuple[Passage, ...], tables: list[Table]) -> list[Passage | Table]:
    items: list[Passage | Table] = [*tables, *passages]
    # A table comes before the passages made of its rows, which it replaces.
    return sorted(items, key=lambda item: (item.start, not isinstance(item, Table)))


def _place(sections: tuple[Section, ...], index: int) -> tuple[str, int]:
    if not sections:
        return "body", 0
    section = sections[index]
    return section.part, section.depth


def _gaps(text: str, start: int, end: int, part: str) -> Iterator[TextBlock]:
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield TextBlock("gap", at, at + len(line), part)
        at += len(line) + 1


def _anchored(blocks: list[TextBlock], sections: tuple[Section, ...]) -> list[TextBlock]:
    """Hang each headed section on the first block that reaches its start."""
    hung: dict[int, list[int]] = {}
    number = 0
    for section in sorted(sections, key=lambda section: section.start):
        if not section.heading.strip():
            continue
        while number < len(blocks) - 1 and blocks[number].end <= section.start:
            number += 1
        hung.setdefault(number, []).append(section.index)
    return [
        replace(block, anchors=tuple(hung.get(position, ())))
        for position, block in enumerate(blocks)
    ]
