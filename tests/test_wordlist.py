"""Many words at once find what each would find alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from analysis.text.wordlist import WordList, alternatives

WORDS = st.lists(st.text("教育学前.|", min_size=1, max_size=4), max_size=8)
TEXTS = st.text("教育学前.|x", max_size=40)


def test_the_longest_word_at_a_place_is_found():
    assert re.findall(alternatives(["学", "学前", "学前教育", "前"]), "学前教育学前学") == [
        "学前教育",
        "学前",
        "学",
    ]


@given(WORDS, TEXTS)
def test_grouping_finds_what_the_plain_pattern_finds(words, text):
    plain = "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
    assert re.findall(alternatives(words), text) == re.findall(plain, text)


@given(WORDS, TEXTS)
def test_every_word_that_occurs_is_present_even_inside_others(words, text):
    assert WordList(words).present(text) == {word for word in words if word in text}


@given(WORDS, TEXTS)
def test_every_place_of_a_word_is_counted_even_inside_others(words, text):
    found = WordList(words).counts(text)
    assert found == {
        word: places
        for word in set(words)
        if (places := sum(text.startswith(word, at) for at in range(len(text))))
    }
