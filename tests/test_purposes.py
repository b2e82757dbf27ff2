"""What money is for: in its own clause, behind it, or in front of it."""

from __future__ import annotations

import pytest
from tiny_texts import read


def _purposes(text: str) -> list[str]:
    return [row["purpose"] for row in read(text).funding]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("投入3560万元完成12所薄弱学校改造，新增校舍面积2.1万平方米。", "完成薄弱学校改造"),
        ("安排专项资金500万元用于购置课桌椅、图书和教学仪器。", "购置课桌椅、图书和教学仪器"),
        ("争取教育基建项目97个，总投资15995万元，新建校舍9万平方米。", "教育基建项目"),
        ("2022年，某县投入4434万元，改薄学校17所。", "改薄学校"),
        ("特殊教育生均公用经费补助标准提高至每生每年7000元以上。", "特殊教育生均公用经费补助"),
        ("市财政每年设立300万元教育质量奖励基金。", "教育质量奖励基金"),
        ("按每生每年1000元标准进行营养餐补助。", "营养餐补助"),
        ("中央财政下达2016年城乡义务教育补助经费1345亿元。", "城乡义务教育补助经费"),
    ],
)
def test_the_purpose_is_what_is_done_with_the_money(text, purpose):
    assert _purposes(text)[0] == purpose


def test_the_parts_of_a_sum_have_its_purpose():
    text = "全年累计投入资金1.2亿元，其中中央资金3000万元、县级配套9000万元，用于新建实验小学。"
    assert len(set(_purposes(text))) == 1
    assert [row["payer"] for row in read(text).funding] == [None, "中央", "县级"]


def test_a_sum_for_many_is_no_rate_whatever_it_is_called():
    rows = read("我市落实第一批城乡义务教育学校生均公用经费1.42亿元。").funding
    assert [row["basis"] for row in rows] == ["total"]


def test_a_bare_sum_goes_on_from_the_first_one_of_its_part():
    text = "区政府将投入60亿元用于学校建设，平均每年12亿元；奖补民办园2万元。"
    assert _purposes(text)[:2] == ["学校建设", "学校建设"]


def test_the_class_of_a_purpose_is_not_told_by_another_part_of_the_sentence():
    rows = read("对民办幼儿园奖补2万元；对高层次人才给予安家补助100万元。").funding
    assert rows[1]["purpose_class"] != "preschool"


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("县财政2023年至2025年每年安排学前教育专项资金300万元。", "学前教育专项资金"),
        ("省财政厅、省教育厅下达我县2022年学前教育发展资金1386万元。", "学前教育发展资金"),
        ("全县2016年财政教育支出达845万元。", "财政教育支出"),
        ("工作站每年给予5万元经费。", "工作站"),
        ("“全面改薄”完成总投资2.92亿元。", "“全面改薄”"),
    ],
)
def test_who_gives_when_and_that_it_is_given_are_no_purpose(text, purpose):
    assert _purposes(text)[0] == purpose


def test_a_sum_that_names_no_purpose_has_that_of_the_sum_before():
    text = "下达城乡义务教育补助经费12.8亿元，加上已提前下达的资金151.3亿元，共下达资金164.1亿元。"
    assert _purposes(text) == ["城乡义务教育补助经费"] * 3


def test_a_sum_under_the_name_of_a_project_is_for_the_project():
    text = "2.职教中心迁建工程。\n用地230亩，投资3.6亿元，2025年底前建成投用。\n"
    assert _purposes(text) == ["职教中心迁建工程"]


def test_an_investment_behind_a_list_is_for_what_the_list_begins_with():
    text = "计划新建中小学9所，新增学位1.36万个，其中小学0.9万个、初中0.46万个，总投资9.8亿元。"
    assert _purposes(text) == ["新建中小学"]


def test_an_item_of_a_budget_stands_alone():
    text = "项目支出主要包括：营养改善计划1850万元，教师培训240万元，学生资助580万元。"
    assert _purposes(text)[1:] == ["教师培训", "学生资助"]
