from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from money_rows import funding

from analysis import store
from analysis.errors import WorkError
from analysis.measures.money import add_up
from analysis.measures.money_bounds import bounds, breakdown
from analysis.paths import Project

BUDGET = {
    "statement_id": "b",
    "amount_cny": 766,
    "purpose": "累计投入项目建设资金",
    "purpose_class": "buildings",
}
HALL = {"statement_id": "h", "amount_cny": 41, "purpose": "实训大楼", "purpose_class": "vocational"}
WORKS = {
    "statement_id": "w",
    "amount_cny": 292,
    "purpose": "改薄总投资",
    "purpose_class": "buildings",
}
TOOLS = {
    "statement_id": "e",
    "amount_cny": 39,
    "purpose": "设备购置",
    "purpose_class": "equipment",
    "part_of": "w",
}
GRANTS = {
    "statement_id": "g",
    "amount_cny": 14,
    "purpose": "助学金",
    "purpose_class": "student_aid",
}


def places(*rows: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    table = breakdown(funding(*rows))
    return {
        row["statement_id"]: (row["role"], row["inside"], row["low_cny"], row["high_cny"])
        for row in table.to_dict("records")
    }


def test_every_amount_has_a_place_in_the_sum() -> None:
    assert places(BUDGET, HALL, WORKS, TOOLS, GRANTS) == {
        "b": ("umbrella", None, 766 - 41 - 292, 766),
        "h": ("possible_part", "b", 41, 41),
        "w": ("possible_part", "b", 292 - 39, 292 - 39),
        "e": ("part", "w", 39, 39),
        "g": ("single", None, 14, 14),
    }


def test_bounds_are_the_sums_of_the_places() -> None:
    result = bounds(funding(BUDGET, HALL, WORKS, TOOLS, GRANTS))
    # least: all works inside the budget; most: none of them
    assert (result.low_cny, result.high_cny) == (766 + 14, 766 + 41 + 292 + 14)


def test_possible_parts_larger_than_the_budget_cannot_all_be_inside() -> None:
    works = WORKS | {"amount_cny": 700}
    hall = HALL | {"amount_cny": 100}
    assert bounds(funding(BUDGET, works, hall)).low_cny == 800


def test_a_repeat_adds_nothing_and_its_parts_follow_the_first_statement() -> None:
    again = WORKS | {"statement_id": "w2"}
    tools = TOOLS | {"part_of": "w2"}
    assert places(WORKS, again, tools) == {
        "w": ("total", None, 253, 253),
        "w2": ("repeat", "w", 0, 0),
        "e": ("part", "w", 39, 39),
    }


def test_parts_larger_than_their_total_stop_the_work() -> None:
    with pytest.raises(WorkError, match="funding w: parts of 300"):
        breakdown(funding(WORKS, TOOLS | {"amount_cny": 300}))


def test_rates_and_rules_stay_out() -> None:
    rate = {"basis": "per_person", "amount_cny": 9}
    rule = {"basis": "rule", "status": "rule"}
    assert list(breakdown(funding(GRANTS, rate, rule))["statement_id"]) == ["g"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"status": "committed"}, "unlike_status"),
        ({"region_id": "x"}, "several_regions"),
        ({"basis": "per_year"}, "unlike_basis"),
    ],
)
def test_bounds_are_for_one_region_status_and_basis(row: dict[str, Any], rule: str) -> None:
    result = bounds(funding(GRANTS, GRANTS | {"statement_id": "x"} | row))
    assert [refusal.rule for refusal in result.refusals] == [rule]


def test_no_money_has_no_bounds_and_an_empty_breakdown() -> None:
    assert bounds(funding()).low_cny is None
    assert breakdown(funding()).empty


def yuan(*ten_thousands: str) -> Decimal:
    return sum((Decimal(amount) * 10_000 for amount in ten_thousands), Decimal(0))


def yumen(status: str, basis: str = "total") -> pd.DataFrame:
    table = store.read(Project.here(), "funding")
    chosen = (table["region_id"] == "yumen") & (table["status"] == status)
    return table[chosen & (table["basis"] == basis)]


def test_what_yumen_spent_by_hand() -> None:
    """Read off the review of 2016–2020, in 万元; the budget of 7.66亿元 is worded generally."""
    fees_waived = yuan("2174.55", "2043.95", "36.3")
    aid = yuan("1412.9", "9233.77", "674.6", "183.2", "1910.62", "7.15")
    other = yuan("57.5", "1300")  # heating of private kindergartens, school buses
    sure = fees_waived + aid + other
    budget = yuan("76600")
    # 全面改薄 (which holds 3935.82 of equipment), 民族学校, 实训大楼, 智慧校园
    works = yuan("29200", "3338", "4100", "3000")
    result = bounds(yumen("spent"))
    assert (result.low_cny, result.high_cny) == (sure + budget, sure + budget + works)
    parts = breakdown(yumen("spent")).set_index("amount_cny")
    assert parts.at[yuan("3935.82"), "role"] == "part"
    assert parts.at[yuan("29200"), "low_cny"] == yuan("29200") - yuan("3935.82")
    assert parts.at[budget, "role"] == "umbrella"


def test_what_yumen_commits_by_hand() -> None:
    """9.96亿元 for twelve projects; 2600万元 for information technology may be among them."""
    result = bounds(yumen("committed"))
    assert (result.low_cny, result.high_cny) == (yuan("99600"), yuan("99600", "2600"))
    # In force every year: 400 for grants, 1100 for quality, the latter stated twice.
    assert bounds(yumen("standing", "per_year")).low_cny == yuan("400", "1100")


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Totals of one region and status; some are parts of the first, some general budgets."""
    names = ["项目建设资金", "教学楼", "教学楼", "图书", "助学金"]
    rows = []
    for at in range(draw(st.integers(1, 6))):
        rows.append(
            {
                "statement_id": f"s{at}",
                "amount_cny": Decimal(draw(st.integers(1, 50))),
                "purpose": draw(st.sampled_from(names)),
                "purpose_class": draw(st.sampled_from(["buildings", "student_aid"])),
            }
        )
    if draw(st.booleans()) and len(rows) > 1:
        rows[1]["amount_cny"] = min(rows[1]["amount_cny"], rows[0]["amount_cny"])
        rows[1]["part_of"] = "s0"
    return rows


@settings(max_examples=60, deadline=None)
@given(tables())
def test_bounds_hold_for_any_table(rows: list[dict[str, Any]]) -> None:
    frame = funding(*rows)
    result = bounds(frame)
    assert result.low_cny is not None
    assert result.high_cny is not None
    largest = max(row["amount_cny"] for row in rows)
    assert largest <= result.low_cny <= result.high_cny
    assert result.high_cny <= sum(row["amount_cny"] for row in rows)
    strict = add_up(frame)
    if not strict.refusals:
        assert (strict.low_cny, strict.high_cny) == (result.low_cny, result.high_cny)
