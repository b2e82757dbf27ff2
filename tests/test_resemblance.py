"""Copies of a text are found, and texts that only share a formula are not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.resemblance import groups, shingles, similarity, sketch

WORDS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def prose(count, seed):
    return "".join(random.Random(seed).choices(WORDS, k=count))


def exact(left, right):
    a, b = set(shingles(left).tolist()), set(shingles(right).tolist())
    return len(a & b) / len(a | b)


def test_shingles_are_runs_of_five_characters_without_punctuation():
    assert len(shingles("到2025年，办学")) == 8 - 4  # 到2025年办学
    assert set(shingles("甲乙丙丁戊").tolist()) == set(shingles("甲、乙 丙\n丁戊。").tolist())
    assert len(shingles("甲乙")) == 1 and len(shingles("，。\n")) == 0


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.95])
def test_the_estimate_is_near_the_exact_similarity(kept):
    left = prose(6000, 1)
    cut = int(len(left) * kept)
    right = left[:cut] + prose(6000 - cut, 2)
    # Four standard errors of a share of 128 bins: 4 · √(0.25 / 128) = 0.18.
    assert similarity(sketch(left), sketch(right)) == pytest.approx(exact(left, right), abs=0.18)


def test_the_estimate_is_unbiased():
    """The mean error over many pairs stays within three of its own standard errors."""
    errors = []
    for seed in range(60):
        left = prose(900, seed)
        right = left[:600] + prose(300, seed + 1000)
        errors.append(similarity(sketch(left), sketch(right)) - exact(left, right))
    mean = sum(errors) / len(errors)
    spread = (sum((e - mean) ** 2 for e in errors) / len(errors)) ** 0.5
    assert abs(mean) <= 3 * spread / len(errors) ** 0.5 + 0.005


def test_short_texts_are_compared_too():
    assert similarity(sketch("新建学校三所"), sketch("新建学校三所")) == 1.0
    assert similarity(sketch("新建学校三所"), sketch("改扩建幼儿园")) < 0.2
    assert similarity(sketch(""), sketch("")) == 0.0


def test_reposts_are_one_group_and_others_stay_alone():
    original = prose(4000, 3)
    texts = {
        "a": original,
        "b": "转载自某网站" + original,
        "c": original.replace(original[100], "、") + "责任编辑",
        "d": prose(4000, 4),
        "e": original[:1200] + prose(2800, 5),
    }
    assert groups({name: sketch(text) for name, text in texts.items()}) == [["a", "b", "c"]]


def test_two_groups_that_share_a_band_stay_two():
    shared, first, second = prose(2500, 6), prose(2500, 7), prose(2500, 8)
    texts = {
        "a": shared + first,
        "b": shared + second,
        "c": shared + first + "附一",
        "d": shared + second + "附二",
    }
    found = groups({name: sketch(text) for name, text in texts.items()})
    assert sorted(found) == [["a", "c"], ["b", "d"]]


def test_two_thousand_texts_are_grouped_without_comparing_all_pairs():
    texts = {n: sketch(prose(300, n // 2)) for n in range(2000)}
    found = groups(texts)
    assert sorted(found) == [[n, n + 1] for n in range(0, 2000, 2)]


@given(st.text(max_size=400))
def test_a_text_is_like_itself_and_punctuation_changes_nothing(text):
    own = sketch(text)
    assert own == sketch(text.replace("，", " ")) or "，" not in text
    assert similarity(own, own) == (1.0 if own else 0.0)
