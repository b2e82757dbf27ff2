"""For how many of what a number is told, unit by unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import sentence

from analysis.statements.per import is_divisor, per


def told(text: str):
    """``per_value`` and ``per_unit`` of the last number."""
    one = sentence(text)
    return per(one, one.quantities[-1])[:2]


@pytest.mark.parametrize(
    "unit",
    ["学期", "个学期", "学年", "年", "个年", "周", "天", "日", "月", "晚", "班", "校", "园", "生",
     "人口", "常住人口", "户籍人口", "人", "镇", "村", "乡", "学校", "乡镇", "街道", "区县",
        "所幼儿园",
     "个工作室", "名教师", "位教师", "家企业", "户家庭", "间教室"],
)  # fmt: skip
def test_each_of_what(unit):
    assert told(f"每{unit}至少7次") == (Decimal(1), unit)


@pytest.mark.parametrize("step", ["增加", "新增", "增", "满", "超过", "超", "递增", "隔"])
def test_each_step(step):
    assert told(f"每{step}50名学生增配教师1名") == (Decimal(50), "名学生增")
    one = sentence(f"每{step}50名学生增配教师1名")
    assert [is_divisor(one, number) for number in one.quantities] == [True, False]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("每5所幼儿园配1名", "5", "所幼儿园"),
        ("每百名学生1名", "100", "名学生"),
        ("每万人口1所", "10000", "人口"),
        ("每3万人口1所", "30000", "人口"),
        ("每１０名学生1名", "10", "名学生"),
        ("每两年1次", "2", "年"),
        ("每生每年500元", "1", "生·年"),
        ("每百名学生拥有：教师5名", "100", "名学生"),
    ],
)
def test_how_many_of_what(text, value, unit):
    assert told(text) == (Decimal(value), unit)


@pytest.mark.parametrize("stop", list("至配开设拥有安排掌组建成应要均达不"))
def test_where_the_noun_of_each_ends(stop):
    assert told(f"每所学园{stop}甲5名") == (Decimal(1), "所学园")


@pytest.mark.parametrize(
    "said",
    ["培养", "培训", "培育", "开展", "完成", "举办", "参加", "参与", "投入", "新建", "新增", "接受",
        "聘",
     "选派", "选树", "招收", "招生", "容纳", "规模", "面积", "人数", "班额", "占地", "平均", "使用",
        "发放",
     "补助", "补贴", "给予", "奖励", "配有", "享受", "获得", "提供", "打造", "创建", "制定",
        "定期"],
)  # fmt: skip
def test_what_is_said_of_each_is_no_part_of_its_noun(said):
    assert told(f"每个中心{said}5名") == (Decimal(1), "个中心")


@pytest.mark.parametrize(
    "word", ["以上的甲", "至少", "原则上", "均", "都", "要", "应", "应当", "必须", "能", "能够"]
)
def test_a_modal_is_no_part_of_the_noun(word):
    assert told(f"每名教师{word}5次") == (Decimal(1), "名教师")


@pytest.mark.parametrize(
    "unit",
    ["区县", "县区", "县（市、区）", "县市区", "乡镇", "中小学", "中小学校", "学校", "幼儿园", "镇",
        "镇街",
     "街道", "市州", "市县"],
)  # fmt: skip
@pytest.mark.parametrize("lead", ["", "由", "推动", "甲 "])
def test_all_of_them(lead, unit):
    assert told(f"{lead}各{unit}建设5所") == (Decimal(1), unit)
    assert told(f"甲各{unit}建设5所") == (None, None)


def test_a_number_behind_each_and_nothing_else_divides():
    for text in ("每5所", "每隔5年"):
        one = sentence(text)
        assert is_divisor(one, one.numerals[0])
    for text in ("增5所", "共5所", "超过5所"):
        one = sentence(text)
        assert not is_divisor(one, one.numerals[0])
