"""Names that repeat a part of one told before, or leave it to the heading above."""

from __future__ import annotations

import pytest
from tiny_texts import read

from analysis.statements.kin import taken_over, under


def names(text):
    return [row["indicator"] for row in read(text).targets]


@pytest.mark.parametrize(
    ("name", "whole", "expected"),
    [
        ("竣工", "校安工程项目开工", "校安工程项目竣工"),
        ("创建", "创建省级优质园", "创建省级优质园"),
        ("占比", "优质园占比", "优质园占比"),
        ("创建占比", "优质园占比", "优质园占比"),
        ("毛入园率", "巩固率", None),
        ("每次", "送教上门每人每学期", "送教上门每次"),
        ("竣工", "面积", None),
    ],
)
def test_what_a_name_told_before_says_more(name, whole, expected):
    assert taken_over(name, whole) == expected


def test_a_ladder_of_years_counts_the_same_thing():
    text = (
        "2023年创建省级优质园2所，优质园占比达到35%；2024年创建3所，占比达到42%；"
        "2025年创建4所，占比达到50%。"
    )
    assert names(text) == ["创建省级优质园", "优质园占比"] * 3


@pytest.mark.parametrize(
    ("heading", "name", "expected"),
    [
        ("2.职教中心迁建工程。", "用地面积", "职教中心迁建工程用地面积"),
        ("二、重点工程", "建筑面积", "建筑面积"),
        ("2.生均教学用房面积：", "小学", "小学生均教学用房面积"),
        ("二、工作任务", "小学", "小学"),
        ("2.职教中心迁建工程。", "新建教学楼", "新建教学楼"),
    ],
)
def test_what_the_heading_says_for_all_that_stands_under_it(heading, name, expected):
    assert under(heading, name) == expected
