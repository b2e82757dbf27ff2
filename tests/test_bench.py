"""The benchmark measures what it says; its own figures are ratios of one run."""

from __future__ import annotations

import json
import random

import explored
import pytest
import small_project

from analysis.bench import ceiling, corpus, explore, length, report, speed, suite, themes, volume
from analysis.errors import WorkError
from analysis.paths import Project
from analysis.reading import load_lexicons
from analysis.scale.task import memory_mb

PROJECT = Project.here()
TEXT = "\n".join(f"到2025年，新建{n}所学校，毛入园率达到{n}%。" for n in range(10, 60))


def test_a_varied_document_is_another_one_but_the_same_for_one_seed():
    one, two = corpus.varied(TEXT, random.Random(1)), corpus.varied(TEXT, random.Random(2))
    assert one == corpus.varied(TEXT, random.Random(1)) != two
    assert one.count("2025年") == one.count("新建")  # years stay
    assert 0.7 * len(TEXT) < len(one) < len(TEXT)


def test_a_corpus_has_the_documents_and_bytes_it_says(tmp_path):
    size = corpus.make(tmp_path, [TEXT, TEXT * 2], 5, seed=3)
    files = sorted(tmp_path.rglob("*.txt"))
    assert [f.name for f in files] == [f"d{n:06}.txt" for n in range(5)]
    assert sum(f.stat().st_size for f in files) == size


def test_documents_are_cut_at_a_line_to_at_most_so_many_characters(tmp_path):
    piece = corpus.stretch(TEXT, random.Random(4), 300)
    assert piece in TEXT and 250 < len(piece) <= 300
    assert piece[0] == "到" and corpus.stretch("短", random.Random(4), 300) == "短"
    corpus.make(tmp_path, [TEXT], 3, seed=3, characters=200)
    assert all(len(f.read_text("utf-8")) <= 200 for f in tmp_path.rglob("*.txt"))


def test_the_exponent_of_growth_is_one_for_linear_and_two_for_square_time():
    def row(size, seconds):
        return {"input_mb": size, "seconds_with_copies": seconds + 9, "start_seconds": 9}

    assert volume.exponents([row(1, 2), row(10, 20), row(100, 2000)]) == [1.0, 2.0]
    work = [{"input_mb": 1, "cpu_seconds": 3}, {"input_mb": 10, "cpu_seconds": 30}]
    assert volume.exponents(work, "cpu_seconds") == [1.0]


def test_extract_and_its_stages_are_measured_beside_jieba():
    found = speed.measure([TEXT * 4], load_lexicons(PROJECT), rounds=1)
    assert set(found.seconds_per_mb) == {*speed.STAGES, "jieba"}
    assert all(seconds > 0 for seconds in found.seconds_per_mb.values())
    stages = sum(found.seconds_per_mb[name] for name in speed.STAGES[:4])
    assert found.extract_mb_s == pytest.approx(1 / stages)
    assert found.against_jieba == pytest.approx(found.seconds_per_mb["jieba"] / stages)
    assert sum(found.shares.values()) == pytest.approx(1)


def test_one_long_document_is_measured_beside_its_pieces():
    found = length.measure(PROJECT, [TEXT], "one line", 2, rounds=1)
    assert found["mb"] == pytest.approx(0.1, abs=0.01) and found["worker_memory_mb"] > 0
    assert found["mb_s"] > 0 and found["mb_s_in_pieces"] > 0
    assert length.exponent(2.0, 2.0, 100) == 1.0 and length.exponent(1.0, 10.0, 10) == 2.0


def test_pieces_hold_whole_lines_and_as_many_bytes_as_said():
    pieces = length.made([TEXT], 3, "\n")
    assert len(pieces) == 3
    for piece in pieces:
        assert length.PIECE <= len(piece.replace("\n", "").encode("utf-8")) < length.PIECE + 200
        assert all(line.startswith("到2025年") for line in piece.split("\n"))


def test_the_profile_names_functions_with_shares_of_one_whole():
    rows = speed.profile([TEXT], load_lexicons(PROJECT), most=400)
    assert 0.8 < sum(row["share"] for row in rows) <= 1.01
    assert any(".py:" in row["function"] for row in rows)


def test_a_corpus_is_read_by_the_pool_with_its_figures(tmp_path):
    corpus.make(tmp_path / "in", [TEXT], 4, seed=1)
    row = volume.run(PROJECT, tmp_path / "in", tmp_path / "out", "in process", 1)
    assert (row["documents"], row["engine"], row["workers"]) == (4, "in process", 1)
    assert row["statements"] > 4 and row["mb_s"] > 0 and row["worker_memory_mb"] > 0
    assert 0 < row["start_seconds"] < row["seconds_with_copies"] and row["cpu_seconds"] > 0
    assert row["steady_mb_s"] > 0


def test_a_corpus_is_read_by_a_process_of_its_own_and_its_parts_removed(tmp_path):
    corpus.make(tmp_path / "in", [TEXT], 2, seed=1)
    row = volume.aside(PROJECT, tmp_path / "in", tmp_path / "out", "in process", 1)
    assert (row["documents"], row["engine"]) == (2, "in process")
    assert not (tmp_path / "out").exists()


