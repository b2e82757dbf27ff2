from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from money_rows import funding

from analysis.measures.money_rates import annualised, per_resident, rates, years_of


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2016年至2018年", 3),
        ("2021—2025年", 5),
        ("2021-2023", 3),
        ("“十三五”期间", 5),
        ("十四五", 5),
        ("今后三年", 3),
        ("近5年", 5),
        ("2020年", 1),
        ("2020年度", 1),
        ("“十三五”以来", None),
        ("2018年以来", None),
        ("累计", None),
        ("每年", None),
        ("逐年", None),
        ("", None),
        (None, None),
    ],
)
def test_years_of_a_period(period: str | None, years: int | None) -> None:
    found, reason = years_of(period)
    assert found == years
    assert (reason is None) == (years is not None)


def test_rates_are_brought_to_a_year_where_the_text_names_a_unit_of_time() -> None:
    table = rates(
        funding(
            {"basis": "per_person_month", "amount_cny": 300, "amount_high_cny": 800},
            {"basis": "per_person_year", "amount_cny": 1660},
            {"basis": "per_person", "amount_cny": 100},
            {"basis": "total", "amount_cny": 5},
        )
    ).set_index("statement_id")
    assert table.at["s0", "year_cny"] == 3600
    assert table.at["s0", "year_high_cny"] == 9600
    assert table.at["s1", "year_cny"] == 1660
    assert table.at["s2", "year_cny"] is None
    assert table.at["s2", "reason_en"] == "the rate states no unit of time"
    assert "s3" not in table.index


def test_totals_are_divided_only_by_stated_years() -> None:
    table = annualised(
        funding(
            {"amount_cny": 10, "period": "今后三年"},
            {"amount_cny": 10, "period": "2018年以来"},
            {"amount_cny": 10},
            {"basis": "per_year", "amount_cny": 11},
            {"basis": "per_month", "amount_cny": 2},
        )
    ).set_index("statement_id")
    assert table.at["s0", "year_cny"] == Decimal("3.33")
    assert table.at["s1", "reason_en"] == "the period has no stated end"
    assert table.at["s2", "reason_en"] == "the text states no period"
    assert table.at["s3", "year_cny"] == 11
    assert table.at["s4", "year_cny"] == 24


def test_a_resident_counts_only_with_a_source() -> None:
    denominators = pd.DataFrame(
        [
            {"region_id": "a", "measure": "residents", "value": 3, "year": 2020, "source": "普查"},
            {"region_id": "b", "measure": "residents", "value": None, "reason": "手头没有"},
            {"region_id": "c", "measure": "residents", "value": 9, "year": 2020},
        ]
    )
    amounts = pd.DataFrame(
        {"region_id": ["a", "b", "c", "d"], "low_cny": [Decimal(10)] * 4, "high_cny": [None] * 4}
    )
    table = per_resident(amounts, denominators).set_index("region_id")
    assert table.at["a", "low_cny_per_resident"] == Decimal("3.33")
    assert table.at["a", "high_cny_per_resident"] is None
    assert (table.at["a", "residents_year"], table.at["a", "reason_zh"]) == (2020, None)
    assert table.at["b", "low_cny_per_resident"] is None
    assert table.at["b", "reason_zh"] == "手头没有"
    assert table.at["c", "low_cny_per_resident"] is None
    assert table.at["d", "reason_en"] == "no sourced population is at hand"


def test_no_rows_no_rates() -> None:
    assert rates(funding()).empty
    assert annualised(funding()).empty
