"""A text under repair: rules see the text as it stands, the draft keeps the way back to raw.

Every rule reads the current text and yields `Edit`s in its offsets. `Draft.apply`
composes them with all earlier ones, so that at any time the repairs are
non-overlapping spans of the *raw* text. Where a later edit touches what an earlier
one changed, the two become one repair that names both rules.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from analysis.text.spans import Certainty, CleanText, Repair

_RANK: dict[Certainty, int] = {"certain": 0, "probable": 1, "uncertain": 2}


@dataclass(frozen=True, slots=True)
class Edit:
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
        applied: list[Edit] = []
        marks: list[Repair] = []
        at = 0
        for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
            if edit.certainty == "uncertain":
                marks.append(self._mark(edit))
            elif edit.start >= at and self.text[edit.start : edit.end] != edit.after:
                applied.append(edit)
                at = edit.end
        if not applied and not marks:
            return
        applied = _split_at_deletions(self.current, applied)
        repairs = list(_compose(self.current, applied)) if applied else list(self.current.repairs)
        self.current = CleanText.replay(self.current.raw, [*repairs, *self.current.marks, *marks])

    def _mark(self, edit: Edit) -> Repair:
        start, end = self.current.raw_span(edit.start, edit.end)
        before = self.current.raw[start:end]
        return Repair(start, end, before, edit.after, edit.rule, "uncertain")


def _split_at_deletions(current: CleanText, edits: list[Edit]) -> list[Edit]:
    """Cut edits of equal length where text was deleted inside them: finer repairs, no merging."""
    starts, ends = current.offsets.clean_starts, current.offsets.clean_ends
    if not starts:
        return edits
    split: list[Edit] = []
    for edit in edits:
        cuts = [edit.start]
        if len(edit.after) == edit.end - edit.start > 1:
            low, high = bisect_right(starts, edit.start), bisect_left(starts, edit.end)
            cuts += [starts[k] for k in range(low, high) if starts[k] == ends[k]]
        cuts = [*sorted(set(cuts)), edit.end]
        if len(cuts) == 2:
            split.append(edit)
            continue
        for low, high in pairwise(cuts):
            after = edit.after[low - edit.start : high - edit.start]
            if after != current.text[low:high]:
                split.append(Edit(low, high, after, edit.rule, edit.certainty))
    return split


def _compose(current: CleanText, edits: list[Edit]) -> Iterator[Repair]:
    """Repairs from raw to the text after ``edits``, merged where old and new ones meet."""
    old = current.repairs
    starts, ends = current.offsets.clean_starts, current.offsets.clean_ends
    entry = 0
    position = 0
    while position < len(edits):
        low, high = edits[position].start, edits[position].end
        while entry < len(old) and ends[entry] <= low:
            yield old[entry]
            entry += 1
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
        yield _merged(current, low, high, old[first_entry:entry], edits[first_edit:position])
    yield from old[entry:]


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
