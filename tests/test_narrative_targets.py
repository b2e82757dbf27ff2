"""Report 02: the same numbers in both languages, each leading to its evidence."""

from __future__ import annotations

from narrative_blocks import (
    blocks,
    every_number_leads_somewhere,
    of,
    same_in_both,
)

from analysis import store
from analysis.paths import Project

PAGE = "02_targets"
YEAR_OF_THE_NATIONAL_VALUES = "2025"


def test_both_languages_show_the_same_numbers(pages):
    same_in_both(pages["zh"], pages["en"])


def test_every_number_of_the_answer_leads_somewhere(pages):
    every_number_leads_somewhere(pages, {YEAR_OF_THE_NATIONAL_VALUES})


def test_every_statement_stands_in_the_last_table(pages):
    (table,) = [block for block in of(pages["en"], "table") if block["id"] == "statements"]
    assert len(table["rows"]) == len(store.read(Project.here(), "targets"))


def test_a_region_without_a_target_has_a_page():
    found = blocks(PAGE, "en", ("jiangbei",))
    assert of(found, "answer") and of(found, "figure")


def test_parent_and_child_alone_have_a_page():
    assert of(blocks(PAGE, "zh", ("zibo", "zichuan")), "figure")
