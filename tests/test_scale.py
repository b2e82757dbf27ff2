"""Any number of files through the one function: engines, parts, restarts, killed workers."""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import psutil
import pytest

from analysis import sources
from analysis.errors import InputError, WorkError
from analysis.extraction import records_of
from analysis.paths import Project
from analysis.progress import silent
from analysis.reading import load_lexicons
from analysis.scale import engines, extract_files, inputs, parts
from analysis.scale.task import Batch, Outcome, TooSlowError, deadline, read_batch

PROJECT = Project(Path(__file__).resolve().parent.parent)
PLAN = "甲县教育规划\n到2025年，高中阶段毛入学率达到{}.5%以上，新建幼儿园{}所。\n"


def options(files, **fields):
    known = {"format": "jsonl", "out": None, "engine": "local", "scheduler": None}
    return argparse.Namespace(
        files=[str(f) for f in files], **known | {"jobs": 1, "batch": 0} | fields
    )


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(6):
        text = PLAN.format(90 + number, 3 + number) + "各乡镇要办好学校。" * number
        (folder / f"plan{number}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 4)
    return folder


def known_rows(path):
    """The rows of one document, read without the pool."""
    return records_of(sources.read_file(path), path.stem, load_lexicons(PROJECT))


def view(out, query):
    with duckdb.connect(str(out / "corpus.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_one_file_gives_the_records_of_the_one_function(plans, capsys):
    path = plans / "plan2.txt"
    assert extract_files(PROJECT, options([path]), silent) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    expected = known_rows(path)
    assert lines == expected
    assert {line["value"] for line in lines} == {92.5, 5}
    assert lines[0]["doc_id"] == "plan2"


def test_csv_on_standard_output_is_one_table_with_all_columns(plans, capsys):
    path = plans / "plan2.txt"
    assert extract_files(PROJECT, options([path], format="csv"), silent) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    known = known_rows(path)
    assert [row["statement_id"] for row in rows] == [row["statement_id"] for row in known]
    assert [(row["table"], row["value"], row["reviewed"]) for row in rows] == [
        ("targets", "92.5", "false"),
        ("targets", "5", "false"),
    ]


def test_a_bad_file_named_by_itself_is_told_and_exits_with_2(plans, capsys):
    named = [plans / "broken.txt", plans / "plan0.txt", plans / "absent.txt"]
    assert extract_files(PROJECT, options(named), silent) == 2
    told = capsys.readouterr()
    assert "broken.txt" in told.err and "absent.txt" in told.err
    assert "plan0" in told.out


def test_a_bad_file_inside_a_folder_does_not_fail_the_run(plans, capsys):
    assert extract_files(PROJECT, options([plans]), silent) == 0
    told = capsys.readouterr()
    assert told.err.count("error:") == 1
    ids = list(dict.fromkeys(json.loads(line)["doc_id"] for line in told.out.splitlines()))
    assert ids == [f"plan{n}" for n in range(6)]


def test_lists_folders_and_files_are_read_once_each(plans, tmp_path):
    (tmp_path / "list.txt").write_text("# a comment\nplans/plan3.txt\n\nplans\n", encoding="utf-8")
    found = inputs.find([str(plans / "plan3.txt"), f"@{tmp_path / 'list.txt'}"])
    assert [d.doc_id for d in found] == [
        "plan3",
        "broken",
        "plan0",
        "plan1",
        "plan2",
        "plan4",
        "plan5",
    ]
    assert [d.named for d in found] == [True] + [False] * 6


def test_two_files_of_one_stem_keep_ids_that_do_not_depend_on_the_rest(plans, tmp_path):
    twin = tmp_path / "other" / "plan1.txt"
    twin.parent.mkdir()
    shutil.copy(plans / "plan1.txt", twin)
    first, second = inputs.find([str(plans / "plan1.txt"), str(twin)])
    assert first.doc_id == "plan1"
    assert second.doc_id.startswith("plan1_") and len(second.doc_id) == len("plan1_") + 8
    again = inputs.find([str(twin)], {second.path: second.doc_id})
    assert again[0].doc_id == second.doc_id


@pytest.mark.parametrize("wrong", [{"format": "parquet"}, {"jobs": -1}, {"scheduler": "tcp://x:1"}])
def test_a_wrong_call_gets_one_sentence(plans, wrong):
    with pytest.raises(InputError, match=r"^--"):
        extract_files(PROJECT, options([plans], **wrong), silent)


def test_nothing_to_read_is_an_error(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="found no document"):
        inputs.find([str(tmp_path / "empty")])


def test_a_folder_of_parts_holds_every_statement_and_every_bad_document(plans, tmp_path, capsys):
    out = tmp_path / "out"
    assert extract_files(PROJECT, options([plans], out=out, format="csv", batch=2), silent) == 0
    assert len(parts.names(out)) == 4
    assert "7 documents (1 bad, 0 copies of others)" in capsys.readouterr().out
    ((reason, count),) = view(out, "SELECT reason, targets FROM documents WHERE status = 'bad'")
    assert reason.startswith("broken.txt: ") and count == 0
    with (out / "targets.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    schema = [c["name"] for c in _columns("targets")]
    assert list(rows[0]) == schema
    expected = [
        r for n in range(6) for r in known_rows(plans / f"plan{n}.txt") if r["table"] == "targets"
    ]
    assert [r["statement_id"] for r in rows] == [r["statement_id"] for r in expected]
    assert [Decimal(r["value"]) for r in rows] == [Decimal(str(r["value"])) for r in expected]
    assert [r["quote"] for r in rows] == [r["quote"] for r in expected]


def _columns(table):
    import yaml

    path = PROJECT.curated / f"{table}.schema.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["columns"]


def test_a_restart_reads_only_what_is_new_or_changed(plans, tmp_path, monkeypatch):
    out = tmp_path / "out"
    extract_files(PROJECT, options([plans], out=out, batch=2), silent)
    before = {name: (parts.folder_of(out) / name).stat().st_mtime_ns for name in parts.names(out)}
    read = _counted(monkeypatch)
    extract_files(PROJECT, options([plans], out=out, batch=2), silent)
    assert read == []
    (plans / "plan9.txt").write_text(PLAN.format(70, 9), encoding="utf-8")
    (plans / "plan5.txt").write_text(PLAN.format(60, 8), encoding="utf-8")
    extract_files(PROJECT, options([plans], out=out, batch=2), silent)
    assert {"plan9", "plan5"} <= set(read) and len(read) <= 4
    after = {name: (parts.folder_of(out) / name).stat().st_mtime_ns for name in parts.names(out)}
    assert sum(after.get(name) == stamp for name, stamp in before.items()) == len(before) - 1
    values = view(out, "SELECT value FROM targets WHERE doc_id = 'plan5' ORDER BY value")
    assert [row[0] for row in values] == [8, Decimal("60.5")]
    assert view(out, "SELECT count(*), count(DISTINCT doc_id) FROM documents") == [(8, 8)]


def _counted(monkeypatch):
    """Ids of the documents that are read from now on, in this process."""
    from analysis.scale import task

    seen = []
    original = task.read_one

    def counted(document, root):
        seen.append(document.doc_id)
        return original(document, root)

    monkeypatch.setattr(task, "read_one", counted)
    return seen


def test_a_part_that_is_there_is_neither_made_nor_written_twice(plans, tmp_path, monkeypatch):
    documents = tuple(inputs.find([str(plans)]))
    batch = Batch(str(PROJECT.root), documents, str(tmp_path / "out"), "rules")
    first = read_batch(batch)
    read = _counted(monkeypatch)
    second = read_batch(batch)
    assert read == []
    assert [d["doc_id"] for d in second.documents] == [d["doc_id"] for d in first.documents]
    parts.write(PROJECT, tmp_path / "out", batch.name, first.documents, [])  # a late twin
    assert len(parts.names(tmp_path / "out")) == 1
    assert not list(parts.folder_of(tmp_path / "out").glob(".writing-*"))


def test_other_rules_may_not_add_to_a_corpus(plans, tmp_path):
    out = tmp_path / "out"
    extract_files(PROJECT, options([plans / "plan0.txt"], out=out), silent)
    (out / "run.json").write_text('{"rules": "others"}', encoding="utf-8")
    with pytest.raises(InputError, match="other rules"):
        extract_files(PROJECT, options([plans], out=out), silent)


def test_two_runs_may_not_write_one_folder(plans, tmp_path):
    import fcntl

    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with pytest.raises(WorkError, match="another extract"):
            extract_files(PROJECT, options([plans], out=out), silent)


def test_copies_are_found_and_left_out_of_the_unique_views(plans, tmp_path):
    text = (PROJECT.raw / "zibo.txt").read_text(encoding="utf-8")
    (plans / "original.txt").write_text(text, encoding="utf-8")
    (plans / "repost.txt").write_text("转载：某某网编辑\n" + text[:-100], encoding="utf-8")
    out = tmp_path / "out"
    extract_files(PROJECT, options([plans], out=out), silent)
    ((copy, kept, alike),) = view(out, "SELECT * FROM copies")
    assert {copy, kept} == {"original", "repost"} and alike > 0.9
    both = view(out, "SELECT count(*) FROM targets WHERE doc_id IN ('original', 'repost')")
    once = view(out, "SELECT count(*) FROM unique_targets WHERE doc_id IN ('original', 'repost')")
    assert 0 < once[0][0] < both[0][0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (92.5, Decimal("92.5")),
        ("0.123456789012", Decimal("0.123456789012")),
        (10**25, Decimal(10) ** 25),
        (10**30, None),
    ],
)
def test_decimals_stay_exact(value, expected):
    assert parts.exact(value) == expected


def test_a_document_that_takes_too_long_is_interrupted():
    with pytest.raises(TooSlowError), deadline(0.05):
        time.sleep(5)


def test_a_worker_killed_in_the_pool_loses_and_doubles_nothing(plans, tmp_path):
    (plans / "deadly.txt").write_text(PLAN.format(1, 1), encoding="utf-8")
    for number in (3, 4, 5):
        (plans / f"plan{number}.txt").unlink()
    out = str(tmp_path / "out")
    documents = inputs.find([str(plans)])
    batches = [
        Deadly(str(PROJECT.root), tuple(members), out, "rules")
        for members in inputs.batches(documents, 2, 3)
    ]
    outcomes = dict(engines.in_pool(batches, 2))
    rows = [row for outcome in outcomes.values() for row in outcome.documents]
    assert sorted(row["doc_id"] for row in rows) == sorted(d.doc_id for d in documents)
    bad = {row["doc_id"]: row["reason"] for row in rows if row["status"] == "bad"}
    assert set(bad) == {"broken", "deadly"} and "worker died" in bad["deadly"]
    listed = [row["doc_id"] for _, row in parts.manifest(Path(out))]
    assert sorted(listed) == sorted(d.doc_id for d in documents)


class Deadly(Batch):
    """A batch whose worker is killed when it holds the document called deadly."""

    def __reduce__(self):
        return _revived, (self.root, self.documents, self.out, self.fingerprint)


def _revived(root, documents, out, fingerprint):
    in_worker = multiprocessing.parent_process() is not None
    if in_worker and any(document.doc_id == "deadly" for document in documents):
        os.kill(os.getpid(), signal.SIGKILL)
    return Batch(root, documents, out, fingerprint)


def test_the_command_line_lives_on_when_a_worker_s_pipe_breaks(plans):
    """The signal of a broken pipe must stay an error, or a killed worker ends the client."""
    from analysis.cli import main

    assert main(["extract", str(plans / "absent.txt")]) == 2
    assert signal.getsignal(signal.SIGPIPE) is not signal.SIG_DFL


def test_a_reader_that_goes_away_ends_the_output_without_a_word(plans):
    for number in range(10, 40):
        (plans / f"plan{number}.txt").write_text(PLAN.format(1, 2) * 200, encoding="utf-8")
    command = [sys.executable, "-m", "analysis", "extract", str(plans), "--jobs", "1"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": PROJECT.root}
    with subprocess.Popen(command, **quiet) as client:
        client.stdout.readline()
        client.stdout.close()
        told = client.stderr.read().decode()
    assert client.returncode == 141 and "Traceback" not in told and "error: unexp" not in told


def client_amid_its_work(plans, out, last, jobs):
    """A running ``extract`` of plans 10 to ``last``, two of its parts written."""
    for number in range(10, last):
        text = PLAN.format(number, number) * 40
        (plans / f"plan{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "analysis", "extract", str(plans), "--out", str(out)]
    command += ["--batch", "2", "--jobs", str(jobs)]
    client = subprocess.Popen(command, cwd=PROJECT.root, stderr=subprocess.DEVNULL)
    while len(parts.names(out)) < 2 and client.poll() is None:
        time.sleep(0.02)
    return client


def test_a_killed_client_can_be_followed_by_another(plans, tmp_path):
    out = tmp_path / "out"
    client = client_amid_its_work(plans, out, last=40, jobs=1)
    client.kill()
    client.wait()
    assert parts.names(out)
    extract_files(PROJECT, options([plans], out=out, batch=2), silent)
    assert view(out, "SELECT count(*), count(DISTINCT doc_id) FROM documents") == [(37, 37)]


def test_the_workers_of_a_killed_client_leave_too_and_its_successor_loses_nothing(plans, tmp_path):
    out = tmp_path / "out"
    client = client_amid_its_work(plans, out, last=70, jobs=2)
    workers = psutil.Process(client.pid).children(recursive=True)
    client.kill()
    client.wait()
    assert workers and not psutil.wait_procs(workers, timeout=60)[1]
    seen = [row["doc_id"] for _, row in parts.manifest(out)]
    assert 4 <= len(seen) == len(set(seen)) < 67
    extract_files(PROJECT, options([plans], out=out, batch=2), silent)
    assert view(out, "SELECT count(*), count(DISTINCT doc_id) FROM documents") == [(67, 67)]


def test_dask_gives_the_same_corpus_with_one_of_two_workers_killed(plans, tmp_path):
    for number in range(10, 50):
        text = PLAN.format(number, number) * 60
        (plans / f"plan{number}.txt").write_text(text, encoding="utf-8")
    here, there = tmp_path / "local", tmp_path / "dask"
    extract_files(PROJECT, options([plans], out=here, batch=3), silent)
    with cluster() as (address, workers):
        killed = []

        def kill_one(_):
            if not killed and len(parts.names(there)) >= 1:
                killed.append(workers[0].kill())

        wanted = options([plans], out=there, batch=3, engine="dask", scheduler=address, jobs=2)
        # Progress first speaks when the first batch is done: the middle of the run.
        extract_files(PROJECT, wanted, kill_one)
        assert killed
    query = "SELECT * EXCLUDE (reviewed) FROM targets ORDER BY statement_id"
    assert view(there, query) == view(here, query)
    assert view(there, "SELECT count(*), count(DISTINCT doc_id) FROM documents") == [(47, 47)]


class cluster:  # noqa: N801 - reads as a context
    """A real scheduler and two workers as processes of their own."""

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"tcp://127.0.0.1:{port}"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": PROJECT.root}
        start = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        self.processes = [
            subprocess.Popen(
                [*start, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], **quiet
            )
        ]
        start = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny"]
        self.processes += [
            subprocess.Popen([*start, "--nthreads", "1", "--no-dashboard"], **quiet)
            for _ in range(2)
        ]
        _wait_for_workers(address, 2)
        return address, self.processes[1:]

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()


def _wait_for_workers(address, count):
    from distributed import Client

    with Client(address, timeout="30s") as client:
        client.wait_for_workers(count, timeout=30)


def test_no_scheduler_there_is_one_sentence(plans):
    wanted = options([plans], engine="dask", scheduler="tcp://127.0.0.1:9", jobs=1)
    from unittest import mock

    with (
        mock.patch("distributed.Client", side_effect=OSError("refused")),
        pytest.raises(InputError, match="no Dask scheduler answers"),
    ):
        extract_files(PROJECT, wanted, silent)


def test_standard_output_keeps_the_order_of_the_documents(plans, capsys, monkeypatch):
    def backwards(batches, options, jobs):
        for number, batch in reversed(list(enumerate(batches))):
            yield number, Outcome([_row(batch)], [json.dumps({"n": number})])

    def _row(batch):
        return {"size": 1, "targets": 1, "funding": 0, "status": "read", "path": "x"}

    from analysis.scale import run

    monkeypatch.setattr(run, "_run", backwards)
    extract_files(PROJECT, options([plans]), silent)
    lines = [json.loads(line)["n"] for line in capsys.readouterr().out.splitlines()]
    assert lines == list(range(7))
