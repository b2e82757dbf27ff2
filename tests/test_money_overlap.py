from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from money_rows import funding

from analysis.measures.money_overlap import (
    likeness,
    parts_of,
    possible_parts,
    records,
    repeats,
)


def test_missing_cells_become_none() -> None:
    (row,) = records(funding({"amount_cny": 1}))
    assert row["period"] is None
    assert row["amount_high_cny"] is None


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ("教育质量提升资金", "教育质量提升专项资金", 2 * 6 / 16),
        ("甲乙", "甲乙", 1.0),
        ("甲乙", "丙丁", 0.0),
        ("甲", "甲", 1.0),
    ],
)
def test_likeness_by_hand(first: str, second: str, value: float) -> None:
    assert likeness(first, second) == pytest.approx(value)


@given(st.text(max_size=8), st.text(max_size=8))
def test_likeness_is_symmetric_and_within_bounds(first: str, second: str) -> None:
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1


def test_a_part_counts_only_beside_its_total() -> None:
    part = {"statement_id": "p", "amount_cny": 1, "part_of": "t"}
    assert parts_of(records(funding(part))) == {}
    assert parts_of(records(funding(part, {"statement_id": "t", "amount_cny": 2}))) == {"p": "t"}


def test_a_purpose_inside_the_other_is_the_same_money() -> None:
    rows = records(
        funding({"amount_cny": 5, "purpose": "校舍"}, {"amount_cny": 5, "purpose": "新建校舍"})
    )
    assert repeats(rows) == {"s1": "s0"}


def test_framing_words_do_not_hide_the_same_fund() -> None:
    rows = records(
        funding(
            {"amount_cny": 11, "purpose": "市财政每年设立教育质量提升资金"},
            {"amount_cny": 11, "purpose": "用好每年教育质量提升专项资金"},
            {"amount_cny": 11, "purpose": "每年投入"},
            {"amount_cny": 11, "purpose": "计划投入"},
        )
    )
    # Two amounts that name no object are not known to be the same.
    assert repeats(rows) == {"s1": "s0"}


def test_a_budget_without_an_object_may_contain_others() -> None:
    budget = {"amount_cny": 99, "purpose": "计划投入", "purpose_class": "buildings"}
    network = {"amount_cny": 2, "purpose": "校园网", "purpose_class": "digital"}
    assert possible_parts(records(funding(budget, network))) == {"s1": "s0"}


def test_school_buses_and_grants_are_not_inside_a_building_budget() -> None:
    budget = {"amount_cny": 90, "purpose": "项目建设资金", "purpose_class": "buildings"}
    buses = {"amount_cny": 9, "purpose": "购买标准校车", "purpose_class": "equipment"}
    yearly = {"amount_cny": 9, "purpose": "维修", "purpose_class": "buildings", "basis": "per_year"}
    assert possible_parts(records(funding(budget, buses, yearly))) == {}
