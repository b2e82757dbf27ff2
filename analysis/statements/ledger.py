"""The ledger: every numeral of the raw text once, each with a class."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from analysis.text.numerals import Numeral
from analysis.text.spans import CleanText, Structure, is_inside

Row = dict[str, Any]
_NUMERAL = re.compile(r"[0-9０-９]+|[零〇○一二三四五六七八九十百千万亿两萬億兩]+")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_RULE_CLASSES = (
    ("page", "page_number"),
    ("running", "page_number"),
    ("mojibake", "code"),
    ("footnote", "list_number"),
    ("html", "code"),
    ("pinyin", "code"),
    ("date", "date"),
)


def ledger(
    clean: CleanText, numerals: Iterable[Numeral], tables: Sequence[tuple[str, Sequence[Row]]],
    structure: Structure,
) -> list[Row]:  # fmt: skip
    """Ledger rows in raw offsets: ``char_start, char_end, text, class, serves``.

    ``tables`` pairs a class with the statement rows that claim it. ``serves`` is the raw
    start of the number of that statement. Every run of digits and every Chinese numeral
    character of the raw text lies in exactly one row.
    """
    owners = {
        start: (name, row["number"][0])
        for name, rows in reversed(tables)
        for row in reversed(rows)
        for start in row["serves"]
    }
    places = _Places(clean.text, structure)
    rows: list[Row] = []
    at = 0
    for numeral in numerals:
        low, high = clean.raw_span(numeral.start, numeral.end)
        low = max(low, at)
        if low < high:
            kind, serves = _class(numeral, owners, places)
            rows.append(_row(clean, low, high, kind, serves))
            at = high
    return sorted([*rows, *_lost(clean, rows)], key=lambda row: int(row["char_start"]))


def _lost(clean: CleanText, rows: list[Row]) -> Iterator[Row]:
    """Numerals of the raw text that the clean text no longer has: classed by their repair."""
    covered = iter(rows)
    row = next(covered, None)
    for match in _NUMERAL.finditer(clean.raw):
        at, end = match.span()
        while row is not None and row["char_start"] < end:
            if at < row["char_start"]:
                yield _row(clean, at, row["char_start"], _repaired_class(clean, at), None)
            at = max(at, row["char_end"])
            if row["char_end"] > end:
                break
            row = next(covered, None)
        if at < end:
            yield _row(clean, at, end, _repaired_class(clean, at), None)


class _Places:
    """Where a number is a label: in front of a section, in a table of projects, in a caption."""

    def __init__(self, text: str, structure: Structure) -> None:
        self._labels = [
            (section.start, section.start + len(section.label))
            for section in structure.sections
            if section.label and text.startswith(section.label, section.start)
        ]
        self._starts = [start for start, _ in self._labels]
        self._tables = [(t.start, t.end) for t in structure.tables if t.kind == "projects"]
        self._captions: set[int] = set()
        for table in structure.tables:
            at = text.rfind(table.caption, max(0, table.start - 200), table.start + 80)
            if table.caption and at >= 0:
                self._captions.update(range(at, at + len(table.caption)))

    def label(self, at: int) -> str | None:
        """Class of a numeral at ``at`` that stands in such a place, or None."""
        index = bisect_right(self._starts, at) - 1
        if index >= 0 and at < self._labels[index][1]:
            return "section_number"
        if at in self._captions:
            return "section_number"
        return "list_number" if is_inside(self._tables, at) else None


def _class(
    numeral: Numeral, owners: dict[int, tuple[str, int]], places: _Places
) -> tuple[str, int | None]:
    owner = owners.get(numeral.start)
    if owner is not None:
        return owner
    if numeral.kind in ("quantity", "money", "other"):
        return places.label(numeral.start) or "other", None
    return numeral.kind, None


def _row(clean: CleanText, low: int, high: int, kind: str, serves: int | None) -> Row:
    return {
        "char_start": low,
        "char_end": high,
        "text": clean.raw[low:high],
        "class": kind,
        "serves": None if serves is None else clean.raw_span(serves, serves + 1)[0],
    }


def _repaired_class(clean: CleanText, at: int) -> str:
    index = bisect_right(clean.repairs, at, key=lambda repair: repair.start) - 1
    if index >= 0 and at < clean.repairs[index].end:
        for words, kind in _RULE_CLASSES:
            if words in clean.repairs[index].rule:
                return kind
    return "other" if clean.raw[at] in _DIGITS else "lexical"
