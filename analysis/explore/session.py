"""The session an analyst types into: short calls, each giving a table of evidence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import store
from analysis.errors import InputError
from analysis.explore import gallery, queries, views
from analysis.explore.basket import Basket
from analysis.explore.data import Data
from analysis.explore.faults import told_in_one_sentence
from analysis.explore.frames import Answer
from analysis.explore.words import calls, word
from analysis.paths import Project
from analysis.schema import TableSchema


class Session:
    """Everything `analysis.explore` offers, on one reading of the tables; `reload` reads anew."""

    def __init__(self, lang: str = "zh", project: Project | None = None) -> None:
        self.project = project or Project.here()
        self.lang = lang
        self.data = Data(self.project, lang)
        self.basket = Basket(self.data)
        self._view: Any = None
        _offer_completion(self)
        told_in_one_sentence()

    def __repr__(self) -> str:
        rows = calls(self.lang)
        width = max(len(call) for call, _ in rows)
        return "\n".join([self._told(), *(f"{call:{width}}  {does}" for call, does in rows)])

    def _repr_html_(self) -> str:
        return self.help()._repr_html_()

    def _told(self) -> str:
        count = len(self.data.query("SELECT statement_id FROM statements"))
        return word(self.lang)("opened", documents=len(self.data.view.doc_ids), statements=count)

    def help(self) -> Answer:
        """Every call with an example that runs as it stands: DataFrame[call, does]."""
        return self._answer(pd.DataFrame(calls(self.lang), columns=["call", "does"]), self._told())

    def compare(self, name: str) -> Answer:
        """One indicator across regions: what each states, with quotes; silence is a row too.

        ``name`` is an id, a Chinese or English name or an alias. Raises InputError with the
        nearest names.
        """
        indicator = self.data.indicators.resolve(name)
        frame = self._rows(
            queries.COMPARE,
            [indicator, self.data.region_order],
        )
        return self._answer(frame, self.data.view.setting.name("indicators", indicator))

    def find(self, text: str) -> Answer:
        """Passages whose repaired text holds ``text``, with the statements read from each.

        Raises InputError for an empty text.
        """
        if not text.strip():
            raise InputError("请给出要查找的文字 / found no text to look for; give a word")
        frame = self._rows(
            queries.FIND,
            [text, self.data.region_order],
        )
        return self._answer(frame, f"“{text}” × {len(frame)}")

    def region(self, name: str) -> Answer:
        """Every statement of one region, targets and money, in the order of its text."""
        region = self.data.regions.resolve(name)
        frame = self._rows(
            queries.REGION,
            [region],
        )
        return self._answer(frame, self.data.view.setting.region(region))

    def funding(self, region: str | None = None) -> Answer:
        """Totals in yuan by region, purpose and status, no yuan counted twice."""
        chosen = self.data.region_order if region is None else [self.data.regions.resolve(region)]
        frame = self._rows(
            queries.FUNDING,
            [chosen, chosen],
        )
        return self._answer(frame, word(self.lang)("funding") if region is None else region)

    def themes(self) -> Answer:
        """Share of each document's characters by theme: one row a theme, one column a document."""
        frame = self._rows(queries.THEMES)
        wide = frame.pivot_table(index="theme", columns="doc_id", values="share", fill_value=0.0)
        wide = wide.loc[wide.mean(axis=1).sort_values(ascending=False).index].reset_index()
        wide.columns.name = None
        return self._answer(wide.round(4), word(self.lang)("themes_title"))

    def sql(self, query: str) -> Answer:
        """The rows of one query on tables and views (`schema` lists them); nothing can be written.

        Raises InputError with what DuckDB says, or for a statement that does not read.
        """
        return self._answer(self.data.read(query), "")

    def schema(self, table: str | None = None) -> Answer:
        """Without a name: every table and view and what it holds; with one: its columns."""
        schemas = store.schemas(self.project)
        if table is None:
            rows = [(name, *_described(name, schemas)) for name in self.data.tables]
            frame = pd.DataFrame(rows, columns=["name", "kind", "zh", "en"])
            return self._answer(frame, word(self.lang)("tables"))
        name = self.data.table_names.resolve(table)
        described = self.data.query(f'DESCRIBE "{name}"')
        told = self.data.column_words
        own = (
            {c.name: (c.zh, c.en, c.unit) for c in schemas[name].columns}
            if (name in schemas)
            else {}
        )
        listed = [
            (column, kind, *(own.get(column) or told.get(column) or ("", "", "")))
            for column, kind in zip(described["column_name"], described["column_type"], strict=True)
        ]
        frame = pd.DataFrame(listed, columns=["column", "type", "zh", "en", "unit"])
        return self._answer(frame, name, _described(name, schemas)[1 if self.lang == "zh" else 2])

    def gallery(self) -> Answer:
        """The worked questions with the call that answers each; run one with `ask`."""
        return self._answer(gallery.listing(self.project, self.lang), word(self.lang)("gallery"))

    def ask(self, question: int | str) -> Answer:
        """The answer to a question of the gallery, by its number or id."""
        chosen = gallery.chosen(self.project, question, self.lang)
        answer = gallery.answered(self, chosen)
        return self._answer(answer, chosen[f"question_{self.lang}"], chosen["code"])

    def view(self) -> Any:
        """The linked view: chart, table and text of all statements, in this notebook."""
        from analysis.explore.widget import Explorer

        self._view = Explorer.of(self.data, self.basket)
        return self._view

    @property
    def state(self) -> dict[str, Any]:
        """What is chosen in the linked view: regions, levels, statuses, certainties, themes …"""
        return dict(self._view.state) if self._view is not None else {}

    def context(self, statement_id: str) -> Any:
        """A statement in its text, repairs marked; for the eye."""
        from analysis.explore.context import Excerpt

        return Excerpt.of(self.data, statement_id)

    def figure(self, frame: pd.DataFrame, title: str = "") -> Any:
        """The statements of any answer as a figure for print, with source line; shown as SVG.

        Raises InputError for a frame that names no statement.
        """
        from analysis.publish import cells

        ids = frame["statement_id"].dropna().tolist() if "statement_id" in frame else []
        if not ids:
            raise InputError(
                "表中没有 statement_id / found no statement_id in the frame; "
                "take an answer that has the column"
            )
        return cells.figure(self.basket.figure(title, ids))

    def publish(self, name: str, notebook: str = "02_targets", **parameters: Any) -> str:
        """Make what is chosen a standing report, rerun by `report` and `refresh`; says where.

        ``parameters`` are those of the notebook; regions and certainty not given are taken from
        the linked view. Raises InputError for a parameter or value the notebook does not know.
        """
        from analysis.explore.publish import published

        return published(self.project, name, notebook, self.state, parameters)

    def withdraw(self, name: str) -> str:
        """Take a standing report away; its page goes with the next report or refresh.

        Raises InputError naming the standing reports there are.
        """
        from analysis.explore.publish import withdrawn

        return withdrawn(self.project, name)

    def reload(self) -> Session:
        """Read the tables again, as after a refresh; basket and choices stay."""
        self.data.close()
        self.data = Data(self.project, self.lang)
        self.basket.data = self.data
        if self._view is not None:
            self._view.reload(self.data)
        return self

    def _rows(self, query: str, parameters: list[object] | None = None) -> pd.DataFrame:
        return self.data.query(queries.in_language(query, self.lang), parameters)

    def _answer(self, frame: pd.DataFrame, heading: str, note: str = "") -> Answer:
        return Answer.of(frame, heading, note, self.basket)


def _described(name: str, schemas: dict[str, TableSchema]) -> tuple[str, str, str]:
    view = views.find(name)
    if view is not None:
        return "view", view.zh, view.en
    description = schemas[name].description
    return schemas[name].origin, description["zh"], description["en"]


def _offer_completion(session: Session) -> None:
    from analysis.explore.completion import offer

    offer(lambda: session.data)
