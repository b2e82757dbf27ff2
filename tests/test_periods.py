"""By when: years of the sentence, of the table, of what stands over it and of what opens it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import read


def years(text):
    return [(r["target_year"], r["target_year_basis"]) for r in read(text).targets]


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，建成教育强市。普惠率达到90%，新建幼儿园5所。",
        "到2025年，主要目标如下：\n——普惠率达到90%。\n——新建幼儿园5所。",
        "2025年，我们将重点做好以下工作：\n一是新建幼儿园5所。二是巩固率达到99%。",
        "2025年工作安排。主要做好以下工作：（一）扩大资源。新建幼儿园5所。（二）提质。巩固率达到99%。",
        "某县2025年民生实事项目\n新建幼儿园5所，新增学位900个。",
        "2025年工作打算：力争新建幼儿园2所，满意度保持在95%以上。",
    ],
)
def test_what_opens_a_list_dates_it(text):
    assert years(text) == [(2025, "heading")] * 2


def test_a_year_in_the_middle_of_a_sentence_opens_nothing():
    assert years("推进学校建设，到2025年达到标准。培育5个共同体。") == [(None, None)]


def test_a_figure_beside_the_year_keeps_it_to_its_own_sentence():
    assert years("到2025年，新建学校2所。普惠率达到90%。") == [(2025, "sentence"), (None, None)]


def test_a_year_in_brackets_before_a_colon_is_a_heading():
    text = "近期目标（2025年）：普惠率达到90%。\n远期目标（2035年）：普惠率达到95%。"
    assert years(text) == [(2025, "heading"), (2035, "heading")]


def test_this_year_is_the_year_of_issue():
    text = "关于校舍的通知\n今年计划新建学校3所。\n2024年3月5日"
    assert years(text) == [(2024, "sentence")]
    assert years("关于校舍的通知\n计划新建学校3所。\n二〇二四年三月五日") == [(None, None)]


def test_since_when_is_not_by_when():
    assert years("从2023年春季学期起，新建学校3所。") == [(None, None)]
    assert years("2024—2026年，新建学校3所。") == [(2026, "sentence")]


def test_a_table_without_years_takes_that_of_its_title():
    text = "表1　2025年主要目标\n指标\t单位\t目标值\n普惠率\t%\t90\n学位\t个\t100\n"
    assert years(text) == [(2025, "table")] * 2


def test_the_year_may_stand_behind_its_number():
    assert years("剩余10所将于2025年底前完工。") == [(2025, "sentence")]


def test_a_deadline_of_one_event_sets_no_year_for_the_next_sentence():
    text = "小学教师本科率达到85%。"
    led = read(f"一、目标\n力争到2024年，基本建成教育强县。{text}").targets
    bare = read(f"一、目标\n力争到2024年通过国家验收。{text}").targets
    assert [row["target_year"] for row in (*led, *bare)] == [2024, None]


def starts(text):
    return [(r["value"], r["baseline_value"], r["baseline_year"]) for r in read(text).targets]


def test_lists_of_what_is_left_and_reached_go_in_pairs():
    text = "小学、初中本科以上学历比例由2020年的71%、88%分别提高到85%、95%。"
    assert starts(text) == [(85, 71, 2020), (95, 88, 2020)]


def test_what_a_number_is_compared_with_is_its_baseline():
    text = "毛入园率为91.7%，比2016年的72.4%提高了19.3个百分点。"
    assert starts(text) == [(Decimal("91.7"), Decimal("72.4"), 2016), (Decimal("19.3"), None, None)]


def test_how_many_of_whom_may_stand_in_front_of_a_colon():
    text = "工作方案\n目标：每百名学生拥有骨干教师数：小学达到1人，初中达到2人。"
    assert [r["per_value"] for r in read(text).targets] == [100, None]


@pytest.mark.parametrize(
    ("aside", "year"), [("2020年为84.6%", 2020), ("现状84.6%", None), ("2020年底：84.6%", 2020)]
)
def test_a_number_in_brackets_is_where_the_one_before_it_starts(aside, year):
    (row,) = read(f"到2025年，普惠率达到90%以上（{aside}），建成强县。").targets
    assert (row["baseline_value"], row["baseline_year"], row["target_year"]) == (
        Decimal("84.6"),
        year,
        2025,
    )
    assert len(read("巩固率达到99%（其中小学98%）。").targets) == 2


def test_each_of_a_list_starts_from_its_own_number_in_brackets():
    text = "到2025年，小学、初中本科占比分别达到90%、98%（2021年分别为76%、92%）。"
    assert starts(text) == [(90, 76, 2021), (98, 92, 2021)]


def test_by_when_one_project_is_in_use_dates_none_behind_it():
    text = "1.新校区占地150亩，2024年9月投用；2.特教学校建筑面积1.6万平方米。"
    assert years(text) == [(None, None), (None, None)]
