"""Fuzzing in its short form: fixed seeds, so that a failure here can be made again."""

from __future__ import annotations

import random

import pytest

from analysis import fuzz
from analysis.paths import Project
from analysis.progress import silent
from analysis.reading import load_lexicons, read_text

PROJECT = Project.here()
TEXTS = [path.read_text(encoding="utf-8")[:4000] for path in sorted(PROJECT.raw.glob("*.txt"))]


@pytest.fixture(scope="module")
def lexicons():
    return load_lexicons(PROJECT)


@pytest.mark.parametrize("block", range(6))
def test_mutated_plans_keep_every_invariant(lexicons, block):
    for seed in range(block * 12, block * 12 + 12):
        failures = fuzz.failures_of(seed, fuzz.case(seed, TEXTS), lexicons)
        assert not failures, (seed, failures[0].kind, failures[0].detail)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 60_000 + "@",
        "一" * 60_000,
        "（" * 20_000,
        "<" * 20_000,
        "到2025年" * 8_000,
        "达到90%，" * 2_000,
        "《" * 10_000 + "》" * 10_000,
        "\n" * 60_000 + "到2025年",
        "12、" * 15_000,
        " " * 60_000 + "3所",
        "表1\n指标\n2020年\n2025年\n" * 2_000,
        "每5所幼儿园" * 8_000,
        "1.扩大td>" * 8_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_endless_runs_take_no_more_than_ten_seconds_a_megabyte(lexicons, text):
    failures = fuzz.failures_of(0, text.encode(), lexicons)
    assert not failures, failures[0].detail


def test_a_case_is_made_again_by_its_seed():
    assert fuzz.case(5, TEXTS) == fuzz.case(5, TEXTS) != fuzz.case(6, TEXTS)


def test_a_broken_invariant_a_crash_and_a_hang_are_told(lexicons, monkeypatch):
    data = "到2025年，新建3所学校。".encode()

    def told(function):
        monkeypatch.setattr(fuzz, "read_text", function)
        return [(f.kind, f.detail) for f in fuzz.failures_of(1, data, lexicons)]

    def lossy(raw, known):
        reading = read_text(raw, known)
        reading.statements.numerals.clear()
        return reading

    def crash(raw, known):
        raise ZeroDivisionError("on purpose")

    def endless(raw, known):
        while True:
            pass

    assert told(lossy)[0][0] == "invariant" and "not in the ledger" in told(lossy)[0][1]
    assert told(crash)[0][0] == "crash"
    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    assert told(endless)[0][0] == "hang"


def test_a_run_counts_its_cases_and_stops_in_time():
    count, failures = fuzz.run(PROJECT, 0.5, 10_000, silent)
    assert count >= 1 and not failures


def test_every_mutator_is_used_and_gives_text():
    for mutate in fuzz.MUTATORS:
        result = mutate(random.Random(3), TEXTS[0], TEXTS)
        assert isinstance(result, str) and result != TEXTS[0], mutate.__name__
