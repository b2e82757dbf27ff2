from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import InputError
from analysis.measures.agreement import wilson
from analysis.measures.readers import (
    coding_quality,
    machine_codes,
    pairs_of_readers,
    reader_agreement,
    themes_of,
)
from analysis.measures.themes import Codebook, Coding, code_passages, evidence, weights_of

ROOT = Path(__file__).resolve().parent.parent
CURATED = ROOT / "data" / "curated"
TERMS = pd.DataFrame(
    [
        ("preschool", "幼儿园", "counts", 2),
        ("preschool", "普惠性幼儿园", "counts", 2),
        ("teachers", "教师", "counts", 2),
        ("teachers", "教师进修学院", "blocks", 0),
        ("teachers", "培训", "counts", 1),
        ("investment", "财政", "counts", 2),
        ("", "局负责", "mutes", 0),
    ],
    columns=["theme_id", "term", "role", "weight"],
)
SECTIONS = pd.DataFrame(
    [
        ("s0", None, "主要任务"),
        ("s1", "s0", "学前教育:幼儿园"),
        ("s2", "s1", "其他"),
        ("s3", "s0", "其他"),
    ],
    columns=["section_id", "parent_id", "heading"],
)


@pytest.fixture
def codebook():
    return Codebook.of(TERMS)


def passages(*rows):
    columns = ["passage_id", "section_id", "kind", "text"]
    frame = pd.DataFrame([(f"p{i}", *row) for i, row in enumerate(rows)], columns=columns)
    return frame.assign(doc_id="d", char_start=0, char_end=frame["text"].str.len())


def coded(codebook, *rows, coding=None):
    table = code_passages(passages(*rows), SECTIONS, codebook, coding)
    return {
        passage: dict(zip(group["theme_id"], group["weight"], strict=True))
        for passage, group in table.groupby("passage_id")
    }


def test_longest_term_of_a_theme_counts_once(codebook):
    found = codebook.matches("普惠性幼儿园和幼儿园")
    assert [(m.term, m.start) for m in found] == [("普惠性幼儿园", 0), ("幼儿园", 7)]


def test_a_blocking_term_keeps_the_shorter_one_from_counting(codebook):
    assert codebook.matches("区教师进修学院") == ()


def test_bracketed_lists_of_agencies_do_not_count(codebook):
    assert codebook.matches("办学(财政局负责)") == ()
    assert [m.term for m in codebook.matches("办学(含财政补助)")] == ["财政"]


def test_weights_are_shares_of_the_points(codebook):
    # 幼儿园 2, 教师 2 + 培训 1: 2/5 and 3/5.
    found = coded(codebook, ("s3", "sentence", "幼儿园教师培训"))
    assert found == {"p0": {"preschool": 0.4, "teachers": 0.6}}


def test_a_weak_term_alone_is_no_theme(codebook):
    assert coded(codebook, ("s3", "sentence", "加强培训")) == {}


def test_heading_passes_on_less_than_a_defining_term(codebook):
    # Heading 1.5 points, own 教师 2: 1.5/3.5 and 2/3.5, cut to four digits.
    found = coded(codebook, ("s1", "sentence", "教师到位"))
    assert found == {"p0": {"preschool": 0.4285, "teachers": 0.5714}}
    alone = coded(codebook, ("s1", "list_item", "抓好落实"))
    assert alone == {"p0": {"preschool": 1.0}}


def test_a_parent_heading_counts_half_and_is_not_enough_alone(codebook):
    assert coded(codebook, ("s2", "sentence", "抓好落实")) == {}


def test_table_rows_headings_and_lists_of_agencies_do_not_inherit(codebook):
    found = coded(
        codebook,
        ("s1", "table_row", "指标"),
        ("s1", "heading", "总则"),
        ("s1", "sentence", "区教体局负责"),
    )
    assert found == {}


def test_equal_weights(codebook):
    found = coded(codebook, ("s3", "sentence", "幼儿园教师培训"), coding=Coding(equal=True))
    assert found == {"p0": {"preschool": 0.5, "teachers": 0.5}}


@settings(max_examples=60, deadline=None)
@given(arrays(np.float64, (3, 7), elements=st.just(0.0) | st.floats(0.1, 20)))
def test_weights_never_add_up_to_more_than_one(points):
    weights = weights_of(points, Coding())
    assert (weights.sum(axis=1) <= 1).all()
    assert (weights >= 0).all()
    assert ((weights == 0) | (points >= Coding().threshold)).all()


def test_weights_by_hand():
    # 3 and 2 share, 1 is below the threshold; cut after four digits, not rounded.
    assert weights_of(np.array([[3.0, 2.0, 1.0]]), Coding()).tolist() == [[0.6, 0.4, 0.0]]
    assert weights_of(np.array([[2.0, 2.0, 2.0]]), Coding()).tolist() == [[0.3333] * 3]


def test_evidence_names_every_term_with_its_place(codebook):
    found = evidence(passages(("s3", "sentence", "加强幼儿园教师培训")), codebook)
    assert found[["theme_id", "term", "char_start", "char_end"]].to_numpy().tolist() == [
        ["preschool", "幼儿园", 2, 5],
        ["teachers", "教师", 5, 7],
        ["teachers", "培训", 7, 9],
    ]


