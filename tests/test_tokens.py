from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.text.tokens import (
    Vocabulary,
    content_words,
    cut,
    han_count,
    keyword_in_context,
)

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
SENTENCE = "到2025年,普惠性幼儿园覆盖率达到99.8%,推进1+X证书试点。"


def words(text: str, vocabulary: Vocabulary | None = None, engine: str = "rjieba") -> list[str]:
    return [token.text for token in cut(text, vocabulary, engine)]  # type: ignore[arg-type]


def test_numbers_stay_whole_and_are_marked():
    numbers = [token.text for token in cut(SENTENCE) if token.kind == "number"]
    assert numbers == ["2025", "99.8%", "1"]


def test_a_number_before_a_comma_does_not_swallow_it():
    assert [t.text for t in cut("共1,300元,2所") if t.kind == "number"] == ["1,300", "2"]


def test_spans_point_at_the_words():
    assert all(SENTENCE[t.start : t.end] == t.text for t in cut(SENTENCE))


def test_domain_words_are_not_cut():
    assert "同城大课堂" not in words("深化思政课同城大课堂活动")
    vocabulary = Vocabulary.of(["同城大课堂"], [])
    assert "同城大课堂" in words("深化思政课同城大课堂活动", vocabulary)
    assert "同城大课堂" in words("深化思政课同城大课堂活动", vocabulary, "jieba")


@pytest.mark.parametrize("doc_id", ["zichuan", "zibo", "yumen", "heping", "jiangbei"])
def test_both_engines_cut_han_text_alike(doc_id):
    text = (RAW / f"{doc_id}.txt").read_text(encoding="utf-8")
    vocabulary = Vocabulary.of(["双师型", "控辍保学", "县管校聘"], [])
    assert words(text, vocabulary, "rjieba") == words(text, vocabulary, "jieba")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="教育幼儿园的发展质量提升,。0123.%AB \n“”", max_size=60))
def test_tokens_cover_every_han_character_once(text):
    tokens = cut(text)
    assert sum(len(t.text) for t in tokens if t.kind == "han") == han_count(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_content_words_drop_stopwords_numbers_and_single_characters():
    tokens = cut("加强学校的2个幼儿园建设")
    assert content_words(tokens, frozenset({"加强"})) == ["学校", "幼儿园", "建设"]


def test_keyword_in_context():
    lines = keyword_in_context("办好学前教育。\n扩大学前教育资源", "学前教育", width=4)
    assert [(line.start, line.left, line.right) for line in lines] == [
        (2, "办好", "。 扩大"),
        (10, "。 扩大", "资源"),
    ]
    assert keyword_in_context("学前教育", "") == []


def test_unknown_engine_is_named():
    with pytest.raises(InputError, match=r"'mecab' is unknown; choose one of rjieba, jieba"):
        words("学校", None, "mecab")


def test_names_are_neither_cut_nor_counted():
    vocabulary = Vocabulary.of([], [], ["区发改局"])
    assert words("区发改局负责", vocabulary) == ["区发改局", "负责"]
    assert content_words(cut("区发改局负责", vocabulary), vocabulary.stopwords) == ["负责"]
