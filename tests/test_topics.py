from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.relations import Relations
from analysis.measures.similarity import nearest, similarity
from analysis.measures.topics import (
    against_codebook,
    agreement,
    factorise,
    stability,
    term_matrix,
    topics,
)

WORDS = {
    "preschool": ["幼儿园", "保教", "普惠", "园长"],
    "teachers": ["教师", "师德", "职称", "编制"],
    "digital": ["网络", "平台", "数据", "智慧"],
}


def corpus(plan):
    """One section a subject: every word of it twice, and one word that all share."""
    rows = []
    for doc_id, subjects in plan.items():
        for index, subject in enumerate(subjects):
            for word in [*WORDS[subject], "学校"]:
                rows.append((doc_id, f"{doc_id}-{index}", word, 2))
    return pd.DataFrame(rows, columns=["doc_id", "section_id", "word", "count"])


PLAN = {
    "city": ["preschool", "teachers", "digital"] * 3,
    "district": ["preschool", "teachers", "digital"] * 3,
    "far": ["digital"] * 6,
}
RELATIONS = Relations.of(
    pd.DataFrame({"doc_id": list(PLAN), "region_id": list(PLAN)}),
    pd.DataFrame({"region_id": list(PLAN), "parent_id": [None, "city", None]}),
)


@pytest.fixture
def matrix():
    return term_matrix(corpus(PLAN))


def test_rare_words_are_left_out():
    rare = pd.DataFrame([("city", "city-0", "孤词", 5)], columns=list(corpus(PLAN).columns))
    assert "孤词" not in term_matrix(pd.concat([corpus(PLAN), rare])).words
    with pytest.raises(InputError, match="found no word in at least 99 sections"):
        term_matrix(corpus(PLAN), 99)


def test_known_subjects_are_found_and_are_stable(matrix):
    described, held = topics(matrix, 3, seed=1, words=4)
    found = {frozenset(words.split()) - {"学校"} for words in described["words"]}
    assert all(any(part <= set(words) for words in WORDS.values()) for part in found)
    assert described["stability"].min() > 0.5
    # 12 of 24 sections are digital: it is the heaviest, and these sections hold it almost alone.
    assert set(described.loc[0, "words"].split()) & set(WORDS["digital"])
    far = held[(held["doc_id"] == "far") & (held["topic"] == 1)]
    assert (far["share"] > 0.8).all()
    assert held.groupby(["doc_id", "section_id"])["share"].sum().round(9).eq(1).all()


def test_the_right_number_of_topics_is_more_stable_than_too_many(matrix):
    table = stability(matrix, [3, 8], seeds=[1, 2, 3, 4], words=4).set_index("topics")
    assert table.loc[3, "stability"] > table.loc[8, "stability"]
    assert (table["low"] <= table["stability"]).all()
    assert (table["stability"] <= table["high"]).all()


def test_agreement_matches_topics_one_to_one():
    # First topic: same words in another order; second: 1 of 3 words shared.
    one, two = np.array([[0, 1], [2, 3]]), np.array([[2, 9], [1, 0]])
    assert agreement(one, two).tolist() == [1.0, pytest.approx(1 / 3)]


def test_too_many_topics_are_named(matrix):
    with pytest.raises(InputError, match="found 99 asked for"):
        factorise(matrix.tfidf, 99, 1)


def test_topics_and_themes_that_mean_the_same_correlate(matrix):
    _, held = topics(matrix, 3, seed=1, words=4)
    rows = [
        (doc, f"{doc}-{i}", float(s == "digital"), 0.0, 1.0)
        for doc, subjects in PLAN.items()
        for i, s in enumerate(subjects)
    ]
    frame = pd.DataFrame(rows, columns=["doc_id", "block", "digital", "never", "all"])
    table = against_codebook(held, frame.set_index(["doc_id", "block"]))
    table = table.set_index(["topic", "theme_id"])["correlation"]
    assert table.loc[(1, "digital")] > 0.95
    assert np.isnan(table.loc[(1, "never")])


def test_the_same_words_are_wholly_similar_and_others_less(matrix):
    table = similarity(matrix, RELATIONS, seed=1, samples=300)
    pair = table.set_index(["doc_a", "doc_b"])
    assert pair.loc[("city", "district"), "similarity"] == pytest.approx(1)
    assert pair.loc[("city", "district"), "related"]
    far = pair.loc[("city", "far")]
    assert far["low"] <= far["corrected"] <= far["high"]
    assert far["similarity"] < 1
    assert nearest(table, "district")["doc_id"].tolist() == ["city", "far"]


def test_cosine_by_hand():
    counts = pd.DataFrame(
        [("a", "a0", "甲", 3), ("a", "a0", "乙", 4), ("b", "b0", "甲", 3), ("b", "b0", "乙", 0)],
        columns=["doc_id", "section_id", "word", "count"],
    )
    counts = pd.concat([counts, pd.DataFrame([("b", "b0", "乙", 1)], columns=counts.columns)])
    regions = pd.DataFrame({"region_id": ["a", "b"], "parent_id": [None, None]})
    relations = Relations.of(pd.DataFrame({"doc_id": ["a", "b"], "region_id": ["a", "b"]}), regions)
    table = similarity(term_matrix(counts, 1), relations, seed=1, samples=5)
    # Both words stand in both sections, idf 1: (3·3 + 4·1)/(5·√10).
    assert table.loc[0, "similarity"] == pytest.approx(13 / (5 * 10**0.5))
