"""The vocabulary of spans that every stage shares.

Two coordinate systems exist and are never mixed: *raw* offsets (code points of the
file as found) and *clean* offsets (code points of the repaired text). A `CleanText`
holds both and is the only way from one to the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import add, itemgetter, sub
from typing import Literal, NamedTuple

Certainty = Literal["certain", "probable", "uncertain"]
PassageKind = Literal["sentence", "list_item", "table_row", "heading"]
TableKind = Literal["indicators", "statistics", "projects", "other"]
SectionPart = Literal["body", "announcement", "annex", "participation", "navigation"]


class Repair(NamedTuple):
    """One change of the raw text, in raw offsets.

    ``uncertain`` repairs are marks for the reader: they are recorded and shown,
    never applied. ``before`` is always ``raw[start:end]``.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    certainty: Certainty = "certain"

    @property
    def applied(self) -> bool:
        return self.certainty != "uncertain"


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Clean ↔ raw offsets as one entry a repair: a text of 50 MB costs what its repairs cost.

    Entry ``k`` says that raw ``[raw_starts[k], raw_ends[k])`` became clean
    ``[clean_starts[k], clean_ends[k])``; between entries the texts are equal.
    """

    raw_starts: tuple[int, ...] = ()
    raw_ends: tuple[int, ...] = ()
    clean_starts: tuple[int, ...] = ()
    clean_ends: tuple[int, ...] = ()

    @classmethod
    def of(cls, applied: Sequence[Repair]) -> OffsetMap:
        """The map that these repairs make: applied ones, in order, without overlaps."""
        starts = [repair.start for repair in applied]
        ends = [repair.end for repair in applied]
        lengths = [len(repair.after) for repair in applied]
        gaps = map(sub, starts, [0, *ends])  # untouched text in front of each repair
        clean_ends = tuple(accumulate(map(add, gaps, lengths)))
        return cls(tuple(starts), tuple(ends), tuple(map(sub, clean_ends, lengths)), clean_ends)

    def shift_before(self, entry: int) -> int:
        """Raw minus clean offset in the untouched stretch in front of ``entry``."""
        return self.raw_ends[entry - 1] - self.clean_ends[entry - 1] if entry else 0

    def _is_even(self, entry: int) -> bool:
        raw_length = self.raw_ends[entry] - self.raw_starts[entry]
        return raw_length == self.clean_ends[entry] - self.clean_starts[entry]

    def raw_of(self, position: int) -> tuple[int, int]:
        """Raw span of the one clean character at ``position``."""
        if not self.raw_starts:
            return position, position + 1
        entry = bisect_right(self.clean_ends, position)
        inside = entry < len(self.clean_starts) and self.clean_starts[entry] <= position
        if inside and not self._is_even(entry):
            return self.raw_starts[entry], self.raw_ends[entry]
        if inside:
            start = self.raw_starts[entry] + position - self.clean_starts[entry]
        else:
            start = position + self.shift_before(entry)
        return start, start + 1

    def clean_low(self, start: int) -> int:
        """Number of clean characters that end at or before raw ``start``."""
        entry = bisect_right(self.raw_ends, start)
        if entry < len(self.raw_starts) and self.raw_starts[entry] < start:
            into = start - self.raw_starts[entry] if self._is_even(entry) else 0
            return self.clean_starts[entry] + into
        return start - self.shift_before(entry)

    def clean_high(self, end: int) -> int:
        """Number of clean characters that start before raw ``end``."""
        entry = bisect_left(self.raw_starts, end)
        if entry and self.raw_ends[entry - 1] > end:
            last = entry - 1
            if self._is_even(last):
                return self.clean_starts[last] + end - self.raw_starts[last]
            return self.clean_ends[last]
        return end - self.shift_before(entry)


@dataclass(frozen=True)
class CleanText:
    """A repaired text and the map back to its raw characters.

    Built from non-overlapping applied repairs by `CleanText.replay`. ``marks`` are
    the uncertain ones, in raw offsets, which may lie inside applied repairs.
    """

    raw: str
    text: str
    repairs: tuple[Repair, ...]
    marks: tuple[Repair, ...] = ()
    offsets: OffsetMap = field(repr=False, default=OffsetMap())

    @classmethod
    def replay(cls, raw: str, repairs: Sequence[Repair]) -> CleanText:
        """Apply ``repairs`` to ``raw``; the inverse map is total and monotone.

        A repair of equal length maps character by character; any other maps each
        of its clean characters to the whole raw span. Raises ValueError where a
        repair does not fit the raw text or overlaps another.
        """
        applied = sorted((r for r in repairs if r.applied), key=itemgetter(0, 1))
        marks = tuple(sorted((r for r in repairs if not r.applied), key=itemgetter(0, 1)))
        pieces: list[str] = []
        at = 0
        for repair in applied:
            if repair.start < at or raw[repair.start : repair.end] != repair.before:
                raise ValueError(f"repair does not fit the raw text: {repair}")
            pieces += (raw[at : repair.start], repair.after)
            at = repair.end
        pieces.append(raw[at:])
        return cls(raw, "".join(pieces), tuple(applied), marks, OffsetMap.of(applied))

    @cached_property
    def raw_starts(self) -> tuple[int, ...]:
        """Raw start of every clean character (written out on demand: one entry a character)."""
        return tuple(self.offsets.raw_of(i)[0] for i in range(len(self.text)))

    @cached_property
    def raw_ends(self) -> tuple[int, ...]:
        """Raw end of every clean character (written out on demand: one entry a character)."""
        return tuple(self.offsets.raw_of(i)[1] for i in range(len(self.text)))

    def raw_start(self, position: int) -> int:
        """Raw offset of the clean ``position``, which may be the end of the text."""
        return self.offsets.raw_of(position)[0] if position < len(self.text) else len(self.raw)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw span of the clean span ``[start, end)``; an empty span stays empty."""
        if start >= end:
            point = self.raw_start(start)
            return point, point
        return self.offsets.raw_of(start)[0], self.offsets.raw_of(end - 1)[1]

    def clean_span(self, start: int, end: int) -> tuple[int, int]:
        """Smallest clean span that covers raw ``[start, end)``; empty where it was deleted."""
        low = self.offsets.clean_low(start)
        return low, max(low, self.offsets.clean_high(end))


