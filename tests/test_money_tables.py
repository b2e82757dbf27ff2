from __future__ import annotations

from decimal import Decimal

from money_rows import funding

from analysis.measures.money_bounds import bounds
from analysis.measures.money_tables import (
    STATUSES,
    by_purpose,
    growth_rules,
    phases,
    review_against_plan,
    shares,
    stated,
)

WORKS = {"statement_id": "w", "amount_cny": 300, "purpose": "改薄", "purpose_class": "buildings"}
TOOLS = {
    "statement_id": "e",
    "amount_cny": 100,
    "purpose": "设备",
    "purpose_class": "equipment",
    "part_of": "w",
}
GRANTS = {
    "statement_id": "g",
    "amount_cny": 100,
    "purpose": "助学金",
    "purpose_class": "student_aid",
}
PLANNED = {
    "statement_id": "c",
    "amount_cny": 50,
    "purpose": "新校",
    "purpose_class": "buildings",
    "status": "committed",
}


def test_a_part_counts_in_its_own_class_only() -> None:
    table = by_purpose(funding(WORKS, TOOLS, GRANTS))
    found = {
        r["purpose_class"]: (r["low_cny"], r["statement_ids"]) for r in table.to_dict("records")
    }
    assert found == {
        "buildings": (200, ["w"]),
        "equipment": (100, ["e"]),
        "student_aid": (100, ["g"]),
    }
    assert sum(table["low_cny"]) == bounds(funding(WORKS, TOOLS, GRANTS)).low_cny == 400


def test_repeats_are_named_but_not_counted() -> None:
    table = by_purpose(funding(GRANTS, GRANTS | {"statement_id": "g2"}))
    assert list(table["low_cny"]) == [100]
    assert list(table["left_out_ids"]) == [["g2"]]


def test_shares_by_hand() -> None:
    table = shares(funding(WORKS, TOOLS, GRANTS)).set_index("purpose_class")
    assert table.at["buildings", "low_share"] == Decimal("0.5000")
    assert table.at["equipment", "high_share"] == Decimal("0.2500")


def test_shares_have_two_ends_where_a_budget_may_contain_another_amount() -> None:
    budget = {"amount_cny": 60, "purpose": "项目建设资金", "purpose_class": "buildings"}
    net = {"amount_cny": 20, "purpose": "智慧校园", "purpose_class": "digital"}
    table = shares(funding(budget, net)).set_index("purpose_class")
    # inside: 40 of 60 for buildings; outside: 60 of 80
    assert table.at["buildings", "low_share"] == Decimal("0.6667")
    assert table.at["buildings", "high_share"] == Decimal("0.7500")
    assert table.at["digital", "low_share"] == Decimal("0.2500")
    assert table.at["digital", "high_share"] == Decimal("0.3333")


def test_review_beside_plan_leaves_what_is_not_stated_empty() -> None:
    table = review_against_plan(funding(WORKS, GRANTS, PLANNED)).set_index("purpose_class")
    assert table.at["buildings", "spent_low_cny"] == 300
    assert table.at["buildings", "committed_low_cny"] == 50
    assert table.at["student_aid", "committed_low_cny"] is None
    assert table.at["student_aid", "committed_ids"] == []


def test_phases_are_the_same_amounts_in_long_form() -> None:
    table = phases(funding(WORKS, PLANNED, GRANTS | {"status": "standing"}))
    assert table.to_dict("records") == [
        {
            "purpose_class": "buildings", "region_id": "r", "phase": phase, "amount_cny": amount,
            "amount_high_cny": amount, "n": 1, "statement_ids": [key],
        }
        for phase, amount, key in (("plan", 50, "c"), ("review", 300, "w"))
    ]  # fmt: skip


def test_rules_are_quoted_in_reading_order() -> None:
    table = growth_rules(
        funding(
            {"basis": "rule", "status": "rule", "number_start": 90, "quote": "只增不减"},
            {"basis": "growth_rate", "status": "rule", "growth_pct": 10, "number_start": 20},
            GRANTS,
        )
    )
    assert list(table["growth_pct"]) == [Decimal(10), None]
    assert table.at[1, "quote"] == "只增不减"


def test_silence_has_a_row() -> None:
    table = stated(funding(GRANTS), ["r", "silent"], ["student_aid", "digital"])
    assert len(table) == 2 * len(STATUSES) * 3
    silent = table[table["region_id"] == "silent"]
    assert not silent["is_stated"].any()
    spoken = table[(table["region_id"] == "r") & table["is_stated"]]
    assert [list(ids) for ids in spoken["statement_ids"]] == [["g"], ["g"]]
    assert list(spoken["purpose_class"].fillna("all")) == ["all", "student_aid"]


def test_tables_of_nothing_keep_their_columns() -> None:
    empty = funding()
    for table in (
        by_purpose(empty),
        shares(empty),
        review_against_plan(empty),
        growth_rules(empty),
    ):
        assert table.empty
        assert "region_id" in table.columns
