"""The vocabulary of spans that every stage shares.

Two coordinate systems exist and are never mixed: *raw* offsets (code points of the
file as found) and *clean* offsets (code points of the repaired text). A `CleanText`
holds both and is the only way from one to the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Certainty = Literal["certain", "probable", "uncertain"]
PassageKind = Literal["sentence", "list_item", "table_row", "heading"]
SectionPart = Literal["body", "announcement", "annex", "participation", "navigation"]


@dataclass(frozen=True, slots=True)
class Repair:
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
    # raw_starts[i] / raw_ends[i]: the raw span that clean character i stands for.
    raw_starts: tuple[int, ...] = field(repr=False, default=())
    raw_ends: tuple[int, ...] = field(repr=False, default=())

    @classmethod
    def replay(cls, raw: str, repairs: Sequence[Repair]) -> CleanText:
        """Apply ``repairs`` to ``raw``; the inverse map is total and monotone.

        A repair of equal length maps character by character; any other maps each
        of its clean characters to the whole raw span. Raises ValueError where a
        repair does not fit the raw text or overlaps another.
        """
        applied = sorted((r for r in repairs if r.applied), key=lambda r: (r.start, r.end))
        marks = tuple(sorted((r for r in repairs if not r.applied), key=lambda r: (r.start, r.end)))
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for repair in applied:
            if repair.start < at or raw[repair.start : repair.end] != repair.before:
                raise ValueError(f"repair does not fit the raw text: {repair}")
            pieces.append(raw[at : repair.start])
            starts.extend(range(at, repair.start))
            ends.extend(range(at + 1, repair.start + 1))
            pieces.append(repair.after)
            if len(repair.after) == repair.end - repair.start:
                starts.extend(range(repair.start, repair.end))
                ends.extend(range(repair.start + 1, repair.end + 1))
            else:
                starts.extend([repair.start] * len(repair.after))
                ends.extend([repair.end] * len(repair.after))
            at = repair.end
        pieces.append(raw[at:])
        starts.extend(range(at, len(raw)))
        ends.extend(range(at + 1, len(raw) + 1))
        return cls(raw, "".join(pieces), tuple(applied), marks, tuple(starts), tuple(ends))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw span of the clean span ``[start, end)``; an empty span stays empty."""
        if start >= end:
            point = self.raw_starts[start] if start < len(self.text) else len(self.raw)
            return point, point
        return self.raw_starts[start], self.raw_ends[end - 1]

    def clean_span(self, start: int, end: int) -> tuple[int, int]:
        """Smallest clean span that covers the raw span ``[start, end)``; empty where it was deleted."""
        low = bisect_right(self.raw_ends, start)
        high = bisect_left(self.raw_starts, end)
        return low, max(low, high)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, section or numbered item; clean offsets; ``parent`` indexes the list of sections."""

    index: int
    parent: int | None
    depth: int
    label: str
    heading: str
    part: SectionPart
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is read: a sentence, list item, table row or heading, in clean offsets."""

    index: int
    section: int
    kind: PassageKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a flattened table, in clean offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a flattened table: ``values[i]`` stands under ``headers[i]`` (None where empty)."""

    group: str
    label: Cell
    values: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in running text. ``headers`` name the columns after the label column."""

    kind: Literal["indicators", "projects", "other"]
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
