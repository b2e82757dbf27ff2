"""Sections, passages and tables of a clean text, all in clean offsets."""

from __future__ import annotations

from bisect import bisect_right

from analysis.text.segment.outline import build
from analysis.text.segment.parts import divide
from analysis.text.segment.sentences import passages, read
from analysis.text.segment.tables import find
from analysis.text.spans import CleanText, Section, Structure

__all__ = ["segment"]


def segment(clean: CleanText) -> Structure:
    """Cut the clean text into parts, sections, passages and tables."""
    text = clean.text
    divided = divide(clean)
    drafts = find(text)
    spans = [(draft.start, draft.end) for draft in drafts]
    sections, openings = build(text, divided, spans)
    starts = [section.start for section in sections]
    placed = [draft.place(_innermost(sections, starts, draft.start)) for draft in drafts]
    found = list(read(text, sections, openings, spans))
    for draft, table in zip(drafts, placed, strict=True):
        found += [(table.section, "table_row", low, high) for low, high in draft.row_spans()]
    return Structure(tuple(sections), tuple(passages(found, text)), tuple(placed))


def _innermost(sections: list[Section], starts: list[int], position: int) -> int:
    """The last section that opened at or before ``position``, or the ancestor that holds it."""
    index: int | None = bisect_right(starts, position) - 1
    while index is not None and sections[index].end <= position:
        index = sections[index].parent
    return index or 0
