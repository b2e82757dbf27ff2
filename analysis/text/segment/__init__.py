"""Sections, passages and tables of a clean text, all in clean offsets."""

from __future__ import annotations

from analysis.text.segment import outline, parts, sentences, tables
from analysis.text.spans import CleanText, Structure

__all__ = ["segment"]


def segment(clean: CleanText) -> Structure:
    """Cut the clean text into parts, sections, passages and tables."""
    text = clean.text
    divided = parts.divide(clean)
    drafts = tables.find(text)
    spans = [(draft.start, draft.end) for draft in drafts]
    sections, openings = outline.build(text, divided, spans)
    placed = [draft.place(_innermost(sections, draft.start)) for draft in drafts]
    found = list(
        sentences.read(
            text, sections, openings, [(t.start, t.end, n) for n, t in enumerate(placed)]
        )
    )
    for draft, table in zip(drafts, placed, strict=True):
        found += [(table.section, "table_row", low, high) for low, high in draft.row_spans()]
    return Structure(tuple(sections), tuple(sentences.passages(found, text)), tuple(placed))


def _innermost(sections: list, position: int) -> int:  # type: ignore[type-arg]
    inside = [s for s in sections if s.start <= position < s.end]
    return max(inside, key=lambda s: (s.start, s.depth)).index if inside else 0
