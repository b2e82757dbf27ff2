"""A text under repair: rules see the text as it stands, the draft keeps the way back to raw.

Every rule reads the current text and yields `Edit`s in its offsets. `Draft.apply`
composes them with all earlier ones, so that at any time the repairs are
non-overlapping spans of the *raw* text. Where a later edit touches what an earlier
one changed, the two become one repair that names both rules.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from analysis.text.spans import Certainty, CleanText, OffsetMap, Repair

_RANK: dict[Certainty, int] = {"certain": 0, "probable": 1, "uncertain": 2}


class Edit(NamedTuple):
    """One change of the current text: ``text[start:end]`` becomes ``after``."""

    start: int
    end: int
    after: str
    rule: str
    certainty: Certainty = "certain"


class Draft:
    """The current text, the repairs that lead to it, and the marks left beside it."""

    def __init__(self, raw: str) -> None:
        self.current = CleanText.replay(raw, ())

    @property
    def text(self) -> str:
        return self.current.text

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply the edits of one rule: sorted, non-overlapping; uncertain ones become marks.

        An applied edit that overlaps the one before it is dropped: the first reading
        of a stretch wins within a rule.
        """
        text = self.text
        applied: list[Edit] = []
        marks: list[Repair] = []
        at = 0
        for edit in _in_order(edits):
            if edit.certainty == "uncertain":
                marks.append(self._mark(edit))
            elif edit.start >= at and text[edit.start : edit.end] != edit.after:
                applied.append(edit)
                at = edit.end
        if marks:
            self._set_beside(marks)
        if applied:
            self._rewrite(_split_at_deletions(self.current, applied))

    def _mark(self, edit: Edit) -> Repair:
        start, end = self.current.raw_span(edit.start, edit.end)
        before = self.current.raw[start:end]
        return Repair(start, end, before, edit.after, edit.rule, "uncertain")

    def _set_beside(self, marks: list[Repair]) -> None:
        ordered = sorted([*self.current.marks, *marks], key=itemgetter(0, 1))
        self.current = replace(self.current, marks=tuple(ordered))

    def _rewrite(self, edits: list[Edit]) -> None:
        """The text after ``edits`` from the text before them, never from the raw text anew."""
        text = self.text
        pieces: list[str] = []
        at = 0
        for edit in edits:
            pieces += (text[at : edit.start], edit.after)
            at = edit.end
        pieces.append(text[at:])
        repairs = tuple(_compose(self.current, edits))
        self.current = replace(
            self.current, text="".join(pieces), repairs=repairs, offsets=OffsetMap.of(repairs)
        )


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    """By start, the longer first: two passes over what mostly comes in order already."""
    ordered = sorted(edits, key=itemgetter(1), reverse=True)
    ordered.sort(key=itemgetter(0))
    return ordered


def _split_at_deletions(current: CleanText, edits: list[Edit]) -> list[Edit]:
    """Cut edits of equal length where text was deleted inside them: finer repairs, no merging."""
    if not current.repairs:
        return edits
    split: list[Edit] = []
    for edit in edits:
        cuts = _deletions_inside(current.offsets, edit)
        if not cuts:
            split.append(edit)
            continue
        for low, high in pairwise([edit.start, *cuts, edit.end]):
            after = edit.after[low - edit.start : high - edit.start]
            if after != current.text[low:high]:
                split.append(Edit(low, high, after, edit.rule, edit.certainty))
    return split


def _deletions_inside(offsets: OffsetMap, edit: Edit) -> list[int]:
    """Where text was deleted inside the stretch of an edit of equal length."""
    if len(edit.after) != edit.end - edit.start or len(edit.after) < 2:
        return []
    starts, ends = offsets.clean_starts, offsets.clean_ends
    low = bisect_right(starts, edit.start)
    high = bisect_left(starts, edit.end, low)
    if low == high:
        return []  # the way of most
    return sorted({starts[k] for k in range(low, high) if starts[k] == ends[k]})


def _compose(current: CleanText, edits: list[Edit]) -> list[Repair]:
    """Repairs from raw to the text after ``edits``, merged where old and new ones meet."""
    old, offsets = current.repairs, current.offsets
    starts, ends = offsets.clean_starts, offsets.clean_ends
    composed: list[Repair] = []
    entry = 0
    position = 0
    while position < len(edits):
        low, high = edits[position].start, edits[position].end
        reached = bisect_right(ends, low, entry)
        composed += old[entry:reached]
        entry = reached
        if low < high and (entry == len(old) or starts[entry] >= high):
            composed.append(_alone(current, edits[position], entry))
            position += 1
            continue
        first_entry, first_edit = entry, position
        position += 1
        while True:
            if entry < len(old) and _meets(starts[entry], ends[entry], low, high):
                low, high = min(low, starts[entry]), max(high, ends[entry])
                entry += 1
            elif position < len(edits) and edits[position].start < high:
                high = max(high, edits[position].end)
                position += 1
            else:
                break
        old_part, new_part = old[first_entry:entry], edits[first_edit:position]
        composed.append(_merged(current, low, high, old_part, new_part))
    composed += old[entry:]
    return composed


def _alone(current: CleanText, edit: Edit, entry: int) -> Repair:
    """The repair for an edit of untouched text in front of the earlier repair ``entry``."""
    shift = current.offsets.shift_before(entry)
    start, end = edit.start + shift, edit.end + shift
    return Repair(start, end, current.raw[start:end], edit.after, edit.rule, edit.certainty)


def _meets(start: int, end: int, low: int, high: int) -> bool:
    """Whether an earlier repair's clean span shares text with a new one, or lies inside it."""
    if start == end:
        return low < start < high
    return start < high and end > low


def _merged(
    current: CleanText, low: int, high: int, old: Iterable[Repair], edits: list[Edit]
) -> Repair:
    """One repair for the clean stretch ``[low, high)`` with ``edits`` made in it."""
    earlier = list(old)
    start, end = _raw_bounds(current, low, high)
    pieces: list[str] = []
    at = low
    for edit in edits:
        pieces += (current.text[at : edit.start], edit.after)
        at = edit.end
    pieces.append(current.text[at:high])
    rules = list(dict.fromkeys([r.rule for r in earlier] + [e.rule for e in edits]))
    levels = [r.certainty for r in earlier] + [e.certainty for e in edits]
    certainty = max(levels, key=lambda level: _RANK[level])
    return Repair(start, end, current.raw[start:end], "".join(pieces), "+".join(rules), certainty)


def _raw_bounds(current: CleanText, low: int, high: int) -> tuple[int, int]:
    """Raw span of a clean stretch; an insertion point keeps to the left of deletions there."""
    if low < high:
        return current.raw_span(low, high)
    point = current.raw_span(low - 1, low)[1] if low else 0
    return point, point
