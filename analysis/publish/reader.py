"""The reader page of one source: its text set well, every statement an anchor, raw text at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from analysis.publish.annotate import Annotator, Mark
from analysis.publish.content import Content
from analysis.publish.facts import fact
from analysis.publish.labels import Labels
from analysis.publish.layout import TextBlock, lay_out
from analysis.publish.markup import html, slug
from analysis.text.spans import CleanText, Repair, Structure, Table

OUTLINE_DEPTH = 3
RANKS = {"passage": -1, "statement": 0, "number": 1, "repair": 2, "doubt": 3, "numeral": 4}


@dataclass(frozen=True)
class Reader:
    """What the reader template shows, all of it escaped."""

    doc_id: str
    parts: list[tuple[str, Markup]]
    outline: list[dict[str, Any]]
    raw_lines: list[tuple[int, str]]
    facts: list[dict[str, Any]]
    repairs: list[tuple[str, str, int]]
    numerals: list[tuple[str, int]]


def build_reader(doc_id: str, content: Content, labels: Labels) -> Reader:
    """The reader of one document, from its text, its structure and its rows."""
    clean, structure = content.texts[doc_id]
    statements = [row for row in content.statements.values() if row["doc_id"] == doc_id]
    numerals = [row for row in content.rows("numerals") if row["doc_id"] == doc_id]
    passages = [row for row in content.rows("passages") if row["doc_id"] == doc_id]
    marks = (*_passage_marks(clean, passages), *_marks(clean, statements, numerals, labels))
    annotator = Annotator(clean.text, marks)
    setter = _Setter(clean, annotator, structure, labels)
    blocks = lay_out(clean, structure)
    parts = [
        (part, Markup("".join(setter.block(block) for block in group)))  # noqa: S704 - escaped
        for part, group in groupby(blocks, key=lambda block: block.part)
    ]
    return Reader(
        doc_id,
        parts,
        list(_outline(clean, structure)),
        list(_raw_lines(clean.raw)),
        [fact(row, content, labels) for row in _reading_order(statements)],
        _repair_counts(clean, labels),
        Counter(str(row["class"]) for row in numerals).most_common(),
    )


def _marks(
    clean: CleanText,
    statements: list[dict[str, Any]],
    numerals: list[dict[str, Any]],
    labels: Labels,
) -> Iterator[Mark]:
    for row in statements:
        yield _statement_mark(clean, row)
    yield from _number_marks(clean, statements)
    for repair in clean.repairs:
        if repair.before.strip() or repair.after.strip():
            yield _repair_mark(clean, repair, labels)
    for mark in clean.marks:
        yield _doubt_mark(clean, mark, labels)
    for row in numerals:
        start, end = clean.clean_span(row["char_start"], row["char_end"])
        if start < end:
            tag = f'<span class="nu nu-{slug(str(row["class"]))}">'
            yield Mark(start, end, RANKS["numeral"], tag, tag, "</span>")


def _passage_marks(clean: CleanText, passages: list[dict[str, Any]]) -> Iterator[Mark]:
    """Each passage as an anchor that lights up when a page leads to it."""
    for row in passages:
        start, end = clean.clean_span(row["char_start"], row["char_end"])
        name = html(row["passage_id"])
        if start < end:
            first = f'<span class="pa" id="{name}" data-s="{name}">'
            later = f'<span class="pa" data-s="{name}">'
            yield Mark(start, end, RANKS["passage"], first, later, "</span>")


def _statement_mark(clean: CleanText, row: dict[str, Any]) -> Mark:
    start, end = clean.clean_span(row["char_start"], row["char_end"])
    name, kind = html(row["statement_id"]), f"st st-{slug(str(row['status']))}"
    first = f'<span class="{kind}" id="{name}" data-s="{name}">'
    later = f'<span class="{kind}" data-s="{name}">'
    number, _ = clean.clean_span(row["number_start"], row["number_end"])
    return Mark(start, end, RANKS["statement"], first, later, "</span>", number)


def _number_marks(clean: CleanText, statements: list[dict[str, Any]]) -> Iterator[Mark]:
    """The number of each statement as a link to its row; of overlapping ones the first only."""
    taken = 0
    for row in sorted(statements, key=lambda row: (row["number_start"], row["statement_id"])):
        start, end = clean.clean_span(row["number_start"], row["number_end"])
        if start >= end or start < taken:
            continue
        taken = end
        tag = f'<a class="no" href="#fact-{html(row["statement_id"])}">'
        yield Mark(start, end, RANKS["number"], tag, tag, "</a>")


def _repair_mark(clean: CleanText, repair: Repair, labels: Labels) -> Mark:
    start, end = clean.clean_span(repair.start, repair.end)
    hint = html(f"{labels.rule(repair.rule)} · {labels.code('certainty', repair.certainty)}")
    later = f'<span class="fx fx-{slug(repair.certainty)}"><ins>'
    first = (
        f'<span class="fx fx-{slug(repair.certainty)}" title="{hint}">'
        f"<del>{html(_visible_break(repair.before))}</del><ins>"
    )
    return Mark(start, end, RANKS["repair"], first, later, "</ins></span>")


def _doubt_mark(clean: CleanText, mark: Repair, labels: Labels) -> Mark:
    start, end = clean.clean_span(mark.start, mark.end)
    suggestion = f" → {mark.after}" if mark.after != mark.before else ""
    hint = html(f"{labels.rule(mark.rule)}{suggestion} · {labels.code('certainty', 'uncertain')}")
    tag = f'<span class="db" title="{hint}">'
    return Mark(start, end, RANKS["doubt"], tag, tag, "</span>")


def _visible_break(text: str) -> str:
    return text.replace("\n", "⏎")


@dataclass(frozen=True)
class _Setter:
    """Turns blocks into HTML elements."""

    clean: CleanText
    annotator: Annotator
    structure: Structure
    labels: Labels

    def block(self, block: TextBlock) -> str:
        if block.table is not None:
            return self._anchors(block) + self._table(block.table, block)
        body = self.annotator.piece(block.start, block.end)
        if block.kind == "heading":
            level = min(block.depth + 2, 6)
            identity = self._identity(block.anchors[:1])
            rest = "".join(f"<span{self._identity((n,))}></span>" for n in block.anchors[1:])
            return f"<h{level}{identity}>{rest}{body}</h{level}>\n"
        return f'<p class="{block.kind}">{self._anchors(block)}{body}</p>\n'

    def _anchors(self, block: TextBlock) -> str:
        return "".join(f"<span{self._identity((n,))}></span>" for n in block.anchors)

    def _identity(self, anchors: tuple[int, ...]) -> str:
        return f' id="{section_anchor(self.clean, self.structure, anchors[0])}"' if anchors else ""

    def _table(self, table: Table, block: TextBlock) -> str:
        heads = "".join(f'<th scope="col">{html(head)}</th>' for head in table.headers)
        rows = "".join(self._rows(table))
        caption = f"<caption>{html(table.caption)}</caption>" if table.caption else ""
        # Whatever stands in no cell is shown as it was printed, so nothing is lost.
        printed = self.annotator.piece(block.start, block.end)
        return (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{html(table.caption)}">'
            f"<table>{caption}<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
            f'<details class="printed"><summary>{html(self.labels["reader_as_printed"])}'
            f'</summary><p class="gap">{printed}</p></details>\n'
        )

    def _rows(self, table: Table) -> Iterator[str]:
        width = len(table.headers) + 1
        group = ""
        for row in table.rows:
            if row.group and row.group != group:
                group = row.group
                head = f'<th scope="rowgroup" colspan="{width}">{html(group)}</th>'
                yield f'<tr class="group">{head}</tr>'
            spans = [(cell.start, cell.end) for cell in (row.label, *row.values) if cell]
            label = self.annotator.piece(row.label.start, row.label.end, row=spans)
            cells = "".join(
                "<td></td>"
                if cell is None
                else f"<td>{self.annotator.piece(cell.start, cell.end, row=spans)}</td>"
                for cell in row.values
            )
            yield f'<tr><th scope="row">{label}</th>{cells}</tr>'


def section_anchor(clean: CleanText, structure: Structure, index: int) -> str:
    """``s`` and the raw offset of the section: it stays when other sections come or go."""
    section = structure.sections[index]
    twins = [
        other.index
        for other in structure.sections
        if other.start == section.start and other.index < index
    ]
    return f"s{clean.raw_span(section.start, section.end)[0]}" + "x" * len(twins)


def _outline(clean: CleanText, structure: Structure) -> Iterator[dict[str, Any]]:
    for section in structure.sections:
        if section.heading.strip() and section.depth <= OUTLINE_DEPTH:
            yield {
                "anchor": section_anchor(clean, structure, section.index),
                "depth": section.depth,
                "heading": " ".join(section.heading.split()),
                "part": section.part,
            }


def _raw_lines(raw: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in raw.split("\n"):
        yield at, line
        at += len(line) + 1


def _reading_order(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(statements, key=lambda row: (row["number_start"], row["statement_id"]))


def _repair_counts(clean: CleanText, labels: Labels) -> list[tuple[str, str, int]]:
    """(rule, certainty, count), the most frequent first, marks included."""
    counts = Counter((r.rule, r.certainty) for r in (*clean.repairs, *clean.marks))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        (labels.rule(rule), labels.code("certainty", certainty), count)
        for (rule, certainty), count in ordered
    ]
