from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import InputError
from analysis.measures.keyness import (
    concordance,
    dispersion,
    keyness,
    log_likelihood,
    log_odds_dirichlet,
    log_ratio,
    reference_documents,
    word_counts,
)
from analysis.text.spans import CleanText, Repair
from analysis.text.tokens import Vocabulary

REGIONS = pd.DataFrame(
    [("zibo", None), ("zichuan", "zibo"), ("yumen", None)], columns=["region_id", "parent_id"]
)
DOCUMENTS = pd.DataFrame(
    [("d1", "zibo"), ("d2", "zichuan"), ("d3", "yumen")], columns=["doc_id", "region_id"]
)


def passages(*rows):
    texts = [
        (f"p{i}", doc, f"{doc}-s{section}", 100 * i, 100 * i + len(text), text)
        for i, (doc, section, text) in enumerate(rows)
    ]
    columns = ["passage_id", "doc_id", "section_id", "char_start", "char_end", "text"]
    return pd.DataFrame(texts, columns=columns).assign(kind="sentence")


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 50), st.integers(0, 50), st.integers(51, 900), st.integers(51, 900))
def test_g2_equals_scipy(a, b, focus, reference):
    if a + b == 0:
        return
    table = [[a, b], [focus - a, reference - b]]
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    found = log_likelihood(np.array([a]), np.array([b]), focus, reference)[0]
    assert found == pytest.approx(expected, abs=1e-9)


def test_g2_equals_power_divergence():
    observed = np.array([30, 10, 970, 1990])
    row, column, total = np.array([40, 2960]), np.array([1000, 2000]), 3000
    expected = np.outer(row, column).ravel() / total
    divergence = stats.power_divergence(observed, expected, lambda_="log-likelihood").statistic
    found = log_likelihood(np.array([30]), np.array([10]), 1000, 2000)[0]
    assert found == pytest.approx(divergence, abs=1e-9)


def test_log_ratio_by_hand():
    # 30/1000 against 10/2000 is six times as often; 4/1000 against none counts as ½/2000: 16×.
    found = log_ratio(np.array([30.0, 4.0]), np.array([10.0, 0.0]), 1000, 2000)
    assert found == pytest.approx([math.log2(6), 4.0], abs=1e-12)


def test_log_odds_with_dirichlet_prior_by_hand():
    # Three words; counts 6,3,1 (n=10) and 2,4,4 (n=10); prior 1,2,1 (α₀=4).
    a, b, prior = np.array([6.0, 3, 1]), np.array([2.0, 4, 4]), np.array([1.0, 2, 1])
    delta, z = log_odds_dirichlet(a, b, 10, 10, prior)
    # First word: (6+1)/(14−7) = 1 and (2+1)/(14−3) = 3/11; variance 1/7 + 1/3.
    assert delta[0] == pytest.approx(math.log(11 / 3), abs=1e-12)
    assert z[0] == pytest.approx(math.log(11 / 3) / math.sqrt(10 / 21), abs=1e-12)
    # Second: 5/9 and 6/8; variance 1/5 + 1/6.
    assert delta[1] == pytest.approx(math.log(5 / 9) - math.log(6 / 8), abs=1e-12)
    assert z[1] == pytest.approx(delta[1] / math.sqrt(11 / 30), abs=1e-12)


def test_dispersion_by_hand():
    # Gries (2008): three parts of 20, 30, 50 tokens; 1, 2, 7 occurrences:
    # ½(|.1−.2| + |.2−.3| + |.7−.5|) = .2; all in the first part: ½(.8+.3+.5) = .8.
    counts = np.array([[1.0, 10.0], [2, 0], [7, 0]])
    assert dispersion(counts, np.array([20.0, 30, 50])) == pytest.approx([0.2, 0.8], abs=1e-12)


def test_keyness_keeps_raw_counts_beside_scores():
    texts = passages(
        ("d1", 1, "幼儿园幼儿园幼儿园教师"),
        ("d1", 2, "幼儿园教师"),
        ("d2", 1, "教师教师教师校车校车校车"),
    )
    counts = word_counts(texts, Vocabulary())
    found = keyness(counts, ["d1"], ["d2"]).set_index("word")
    row = found.loc["幼儿园"]
    assert (row["count_focus"], row["count_reference"], row["size_focus"]) == (4, 0, 6)
    assert row["per_1000_focus"] == pytest.approx(4000 / 6)
    assert row["sections"] == 2
    # 3 of 4 in the first section (4 of 6 words), 1 in the second (2 of 6).
    assert row["dp"] == pytest.approx(0.5 * (abs(3 / 4 - 4 / 6) + abs(1 / 4 - 2 / 6)))
    assert found.index[0] == "幼儿园"
    assert found.index[-1] == "校车"
    assert found.loc["校车", "sections"] == 0


def test_the_same_text_on_both_sides_has_no_keyness():
    texts = passages(("d1", 1, "幼儿园教师学校" * 3), ("d2", 1, "幼儿园教师学校" * 3))
    found = keyness(word_counts(texts, Vocabulary()), ["d1"], ["d2"])
    assert np.allclose(found[["g2", "log_ratio", "log_odds", "z"]], 0)
    assert (found["q"] > 0.99).all()


def test_reference_leaves_out_parent_and_child():
    assert reference_documents(DOCUMENTS, REGIONS, "zichuan", "others") == ["d3"]
    assert reference_documents(DOCUMENTS, REGIONS, "zibo", "others") == ["d3"]
    assert reference_documents(DOCUMENTS, REGIONS, "zichuan", "parent") == ["d1"]
    assert reference_documents(DOCUMENTS, REGIONS, "yumen", "all") == ["d1", "d2", "d3"]


def test_wrong_references_are_named():
    with pytest.raises(InputError, match="'yumen' has no text to compare with"):
        reference_documents(DOCUMENTS, REGIONS, "yumen", "parent")
    with pytest.raises(InputError, match="'elsewhere' has no document"):
        reference_documents(DOCUMENTS, REGIONS, "elsewhere", "all")
    with pytest.raises(InputError, match="'peers' is unknown"):
        reference_documents(DOCUMENTS, REGIONS, "yumen", "peers")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no words in reference d9"):
        counts = word_counts(passages(("d1", 1, "幼儿园")), Vocabulary())
        keyness(counts, ["d1"], ["d9"])


def test_concordance_leads_back_to_raw():
    raw = "办好学 前教(jiao)育。发展学前教育"
    clean = CleanText.replay(
        raw, [Repair(3, 4, " ", "", "spaces"), Repair(6, 12, "(jiao)", "", "pinyin")]
    )
    texts = pd.DataFrame(
        [("p0", "d1", "s", 0, 14, "办好学前教育。"), ("p1", "d1", "s", 14, 20, "发展学前教育")],
        columns=["passage_id", "doc_id", "section_id", "char_start", "char_end", "text"],
    )
    lines = concordance(texts, "学前教育", {"d1": clean}, width=2)
    assert [raw[s:e] for s, e in zip(lines["char_start"], lines["char_end"], strict=True)] == [
        "学 前教(jiao)育",
        "学前教育",
    ]
    assert lines["left"].tolist() == ["办好", "发展"]
    assert lines["passage_id"].tolist() == ["p0", "p1"]


def test_words_of_headings_and_tables_do_not_count():
    texts = passages(("d1", 1, "幼儿园"), ("d1", 1, "幼儿园"), ("d1", 1, "幼儿园"))
    texts["kind"] = ["heading", "table_row", "list_item"]
    assert word_counts(texts, Vocabulary())["count"].tolist() == [1]
