"""Tables of the pages: statements the same everywhere, and any frame with a page's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from analysis.figures.charts_sources import document_names
from analysis.figures.figure import is_missing
from analysis.narrative.prose import link
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block

PAGE = "tables"


def statement_table(
    view: View,
    statements: pd.DataFrame,
    title: str,
    note: str = "",
    table_id: str = "",
    extra: Sequence[str] = (),
) -> Block:
    """Statements as a page table; the first column links each to its highlighted words."""
    say = view.prose(PAGE)
    rank = {doc_id: n for n, doc_id in enumerate(view.doc_ids)}
    ordered = statements.assign(_rank=statements["doc_id"].map(rank))
    ordered = ordered.sort_values(["_rank", "char_start"], kind="stable")
    rows = ordered.to_dict("records")
    frame = pd.DataFrame(
        {
            "statement_id": [row["statement_id"] for row in rows],
            "region": [view.setting.region(row["region_id"]) for row in rows],
            "indicator": [view.setting.called(row, "indicator") for row in rows],
            "value": [
                view.amount(row["value"], row["unit"], row["comparator"], row["value_high"])
                for row in rows
            ],
            "year": [_year(view, row) for row in rows],
            "status": [view.setting.code("status", row["status"]) for row in rows],
            "certainty": [view.setting.code("certainty", row["certainty"]) for row in rows],
            **{name: [row[name] for row in rows] for name in extra},
        }
    )
    labels = {name: say(f"column_{name}") for name in frame.columns if name != "statement_id"}
    return cells.table(frame, title, labels, note, table_id)


def _year(view: View, row: dict[Any, Any]) -> str:
    """By when; what is reported as reached has no such year, which is no silence of the text."""
    reached = row["status"] == "achieved" and is_missing(row["target_year"])
    return "–" if reached else view.optional(row["target_year"])


def page_table(
    view: View, page: str, frame: pd.DataFrame, name: str, markdown: Sequence[str] = ()
) -> Block:
    """A frame with the words ``<name>_title``, ``<name>_note`` and ``column_<column>`` of a page.

    A ``statement_id`` or ``statement_ids`` column is the evidence and needs no words.
    """
    say = view.prose(page)
    labels = {
        column: "" if column.startswith("statement_id") else say(f"column_{column}")
        for column in map(str, frame.columns)
    }
    note = say(f"{name}_note") if say.known(f"{name}_note") else ""
    if frame.empty:
        note = view.prose(PAGE)("nothing")
    return cells.table(frame, say(f"{name}_title"), labels, note, name, markdown)


def document_links(view: View, doc_ids: Iterable[object]) -> list[str]:
    """Each document by its short name, as a link to its text."""
    names = document_names(view.setting)
    return [link(names[str(doc)], f"doc:{doc}") for doc in doc_ids]


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dicts, column names as text."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]
