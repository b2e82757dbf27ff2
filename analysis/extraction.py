"""Statements of one text as records: what `extract` writes and `add` previews."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from analysis.reading import Lexicons, Reading, read_text, statement_tables
from analysis.statements.indicators import match

Record = dict[str, Any]


def doc_id_of(path: Path) -> str:
    """The file's stem, made safe for an id: separators and control characters become ``_``."""
    return re.sub(r"[\s/\\\x00-\x1f\x7f]+", "_", path.stem).strip(".") or "document"


def records_of(raw: str, doc_id: str, lexicons: Lexicons) -> list[Record]:
    """One record a statement, with ``table`` and the columns of that table, in text order."""
    return records_of_reading(read_text(raw, lexicons), doc_id, lexicons)


def records_of_reading(reading: Reading, doc_id: str, lexicons: Lexicons) -> list[Record]:
    """`records_of` a text that was read already."""
    tables = statement_tables(doc_id, None, reading)
    records = []
    for name in ("targets", "funding"):
        for row in tables[name]:
            if name == "targets":
                row["indicator_id"] = match(
                    row["indicator"], row.get("unit"), row.get("level"), lexicons.indicators
                )
            record: Record = {"table": name}
            for key, value in row.items():
                record[key] = plain(value) if type(value) is Decimal else value
            records.append(record)
    return sorted(records, key=lambda record: (record["number_start"], record["statement_id"]))


def plain(value: Any) -> Any:
    """A value as JSON holds it: whole decimals as integers, others as numbers that print
    the same digits, and as text where a float could not hold them exactly."""
    if not isinstance(value, Decimal):
        return value
    if value.adjusted() > 300:
        return str(value)
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