def test_two_workers_and_dask_are_measured_beside_one(tmp_path, monkeypatch):
    seconds = {("pool", 1): (1, 10, 2.0), ("pool", 2): (2, 5, 4.0), ("dask", 2): (4, 6, 3.2)}

    def measured(project, documents, out, engine, jobs):
        start, reading, steady = seconds[engine, jobs]
        found = len(list(documents.rglob("*.txt")))
        row = {"engine": engine, "documents": found, "start_seconds": start}
        return row | {"seconds": reading, "cpu_seconds": 10.0 + jobs, "steady_mb_s": steady}

    monkeypatch.setattr(volume, "aside", measured)
    monkeypatch.setattr(ceiling, "gain", lambda *_: (2.5, 1.1))
    found = volume.scaling(PROJECT, [TEXT], tmp_path, 12, rounds=2)
    assert [(r["engine"], r["documents"]) for r in found["runs"]] == [
        ("pool", 12),
        ("pool", 12),
        ("dask", 12),
    ]
    assert found["speed_up_two_workers"] == 2.0
    assert found["speed_up_two_workers_whole"] == round(11 / 7, 2)
    assert found["work_two_over_one"] == round(12 / 11, 3)
    assert (found["ceiling"], found["ceiling_work"], found["of_ceiling"]) == (2.5, 1.1, 0.8)
    assert found["dask_over_pool"] == 0.25
    assert found["dask_over_pool_whole"] == round(10 / 7 - 1, 3)
    assert found["dask_over_pool_work"] == 0.0
    assert not list(tmp_path.iterdir())


def test_what_two_processes_gain_is_measured_without_any_pool_between_them():
    gained, work = ceiling.gain(PROJECT, [TEXT], rounds=2)
    assert gained > 0 and work > 0


def test_memory_is_that_of_this_process():
    held = bytearray(60_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert memory_mb() > 60


def test_themes_and_words_are_worked_out_in_a_process_of_their_own():
    found = themes.run(PROJECT)
    assert set(found["parts"]) == set(themes.PARTS)
    assert found["seconds"] == pytest.approx(sum(found["parts"].values()), abs=0.001)
    assert found["documents"] == 5
    assert min(found["against_jieba"], *found["parts"].values()) > 0


def test_the_table_tells_every_figure(tmp_path):
    run = {"engine": "pool", "workers": 1, "seconds": 2.0}
    scaling = {
        "runs": [run],
        "speed_up_two_workers": 1.9,
        "speed_up_two_workers_whole": 1.7,
        "work_two_over_one": 1.04,
        "ceiling": 1.95,
        "ceiling_work": 1.02,
        "of_ceiling": 0.974,
        "dask_over_pool": 0.08,
        "dask_over_pool_whole": 0.21,
        "dask_over_pool_work": 0.06,
    }
    result = {
        "speed": {
            "extract_mb_s": 2.5,
            "against_jieba": 3.0,
            "mb_s": {"repair": 7.0, "jieba": 0.8},
            "shares": {"repair": 0.31},
        },
        "length": [{"document": "one line", "exponent": 1.03, "worker_memory_mb": 222}],
        "suite": {
            "pages": 42,
            "ratio": 1.25,
            "ratio_of_processor": 1.5,
            "report": {"peak_memory_mb": 999},
        },
        "themes": {
            "documents": 5,
            "seconds": 1.87,
            "against_jieba": 7.7,
            "parts": {"similarity": 0.016},
        },
        "scaling": scaling,
        "growth": {"runs": [run], "exponents": [1.01], "work_exponents": [0.99]},
        "explore": {"runs": [{"statements": 238, "median_ms": 21.5}], "many_over_few": 7.25},
        "noise": [{"noise": "pinyin", "error_rate": 0.001}],
        "profile": [{"function": "reader.py:35(find)", "calls": 3, "share": 0.2}],
    }
    text = report.table(result)
    for figure in (
        "2.50 MB/s",
        "3.00 ×",
        "1.90 ×",
        "1.70 ×",
        "+8.0%",
        "1.01",
        "0.99",
        "pinyin",
        "reader.py:35",
        "1.25 ×",
        "999 MB",
        "7.25",
        "1.87 s for 5",
        "7.7 ×",
        "0.016 s",
        "31% of extract",
        "1.03",
        "222",
    ):
        assert figure in text
    path = report.write(Project(tmp_path), result)
    assert json.loads(path.read_text(encoding="utf-8")) == result


@pytest.mark.notebook
def test_the_suite_is_measured_beside_one_warm_process(tmp_path):
    project = small_project.make(tmp_path)
    found = suite.measure(project, ["02_targets"], jobs=1)
    assert (found["pages"], found["warm"]["figures"]) == (2, 3)  # one figure warms up
    ways = [found["report"], found["warm"]]
    assert all(way["seconds"] > 0 and way["processor_seconds"] > 0 for way in ways)
    # A worker and its kernel stand beside the runner, each with what one of them has at least.
    assert found["report"]["peak_memory_mb"] > found["warm"]["peak_memory_mb"] > 50
    assert not (project.reports / "site").exists()
    with pytest.raises(WorkError, match=r"ended with 2: error: 02_target: no such"):
        suite.measure(project, ["02_target"])


@pytest.mark.browser
def test_a_choice_is_measured_for_our_statements_and_for_many_in_one_run(tmp_path):
    found = explore.run(explored.project(tmp_path / "here"), 2000, rounds=2)
    few, many = found["runs"]
    assert many["statements"] == 2000 and 0 < few["statements"] < 2000
    for row in (few, many):
        assert 0 < row["median_ms"] <= row["worst_ms"] and row["two_frames_ms"] > 0
    assert found["many_over_few"] == pytest.approx(many["median_ms"] / few["median_ms"], abs=0.01)


def test_without_a_browser_the_reason_stands_in_place_of_the_figures(monkeypatch):
    def missing(*_, **__):
        raise WorkError("found no chromium; install it, or name it in CHROMIUM")

    monkeypatch.setattr(explore.pace, "measure", missing)
    assert "found no chromium" in explore.run(PROJECT)["left_out"]
