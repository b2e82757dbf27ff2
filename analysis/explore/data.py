"""What a session reads: a locked, read-only connection with the views, and texts on demand."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol

import duckdb
import pandas as pd

from analysis import sources, store
from analysis.errors import InputError
from analysis.explore import views
from analysis.explore.names import Names
from analysis.figures.setting import display_order
from analysis.narrative.view import View
from analysis.paths import Project
from analysis.text.spans import CleanText, Repair

REPAIRS = """SELECT char_start, char_end, coalesce(before, ''), coalesce(after, ''), rule, certainty
FROM repairs WHERE doc_id = ?"""
# A pivot is the only statement that the parser makes several of.
READING = (
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.MULTI,
)


class Data:
    """The curated tables at one moment, as SQL, frames and names."""

    def __init__(self, project: Project, lang: str) -> None:
        self.project = project
        self.view = View.of(lang=lang, project=project)
        self.connection = self._connected()
        self._texts: dict[str, CleanText] = {}

    def _connected(self) -> duckdb.DuckDBPyConnection:
        """Views are temporary, and no query can reach a file: nothing can be harmed."""
        connection = store.connect_apart(self.project)
        tables = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
        if "passage_themes" not in tables:
            from analysis.narrative.study import study_of

            themes = study_of(self.view).passage_themes
            connection.register("_themes", themes)
            connection.execute("CREATE OR REPLACE TEMP TABLE passage_themes AS FROM _themes")
            connection.unregister("_themes")
        views.create(connection)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return connection

    def close(self) -> None:
        """Let go of the database file."""
        self.connection.close()

    def query(self, sql: str, parameters: list[object] | None = None) -> pd.DataFrame:
        """The rows of a query. Raises InputError with the first line of what is wrong."""
        try:
            return self.connection.execute(sql, parameters or []).df()
        except duckdb.Error as error:
            raise _told(error) from error

    def read(self, sql: str) -> pd.DataFrame:
        """The rows of one query a person typed.

        Files and tables are out of reach of any statement; one that only reads cannot even
        spoil the session (``USE``, ``DROP VIEW``). Raises InputError for any other.
        """
        try:
            kinds = [one.type for one in self.connection.extract_statements(sql)]
        except duckdb.Error as error:
            raise _told(error) from error
        if len(kinds) != 1 or kinds[0] not in READING:
            found = ", ".join(kind.name for kind in kinds) or "no statement"
            raise InputError(
                f"查询不能执行 / the query cannot run: found {found}; 只可以有一条读取语句 / "
                "one statement that reads is allowed: SELECT, FROM, WITH, DESCRIBE, SUMMARIZE, "
                "PIVOT, EXPLAIN"
            )
        return self.query(sql)

    @cached_property
    def tables(self) -> list[str]:
        """Tables and views that a query can name."""
        return sorted(
            row[0] for row in self.connection.execute("SHOW TABLES").fetchall() if row[0][0] != "_"
        )

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """Column names by table or view."""
        return {
            name: [row[0] for row in self.connection.execute(f'DESCRIBE "{name}"').fetchall()]
            for name in self.tables
        }

    @cached_property
    def column_words(self) -> dict[str, tuple[str, str, str]]:
        """What a column of that name means, in whatever table or view: Chinese, English, unit.

        Of several tables that have it, those of statements and documents are heard first. A
        column that is a document is called by its region.
        """
        schemas = store.schemas(self.project)
        first = ("documents", "funding", "targets")
        told = {
            column.name: (column.zh, column.en, column.unit)
            for name in sorted(schemas, key=lambda name: (name in first, name))
            for column in schemas[name].columns
        }
        setting = {lang: View.of(lang=lang, project=self.project).setting for lang in ("zh", "en")}
        documents = zip(
            self.view.documents["doc_id"], self.view.documents["region_id"], strict=True
        )
        own = {
            str(doc): (setting["zh"].region(region), setting["en"].region(region), "")
            for doc, region in documents
        }
        return own | told | views.COLUMNS

    def text(self, doc_id: str) -> CleanText:
        """The repaired text of one document, replayed when first asked for."""
        if doc_id not in self._texts:
            source = next(s for s in sources.registered(self.project) if s.doc_id == doc_id)
            rows = self.connection.execute(REPAIRS, [doc_id]).fetchall()
            self._texts[doc_id] = CleanText.replay(sources.read(source), [Repair(*r) for r in rows])
        return self._texts[doc_id]

    @cached_property
    def region_order(self) -> list[str]:
        """Regions that have a document, each child after its parent."""
        return display_order(store.read(self.project, "regions"), self.view.documents)

    @cached_property
    def regions(self) -> Names:
        rows = store.rows(self.project, "regions")
        spoken = [
            (row["region_id"], [row["name_zh"], row["name_en"], row["adcode"]])
            for row in rows
            if row["region_id"] in self.region_order
        ]
        return Names.of("地区", "region", spoken)

    @cached_property
    def indicators(self) -> Names:
        aliases: dict[str, list[str]] = {}
        for row in store.rows(self.project, "indicator_aliases"):
            if not row["level"] and not row["excludes"] and "*" not in row["alias"]:
                aliases.setdefault(row["indicator_id"], []).append(row["alias"])
        rows = store.rows(self.project, "indicators")
        owned = {row["name_zh"] for row in rows} | {row["name_en"] for row in rows}
        spoken = [
            (
                row["indicator_id"],
                [
                    row["name_zh"],
                    row["name_en"],
                    *(a for a in aliases.get(row["indicator_id"], []) if a not in owned),
                ],
            )
            for row in rows
        ]
        return Names.of("指标", "indicator", spoken)

    @cached_property
    def table_names(self) -> Names:
        schemas = store.schemas(self.project)
        described = {name: list(schema.title.values()) for name, schema in schemas.items()}
        return Names.of("表", "table", [(name, described.get(name, [])) for name in self.tables])


def _told(error: duckdb.Error) -> InputError:
    told = " ".join(str(error).split("LINE 1")[0].split())
    return InputError(
        f"查询不能执行 / the query cannot run: {told}; "
        "ex.schema() 列出表与视图 / lists tables and views"
    )


class Desk(Protocol):
    """What an answer on the screen needs of its session: the tables, and a place to set aside."""

    data: Data

    def add(self, *statement_ids: str) -> Any:
        """Set statements aside."""
