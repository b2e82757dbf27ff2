"""Report 06: every region has its page, also one without targets or money."""

from __future__ import annotations

import pytest
from narrative_blocks import addresses, blocks, of, same_in_both, table_anchors, unlinked_numbers

from analysis import store
from analysis.errors import InputError
from analysis.figures.setting import display_order
from analysis.narrative import View
from analysis.narrative import region as page
from analysis.narrative.region_tables import unstated
from analysis.paths import Project

PAGE = "06_region"
TABLES = {name: store.read(Project.here(), name) for name in ("regions", "documents", "coverage")}
REGIONS = display_order(TABLES["regions"], TABLES["documents"])


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_a_page_in_both_languages(region):
    zh, en = (blocks(PAGE, lang, region=region) for lang in ("zh", "en"))
    same_in_both(zh, en)
    for found in (zh, en):
        (answer,) = of(found, "answer")
        assert unlinked_numbers(answer["markdown"]) == []
        inside = {a for a in addresses(answer["markdown"]) if a.startswith("#table")}
        assert inside <= table_anchors(found)
        assert 1 <= len(of(found, "figure")) <= 3


def test_no_two_regions_share_a_figure():
    ids = [b["figure_id"] for r in REGIONS for b in of(blocks(PAGE, "en", region=r), "figure")]
    assert len(set(ids)) == len(ids)


def test_a_region_without_money_says_that_none_is_stated():
    found = blocks(PAGE, "en", region="zibo")
    assert "sums" not in {block["id"] for block in of(found, "table")}
    assert any("Not stated does not mean none" in b["markdown"] for b in of(found, "prose"))


def test_gaps_and_statements_add_up_to_all_indicators():
    coverage = TABLES["coverage"]
    own = coverage[coverage["doc_id"] == "yumen"]
    numbers = unstated(View.of("en"), "yumen")
    assert int(numbers["asked"]) == coverage["indicator_id"].nunique()
    assert int(numbers["stated"]) == (own["coverage"] == "stated").sum()


def test_one_region_alone_has_no_neighbours():
    found = blocks(PAGE, "en", ("yumen",), region="yumen")
    assert "neighbours" not in {block["id"] for block in of(found, "table")}


def test_a_region_that_is_not_looked_at_is_refused():
    with pytest.raises(InputError, match="allowed are zibo"):
        page.title(View.of("en", ["zibo"]), "yumen")
