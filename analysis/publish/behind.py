"""The data behind a figure as a table of its page: names for ids, words for codes, links."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from analysis import tabular
from analysis.figures.figure import FORMULA_START
from analysis.publish.address import Linker
from analysis.publish.blocks import FigureFiles
from analysis.publish.content import Content
from analysis.publish.labels import Labels, table
from analysis.publish.markup import html, in_chinese
from analysis.publish.values import number_text

# Rows of a figure's data shown on its page; the CSV beside it holds all.
SHOWN_ROWS = 60
STATEMENT_COLUMNS = ("statement_id", "statement_ids")
# Columns of ids and the tables that name them.
NAMED = {
    "region_id": "regions", "theme_id": "themes", "agency_id": "agencies",
    "indicator_id": "indicators", "purpose_class": "purpose_classes",
}  # fmt: skip
KEYS = {"purpose_classes": "purpose_class"}
# Columns written in one language only.
WRITTEN_IN = {"reason": "zh"}
# Columns of a figure's data whose codes belong to columns of other names.
MIXED = {"part": ("quality", "wording"), "variant": ("reading",)}
YEARS = ("target_year", "baseline_year", "benchmark_year")
DIGITS = 4


def evidence(name: str) -> bool:
    """Whether a column holds the ids of statements."""
    return name in STATEMENT_COLUMNS


@dataclass(frozen=True)
class DataTable:
    """Makes the table that folds out behind a figure, in one language."""

    content: Content
    labels: Labels
    link: Linker
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, files: FigureFiles, given: dict[str, str]) -> dict[str, Any]:
        """Heads, rows and counts; ``given`` names the columns to show where a report chose them."""
        reader = tabular.cells(io.StringIO(files.text("csv")))
        names = next(reader, [])
        rows = [[_plain(cell) for cell in row] for row in reader]
        chosen = [name for name in names if not given or name in given or evidence(name)]
        wanted = [name for name in chosen if self._tells(name, names, rows)]
        shown = [[row[names.index(name)] for name in wanted] for row in rows[:SHOWN_ROWS]]
        return {
            "heads": [given.get(name) or self._head(name) for name in wanted],
            "rows": [
                [self._cell(*cell) for cell in zip(wanted, row, strict=True)] for row in shown
            ],
            "total": len(rows),
            "shown": len(shown),
        }

    def _tells(self, name: str, names: list[str], rows: list[list[str]]) -> bool:
        """Not a column that is empty, in the other language, or said by its neighbour."""
        if WRITTEN_IN.get(name, self.labels.lang) != self.labels.lang:
            return False
        values = [row[names.index(name)] for row in rows]
        if rows and not any(values):
            return False
        if name == "statement_id":
            return "statement_ids" not in names
        if name == "doc_id" and "region_id" in names:
            regions = [row[names.index("region_id")] for row in rows]
            return len(set(zip(regions, values, strict=True))) > len(set(regions))
        return True

    def _head(self, name: str) -> str:
        """A column's name: the page's own word, else that of the first schema that has it."""
        if evidence(name):
            return self.labels["evidence"]
        if f"column_{name}" in table():
            return self.labels[f"column_{name}"]
        for schema in self.content.schemas.values():
            for column in schema.columns:
                if column.name == name:
                    return column.zh if self.labels.lang == "zh" else column.en
        return name.replace("_", " ")

    def _cell(self, name: str, text: str) -> Markup:
        if evidence(name):
            return Markup(" ").join(map(self._plain_link, text.split()))
        if name in NAMED:
            return self._words(self._name(NAMED[name], text))
        if _number(text):
            return html(text if name in YEARS else number_text(round(float(text), DIGITS)))
        known = f"{name}_{text}" in table()
        return self._words(self.labels[f"{name}_{text}"] if known else self._code(name, text))

    def _code(self, name: str, text: str) -> str:
        """The word for a code; a column of mixed codes asks each vocabulary in turn."""
        found = (self.labels.code(kind, text) for kind in (name, *MIXED.get(name, ())))
        return next((word for word in found if word != text), text)

    def _words(self, text: str) -> Markup:
        return html(text) if self.labels.lang == "zh" else in_chinese(html(text))

    def _name(self, of: str, key: str) -> str:
        if not self.names:
            for listed in NAMED.values():
                for row in self.content.rows(listed):
                    own = row.get(KEYS.get(listed, f"{_singular(listed)}_id"))
                    self.names[listed, str(own)] = str(row.get(f"name_{self.labels.lang}") or own)
        return self.names.get((of, key), key)

    def _plain_link(self, statement_id: str) -> Markup:
        target = self.link.statement(statement_id)
        if not target:
            return html(statement_id)
        return Markup('<a href="{}">{}</a>').format(self.link.root + target, statement_id)


def _singular(listed: str) -> str:
    return "agency" if listed == "agencies" else listed.removesuffix("s")


def _plain(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_START) else cell


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.lower() not in ("nan", "inf", "-inf", "infinity")
