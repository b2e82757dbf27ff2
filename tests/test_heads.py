"""Names whose head stands in front of the list that a number belongs to."""

from __future__ import annotations

import pytest
from tiny_texts import read

from analysis.statements.heads import whose


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("初中", True),
        ("东部地区普通小学", True),
        ("小学教师", True),
        ("一类学校", True),
        ("学前三年", True),
        ("初中毛入学率", False),
        ("新建小学", False),
    ],
)
def test_a_stage_or_region_alone_says_only_of_whom_a_number_is_told(name, said):
    assert whose(name) is said


def test_a_share_told_stage_by_stage_takes_the_head_of_its_list():
    rows = read("到2025年，专任教师本科及以上学历占比，小学达85%、初中达98%。").targets
    assert [row["indicator"] for row in rows] == [
        "小学专任教师本科及以上学历占比",
        "初中专任教师本科及以上学历占比",
    ]
    assert all("学历占比" in row["quote"] for row in rows)


def test_a_rate_told_stage_by_stage_is_for_each_stage():
    rows = read("生均公用经费小学每生每年720元、初中940元。").funding
    assert [(row["purpose"], row["basis"]) for row in rows] == [
        ("小学生均公用经费", "per_person_year"),
        ("初中生均公用经费", "per_person_year"),
    ]


def test_a_count_of_schools_of_a_stage_needs_no_head():
    rows = read("小学48所、初中20所。").targets
    assert [row["indicator"] for row in rows] == ["小学", "初中"]


def test_a_region_stands_before_all_stages_of_its_list():
    text = (
        "确定生均公用经费标准为：中西部地区普通小学每生每年600元、普通初中每生每年800元；"
        "东部地区普通小学每生每年650元、普通初中每生每年850元。"
    )
    rows = read(text).funding
    assert [row["purpose"] for row in rows] == [
        "中西部地区普通小学生均公用经费",
        "中西部地区普通初中生均公用经费",
        "东部地区普通小学生均公用经费",
        "东部地区普通初中生均公用经费",
    ]
    assert all("生均公用经费" in row["quote"] for row in rows)


def test_the_head_of_another_stage_is_taken_without_it():
    rows = read("公办幼儿园生均公用经费每生每年600元，普通高中不低于1200元。").funding
    assert rows[1]["purpose"] == "普通高中生均公用经费"


def test_a_class_of_schools_takes_the_head_of_its_list():
    rows = read("乡村教师生活补助分类发放，一类学校每人每月500元，二类学校每人每月400元。").funding
    assert [row["purpose"] for row in rows] == [
        "一类学校乡村教师生活补助",
        "二类学校乡村教师生活补助",
    ]


@pytest.mark.parametrize("text", ["小学每生每年720元。", "小学每生每年720元、初中940元。"])
def test_whom_a_rate_is_raised_for_stands_in_front_of_its_name(text):
    rows = read(f"将生均公用经费基准定额提高到{text}").funding
    assert rows[0]["purpose"] == "小学生均公用经费基准定额"


def test_what_a_standard_is_compared_with_is_not_whose_it_is():
    (row,) = read("中职学校生均拨款标准不低于普通高中的1.3倍。").targets
    assert row["indicator"] == "中职学校生均拨款标准"
