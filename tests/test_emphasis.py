from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.emphasis import (
    between,
    block_characters,
    bootstraps,
    differences,
    ranks,
    shares,
    sureness,
)
from analysis.measures.relations import Relations

THEMES = ["preschool", "teachers"]
REGIONS = pd.DataFrame(
    [("city", None), ("district", "city"), ("far", None)], columns=["region_id", "parent_id"]
)
DOCUMENTS = pd.DataFrame({"doc_id": ["city", "district", "far"]}).assign(
    region_id=lambda frame: frame["doc_id"]
)
RELATIONS = Relations.of(DOCUMENTS, REGIONS)


def corpus():
    """City: 2 of 3 sections on preschool; district: 1 of 3; far: none but one on teachers."""
    plan = {"city": ["p", "p", "-"], "district": ["p", "-", "-"], "far": ["t", "-", "-"]}
    rows, coded = [], []
    for doc_id, sections in plan.items():
        for s, mark in enumerate(sections * 4):
            name = f"{doc_id}-{s}"
            rows.append((f"{name}-h", doc_id, name, "heading", "标题"))
            rows.append((name, doc_id, name, "sentence", "学校发展(2所)。" + "教" * (s % 4)))
            if mark != "-":
                coded.append((name, {"p": "preschool", "t": "teachers"}[mark], 0.5))
                coded.append((f"{name}-h", "preschool", 1.0))
    passages = pd.DataFrame(rows, columns=["passage_id", "doc_id", "section_id", "kind", "text"])
    passages["char_start"] = range(len(passages))
    return passages, pd.DataFrame(coded, columns=["passage_id", "theme_id", "weight"])


@pytest.fixture
def characters():
    return block_characters(*corpus(), THEMES)


def test_characters_are_han_and_weighted_and_headings_do_not_count(characters):
    # 学校发展所 is five characters; the fourth section has three more, half of it on a theme.
    assert characters.loc[("city", "city-0#1"), "all"] == 5
    assert characters.loc[("city", "city-0#1"), "preschool"] == 2.5
    assert characters.loc[("city", "city-3#1"), ["all", "preschool"]].tolist() == [8, 4]


def test_shares_are_those_of_the_text(characters):
    table = shares(bootstraps(characters, seed=1), characters).set_index(["doc_id", "theme_id"])
    city = characters.loc["city"]
    row = table.loc[("city", "preschool")]
    assert row["share"] == pytest.approx(city["preschool"].sum() / city["all"].sum())
    assert row["low"] < row["share"] < row["high"]
    assert (row["sections"], row["blocks"], row["thin"]) == (8, 12, False)
    absent = table.loc[("far", "preschool")]
    assert (absent["share"], absent["low"], absent["thin"]) == (0, 0, True)
    assert absent["high"] > 0


def test_leaving_a_document_out_changes_no_other(characters):
    one = bootstraps(characters, seed=1)["city"]
    two = bootstraps(characters.drop(index="far", level="doc_id"), seed=1)["city"]
    assert np.array_equal(one.shares, two.shares)


def test_parent_and_child_are_shown_but_not_tested(characters):
    table = differences(bootstraps(characters, seed=1), THEMES, RELATIONS, seed=1)
    related = table[table["related"]]
    assert set(zip(related["doc_a"], related["doc_b"], strict=True)) == {("city", "district")}
    assert related[["p", "q"]].isna().all(axis=None)
    assert related["low"].notna().all()
    tested = table[~table["related"]]
    assert (tested["q"] >= tested["p"]).all()


def test_a_pair_can_be_read_from_either_side(characters):
    table = differences(bootstraps(characters, seed=1), THEMES, RELATIONS, seed=1)
    ahead, back = between(table, "city", "far"), between(table, "far", "city")
    assert ahead["theme_id"].tolist() == ["preschool", "teachers"]
    assert back["theme_id"].tolist() == ["teachers", "preschool"]
    first, last = ahead.iloc[0], back.iloc[1]
    assert (last["low"], last["difference"]) == (-first["high"], -first["difference"])
    assert last["share_b"] == first["share_a"]
    with pytest.raises(InputError, match="no comparison of 'city' with 'moon'"):
        between(table, "city", "moon")


def test_parent_and_child_are_never_ranked_against_each_other(characters):
    table = ranks(bootstraps(characters, seed=1), THEMES, RELATIONS)
    peers = table.drop_duplicates("doc_id").set_index("doc_id")["peers"].to_dict()
    assert peers == {"city": 2, "district": 2, "far": 3}
    preschool = table[table["theme_id"] == "preschool"].set_index("doc_id")
    assert preschool["rank"].to_dict() == {"city": 1, "district": 1, "far": 3}
    assert (preschool["low"] <= preschool["rank"]).all()
    assert (preschool["high"] >= preschool["rank"]).all()


def test_no_text_is_named():
    passages, coded = corpus()
    with pytest.raises(InputError, match="emphasis: found no text"):
        bootstraps(block_characters(passages.head(0), coded.head(0), THEMES), seed=1)


def test_sureness_names_what_holds_with_sections_and_what_only_with_sentences():
    keys = {"layer": "", "doc_a": "a", "doc_b": "b", "theme_id": ["w", "x", "y", "z"]}
    by_section = pd.DataFrame(keys | {"q": [0.01, 0.3, 0.3, None], "related": [0, 0, 0, 1]})
    by_passage = pd.DataFrame(keys | {"q": [0.001, 0.02, 0.2, None]})
    table = sureness(by_section, by_passage)
    assert table["sureness"].tolist() == ["firm", "likely", "open", "related"]
    assert table["q_passage"].tolist()[:3] == [0.001, 0.02, 0.2]


def test_passages_can_be_the_blocks():
    table = block_characters(*corpus(), THEMES, block="passage_id")
    assert table.loc["city"].index.tolist()[0] == "city-0"
    assert bootstraps(table, seed=1)["city"].blocks == 12


def test_a_long_section_is_cut_into_even_runs_in_reading_order():
    # 20 sentences of 100 characters in one section: 2,000 over 800 makes three runs.
    rows = [(f"p{n}", "d", "s", "sentence", "教" * 100, 100 * n) for n in reversed(range(20))]
    columns = ["passage_id", "doc_id", "section_id", "kind", "text", "char_start"]
    coded = pd.DataFrame([("p0", "preschool", 1.0)], columns=["passage_id", "theme_id", "weight"])
    table = block_characters(pd.DataFrame(rows, columns=columns), coded, THEMES)
    assert table.loc["d", "all"].to_dict() == {"s#1": 700, "s#2": 600, "s#3": 700}
    assert table.loc["d", "preschool"].to_dict() == {"s#1": 100, "s#2": 0, "s#3": 0}
