"""Indicator tables, cell by cell: 2020, 2025 and nature on one row."""

from __future__ import annotations

from decimal import Decimal

from tiny_texts import read

TABLE = """专栏1　“十四五”时期主要指标
指标
2020年值
2025年值
属性
学前三年毛入园率（%）
85.2
90以上
预期性
普惠性幼儿园占比（%）
84.7
>85
预期性
平均受教育年限（年）
10.8
11.3
约束性
每万人口特殊教育专任教师数（人）
0.6
1.2
预期性
"""


def test_one_row_an_indicator():
    rows = read(TABLE).targets
    assert [row["value"] for row in rows] == [
        Decimal("90"),
        Decimal("85"),
        Decimal("11.3"),
        Decimal("1.2"),
    ]
    assert [row["baseline_value"] for row in rows] == [
        Decimal("85.2"),
        Decimal("84.7"),
        Decimal("10.8"),
        Decimal("0.6"),
    ]
    assert {(row["baseline_year"], row["target_year"]) for row in rows} == {(2020, 2025)}
    assert {row["target_year_basis"] for row in rows} == {"table"}
    assert [row["comparator"] for row in rows] == [">=", ">", "=", "="]
    assert [row["unit"] for row in rows] == ["%", "%", "年", "人"]
    assert [row["nature"] for row in rows] == ["预期性", "预期性", "约束性", "预期性"]


def test_a_label_with_each_tells_for_how_many():
    row = read(TABLE).targets[-1]
    assert (row["per_value"], row["per_unit"]) == (10_000, "人口")


def test_the_number_is_that_of_the_latest_year_and_the_quote_holds_its_label():
    row = read(TABLE).targets[0]
    assert TABLE[row["number_start"] : row["number_end"]] == "90"
    assert row["quote"].startswith("学前三年毛入园率")


def test_both_numbers_of_a_line_are_in_the_ledger_for_it():
    ledger = {row["text"]: row for row in read(TABLE).numerals}
    assert ledger["85.2"]["class"] == ledger["90"]["class"] == "target"
    assert ledger["85.2"]["serves"] == ledger["90"]["char_start"]
