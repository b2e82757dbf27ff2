"""Two states of a table, compared cell by cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis import tabular

Rows = dict[str, dict[str, str]]
GONE, NEW = "gone", "new"


@dataclass(frozen=True)
class Change:
    """One cell that differs; ``field`` is empty where the whole record is new or gone."""

    table: str
    record: str
    field: str
    old: str
    new: str

    @property
    def kind(self) -> str:
        """``changed``, ``new`` or ``gone``."""
        return "changed" if self.field else (NEW if self.new else GONE)


def rows_of(text: str, key: Sequence[str]) -> Rows:
    """The rows of a CSV by their key, cells as written."""
    reader = tabular.records(io.StringIO(text, newline=""))
    return {"/".join(str(row.get(name) or "") for name in key): row for row in reader}


def changes_of(table: str, old: Rows, new: Rows) -> Iterator[Change]:
    """What differs between two states, in order of record; columns of one state only are left
    out.
    """
    for record in sorted(old.keys() | new.keys()):
        if record not in new:
            yield Change(table, record, "", GONE, "")
        elif record not in old:
            yield Change(table, record, "", "", NEW)
        else:
            for field, value in new[record].items():
                if field in old[record] and old[record][field] != value:
                    yield Change(table, record, field, str(old[record][field]), value)
