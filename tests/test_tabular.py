"""A cell of any length can be read back."""

from __future__ import annotations

import io

from analysis import store, tabular
from analysis.paths import Project

LONG = "教" * 200_000


def test_records_and_cells_hold_more_than_python_takes_by_default():
    text = f'a,b\n1,"{LONG}"\n'
    assert [row["b"] for row in tabular.records(io.StringIO(text))] == [LONG]
    assert list(tabular.cells(io.StringIO(text))) == [["a", "b"], ["1", LONG]]


def test_a_curated_table_with_a_passage_without_end_is_read(tmp_path):
    project = Project(tmp_path)
    project.curated.mkdir(parents=True)
    (project.curated / "passages.csv").write_text(f"text\n{LONG}\n", encoding="utf-8")
    assert store.rows(project, "passages") == [{"text": LONG}]
