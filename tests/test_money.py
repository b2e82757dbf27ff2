from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from money_rows import funding

from analysis.measures.money import REASONS, add_up

TOTAL = {"statement_id": "t", "amount_cny": 292, "purpose": "改薄总投资"}
PART = {"statement_id": "p", "amount_cny": 39, "purpose": "设备购置", "part_of": "t"}
YEARLY = {"basis": "per_year", "status": "standing"}


def rules(*rows: dict[str, Any], **options: Any) -> set[str]:
    return {refusal.rule for refusal in add_up(funding(*rows), **options).refusals}


def test_plain_totals_add_up_exactly() -> None:
    result = add_up(funding({"amount_cny": "0.1"}, {"amount_cny": "0.2"}))
    assert (result.low_cny, result.high_cny) == (Decimal("0.3"), Decimal("0.3"))
    assert result.statement_ids == ("s0", "s1")
    assert not result.refusals


def test_a_range_gives_two_ends() -> None:
    result = add_up(funding({"amount_cny": 5, "amount_high_cny": 8}, {"amount_cny": 1}))
    assert (result.low_cny, result.high_cny) == (6, 9)


def test_a_part_is_never_added_to_its_total() -> None:
    result = add_up(funding(TOTAL, PART))
    assert result.refusals
    assert result.low_cny is None
    assert [(r.rule, r.statement_ids) for r in result.refusals] == [("part_and_total", ("t", "p"))]
    assert "cannot be added" in str(result.refusals[0])


def test_parts_alone_may_be_added() -> None:
    assert add_up(funding(PART, PART | {"statement_id": "q", "purpose": "图书"})).low_cny == 78


def test_the_same_fund_in_other_words_is_refused() -> None:
    first = YEARLY | {"amount_cny": 11, "purpose": "教育质量提升资金"}
    second = YEARLY | {"amount_cny": 11, "purpose": "教育质量提升专项资金"}
    assert rules(first, second) == {"same_money_twice"}
    assert rules(first, second | {"amount_cny": 12}) == set()
    assert rules(first, second | {"purpose": "班主任津贴"}) == set()
    assert rules(first, second | {"region_id": "other"}) == set()


def test_an_amount_that_may_lie_inside_a_general_budget_is_refused() -> None:
    budget = {"amount_cny": 766, "purpose": "项目建设资金", "purpose_class": "buildings"}
    school = {"amount_cny": 33, "purpose": "民族学校基础设施", "purpose_class": "buildings"}
    grants = {"amount_cny": 14, "purpose": "发放助学金", "purpose_class": "student_aid"}
    assert rules(budget, school) == {"may_be_inside"}
    assert rules(budget, grants) == set()
    assert rules(school, school | {"amount_cny": 2, "purpose": "实训大楼"}) == set()


def test_yearly_sums_need_their_years_beside_a_total() -> None:
    yearly = {"basis": "per_year", "amount_cny": 4, "statement_id": "y"}
    total = {"amount_cny": 10}
    assert rules(yearly, total) == {"yearly_without_years"}
    assert add_up(funding(yearly, total), years=5).low_cny == 30
    assert add_up(funding(yearly, total), years={"y": 3}).low_cny == 22
    assert add_up(funding(yearly), years=None).low_cny == 4


def test_monthly_sums_count_twelve_times_a_year() -> None:
    assert add_up(funding({"basis": "per_month", "amount_cny": 2}), years=2).low_cny == 48


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"basis": "per_person_year", "amount_cny": 1}, "rate_a_head"),
        ({"basis": "rule", "amount_cny": None}, "no_amount"),
        ({"status": "committed", "amount_cny": 1}, "unlike_status"),
    ],
)
def test_unlike_kinds_are_refused(row: dict[str, Any], rule: str) -> None:
    assert rules({"amount_cny": 3}, row) == {rule}


def test_a_region_is_not_added_to_the_one_that_contains_it() -> None:
    regions = pd.DataFrame({"region_id": ["city", "mid", "r"], "parent_id": [None, "city", "mid"]})
    rows = ({"amount_cny": 1}, {"amount_cny": 2, "region_id": "city"})
    assert rules(*rows, regions=regions) == {"region_inside_region"}
    assert rules(*rows) == set()


def test_nothing_stated_is_not_zero() -> None:
    assert add_up(funding()).low_cny is None
    assert not add_up(funding()).refusals


def test_every_rule_has_its_reason_in_both_languages() -> None:
    assert all(zh and en for zh, en in REASONS.values())
