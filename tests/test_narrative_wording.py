"""Report 05: shares add up, known borrowings are shown with both sentences."""

from __future__ import annotations

import pytest
from narrative_blocks import (
    addresses,
    blocks,
    every_number_leads_somewhere,
    of,
    same_in_both,
)

from analysis import store
from analysis.narrative import View
from analysis.narrative.wording_quotes import between, excerpt, known_names, swap
from analysis.paths import Project

PAGE = "05_wording"


def test_both_languages_show_the_same_numbers(pages):
    same_in_both(pages["zh"], pages["en"])


def test_every_number_of_the_answer_leads_somewhere(pages):
    every_number_leads_somewhere(pages)


def test_known_borrowings_stand_there_with_their_sentences():
    names = {row["name"]: row for row in known_names(View.of("zh"))}
    assert {"五个一批", "同城大课堂"} <= set(names)
    for name in ("五个一批", "同城大课堂"):
        assert names[name]["relation"] in ("parent", "child")
    assert "十四五" not in names


def test_every_quotation_leads_to_a_passage_that_there_is(pages):
    known = set(store.read(Project.here(), "passages")["passage_id"])
    linked = {
        address.removeprefix("passage:")
        for block in of(pages["zh"], "table")
        for row in block["rows"]
        for cell in row
        if isinstance(cell, str)
        for address in addresses(cell)
        if address.startswith("passage:")
    }
    assert linked
    assert linked <= known


def test_what_both_share_comes_before_national_formula():
    rows = between(View.of("zh"), "zibo", "zichuan")
    formula = [row["is_formula"] for row in rows]
    assert formula == sorted(formula)
    texts = [tuple(sorted(set(row["texts_a"]))) for row in rows]
    assert len(set(texts)) == len(texts)


def test_an_excerpt_cuts_far_context_and_links_the_shared_words():
    view = View.of("zh")
    row = next(r for r in between(view, "zibo", "zichuan") if not r["is_formula"])
    text = excerpt(view, row["passage_b"], row["texts_b"])
    assert set(addresses(text)) == {f"passage:{row['passage_b']}"}
    assert excerpt(view, row["passage_b"], ["不在其中的话"]).startswith("[不在其中的话](")


def test_a_stretch_seen_from_the_other_side():
    row = {"doc_a": "x", "doc_b": "y", "text_a": "甲", "text_b": "乙", "kind": "near"}
    assert swap(row) == {"doc_b": "x", "doc_a": "y", "text_b": "甲", "text_a": "乙", "kind": "near"}


@pytest.mark.parametrize("regions", [("yumen",), ("heping", "yumen")])
def test_without_parent_and_child_the_page_says_so(regions):
    found = blocks(PAGE, "zh", regions)
    assert any("没有上下级" in block["markdown"] for block in of(found, "prose"))
    assert len(of(found, "figure")) == 1
