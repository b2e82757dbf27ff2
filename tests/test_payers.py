"""Who pays an amount: one level, several together, the treasury that opens its list, who
bears it by the sentence behind, or nobody that the text names."""

from __future__ import annotations

import pytest
from tiny_texts import read


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("争取中央和省级补助资金2.1亿元。", "中央和省级"),
        ("项目投资2亿元，其中市、县配套1.5亿元。", "市、县"),
        ("项目投资2亿元，其中企业自筹5000万元。", "企业"),
        ("项目投资2亿元，其中社会捐赠100万元。", "社会"),
        ("小学生均公用经费650元，由省、市、县三级财政按6:2:2承担。", "省、市、县三级财政"),
        ("市级财政和学校共建，县财政安排300万元。", "县财政"),
        ("投入教育资金300万元，改善市、县办学条件。", None),
    ],
)
def test_who_pays(text: str, payer: str | None):
    assert read(text).funding[-1]["payer"] == payer


def payers(text):
    return [row["payer"] for row in read(text).funding]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("班主任津贴每人每月500元，偏远教师每人每月600元。所需经费由县财政全额承担。", "县财政"),
        ("班主任津贴每人每月500元，偏远教师每人每月600元。推进改革。", None),
    ],
)
def test_the_next_sentence_says_who_bears_the_money(text, expected):
    assert payers(text) == [expected] * 2


def test_a_treasury_that_opens_a_list_gives_what_its_items_only_say_is_given():
    text = (
        "2017年，中央财政加大投入力度，多措并举。\n一是安排38亿元，支持乡村教师。\n"
        "二是安排71亿元，扩大招聘规模。三是学校自筹200万元，购置图书。"
    )
    assert payers(text) == ["中央财政", "中央财政", "学校"]


def test_who_bears_the_rest_does_not_bear_the_whole():
    text = "总投资2.6亿元，其中省级专项补助3000万元，其余5000万元由县财政统筹解决。"
    assert payers(text) == [None, "省级", "县财政"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按每生每年6000元补助，所需资金由中央财政与地方财政共同承担。", ["中央财政与地方财政"]),
        ("下达2022年中央和省级补助资金1386万元。", ["中央和省级"]),
        ("二是争取上级补助40万元，更换课桌椅。", ["上级"]),
        ("市财政对创建成功的县奖励100万元，连续保持的再奖50万元。", ["市财政", "市财政"]),
        ("全市财政性教育经费增长到68.9亿元。", [None]),
    ],
)
def test_levels_and_joint_payers(text, expected):
    assert payers(text) == expected