class Section(NamedTuple):
    """A chapter, section or numbered item; clean offsets; ``parent`` indexes the sections."""

    index: int  # type: ignore[assignment]  # hides a search of tuples that no caller wants
    parent: int | None
    depth: int
    label: str
    heading: str
    part: SectionPart
    start: int
    end: int


class Passage(NamedTuple):
    """The unit that is read: a sentence, list item, table row or heading, in clean offsets."""

    index: int  # type: ignore[assignment]  # as above
    section: int
    kind: PassageKind
    start: int
    end: int
    text: str


class Cell(NamedTuple):
    """One cell of a flattened table, in clean offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a flattened table: ``values[i]`` stands under ``headers[i]`` (None where empty).

    ``unit`` is the row's own cell in a column of units.
    """

    group: str
    label: Cell
    values: tuple[Cell | None, ...]
    unit: Cell | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in running text. ``headers`` name the columns after the label column.

    ``indicators``: what is planned, by year; ``statistics``: what is, one measure a column.
    """

    kind: TableKind
    caption: str
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    start: int
    end: int
    section: int


@dataclass(frozen=True)
class Structure:
    """What `segment` makes of a clean text. Sections and passages are in reading order."""

    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]

    @cached_property
    def _table_rows(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.kind == "table_row")

    def table_row_at(self, position: int) -> int | None:
        """Index of the passage of the table row in which ``position`` stands."""
        rows = self._table_rows
        near = bisect_right(rows, position, key=lambda passage: passage.start) - 1
        return rows[near].index if near >= 0 and position < rows[near].end else None


def is_inside(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether one of ``spans``, which are in order and apart, holds ``position``."""
    near = bisect_right(spans, position, key=itemgetter(0)) - 1
    return near >= 0 and position < spans[near][1]
