"""English glosses: one for each statement, on the words it was written on, with its numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import store
from analysis.paths import Project

PROJECT = Project(Path(__file__).resolve().parent.parent)
STATED = ("value", "value_high", "baseline_value", "amount", "amount_high", "growth_pct")
ALLOWED_TOO = ("per_value", "baseline_year", "target_year")
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
PLANS = {"12": "十二五", "13": "十三五", "14": "十四五"}
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?![\d.]*(?:st|nd|rd|th)\b)(?: (million)\b)?")
PRINTED = re.compile(r"(\d+(?:\.\d+)?)\s*([万亿]?)")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th) Five-Year Plan")
LONGEST = 160


def gloss_numbers(gloss: str) -> set[Decimal]:
    """The numbers of an English line in single units; "0.575 million" is 575000."""
    factors = {"": Decimal(1), "million": Decimal(1_000_000)}
    return {Decimal(digits) * factors[word] for digits, word in NUMBER.findall(gloss)}


def row_numbers(row: dict[str, str], names: tuple[str, ...]) -> set[Decimal]:
    """The numbers in the named fields of a row in single units: 57.5 of 万元 is 575000."""
    scale = SCALES.get(row["unit"][:1], Decimal(1))
    return {
        Decimal(row[name]) * (1 if name in ALLOWED_TOO or name == "growth_pct" else scale)
        for name in names
        if row.get(name)
    }


def text_numbers(text: str) -> set[Decimal]:
    """The numbers a Chinese text prints in figures, in single units."""
    return {
        Decimal(digits) * SCALES.get(scale, Decimal(1)) for digits, scale in PRINTED.findall(text)
    }


def faults(row: dict[str, str], gloss: str, passage: str) -> list[str]:
    """What is wrong with the numbers of a gloss; empty when each is the text's own."""
    found = gloss_numbers(gloss)
    lacking = row_numbers(row, STATED) - found
    source = row_numbers(row, STATED + ALLOWED_TOO) | text_numbers(row["quote"] + "\n" + passage)
    plans = {f"plan {n}" for n in ORDINAL.findall(gloss) if PLANS.get(n, "-") not in passage}
    return sorted(
        [f"lacks {number}" for number in lacking]
        + [f"adds {number}" for number in found - source]
        + [f"adds {plan}" for plan in plans]
    )


@pytest.fixture(scope="module")
def statements() -> dict[str, dict[str, str]]:
    tables = ("targets", "funding")
    return {r["statement_id"]: r for table in tables for r in store.rows(PROJECT, table)}


@pytest.fixture(scope="module")
def glosses() -> dict[str, dict[str, str]]:
    return {row["statement_id"]: row for row in store.rows(PROJECT, "glosses")}


@pytest.mark.parametrize(
    ("gloss", "numbers"),
    [
        ("Gross enrolment rate: 90.5 % by 2025 (88 % in 2020)", {"90.5", "2025", "88", "2020"}),
        ("Heating subsidies to 4 kindergartens: 0.575 million yuan", {"4", "575000"}),
        ("Spent since the 13th Five-Year Plan period began: 766 million yuan", {"766000000"}),
        ("Candidates a year: 1-2", {"1", "2"}),
        ("Ratio raised to 4:6", {"4", "6"}),
    ],
)
def test_numbers_of_an_english_line(gloss, numbers):
    assert gloss_numbers(gloss) == {Decimal(number) for number in numbers}


def test_a_wrong_missing_or_added_number_is_noticed():
    row = {"unit": "万元", "amount": "57.5", "quote": "补助57.5万元"}
    passage = "“十三五”期间,2018年以来补助57.5万元。"
    assert faults(row, "Paid since 2018: 0.575 million yuan", passage) == []
    assert faults(row, "Paid since 2018: 5.75 million yuan", passage) == [
        "adds 5750000.00",
        "lacks 575000.0",
    ]
    assert faults(row, "Paid since 2019: 575000 yuan", passage) == ["adds 2019"]
    assert faults(row, "Paid in the 13th Five-Year Plan: 575000 yuan", passage) == []
    assert faults(row, "Paid in the 12th Five-Year Plan: 575000 yuan", passage) == ["adds plan 12"]


def test_each_statement_has_a_gloss_and_each_gloss_a_statement(statements, glosses):
    assert sorted(set(statements) - set(glosses)) == []
    assert sorted(set(glosses) - set(statements)) == []


def test_a_gloss_stands_on_the_words_its_statement_quotes(statements, glosses):
    moved = [
        key
        for key, row in glosses.items()
        if key in statements and row["expect"] != statements[key]["quote"]
    ]
    assert moved == []


def test_the_numbers_of_a_gloss_are_those_of_its_statement(statements, glosses):
    passages = {row["passage_id"]: row["text"] for row in store.rows(PROJECT, "passages")}
    wrong = {
        key: found
        for key, row in statements.items()
        if key in glosses
        and (found := faults(row, glosses[key]["gloss_en"], passages.get(row["passage_id"], "")))
    }
    assert wrong == {}


def test_a_gloss_is_one_short_line_of_plain_english(glosses):
    for key, row in glosses.items():
        gloss = row["gloss_en"]
        assert re.sub("[‘’“”]", "", gloss).isascii(), key
        assert not re.search("['\"]", gloss), f"{key}: quotes of English are curly"
        assert gloss.isprintable(), key
        assert gloss == gloss.strip(), key
        assert 0 < len(gloss) <= LONGEST, key


def test_the_file_is_in_canonical_form():
    schema = store.schema_of(PROJECT, "glosses")
    frame = store.frame_of(store.rows(PROJECT, "glosses"), schema)
    assert (PROJECT.curated / "glosses.csv").read_bytes() == store.to_csv(frame, schema)
