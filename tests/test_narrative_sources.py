"""Report 01: every document told, every number traceable, the same in both languages."""

from __future__ import annotations

import pytest
from narrative_blocks import (
    blocks,
    every_number_leads_somewhere,
    of,
    same_in_both,
)

from analysis import store
from analysis.narrative.prose import full_width, words
from analysis.paths import Project

PAGE = "01_sources"


def test_both_languages_show_the_same_numbers(pages):
    same_in_both(pages["zh"], pages["en"])


def test_every_number_of_the_answer_leads_somewhere(pages):
    every_number_leads_somewhere(pages)


def test_every_document_has_its_facts_with_defects_in_the_language_of_the_page(pages):
    documents = store.read(Project.here(), "documents")
    for found in pages.values():
        assert len(of(found, "facts")) == len(documents)
    last = [block["items"][-1][1] for block in of(pages["en"], "facts")]
    assert all(text.endswith(".") or text == "none recorded" for text in last)
    assert not any("；" in text for text in last)


def test_the_repairs_of_the_table_add_up_to_all_repairs(pages):
    (repairs,) = [block for block in of(pages["en"], "table") if block["id"] == "repairs"]
    at = [column[0] for column in repairs["columns"]].index("n")
    assert sum(row[at] for row in repairs["rows"]) == len(store.read(Project.here(), "repairs"))


def test_one_region_alone_has_a_page():
    found = blocks(PAGE, "en", ("zibo",))
    assert len(of(found, "facts")) == 1
    assert len(of(found, "figure")) == 2


def test_every_kind_of_document_is_told_what_it_can_carry():
    kinds = store.schema_of(Project.here(), "documents").column("kind").codes
    assert {f"{what}_{kind}" for kind in kinds for what in ("can", "cannot")} <= set(
        words("sources")
    )


@pytest.mark.parametrize(
    ("kept", "printed"),
    [
        ("止于第(十一)部分,其后缺失", "止于第（十一）部分，其后缺失"),
        ("(发)呈现代;约1,200人", "（发）呈现代；约1,200人"),
        ("只有 ASCII (a, b)", "只有 ASCII (a, b)"),
    ],
)
def test_chinese_notes_get_chinese_marks(kept, printed):
    assert full_width(kept) == printed
