"""What the publish layer is given: tables, texts and schemas, never a file of theirs."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.figures.setting import display_order
from analysis.publish.markup import csv_cell
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
    ``themes``: for each region_id and language its most distinctive themes, in words.
    ``sidecars``: for each doc_id its sidecar, for the defects in both languages.
    """

    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, tuple[CleanText, Structure]] = field(default_factory=dict)
    schemas: Mapping[str, TableSchema] = field(default_factory=dict)
    themes: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    sidecars: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def _rows(self) -> dict[str, list[dict[str, Any]]]:
        return {name: records(frame) for name, frame in self.tables.items()}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as plain dicts."""
        return self._rows.get(table, [])

    @cached_property
    def csv(self) -> dict[str, str]:
        """Each table as CSV for download: UTF-8, LF, no cell a spreadsheet takes for a formula."""
        return {name: self._csv(name) for name in sorted(self.tables)}

    def _csv(self, table: str) -> str:
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([str(name) for name in self.tables[table].columns])
        for row in self.rows(table):
            writer.writerow([csv_cell(_spelt(value)) for value in row.values()])
        return stream.getvalue()

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
        """Regions that have a document, each child after its parent; other parents are left out."""
        regions, documents = self.tables.get("regions"), self.tables.get("documents")
        if regions is None or documents is None:
            return []
        return [self.regions[key] for key in display_order(regions, documents)]

    @cached_property
    def passage_documents(self) -> dict[str, str]:
        """passage_id → the document it stands in."""
        return {str(row["passage_id"]): str(row["doc_id"]) for row in self.rows("passages")}

    @cached_property
    def glosses(self) -> dict[str, str]:
        return {str(r["statement_id"]): str(r["gloss_en"] or "") for r in self.rows("glosses")}

    @cached_property
    def indicators(self) -> dict[str, dict[str, Any]]:
        return {str(row["indicator_id"]): row for row in self.rows("indicators")}

    @cached_property
    def _reports(self) -> dict[str, dict[str, Any]]:
        return {str(row["notebook"]): row for row in self.rows("reports")}

    def report_name(self, notebook: str, lang: str) -> str:
        """A report's short name for menus, from the table of reports; else its file's stem."""
        return str(self._reports.get(notebook, {}).get(f"title_{lang}") or notebook)

    def question(self, notebook: str, lang: str) -> str:
        """The question a report answers, for a page that has no title of its own."""
        return str(self._reports.get(notebook, {}).get(f"question_{lang}") or notebook)

    def defects(self, doc_id: str, lang: str) -> list[str]:
        """What is known to be wrong with a document, one entry a defect."""
        told = self.sidecars.get(doc_id, {}).get("defects")
        if told:
            return [
                str(d.get(lang) or d.get("zh")) if isinstance(d, dict) else str(d) for d in told
            ]
        line = str(self.documents.get(doc_id, {}).get("defects") or "")
        return [part for part in line.replace("；", ";").split(";") if part.strip()]

    @cached_property
    def digest(self) -> str:
        """Hash of every table and text, as they are written to CSV."""
        content = hashlib.sha256()
        for name, text in self.csv.items():
            content.update(f"{name}\n{text}\0".encode())
        for doc_id in sorted(self.texts):
            content.update(f"{doc_id}\n{self.texts[doc_id][0].raw}\0".encode())
        told = [sorted(map(str, self.themes.items())), sorted(map(str, self.sidecars.items()))]
        content.update(repr(told).encode())
        return content.hexdigest()


def _spelt(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
