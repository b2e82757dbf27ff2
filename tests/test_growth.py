"""Growth of money with a rate or without, word by word."""

from __future__ import annotations

import pytest
from tiny_texts import lexicon, sentence

from analysis.statements.growth import is_fall, is_money_growth, rules, without_slogans


def grows(text: str) -> list[bool]:
    found = sentence(text)
    return [is_money_growth(found, number, lexicon()) for number in found.quantities]


def told(text: str) -> list[tuple[str, str, str]]:
    """Each rule: its name, its subject, its words."""
    return [
        (rule.method, rule.subject, text[rule.start : rule.end]) for rule in rules(sentence(text))
    ]


@pytest.mark.parametrize(
    "verb",
    ["增长", "增幅", "递增", "增加", "每年增", "学期增", "提高", "上浮", "下降", "减少", "降低",
     "回落", "下浮", "压减",
     *[f"增长{word}" for word in ("不低于", "不少于", "达", "达到", "约", "至少", "为", "率",
        "幅度", "了", "超过", "比例", "率达到", "为 ")]],
)  # fmt: skip
def test_a_percentage_behind_a_verb_of_growth(verb):
    assert grows(f"教育经费{verb}5%") == [True]
    assert grows(f"在校学生{verb}5%") == [False]


def test_a_percentage_of_something_else_and_a_sum_are_no_rates():
    assert grows("教育经费占5%") == [False]
    assert grows("教育经费增长500万元") == [False]


@pytest.mark.parametrize("joint", list("和、与及"))
def test_of_two_rates_the_second_is_one_too(joint):
    assert grows(f"教育经费增长5%{joint}8%") == [True, True]
    assert grows(f"学生增长5%{joint}8%") == [False, False]


@pytest.mark.parametrize(
    "adverb",
    ["年均", "每年", "逐年", "平均", "同比", "环比", "同口径", "可比口径", "按可比价", "全年",
     "分别", "较预算", "比前年", "比上年", "较上年", "较去年", "比去年", "较2020年", "比2020年",
     "全年同比"],
)  # fmt: skip
def test_a_clause_of_growth_alone_tells_of_the_sum_before(adverb):
    assert grows(f"安排500万元，{adverb}增长5%")[-1] is True
    assert grows(f"招收学生500名，{adverb}增长5%")[-1] is False


def test_one_character_is_no_subject_and_two_are():
    assert grows("安排500万元，人增长5%")[-1] is True
    assert grows("安排500万元，学生增长5%")[-1] is False


def test_the_growth_of_what_a_share_of_money_was_told_of():
    assert grows("教育支出占预算比例不低于18%，年均增长6%")[-1] is True
    assert grows("本科教师占比不低于18%，年均增长6%")[-1] is False


@pytest.mark.parametrize(
    ("verb", "falls"),
    [("下降", True), ("减少", True), ("降低", True), ("回落", True), ("下浮", True), ("压减", True),
     ("下降约", True), ("减少了", True), ("下降超过", True), ("下降达", True), ("下降达到", True),
     ("增长", False), ("下降后增长", False)],
)  # fmt: skip
def test_what_falls(verb, falls):
    found = sentence(f"教育经费{verb}5%")
    assert is_fall(found, found.quantities[0]) is falls


@pytest.mark.parametrize("what", ["工资", "收入", "待遇"])
@pytest.mark.parametrize("how", ["不低于", "不低于或高于", "不得低于", "高于"])
def test_wages_are_measured_by_those_of_officials(what, how):
    assert told(f"教师{what}{how}当地公务员") == [("wage_floor", f"教师{what}", how)]


@pytest.mark.parametrize("what", ["拨款", "支出", "投入", "经费", "经费的"])
@pytest.mark.parametrize("which", ["", "幅度", "比例"])
@pytest.mark.parametrize("must", ["应", "应当", "要"])
def test_money_grows_faster_than_income(what, which, must):
    text = f"财政{what}增长{which}{must}高于经常性收入的增长"
    assert told(text) == [("above_income", f"财政{what}增长{which}", must)]


@pytest.mark.parametrize("how", ["高于", "明显高于", "适当高于"])
def test_without_a_modal_the_whole_is_the_rule(how):
    text = f"经费增长{how}收入增长"
    assert told(text) == [("above_income", "", text)]


@pytest.mark.parametrize("verb", ["确保", "保证", "保障"])
@pytest.mark.parametrize("what", ["公用经费", "经费", "费用", "投入", "拨款", "工资", "待遇"])
def test_what_is_secured_to_grow(verb, what):
    assert told(f"{verb}教师{what}逐年提高") == [("steady", f"{verb}教师{what}", "逐年提高")]


@pytest.mark.parametrize("how", ["逐步", "逐年", "持续", "稳步", "稳定", "持续稳定"])
@pytest.mark.parametrize("grow", ["增长", "提高", "增加"])
def test_how_it_grows(how, grow):
    assert [rule[2] for rule in told(f"确保经费{how}{grow}")] == [how + grow]
    assert told(f"确保经费{how}{grow}的机制") == []


@pytest.mark.parametrize("what", ["支出", "投入", "经费", "拨款"])
@pytest.mark.parametrize("how", ["逐年", "稳步", "持续", "逐步", "持续稳定"])
def test_money_alone_that_grows(what, how):
    for text in (
        f"教育{what}{how}增长",
        f"甲。教育{what}{how}增长，乙",
        f"甲；教育{what}{how}增长。",
    ):
        assert told(text) == [("steady", f"教育{what}", f"{how}增长")]
    assert told(f"教育{what}{how}增长机制") == []


@pytest.mark.parametrize("quoted", ["只增不减", "“只增不减”", '"只增不减"'])
def test_only_up(quoted):
    assert [(m, w) for m, _, w in told(f"生均经费{quoted}")] == [("only_up", "只增不减")]


def test_a_slogan_of_two_parts_has_two_subjects():
    text = "生均支出和教师支出逐年“两个只增不减”"
    assert [subject for _, subject, _ in told(text)] == ["生均支出", "教师支出"]
    assert told("落实“两个只增不减”，支出只增不减") == [("only_up", "支出", "只增不减")]


@pytest.mark.parametrize("joint", ["、", "和", "与", "及"])
def test_each_part_of_a_clause_has_its_own_subject(joint):
    subjects = [subject for _, subject, _ in told(f"甲支出只增不减{joint}乙支出只增不减")]
    assert subjects == ["甲支出", "乙支出"]


@pytest.mark.parametrize(("far", "left"), [(120, 1), (121, 2)])
def test_a_slogan_goes_where_its_parts_are_spelled_out_near_behind(far, left):
    text = "两个只增不减" + "甲" * 200
    rows = [{"number": (at, at + 4), "method": "rule_only_up"} for at in (2, 2 + far)]
    assert len(without_slogans(rows, text)) == left
