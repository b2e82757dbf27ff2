"""The curated tables: canonical bytes, one writer, a database that swaps in whole."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from analysis import store
from analysis.errors import InputError, WorkError
from analysis.paths import Project

SCHEMA = """
table: sums
origin: derived
title: {zh: 合计, en: Sums}
description: {zh: 合计, en: "Sums; it's a test"}
key: [sum_id]
columns:
  - {name: sum_id, type: text, required: true, zh: 编号, en: Id}
  - {name: amount, type: decimal, unit: CNY, zh: 金额, en: Amount}
  - {name: year, type: integer, zh: 年, en: Year}
  - {name: sure, type: boolean, zh: 确定, en: Sure}
  - {name: words, type: text, zh: 文字, en: Words}
"""


@pytest.fixture
def project(tmp_path):
    curated = tmp_path / "data" / "curated"
    curated.mkdir(parents=True)
    (curated / "sums.schema.yml").write_text(SCHEMA, encoding="utf-8")
    return Project(tmp_path)


def records():
    return [
        {
            "sum_id": "b",
            "amount": Decimal("2.920"),
            "year": 2025,
            "sure": True,
            "words": '说"好",\n行',
        },
        {"sum_id": "a", "amount": None, "year": None, "sure": False, "words": "=1+1"},
    ]


def make(project):
    schema = store.schemas(project)["sums"]
    return store.frame_of(records(), schema), schema


def test_csv_is_sorted_exact_and_reads_back_equal(project):
    frame, schema = make(project)
    data = store.to_csv(frame, schema)
    assert data.decode().splitlines()[1] == "a,,,false,=1+1"
    assert b"\r" not in data
    store.write(project, {"sums": frame})
    again = store.read(project, "sums")
    assert again["amount"].tolist() == [None, Decimal("2.92")]
    assert store.to_csv(again, schema) == data


def test_an_unchanged_table_is_not_touched(project):
    frame, _ = make(project)
    assert store.write(project, {"sums": frame}) == ["sums"]
    before = (project.curated / "sums.csv").stat().st_mtime_ns
    assert store.write(project, {"sums": frame}) == []
    assert (project.curated / "sums.csv").stat().st_mtime_ns == before


def test_the_database_has_types_and_every_character(project):
    frame, _ = make(project)
    store.write(project, {"sums": frame})
    store.build_database(project)
    with store.connect(project) as connection:
        rows = connection.execute(
            "SELECT amount, year, sure, words FROM sums ORDER BY 1"
        ).fetchall()
    assert (Decimal("2.920000"), 2025, True, '说"好",\n行') in rows


def test_a_reader_of_the_old_database_is_not_disturbed_by_a_build(project):
    frame, _ = make(project)
    store.write(project, {"sums": frame})
    store.build_database(project)
    with store.connect(project) as reader:
        store.build_database(project)
        assert reader.execute("SELECT count(*) FROM sums").fetchone() == (2,)
    assert not list(project.curated.glob(".building*"))


def test_the_connection_cannot_write(project):
    frame, _ = make(project)
    store.write(project, {"sums": frame})
    store.build_database(project)
    with store.connect(project) as connection, pytest.raises(duckdb.Error):
        connection.execute("DELETE FROM sums")


def test_a_corrupted_database_is_told_and_found_old(project):
    frame, _ = make(project)
    store.write(project, {"sums": frame})
    project.database.write_bytes(b"not a database")
    with pytest.raises(InputError, match=r"policy\.duckdb: cannot be opened"):
        store.connect(project)
    assert store.database_is_old(project)


def test_an_unknown_column_is_a_failure_of_the_work(project):
    with pytest.raises(WorkError, match="colour"):
        store.frame_of([{"sum_id": "a", "colour": "red"}], store.schemas(project)["sums"])


def test_missing_table_and_unknown_name_are_told(project):
    with pytest.raises(InputError, match="run `python -m analysis build`"):
        store.read(project, "sums")
    with pytest.raises(InputError, match="there are sums"):
        store.read(project, "summs")


def test_a_database_that_could_not_be_written_out_is_not_put_in_force(project):
    """On a full disk closing it says nothing: the rows stay in a log beside the file."""
    frame, _ = make(project)
    store.write(project, {"sums": frame})
    store.build_database(project)
    whole = project.database.read_bytes()
    many = pd.concat(
        [frame.iloc[[0]].assign(sum_id=f"c{n}", words=f"{n}" * 90) for n in range(900)]
    )
    store.write(project, {"sums": many.sort_values("sum_id")})
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from analysis import store\n"
        "from analysis.errors import WorkError\n"
        "from analysis.paths import Project\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(whole) - 5000},) * 2)\n"
        "try:\n    store.build_database(Project(Path(sys.argv[1])))\n"
        "except WorkError as error:\n    print(error)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(project.root)], capture_output=True, text=True
    )
    assert "could not be built" in told.stdout, told.stderr
    assert project.database.read_bytes() == whole
    assert store.database_is_old(project)
