"""Fuzzing in its short form: fixed seeds, so that a failure here can be made again."""

from __future__ import annotations

import random

import pytest

from analysis import fuzz, fuzz_cases
from analysis.extraction import records_of_reading
from analysis.paths import Project
from analysis.progress import silent
from analysis.reading import read_text

PROJECT = Project.here()
TEXTS = [path.read_text(encoding="utf-8")[:4000] for path in sorted(PROJECT.raw.glob("*.txt"))]


@pytest.fixture(scope="module")
def known():
    return fuzz.Known.of(PROJECT)


@pytest.mark.parametrize("block", range(6))
def test_mutated_plans_keep_every_invariant(known, block):
    for seed in range(block * 12, block * 12 + 12):
        failures = fuzz.failures_of(seed, fuzz_cases.case(seed, TEXTS), known)
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
        "1.扩大td>" * 3_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_endless_runs_take_no_more_than_ten_seconds_a_megabyte(known, text):
    failures = fuzz.failures_of(0, text.encode(), known)
    assert not failures, failures[0].detail


def test_a_case_is_made_again_by_its_seed():
    assert fuzz_cases.case(5, TEXTS) == fuzz_cases.case(5, TEXTS) != fuzz_cases.case(6, TEXTS)


def test_a_broken_invariant_a_crash_and_a_hang_are_told(known, monkeypatch):
    data = "到2025年，新建3所学校。".encode()

    def told(function):
        monkeypatch.setattr(fuzz, "read_text", function)
        return [(f.kind, f.detail) for f in fuzz.failures_of(1, data, known)]

    def lossy(raw, lexicons):
        reading = read_text(raw, lexicons)
        reading.statements.numerals.clear()
        return reading

    def crash(raw, lexicons):
        raise ZeroDivisionError("on purpose")

    def endless(raw, lexicons):
        while True:
            pass

    assert told(lossy)[0][0] == "invariant" and "not in the ledger" in told(lossy)[0][1]
    assert told(crash)[0][0] == "crash"
    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    assert told(endless)[0][0] == "hang"


def broken_by(known, change):
    """What is told once ``change`` was made to the reading of one sentence."""
    raw = "到2025年，新(xīn)建3所学校。"
    reading = read_text(raw, known.lexicons)
    records = records_of_reading(reading, "case", known.lexicons)
    change(reading, records)
    return " ".join(fuzz.broken(raw, reading, records, known))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda reading, records: None, ""),
        (lambda reading, records: records[0].update(quote="别的"), "the quote is not"),
        (lambda reading, records: records[0].update(number_end=99), "not inside the quote"),
        (lambda reading, records: records.append(records[0]), "two statements have one id"),
        (lambda reading, records: records[0].update(table="funding"), "its number is {'target'}"),
        (lambda reading, records: reading.statements.numerals.pop(), "is not in the ledger"),
        (
            lambda reading, records: reading.statements.numerals[0].update({"class": "odd"}),
            "has another text or no class",
        ),
        (
            lambda reading, records: reading.statements.numerals.append(
                reading.statements.numerals[0]
            ),
            "in the ledger twice",
        ),
    ],
)
def test_each_invariant_is_told_by_its_own_sentence(known, change, told):
    assert told in broken_by(known, change)
    assert bool(told) == bool(broken_by(known, change))


def test_a_failing_case_is_kept_with_the_smallest_part_that_fails(known, monkeypatch, tmp_path):
    def crash(raw, lexicons):
        if "龘" in raw:
            raise ZeroDivisionError("on purpose")
        return read_text(raw, lexicons)

    monkeypatch.setattr(fuzz, "read_text", crash)
    monkeypatch.setattr(fuzz.Known, "of", lambda _: known)
    failures = fuzz.failures_of(3, ("办好学校。" * 40 + "龘" + "新建学校。" * 40).encode(), known)
    folder = fuzz.keep(Project(tmp_path), failures)
    assert (folder / "crash-3.small.bin").read_bytes() == "龘".encode()
    assert (folder / "crash-3.bin").read_bytes() == failures[0].data


def test_a_run_counts_its_cases_and_stops_in_time():
    count, failures = fuzz.run(PROJECT, 0.5, 10_000, silent)
    assert count >= 1 and not failures


def test_every_mutator_is_used_and_gives_text():
    for mutate in fuzz_cases.MUTATORS:
        result = mutate(random.Random(3), TEXTS[0], TEXTS)
        assert isinstance(result, str) and result != TEXTS[0], mutate.__name__
