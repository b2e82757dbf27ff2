"""Reading CSV whose cells may be of any length.

Python refuses a cell of more than 131,072 characters, which a passage of a text without line
or sentence ends exceeds.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

_LONGEST = 2**31 - 1  # what every system takes; beyond it memory ends before the limit does


def records(lines: Iterable[str]) -> csv.DictReader[str]:
    """The rows by the names in the first line, cells as written."""
    csv.field_size_limit(_LONGEST)
    return csv.DictReader(lines)


def cells(lines: Iterable[str]) -> Iterator[list[str]]:
    """The rows with the first line, cells as written."""
    csv.field_size_limit(_LONGEST)
    return csv.reader(lines)
