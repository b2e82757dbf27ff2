"""Raw text to tables: the documents give the committed tables again, cell for cell.

The tables were confirmed row by row by reviewers and measured against independent readings; a
change of a rule that alters one must show in the tables, or it is a slip.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from analysis import pipeline, sources, store
from analysis.paths import Project
from analysis.reading import Lexicons, load_lexicons, read_text

PROJECT = Project(Path(__file__).resolve().parent.parent)


def registered() -> dict[str, sources.Source]:
    """The sources by id, the short texts first: most slips show in any of them."""
    known = sorted(sources.registered(PROJECT), key=lambda one: len(sources.read(one)))
    return {source.doc_id: source for source in known}


@cache
def lexicons() -> Lexicons:
    return load_lexicons(PROJECT)


@pytest.mark.parametrize("doc_id", registered())
def test_a_document_gives_its_committed_rows(doc_id):
    source = registered()[doc_id]
    decisions = [row for row in store.rows(PROJECT, "decisions") if row["doc_id"] == doc_id]
    reading = read_text(sources.read(source), lexicons())
    for table, rows in pipeline.document_tables(source, reading, lexicons(), decisions).items():
        schema = store.schema_of(PROJECT, table)
        committed = store.read(PROJECT, table)
        expected = store.to_csv(committed[committed["doc_id"] == doc_id], schema)
        made = store.to_csv(store.frame_of(rows, schema), schema)
        assert made == expected, f"{table}: run `python -m analysis build` and look at the diff"


def test_a_text_that_states_nothing_has_no_statements():
    reading = read_text("没有数字的一句话。", lexicons())
    assert [*reading.statements.targets, *reading.statements.funding] == []
