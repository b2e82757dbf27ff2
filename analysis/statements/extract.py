"""Statements of one text: numerals → targets, funding and the ledger, in raw offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import itemgetter
from typing import Any

from analysis.statements.context import contexts
from analysis.statements.funding import funding
from analysis.statements.growth import without_slogans
from analysis.statements.ledger import ledger
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.scene import scenes
from analysis.statements.table_sums import table_sums
from analysis.statements.tables import indicator_rows
from analysis.statements.targets import targets
from analysis.statements.totals import name_totals
from analysis.text.numerals import find
from analysis.text.spans import CleanText, Repair, Structure

__all__ = ["StatementLexicon", "Statements", "statements"]

Row = dict[str, Any]


@dataclass(frozen=True)
class Statements:
    """What a text states: rows without ids, every offset a raw code point.

    ``targets`` and ``funding`` have the columns of their tables but the ids, with
    ``passage`` and ``section`` as indexes; ``part_of`` is the raw start of the total's
    number.
    """

    targets: list[Row]
    funding: list[Row]
    _draw_up: Callable[[], list[Row]] = field(repr=False)

    @cached_property
    def numerals(self) -> list[Row]:
        """The ledger, drawn up when it is asked for: who extracts statements never does."""
        return self._draw_up()


def statements(clean: CleanText, structure: Structure, lexicon: StatementLexicon) -> Statements:
    """Read every statement of a repaired and segmented text."""
    numerals = find(clean.text, lexicon.numerals)
    found = contexts(structure, lexicon)
    target_rows = indicator_rows(structure, found, lexicon)
    funding_rows = table_sums(structure, found, lexicon)
    in_cells = {row["number"][0] for row in funding_rows}
    for scene in scenes(clean.text, structure, numerals, found, lexicon):
        money = [row for row in funding(scene) if row["number"][0] not in in_cells]
        funding_rows += money
        claimed = in_cells.union(row["number"][0] for row in money)
        target_rows += [row for row in targets(scene) if row["number"][0] not in claimed]
    funding_rows = without_slogans(funding_rows, clean.text)
    name_totals(funding_rows, clean.text, structure)
    claims = (("target", target_rows), ("funding", funding_rows))
    return Statements(
        _raw(clean, target_rows),
        _raw(clean, funding_rows),
        partial(ledger, clean, numerals, claims, structure),
    )


def _raw(clean: CleanText, rows: list[Row]) -> list[Row]:
    """Rows in raw offsets, in reading order, with their quotes."""
    doubtful = [r for r in (*clean.repairs, *clean.marks) if r.certainty != "certain"]
    doubtful.sort(key=lambda repair: repair.end)
    ends = [repair.end for repair in doubtful]
    return [_in_raw(clean, row, doubtful, ends) for row in sorted(rows, key=itemgetter("number"))]


def _in_raw(clean: CleanText, row: Row, doubtful: list[Repair], ends: list[int]) -> Row:
    result = dict(row)
    for name in _INTERNAL:
        result.pop(name, None)
    number = clean.raw_span(*row["number"])
    start, end = clean.raw_span(*row["span"])
    start, end = min(start, number[0]), max(end, number[1])
    if row.get("part_of") is not None:
        result["part_of"] = clean.raw_span(row["part_of"], row["part_of"] + 1)[0]
    certainty = row["certainty"]
    after = bisect_right(ends, start)
    if certainty == "certain" and after < len(ends) and doubtful[after].start < end:
        certainty = "probable"  # a repair that is less than certain touches the quote
    result |= {
        "quote": clean.raw[start:end],
        "char_start": start,
        "char_end": end,
        "number_start": number[0],
        "number_end": number[1],
        "certainty": certainty,
    }
    return result


_INTERNAL = ("span", "number", "serves", "serves_total")
