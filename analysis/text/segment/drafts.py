"""A table while it is read: its rows, and the spans they cover."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.text.spans import Table, TableKind, TableRow

_CAPTION_LIMIT = 60
_NO_TITLE = re.compile(r"[。\t|]")


@dataclass(slots=True)
class TableDraft:
    """A table before its section is known."""

    kind: TableKind
    caption: str
    headers: tuple[str, ...]
    start: int
    end: int
    rows: list[TableRow] = field(default_factory=list)

    def place(self, section: int) -> Table:
        return Table(
            self.kind, self.caption, self.headers, tuple(self.rows), self.start, self.end, section
        )

    def row_spans(self) -> list[tuple[int, int]]:
        """Spans of its rows; rows whose cells interleave share one span."""
        spans: list[tuple[int, int]] = []
        for row in self.rows:
            cells = [row.label, *(value for value in (*row.values, row.unit) if value)]
            low, high = min(c.start for c in cells), max(c.end for c in cells)
            if spans and low < spans[-1][1]:
                low, high = spans[-1][0], max(high, spans.pop()[1])
            spans.append((low, high))
        return spans


def caption(text: str, start: int) -> str:
    """The line above a table, when it reads like a title."""
    above = text[max(0, start - 300) : start].rstrip()
    line = above.rsplit("\n", 1)[-1].strip()
    return line if len(line) <= _CAPTION_LIMIT and not _NO_TITLE.search(line) else ""
