"""Report 04: emphasis with intervals, what holds, and the words with their places."""

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
from analysis.narrative import View, themes, themes_checks
from analysis.narrative.study import best_pair, families_of, interval, signed, study_of
from analysis.narrative.themes_checks import MOST_TESTED, variant_names
from analysis.paths import Project

PAGE = "04_themes"


def table(found: list[dict], name: str) -> list[dict]:
    (block,) = [one for one in of(found, "table") if one["id"] == name]
    names = [column[0] for column in block["columns"]]
    return [dict(zip(names, row, strict=True)) for row in block["rows"]]


def test_both_languages_show_the_same_numbers(pages):
    same_in_both(pages["zh"], pages["en"])


def test_every_number_of_the_answer_leads_somewhere(pages):
    every_number_leads_somewhere(pages)


def test_the_pair_compared_is_independent_and_both_have_plans():
    view = View.of("en")
    assert set(best_pair(view)) == {"zichuan", "yumen"}
    assert families_of(view) == [("zibo", "zichuan")]


def test_the_sure_findings_of_the_pair_are_those_of_the_table(pages):
    rows = table(pages["en"], "differences")
    assert len(rows) == len(store.read(Project.here(), "themes"))
    (answer,) = of(pages["en"], "answer")
    likely = [row for row in rows if row["sureness"] in ("firm", "likely")]
    assert all(row["theme"] in answer["markdown"] for row in likely)


def test_parent_and_child_are_never_among_the_findings(pages):
    for row in table(pages["en"], "findings"):
        assert set(addresses(row["finding"])) != {"region:zibo", "region:zichuan"}
        agreed, asked = map(int, row["as_sure"].split("/"))
        assert (agreed == asked) == (row["fails"] == "none")


def test_concordance_lines_lead_to_passages_that_hold_the_word(pages):
    passages = store.read(Project.here(), "passages").set_index("passage_id")["text"]
    rows = table(pages["zh"], "concordance")
    assert rows
    for row in rows:
        (address,) = addresses(row["line"])
        assert row["word"] in passages[address.removeprefix("passage:")]


def test_one_region_has_a_page_that_compares_nothing():
    found = blocks(PAGE, "en", ("yumen",))
    assert len(of(found, "figure")) == 1
    (answer,) = of(found, "answer")
    assert "nothing can be said" in answer["markdown"]


def test_a_city_and_its_district_alone_are_not_compared():
    view = View.of("zh", ["zibo", "zichuan"])
    assert best_pair(view) is None
    assert themes.difference(view).payload["kind"] == "prose"


def test_few_regions_are_tested_all_at_once():
    view = View.of("en")
    assert len(view.region_ids) <= MOST_TESTED
    assert themes_checks.tested(view) is study_of(view)


def test_variants_are_named_in_words():
    view = View.of("en")
    told = variant_names(view, "no_headings;equal_weights")
    assert told == "headings ignored and equal weights"
    assert variant_names(view, "") == "none"


@pytest.mark.parametrize(
    ("number", "text"), [(1.26, "+1.3"), (-1.26, "−1.3"), (-0.04, "0.0"), (0.0, "0.0")]
)
def test_signs_are_true_minus_signs_and_zero_has_none(number, text):
    assert signed(number, plus=True) == text


def test_intervals_are_in_per_cent():
    assert interval(-0.005, 0.105) == "[−0.5, 10.5]"
