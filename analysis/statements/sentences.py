"""Sentences with their numerals: the stretch of clean text in which a row is read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.text.numerals import MEASURED, Numeral
from analysis.text.spans import Structure

_STOP = re.compile(r"[。！？!?\n]")
_CLOSE = re.compile("[）)]")
#: Breaks between clauses; 、 also separates items of a list.
CLAUSE = "，,；;：:。！？\n"
ITEM = CLAUSE + "、"


@dataclass(frozen=True)
class Sentence:
    """A sentence in clean offsets, with all its numerals, its passage and its section."""

    text: str
    start: int
    end: int
    passage: int
    section: int
    kind: str
    numerals: tuple[Numeral, ...]

    @property
    def quantities(self) -> list[Numeral]:
        """The numerals that measure something."""
        return [n for n in self.numerals if n.kind in MEASURED]

    def slice(self, start: int, end: int) -> str:
        """Text between two clean offsets, kept inside the sentence."""
        return self.text[max(start, self.start) - self.start : max(end, self.start) - self.start]

    def left_edge(self, at: int, breaks: str = CLAUSE) -> int:
        """Start of the clause (or item) in which ``at`` stands; brackets are whole or edges."""
        depth, position = 0, at - 1
        while position >= self.start:
            character = self.text[position - self.start]
            if character in "）)":
                depth += 1
            elif character in "（(":
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and character in breaks and not self._in_numeral(position):
                break
            position -= 1
        cut = position + 1
        while cut < at and self.text[cut - self.start] in " \u3000\t":
            cut += 1
        return cut

    def right_edge(self, at: int, breaks: str = CLAUSE) -> int:
        """End of the clause (or item) in which ``at`` stands; a bracket with numbers is an edge."""
        depth, position = 0, at
        while position < self.end:
            character = self.text[position - self.start]
            if character in "（(":
                if depth == 0 and self._counts_inside(position):
                    return position
                depth += 1
            elif character in "）)":
                if depth == 0:
                    return position
                depth -= 1
            elif depth == 0 and character in breaks and not self._in_numeral(position):
                return position
            position += 1
        return self.end

    def _counts_inside(self, position: int) -> bool:
        """Whether the bracket that opens at ``position`` holds a quantity."""
        close = _CLOSE.search(self.text, position - self.start)
        end = self.start + close.start() if close is not None else self.end
        return any(position < n.start < end for n in self.quantities)

    def _in_numeral(self, position: int) -> bool:
        return any(n.start < position < n.end for n in self.numerals)


def sentences(text: str, structure: Structure, numerals: Sequence[Numeral]) -> Iterator[Sentence]:
    """Sentences that hold a measured numeral or none at all, passage by passage.

    Table rows of indicator tables are left out: `tables` reads them cell by cell.
    """
    starts = [n.start for n in numerals]
    tables = [(t.start, t.end) for t in structure.tables if t.kind == "indicators"]
    for passage in structure.passages:
        if any(low <= passage.start < high for low, high in tables):
            continue
        label = structure.sections[passage.section].label
        body = passage.start + (len(label) if label and passage.text.startswith(label) else 0)
        for low, high in _cuts(text, body, passage.end):
            inside = numerals[bisect_left(starts, low) : bisect_left(starts, high)]
            yield Sentence(
                text[low:high], low, high, passage.index, passage.section, passage.kind,
                tuple(inside),
            )  # fmt: skip


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence spans of a passage."""
    low = start
    for match in _STOP.finditer(text, start, end):
        if match.end() > low + 1:
            yield low, match.end()
        low = match.end()
    if low < end:
        yield low, end
