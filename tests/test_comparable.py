"""The same indicator side by side: which statement speaks for a region, and in which unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from target_tables import benchmarks, documents, indicators, regions, targets

from analysis.measures.comparable import COMPARABLE, comparable, in_unit, matched, scale

GER = {"indicator_id": "ger", "ceiling": 100, "ceiling_kind": "practical"}
NATIONAL = benchmarks(("ger", 2025, 90, ">", "target"), ("ger", 2020, "85.2", "=", "baseline"))


def table(*rows, known=(GER,), shown=("a", "b"), parents=None):
    frame = comparable(
        targets(*rows),
        indicators(*known),
        documents(*shown),
        regions(**(parents or dict.fromkeys(shown))),
        NATIONAL,
    )
    assert list(frame.columns) == list(COMPARABLE)
    return frame.to_dict("records")


def test_a_target_speaks_before_a_report_and_the_sure_before_the_unsure():
    found = table(
        {"indicator_id": "ger", "value": 82, "status": "achieved"},
        {"indicator_id": "ger", "value": 91, "certainty": "uncertain", "target_year": 2025},
        {"indicator_id": "ger", "value": 90, "target_year": 2022},
        {"indicator_id": "ger", "value": 95, "target_year": 2025},
    )
    assert [(row["value"], row["statements"]) for row in found] == [(Decimal(95), 4)]


def test_the_national_target_stands_beside_and_the_number_of_regions():
    found = table(
        {"indicator_id": "ger", "value": 95}, {"indicator_id": "ger", "value": 92, "region_id": "b"}
    )
    assert {row["regions"] for row in found} == {2}
    assert {
        (r["benchmark_value"], r["benchmark_comparator"], r["benchmark_year"]) for r in found
    } == {(Decimal(90), ">", 2025)}


def test_values_come_in_the_unit_of_the_indicator_exactly():
    pupils = {"indicator_id": "pupils", "unit": "万人", "measure": "stock", "direction": "none"}
    found = table({"indicator_id": "pupils", "value": 44786, "unit": "人"}, known=(pupils,))
    assert str(found[0]["value"]) == "4.4786"
    assert (found[0]["unit"], found[0]["unit_printed"]) == ("万人", "人")


def test_counts_parts_and_other_bases_are_no_comparison():
    built = {"indicator_id": "built", "unit": "所", "measure": "flow"}
    skills = {"indicator_id": "skills", "unit": "项", "measure": "per_unit", "per_unit": "学生|人"}
    rows = [
        {"indicator_id": "built", "value": 2, "unit": "所"},
        {"indicator_id": "built", "value": 1, "unit": "所"},
        {"indicator_id": "built", "value": 3, "unit": "处", "region_id": "b", "per_unit": "区县"},
        {"indicator_id": "built", "value": 9, "unit": "所", "region_id": "c"},
        {"indicator_id": "skills", "value": 2, "unit": "项", "per_value": 1, "per_unit": "名学生"},
        {"indicator_id": "skills", "value": 1, "unit": "项", "region_id": "b"},
    ]
    found = table(*rows, known=(built, skills), shown=("a", "b", "c"))
    assert [(r["indicator_id"], r["region_id"], r["why_not"]) for r in found] == [
        ("built", "a", "parts"),
        ("built", "b", "basis"),
        ("built", "c", "count"),
        ("skills", "a", ""),
        ("skills", "b", ""),
    ]
    assert {r["indicator_id"]: r["regions"] for r in found} == {"built": 0, "skills": 2}


def test_a_ratio_against_another_number_is_a_basis_of_its_own():
    ratio = {"indicator_id": "ratio", "unit": "比", "measure": "ratio", "direction": "none"}
    found = table(
        {"indicator_id": "ratio", "value": 4, "unit": "比", "per_value": 6}, known=(ratio,)
    )
    assert found[0]["why_not"] == "basis"


def test_a_child_is_related_only_while_its_parent_is_shown():
    rows = (
        {"indicator_id": "ger", "value": 90},
        {"indicator_id": "ger", "value": 80, "region_id": "b"},
    )
    family = {"a": "b", "b": None}
    assert [r["related"] for r in table(*rows, parents=family)] == [True, False]
    assert [r["related"] for r in table(rows[0], shown=("a",), parents=family)] == [False]


def test_unmatched_and_unknown_indicators_are_left_out_and_nothing_is_no_error():
    assert table({"value": 3}, {"indicator_id": "gone", "value": 4}) == []
    assert table(shown=()) == []
    assert matched(targets(), indicators(GER)) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 100)), max_size=12))
def test_one_row_an_indicator_and_region_whatever_is_stated(stated):
    rows = [{"indicator_id": "ger", "value": v, "region_id": region} for region, v in stated]
    found = table(*rows, shown=("a", "b", "c"))
    assert [r["region_id"] for r in found] == sorted({region for region, _ in stated})
    assert sum(r["statements"] for r in found) == len(stated)


@pytest.mark.parametrize(
    ("unit", "power"),
    [("万人", 4), ("人", 0), ("亿元", 8), ("百分点", 0), ("百万人", 6), (None, 0)],
)
def test_the_power_of_a_unit(unit, power):
    assert scale(unit) == power


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4))
def test_there_and_back_again_gives_the_same_number(value):
    there = in_unit(value, "万人", "人")
    assert in_unit(there, "人", "万人") == value
    assert in_unit(None, "万人", "人") is None
