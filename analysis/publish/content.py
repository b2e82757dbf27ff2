"""What the publish layer is given: tables, texts and schemas, never a file of theirs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.publish.values import records
from analysis.schema import TableSchema
from analysis.text.spans import CleanText, Structure

STATEMENT_TABLES = ("targets", "funding")


@dataclass(frozen=True)
class Content:
    """Everything pages are made of besides the notebooks.

    ``tables``: curated tables by name, columns as in their schema (an absent one is empty).
    ``texts``: for each doc_id its repaired text and its structure.
    ``schemas``: the table schemas, for the codebook and the downloads.
    """

    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, tuple[CleanText, Structure]] = field(default_factory=dict)
    schemas: Mapping[str, TableSchema] = field(default_factory=dict)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as plain dicts."""
        return records(self.tables.get(table))

    @cached_property
    def statements(self) -> dict[str, dict[str, Any]]:
        """Targets and funding by statement_id, each with its ``table``."""
        return {
            str(row["statement_id"]): {**row, "table": table}
            for table in STATEMENT_TABLES
            for row in self.rows(table)
        }

    @cached_property
    def documents(self) -> dict[str, dict[str, Any]]:
        return {str(row["doc_id"]): row for row in self.rows("documents")}

    @cached_property
    def regions(self) -> dict[str, dict[str, Any]]:
        return {str(row["region_id"]): row for row in self.rows("regions")}

    @cached_property
    def covered_regions(self) -> list[dict[str, Any]]:
        """Regions that have a document, in table order; parents of theirs are left out."""
        present = {str(row.get("region_id")) for row in self.documents.values()}
        return [row for key, row in self.regions.items() if key in present]

    @cached_property
    def glosses(self) -> dict[str, str]:
        return {str(r["statement_id"]): str(r["gloss_en"] or "") for r in self.rows("glosses")}

    @cached_property
    def indicators(self) -> dict[str, dict[str, Any]]:
        return {str(row["indicator_id"]): row for row in self.rows("indicators")}

    @cached_property
    def digest(self) -> str:
        """Hash of every table and text, as they are written to CSV."""
        content = hashlib.sha256()
        for name in sorted(self.tables):
            content.update(f"{name}\n{csv_text(self.tables[name])}\0".encode())
        for doc_id in sorted(self.texts):
            content.update(f"{doc_id}\n{self.texts[doc_id][0].raw}\0".encode())
        return content.hexdigest()


def csv_text(frame: pd.DataFrame) -> str:
    """A table as CSV text for hashing and comparing: plain spellings, LF."""
    rows = [[("" if v is None else str(v)) for v in row.values()] for row in records(frame)]
    named = pd.DataFrame(rows, columns=[str(name) for name in frame.columns])
    return str(named.to_csv(index=False, lineterminator="\n"))
