"""Sentences with their numerals: the stretch of clean text in which a row is read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from analysis.statements.shared_years import SharedYear, shared_years
from analysis.text.numerals import MEASURED, Numeral
from analysis.text.segment.sentences import pieces
from analysis.text.spans import Passage, Structure

_STOP = re.compile(r"[。！？!?\n]")
_EDGE = re.compile(r"[\t，,；;：:。！？\n、（(）)]")
#: Breaks between clauses; 、 also separates items of a list.
CLAUSE = frozenset("，,；;：:。！？\n\t")
ITEM = CLAUSE | {"、"}
_MARKS = re.compile(r"[—–\-·•●◆■★①-⑳\s\u3000]+(?=[^0-9])")
_BLANK = " \u3000\t"
_HAN = re.compile("[\u4e00-\u9fff]")
_ROW = 40
_START = attrgetter("start")


class _Edge(NamedTuple):
    """A break or bracket; ``group`` numbers the bracket it stands in (0: none).

    An opening bracket belongs to the group outside, and opens ``inner``.
    """

    position: int
    character: str
    group: int
    inner: int


class _Read(NamedTuple):
    text: str
    start: int
    end: int
    passage: int
    section: int
    numerals: tuple[Numeral, ...]


class Sentence(_Read):
    """A sentence in clean offsets, with all its numerals, its passage and its section."""

    @cached_property
    def quantities(self) -> list[Numeral]:
        """The numerals that measure something."""
        return [n for n in self.numerals if n.kind in MEASURED]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [n.start for n in self.quantities]

    @cached_property
    def shared_years(self) -> dict[int, SharedYear]:
        """The years that a list of numbers shares with a list of years, by start of number."""
        if not any(n.years for n in self.numerals):
            return {}
        return shared_years(self.text, self.start, self.numerals)

    @cached_property
    def wordless(self) -> frozenset[int]:
        """Starts of the numbers in a row without a word between them (00名00名00名…), all but
        its first: a row longer than any list names nothing that they could measure."""
        if len(self.quantities) <= _ROW:
            return frozenset()
        found: set[int] = set()
        row = self._quantity_starts[:1]
        for before, after in pairwise(self.quantities):
            if _HAN.search(self.slice(before.span_end, after.span_start)) is not None:
                row = []
            row.append(after.start)
            if len(row) > _ROW:
                found.update(row[1:] if len(row) == _ROW + 1 else row[-1:])
        return frozenset(found)

    def quantities_within(self, low: int, high: int) -> list[Numeral]:
        """The quantities that begin in ``[low, high)``."""
        starts = self._quantity_starts
        first = bisect_left(starts, low)
        return self.quantities[first : bisect_left(starts, high, first)]

    def quantity_from(self, at: int) -> Numeral | None:
        """The first quantity that begins at ``at`` or behind it."""
        index = bisect_left(self._quantity_starts, at)
        return self.quantities[index] if index < len(self.quantities) else None

    def slice(self, start: int, end: int) -> str:
        """Text between two clean offsets, kept inside the sentence."""
        low = start - self.start
        return self.text[low if low > 0 else 0 : end - self.start if end > self.start else 0]

    @cached_property
    def _breaks(self) -> tuple[list[_Edge], list[int]]:
        """Breaks and brackets outside numbers, in order, and their positions."""
        edges: list[_Edge] = []
        open_groups = [0]
        last = 0
        for match in _EDGE.finditer(self.text):
            position, character = match.start() + self.start, match.group()
            if self._in_numeral(position):
                continue
            if character in "（(":
                last += 1
                edges.append(_Edge(position, "（", open_groups[-1], last))
                open_groups.append(last)
            elif character in "）)":
                closed = open_groups.pop() if len(open_groups) > 1 else 0
                edges.append(_Edge(position, "）", open_groups[-1], closed))
            else:
                edges.append(_Edge(position, character, open_groups[-1], 0))
        return edges, [edge.position for edge in edges]

    @cached_property
    def _found(self) -> dict[tuple[int, int], int]:
        """Edges already found: every question about a number asks for the same few.

        By place and number of breaks, which is negative for right edges.
        """
        return {}

    @cached_property
    def _asides(self) -> dict[int, bool]:
        return {}

    def _in_numeral(self, position: int) -> bool:
        before = bisect_left(self.numerals, position, key=_START) - 1
        return before >= 0 and position < self.numerals[before].end

    def _group(self, index: int) -> int:
        """Bracket group of the text between edges ``index - 1`` and ``index``."""
        if index == 0:
            return 0
        edge = self._breaks[0][index - 1]
        return edge.inner if edge.character == "（" else edge.group

    def left_edge(self, at: int, breaks: frozenset[str] = CLAUSE) -> int:
        """Start of the clause (or item) in which ``at`` stands; brackets are whole or edges."""
        known = self._found.get((at, len(breaks)))
        if known is not None:
            return known
        edges, positions = self._breaks
        index = bisect_left(positions, at)
        group = self._group(index)
        cut = self.start
        while index:
            index -= 1
            edge = edges[index]
            opens_here = edge.character == "（" and edge.inner == group and group
            if opens_here or (edge.group == group and edge.character in breaks):
                cut = edge.position + 1
                break
        while cut < at and self.text[cut - self.start] in _BLANK:
            cut += 1
        self._found[at, len(breaks)] = cut
        return cut

    def past_marks(self, at: int) -> int:
        """The first position from ``at`` on that holds no mark of a list (——, ●, ①)."""
        marks = _MARKS.match(self.text, at - self.start)
        return self.start + marks.end() if marks is not None else at

    def right_edge(self, at: int, breaks: frozenset[str] = CLAUSE) -> int:
        """End of the clause (or item) in which ``at`` stands; an aside in brackets is one."""
        known = self._found.get((at, -len(breaks)))
        if known is None:
            known = self._found[at, -len(breaks)] = self._edge_behind(at, breaks)
        return known

    def _edge_behind(self, at: int, breaks: frozenset[str]) -> int:
        edges, positions = self._breaks
        first = bisect_left(positions, at)
        group = self._group(first)
        for index in range(first, len(edges)):
            edge = edges[index]
            if edge.character == "）" and edge.inner == group and group:
                return edge.position
            if edge.group != group:
                continue
            if edge.character in breaks:
                return edge.position
            if edge.character == "（" and (edge.position == at or self._is_aside(index)):
                return edge.position
        return self.end

    def _is_aside(self, index: int) -> bool:
        """Whether the bracket opened by an edge holds a quantity or clauses of its own."""
        known = self._asides.get(index)
        if known is None:
            known = self._asides[index] = self._tells_apart(index)
        return known

    def _tells_apart(self, index: int) -> bool:
        edges, end = self._breaks[0], self.end
        opening = edges[index]
        for edge in edges[index + 1 :]:
            if edge.inner == opening.inner and edge.character == "）":
                end = edge.position
                break
            if edge.group == opening.inner and edge.character in CLAUSE:
                return True
        return bool(self.quantities_within(opening.position + 1, end))


def sentences(
    text: str,
    passage: Passage,
    structure: Structure,
    numerals: Sequence[Numeral],
    starts: list[int],
) -> Iterator[Sentence]:
    """The sentences of a passage, without its label; ``starts`` are those of ``numerals``.

    A heading, an item or a cell without end comes in pieces.
    """
    label = structure.sections[passage.section].label
    low = passage.start + (len(label) if label and passage.text.startswith(label) else 0)
    stops = [match.end() for match in _STOP.finditer(text, low, passage.end)]
    for stop in (*stops, passage.end):
        for start, end in pieces(text, low, stop):
            if end > start + 1:
                first = bisect_left(starts, start)
                inside = tuple(numerals[first : bisect_left(starts, end, first)])
                yield Sentence(text[start:end], start, end, passage.index, passage.section, inside)
        low = stop
