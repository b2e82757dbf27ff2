"""Overlapping spans over one text as properly nested HTML.

Statements may contain, equal or cross one another; repairs and numerals lie inside or across
them. An element that crosses another is cut and goes on without its id, so every id stands in
the page once, at the first character it covers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from analysis.publish.markup import html


@dataclass(frozen=True)
class Mark:
    """A span of clean text and the tags around it. ``rank`` orders equal spans, outermost first.

    ``first`` opens the first piece, ``later`` every further one; both are finished HTML.
    ``number`` is where the number of a statement stands: in a table its row alone is marked,
    although the quotation of a flattened table runs across the rows between.
    """

    start: int
    end: int
    rank: int
    first: str
    later: str
    close: str
    number: int = -1


class Annotator:
    """Sets pieces of ``text`` with the marks that lie in them; one page uses one annotator."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self.text = text
        self.marks = sorted(marks, key=lambda m: (m.start, -m.end, m.rank))
        self.starts = [mark.start for mark in self.marks]
        # The farthest end so far: marks before the first that reaches past a place never touch it.
        self.reach = list(accumulate((mark.end for mark in self.marks), max))
        self.opened: set[int] = set()

    def piece(
        self, start: int, end: int, points: bool = True, row: Sequence[tuple[int, int]] = ()
    ) -> str:
        """``text[start:end]`` as HTML. Empty marks at a point are set when ``points``.

        ``row`` are the spans of the table row that the piece is a cell of: statements whose
        number stands in another row are left out.
        """
        near = range(bisect_right(self.reach, start), bisect_left(self.starts, end))
        inside = [
            (number, mark)
            for number, mark in ((number, self.marks[number]) for number in near)
            if start < mark.end and mark.start < mark.end and _belongs(mark, row)
        ]
        empty = self._empty(start, end) if points else []
        cuts = {start, end}
        for _, mark in inside:
            cuts.update((max(mark.start, start), min(mark.end, end)))
        cuts.update(mark.start for _, mark in empty)
        out: list[str] = []
        stack: list[tuple[int, Mark]] = []
        ordered = sorted(cuts)
        for at, following in zip(ordered, [*ordered[1:], None], strict=True):
            self._close(stack, at, out)
            out.extend(self._point(number, mark) for number, mark in empty if mark.start == at)
            if following is None:
                break
            for number, mark in inside:
                if max(mark.start, start) == at:
                    stack.append((number, mark))
                    out.append(self._open(number, mark))
            out.append(str(html(self.text[at:following])))
        out.extend(mark.close for _, mark in reversed(stack))
        return "".join(out)

    def _empty(self, start: int, end: int) -> list[tuple[int, Mark]]:
        """Marks whose characters are all gone from the clean text, each to be set once."""
        last = end == len(self.text)
        stop = bisect_right(self.starts, end) if last else bisect_left(self.starts, end)
        return [
            (number, self.marks[number])
            for number in range(bisect_left(self.starts, start), stop)
            if self.marks[number].start >= self.marks[number].end and number not in self.opened
        ]

    def _point(self, number: int, mark: Mark) -> str:
        return self._open(number, mark) + mark.close

    def _open(self, number: int, mark: Mark) -> str:
        if number in self.opened:
            return mark.later
        self.opened.add(number)
        return mark.first

    def _close(self, stack: list[tuple[int, Mark]], at: int, out: list[str]) -> None:
        """Close what ends at ``at``; what stood inside it and goes on is opened again."""
        lowest = next((i for i, (_, mark) in enumerate(stack) if mark.end <= at), None)
        if lowest is None:
            return
        going_on = [(n, mark) for n, mark in stack[lowest:] if mark.end > at]
        while len(stack) > lowest:
            out.append(stack.pop()[1].close)
        for number, mark in going_on:
            stack.append((number, mark))
            out.append(mark.later)


def _belongs(mark: Mark, row: Sequence[tuple[int, int]]) -> bool:
    return not row or mark.number < 0 or any(low <= mark.number < high for low, high in row)
