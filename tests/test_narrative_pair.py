"""Report 07: every pair has its page, differences first, relatives named as such."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pandas as pd
import pytest
from narrative_blocks import addresses, blocks, of, same_in_both, table_anchors, unlinked_numbers

from analysis import store
from analysis.figures.setting import display_order
from analysis.narrative.pair_tables import promise_rows
from analysis.paths import Project

PAGE = "07_pair"
TABLES = {name: store.read(Project.here(), name) for name in ("regions", "documents")}
# Neighbours in display order: each region at least once, a city with its district among them.
PAIRS = list(pairwise(display_order(TABLES["regions"], TABLES["documents"])))


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_each_pair_has_a_page(a, b):
    found = blocks(PAGE, "en", region_a=a, region_b=b)
    (answer,) = of(found, "answer")
    assert unlinked_numbers(answer["markdown"]) == []
    inside = {x for x in addresses(answer["markdown"]) if x.startswith("#table")}
    assert inside <= table_anchors(found)
    assert len(of(found, "figure")) == 2


def test_both_languages_show_the_same_numbers():
    pages = [blocks(PAGE, lang, region_a="zichuan", region_b="yumen") for lang in ("zh", "en")]
    same_in_both(*pages)


def test_parent_and_child_are_told_and_not_tested():
    found = blocks(PAGE, "en", region_a="zibo", region_b="zichuan")
    (answer,) = of(found, "answer")
    assert "Zichuan lies inside Zibo" in answer["markdown"]
    (differences,) = [b for b in of(found, "table") if b["id"] == "differences"]
    assert "q" not in [column[0] for column in differences["columns"]]


def test_differences_come_first():
    def row(side, gap=None, indicator=None):
        return {"side": side, "gap": gap, "indicator_id": indicator}

    equal, differing = row("both", Decimal(0), "i"), row("both", Decimal(2), "i")
    rows = [equal, row("only_b"), row("only_a"), row("only_a", None, "i"), differing]
    ordered = promise_rows(pd.DataFrame(rows, dtype=object))
    assert [(r["side"], bool(r["gap"])) for r in ordered] == [
        ("both", True),
        ("only_a", False),
        ("only_a", False),
        ("only_b", False),
        ("both", False),
    ]
    assert ordered[1]["indicator_id"] == "i"


def test_what_differs_stands_over_what_is_the_same():
    found = blocks(PAGE, "en", region_a="zichuan", region_b="yumen")
    (glance,) = [b for b in of(found, "table") if b["id"] == "glance"]
    same = [row[1] == row[2] for row in glance["rows"]]
    assert same == sorted(same)