def test_unknown_role_is_named():
    with pytest.raises(InputError, match="found role 'maybe'"):
        Codebook.of(pd.DataFrame([("a", "b", "maybe", 1)], columns=list(TERMS.columns)))


def test_reader_agreement_pools_all_decisions():
    first = {"1": {"a"}, "2": {"b"}, "3": set()}
    second = {"1": {"a"}, "2": {"a"}, "3": set()}
    table = reader_agreement(first, second, ["a", "b"]).set_index("theme_id")
    assert table.loc["a", "both"] == 1
    # Pooled: 6 decisions, 4 alike, 2 yes either side: (4/6 − 5/9)/(4/9).
    assert table.loc["all", "kappa"] == pytest.approx((4 / 6 - 5 / 9) / (4 / 9))
    assert table.loc["all", "low"] < table.loc["all", "kappa"] <= table.loc["all", "high"]


def test_every_pair_of_readers_is_compared_on_what_both_read():
    codes = {"x": {"1": {"a"}, "2": set()}, "y": {"1": {"a"}, "2": {"a"}}, "z": {"2": {"a"}}}
    table = pairs_of_readers(codes, ["a"])
    whole = table[table["theme_id"] == "all"].set_index(["one", "two"])
    assert whole["passages"].to_dict() == {("x", "y"): 2, ("x", "z"): 1, ("y", "z"): 1}
    assert whole["both"].to_dict() == {("x", "y"): 1, ("x", "z"): 0, ("y", "z"): 1}


def test_coding_quality_by_hand():
    reading = {"1": {"a"}, "2": {"a", "b"}, "3": set()}
    machine = {"1": {"a"}, "2": {"b"}, "3": {"a"}}
    table = coding_quality(machine, reading, ["a", "b", "c"]).set_index("theme_id")
    assert table.loc["a", ["precision", "recall", "f1"]].tolist() == [0.5, 0.5, 0.5]
    assert table.loc["micro", "f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert tuple(table.loc["a", ["recall_low", "recall_high"]]) == pytest.approx(wilson(1, 2))
    # a: one of the three either gave is shared; 2J/(1+J) of the limits of one in three.
    limits = [2 * j / (1 + j) for j in wilson(1, 3)]
    assert table.loc["a", ["f1_low", "f1_high"]].tolist() == pytest.approx(limits)
    assert table.loc["macro", "f1_low"] <= table.loc["macro", "f1"] <= table.loc["macro", "f1_high"]
    # c was never read: the macro average is over a and b.
    assert table.loc["macro", "f1"] == pytest.approx((0.5 + 1) / 2)


def test_readings_find_their_passages_by_place():
    texts = pd.DataFrame(
        [
            ("p0", "d", "sentence", 0, 10),
            ("p1", "d", "sentence", 10, 30),
            ("h", "d", "heading", 30, 34),
        ],
        columns=["passage_id", "doc_id", "kind", "char_start", "char_end"],
    )
    given_themes = pd.DataFrame(
        [("p0", "a", 1.0), ("p1", "b", 1.0), ("h", "c", 1.0)],
        columns=["passage_id", "theme_id", "weight"],
    )
    readings = pd.DataFrame(
        [("r0", "d", 0, 9), ("r1", "d", 2, 28), ("r2", "d", 30, 34), ("r3", "x", 0, 4)],
        columns=["reading_id", "doc_id", "char_start", "char_end"],
    )
    codes = machine_codes(readings, texts, given_themes)
    assert codes == {"r0": {"a"}, "r1": {"a", "b"}, "r2": {"c"}, "r3": frozenset()}
    assert themes_of("a; b") == {"a", "b"}
    assert themes_of(float("nan")) == frozenset()


def rows(name):
    with (CURATED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def raw(doc_id):
    return (ROOT / "data" / "raw" / f"{doc_id}.txt").read_bytes().decode("utf-8")


def test_every_example_of_the_codebook_stands_in_its_source():
    themes = rows("themes")
    assert 18 <= len(themes) <= 24
    for theme in themes:
        for side in ("positive", "negative"):
            assert theme[f"{side}_quote"] in raw(theme[f"{side}_doc_id"]), theme["theme_id"]


def test_the_codebook_codes_its_own_examples():
    codebook = Codebook.of(pd.read_csv(CURATED / "theme_terms.csv", keep_default_na=False))
    for theme in rows("themes"):
        found = {m.theme_id for m in codebook.matches(theme["positive_quote"])}
        assert theme["theme_id"] in found, theme["positive_quote"]


def test_every_theme_has_terms_and_every_term_a_theme():
    themes = {row["theme_id"] for row in rows("themes")}
    used = {row["theme_id"] for row in rows("theme_terms") if row["role"] != "mutes"}
    assert used == themes


def test_readings_quote_the_raw_text_and_use_known_themes():
    themes = {row["theme_id"] for row in rows("themes")}
    readings = rows("theme_readings")
    assert len({row["reading_id"] for row in readings}) >= 150
    for row in readings:
        assert raw(row["doc_id"])[int(row["char_start"]) : int(row["char_end"])] == row["quote"]
        assert themes_of(row["themes"]) <= themes
