"""Damage that is put in comes out again, and honest text passes through untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources_text import cleaned, lexicon

from analysis.bench_damage import KINDS
from analysis.bench_noise import chunks, distance, run, spin
from analysis.text.repair import SpunEntry

LIMITS = {
    "none": 0.0002,
    "pinyin": 0.002,
    "script": 0.002,
    "script_and_pinyin": 0.002,
    "page_marks": 0.002,
    "line_breaks": 0.002,
    "spun": 0.01,
    **dict.fromkeys(KINDS, 0.002),
}
RARE = {"letters", "thousands", "full_stops", "footnotes"}  # what they damage is rare itself


def test_noise_comes_back() -> None:
    texts = [cleaned("yumen").text, cleaned("zibo").text]
    results = {result.noise: result for result in run(texts, lexicon(), seed=7)}
    assert set(results) == set(LIMITS)
    for noise, limit in LIMITS.items():
        assert results[noise].error_rate <= limit, results[noise]
        assert noise == "none" or results[noise].touched > (0.0001 if noise in RARE else 0.01)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("kitten", "sitting", 3),
        ("", "ab", 2),
        ("教育", "教化", 1),
        ("abc", "abc", 0),
        ("ab", "ba", 2),
    ],
)
def test_distance_by_hand(left: str, right: str, expected: int) -> None:
    assert distance(left, right) == expected


@given(st.text("ab教", max_size=9), st.text("ab教", max_size=9))
def test_distance_agrees_with_the_table_method(left: str, right: str) -> None:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above = row
        row = [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    assert distance(left, right) == row[-1]


def test_spin_is_blind_to_words() -> None:
    entries = [
        SpunEntry("高校", "大学"),
        SpunEntry("教化", "教育"),
        SpunEntry("互", "活", certainty="uncertain"),
    ]
    assert spin("扩大学前教育活动", entries) == "扩高校前教化活动"


def test_chunks_keep_paragraphs_and_lose_nothing_long() -> None:
    text = "".join(f"{'教' * 700}{n}。\n" for n in range(5))
    found = chunks(text)
    assert "".join(found) == text
    assert all(chunk.endswith("。\n") for chunk in found)


def test_same_seed_same_figures() -> None:
    texts = [cleaned("zibo").text[:3000]]
    assert run(texts, lexicon(), 3) == run(texts, lexicon(), 3)
