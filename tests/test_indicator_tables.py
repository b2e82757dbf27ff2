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


def test_a_grid_with_numbers_groups_and_units_of_its_own():
    text = (
        "| 序号 | 类别 | 指标 | 单位 | 2020年 | 2025年 | 属性 |\n|---|---|---|---|---|---|---|\n"
        "| 1 | 学前教育 | 毛入园率 | % | 88 | 93以上 | 预期性 |\n"
        "| 2 | | 学位数 | 万个 | 3 | ≥4.1 | 约束性 |\n"
    )
    first, second = read(text).targets
    assert (first["indicator"], first["unit"], first["comparator"]) == ("毛入园率", "%", ">=")
    assert (second["unit"], second["value"], second["baseline_value"]) == (
        "万个",
        Decimal("4.1"),
        3,
    )
    assert [first["nature"], second["nature"]] == ["预期性", "约束性"]


def test_one_cell_a_line_with_numbers_and_units():
    text = (
        "序号\n指标名称\n单位\n2020年\n2025年\n1\n毛入园率\n%\n88\n93\n"
        "2\n生均面积\n平方米/生\n17\n≥18\n3\n职普比\n/\n4:6\n5:5\n"
    )
    rows = read(text).targets
    assert [(r["value"], r["unit"], r["baseline_value"]) for r in rows] == [
        (93, "%", 88),
        (18, "平方米", 17),
        (5, "比", 4),
    ]


def test_a_row_that_lost_a_cell_keeps_its_last_and_the_table_goes_on():
    text = (
        "指标\n单位\n2020年\n2025年\n属性\n名师\n人\n1\n36\n200\n预期性\n学位\n个\n3\n4\n约束性\n"
    )
    first, second = read(text).targets
    assert (first["value"], first["baseline_value"], first["nature"]) == (200, None, "预期性")
    assert (second["value"], second["baseline_value"]) == (4, 3)


def test_columns_are_goals_without_a_year_too():
    row = read("指标\t单位\t现状值\t目标值\n毛入园率\t%\t88\t≥93\n").targets[0]
    assert (row["value"], row["baseline_value"], row["target_year"]) == (93, 88, None)
    row = read("指标\n2020年\n“十四五”末\n毛入园率（%）\n88\n93\n").targets[0]
    assert (row["target_year"], row["target_year_basis"]) == (2025, "table")


def test_two_goals_of_a_line_are_two_rows():
    text = "指标\n2020年现状\n2025年目标\n2035年目标\n毛入园率（%）\n88\n93\n98\n"
    rows = read(text).targets
    assert [(r["value"], r["target_year"], r["baseline_value"]) for r in rows] == [
        (93, 2025, 88),
        (98, 2035, 88),
    ]


def test_a_table_of_years_that_have_been_reports():
    row = read("某区教育发展情况\n指标\n2019年\n2020年\n毛入园率（%）\n88\n93\n").targets[0]
    assert (row["value"], row["status"], row["target_year"]) == (93, "achieved", None)


def test_an_expected_or_binding_value_is_a_goal_in_whatever_chapter_its_table_stands():
    text = f"一、发展基础\n“十三五”期间，全县教育事业取得显著成效。\n{TABLE}"
    assert {(row["status"], row["target_year"]) for row in read(text).targets} == {("target", 2025)}


def test_each_year_to_come_is_a_goal_and_the_last_year_gone_is_where_it_starts():
    text = "某县“十四五”教育规划\n指标 2015年 2020年 2025年 2035年\n巩固率（%） 93 95 96.5 98\n"
    rows = read(text).targets
    assert [(row["target_year"], row["value"]) for row in rows] == [
        (2025, Decimal("96.5")),
        (2035, Decimal(98)),
    ]
    assert {(row["baseline_year"], row["baseline_value"]) for row in rows} == {(2020, Decimal(95))}


def test_without_a_date_only_the_last_year_is_a_goal():
    (row,) = read("指标 2025年 2035年\n义务教育巩固率（%） 96.5 98\n").targets
    assert (row["target_year"], row["baseline_year"]) == (2035, 2025)


def test_a_line_without_its_goal_tells_what_has_been():
    text = "某县“十四五”教育规划\n指标\t2020年\t2025年\n巩固率（%）\t95\t96\n毛入园率（%）\t90\t\n"
    rows = read(text).targets
    assert [(row["status"], row["target_year"]) for row in rows] == [
        ("target", 2025),
        ("achieved", None),
    ]
