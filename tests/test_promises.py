"""What only one region promises, and two regions side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest
from target_tables import documents, indicators, regions, targets

from analysis.errors import InputError
from analysis.measures.promises import (
    DIFFERENCE,
    ONLY_HERE,
    difference,
    only_here,
)

KNOWN = indicators(
    {"indicator_id": "ger"},
    {"indicator_id": "places", "unit": "所", "measure": "flow"},
    {"indicator_id": "pupils", "unit": "万人", "measure": "stock", "direction": "none"},
)
PLACES = regions(a=None, b=None, child="b", c=None)


def only(*rows):
    frame = only_here(targets(*rows), KNOWN, PLACES)
    assert list(frame.columns) == list(ONLY_HERE)
    return frame.to_dict("records")


def test_a_promise_of_one_region_only_by_indicator_or_by_words():
    found = only(
        {"indicator_id": "ger", "value": 90},
        {"indicator_id": "ger", "value": 95, "region_id": "c"},
        {"indicator_id": "places", "value": 3, "unit": "所"},
        {"indicator": "足球特色学校", "value": 5, "unit": "所"},
        {"indicator": "“足球”特色学校", "value": 6, "unit": "所", "region_id": "c"},
        {"indicator": "研学基地", "value": 2, "unit": "个", "status": "norm"},
        {"indicator": "旧事", "value": 2, "unit": "个", "status": "achieved"},
    )
    assert [(r["indicator_id"], r["indicator"]) for r in found] == [
        ("places", "毛入园率"),
        (None, "研学基地"),
    ]
    assert found[0]["name_zh"] == "places"


def test_a_report_elsewhere_is_no_promise():
    rows = (
        {"indicator_id": "ger", "value": 90},
        {"indicator_id": "ger", "value": 95, "region_id": "c", "status": "achieved"},
    )
    assert [r["region_id"] for r in only(*rows)] == ["a"]


def test_what_relatives_share_counts_as_theirs_and_says_so():
    found = only(
        {"indicator_id": "ger", "value": 90, "region_id": "b"},
        {"indicator_id": "ger", "value": 95, "region_id": "child"},
    )
    assert [(r["region_id"], r["shared_with"]) for r in found] == [("b", "child"), ("child", "b")]
    assert (
        only(
            {"indicator_id": "ger", "value": 90, "region_id": "child"},
            {"indicator_id": "ger", "value": 95, "region_id": "c"},
        )
        == []
    )


def test_the_nearest_wording_elsewhere_is_shown():
    found = only(
        {"indicator": "足球特色学校", "value": 5, "unit": "所"},
        {"indicator": "校园足球特色学校", "value": 6, "unit": "所", "region_id": "c"},
        {"indicator": "研学", "value": 1, "unit": "个", "region_id": "c"},
    )
    first = next(r for r in found if r["region_id"] == "a")
    assert first["nearest_statement_id"] == "c-doc-110"
    assert first["nearest_region_id"] == "c"
    assert 0.5 < first["similarity"] < 1


@pytest.mark.parametrize("count", [0, 1])
def test_one_region_or_none_is_no_error(count):
    rows = [{"indicator": "研学", "value": 1}][:count]
    assert len(only(*rows)) == count


def compared(*rows, a="a", b="c"):
    frame = difference(targets(*rows), KNOWN, documents("a", "b", "c", "child"), PLACES, a, b)
    assert list(frame.columns) == list(DIFFERENCE)
    return frame.to_dict("records")


def test_differences_come_first_and_what_both_promise_has_a_gap():
    found = compared(
        {"indicator_id": "ger", "value": "90.5", "statement_id": "x"},
        {"indicator_id": "ger", "value": 95, "region_id": "c", "statement_id": "y"},
        {"indicator": "研学", "value": 1, "statement_id": "z"},
        {"indicator_id": "places", "value": 3, "unit": "所", "region_id": "c", "statement_id": "w"},
    )
    assert [(r["side"], r["statement_id_a"], r["statement_id_b"]) for r in found] == [
        ("only_a", "z", None),
        ("only_b", None, "w"),
        ("both", "x", "y"),
    ]
    assert found[2]["gap"] == Decimal("-4.5")
    assert found[0]["related"] is False
    assert found[1]["name_zh"] == "places"


def test_counts_have_no_gap_and_several_promises_each_their_row():
    found = compared(
        {"indicator_id": "places", "value": 1, "unit": "所", "statement_id": "x1"},
        {"indicator_id": "places", "value": 2, "unit": "所", "statement_id": "x2"},
        {"indicator_id": "places", "value": 3, "unit": "所", "region_id": "c", "statement_id": "y"},
    )
    assert [(r["statement_id_a"], r["statement_id_b"], r["gap"]) for r in found] == [
        ("x1", "y", None),
        ("x2", "y", None),
    ]


def test_parent_and_child_are_told_as_related():
    found = compared({"indicator_id": "ger", "value": 90, "region_id": "b"}, a="child", b="b")
    assert [(r["side"], r["related"]) for r in found] == [("only_b", True)]


def test_two_regions_are_asked_for_and_they_must_exist():
    with pytest.raises(InputError, match="no region 'x'; there are a, b, c, child"):
        compared(b="x")
    with pytest.raises(InputError, match="twice"):
        compared(b="a")
    assert compared() == []


def test_a_promise_repeated_word_for_word_is_one_with_all_its_places():
    found = only(
        {"indicator": "研学基地", "value": 2, "statement_id": "x1"},
        {"indicator": "“研学基地”", "value": 2, "statement_id": "x2", "target_year": 2025},
        {"indicator": "研学基地", "value": 3, "statement_id": "x3"},
    )
    assert [(r["statement_id"], r["statement_ids"]) for r in found] == [
        ("x2", ["x1", "x2"]),
        ("x3", ["x3"]),
    ]
