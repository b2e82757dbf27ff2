"""The stretch that shows what is measured: what names it, what only leans on what came before."""

from __future__ import annotations

import re

import pytest
from tiny_texts import lexicon, sentence

from analysis.statements.evidence import BARE, TIME_LEAD, evidence, up_to_number, weight
from analysis.statements.naming import indicator, joined, lead_stripped


def shown(text: str) -> str:
    """Evidence of the last number."""
    told = sentence(text)
    start, end = evidence(told, told.quantities[-1])
    return text[start:end]


def named(text: str) -> str:
    """Name of the last number."""
    told = sentence(text)
    last = told.quantities[-1]
    return indicator(told, last, evidence(told, last), lexicon())


@pytest.mark.parametrize(
    "lead",
    ["3月", "3月5日", "3月底", "3月中旬", "3月初", "3月上旬", "3月下旬", "12月前", "12月之前",
        "2025年",
     "到2025年", "至2025年底", "在2025年末", "截至2025年初", "截止2025年前", "力争到2025年",
     "争取2025年", "确保2025年", "计划2025年", "2020年以来", "2025年期间", "2025年秋季",
        "2024—2025年",
     "2024年至2025年", "2024年和2025年", "2024、2025年", "2024年以及2025年", "“十四五”期间",
     "十四五时期", "“十三五”末", "“十三五”期末", "“十三五”以来，", "年内", "目前", "同时", "其中",
        "并",
     "且", "还", "也", "均", "共", "全年", "三年来", "近五年来", "2025年，", "目前共"],
)  # fmt: skip
def test_each_date_that_opens_a_clause(lead):
    assert TIME_LEAD.sub("", f"{lead}普惠率") == "普惠率"


@pytest.mark.parametrize(
    "stage",
    ["学前三年", "学前一年教育", "学前", "幼儿园", "小学", "初中", "普通高中", "普高", "高中",
        "中职", "特教",
     "特殊教育", "大学", "本科", "研究生", "城市", "农村", "东部地区", "山区", "牧区", "其中小学",
        "全省小学",
     "全市小学", "全区小学", "全县小学", "全州小学", "中西部地区小学", "农村小学", "城市小学",
        "城区小学",
     "乡村小学", "山区小学", "牧区小学", "公办小学", "民办小学", "普通小学", "小学阶段", "小学教师",
     "小学学校", "小学生", "初中学生", "小学东部地区"],
)  # fmt: skip
def test_of_whom_a_number_is_told(stage):
    assert re.fullmatch(BARE, stage)
    assert not re.fullmatch(BARE, f"{stage}人数")
    assert shown(f"生均公用经费标准，{stage}650元") == f"生均公用经费标准，{stage}650元"


@pytest.mark.parametrize(
    "leaning",
    ["占", "比上年", "较上年", "较去年", "比去年", "比", "较", "同比", "环比", "增长", "增加",
        "提高",
     "提升", "上升", "下降", "降低", "减少", "扩大", "年均", "分别", "上线率", "达", "达到", "最高",
        "总数",
     "达成", "控制在", "保持在", "稳定在", "不低于", "不少于", "不超过", "超过"],
)  # fmt: skip
def test_what_leans_takes_the_clause_before(leaning):
    assert shown(f"本科录取，{leaning}甲乙5%") == f"本科录取，{leaning}甲乙5%" or leaning in (
        "增长", "增加", "提高", "提升", "扩大",
    )  # fmt: skip
    assert shown(f"本科录取，{leaning}约5%") == f"本科录取，{leaning}约5%"
    assert shown("本科录取，升学率5%") == "升学率5%"


@pytest.mark.parametrize("verb", ["增长", "增加", "提高", "提升", "扩大"])
@pytest.mark.parametrize("what", list("到至了约近超为幅比率"))
def test_a_verb_of_growth_with_an_object_stands_alone(verb, what):
    assert shown(f"本科录取，{verb}学位5%") == f"{verb}学位5%"
    assert shown(f"本科录取，{verb}{what}位5%") == f"本科录取，{verb}{what}位5%"


@pytest.mark.parametrize("verb", ["增加", "减少", "扩大", "提供"])
def test_what_is_counted_may_stand_behind(verb):
    assert shown(f"本科录取，{verb}300名教师") == f"{verb}300名教师"


def test_land_that_is_taken_leans_on_nothing():
    assert shown("新建学校，占地50亩") == "占地50亩"


@pytest.mark.parametrize("words", ["比", "人比", "小学生"])
def test_a_name_has_two_characters(words):
    assert (shown(f"本科录取，{words}5所") == f"{words}5所") is (len(words) > 1)


@pytest.mark.parametrize(
    "bound",
    ["不少于", "不低于", "不超过", "超过", "达", "达到", "不得少于", "不得超过", "提高到",
     "控制在", "至少"],
)  # fmt: skip
def test_a_bounded_share_closes_its_clause(bound):
    assert shown(f"课后服务率甲{bound}5%提高质量") == f"课后服务率甲{bound}5%"
    assert shown(f"课后服务率甲{bound}5%的学校") == f"课后服务率甲{bound}5%的学校"
    assert shown(f"课后服务率甲{bound}5名骨干教师") == f"课后服务率甲{bound}5名骨干教师"


@pytest.mark.parametrize(("length", "closed"), [(3, False), (4, True)])
def test_six_characters_in_front_name_enough(length, closed):
    assert shown(f"{'甲' * length}达到5%提高质量").endswith("5%") is closed


@pytest.mark.parametrize(
    ("part", "headed"), [("幼儿园甲", True), ("幼儿园甲乙", False), ("小学每班", True)]
)
def test_a_short_part_takes_its_heading_along(part, headed):
    assert shown(f"班额标准：{part}45名").startswith("班额标准") is headed
    assert shown(f"班额标准:{part}45名").startswith("班额标准") is headed
    assert not shown(f"班额标准：中学50名；{part}45名").startswith("班额")
    assert not shown(f"额：{part}45名").startswith("额")


@pytest.mark.parametrize(("part", "headed"), [("小学生", True), ("小学生均", False)])
def test_of_a_sum_the_part_is_shorter(part, headed):
    assert shown(f"经费标准：{part}450元").startswith("经费标准") is headed


@pytest.mark.parametrize("flow", ["投资", "总投资", "投入"])
def test_a_flow_of_money_belongs_to_its_project(flow):
    text = f"新建项目2个：龙场中学建筑面积1120平方米、{flow}133万元"
    assert shown(text) == text.partition("：")[2]


def test_words_up_to_a_number():
    told = sentence("建设学校5所新增学位90个")
    assert up_to_number(told, 0, 14) == "建设学校"
    assert up_to_number(told, 5, 14) == "所新增学位"
    assert up_to_number(told, 3, 14) == "校5所新增学位90个"[: 14 - 3]
    assert weight("建a设1") == 2


@pytest.mark.parametrize(
    "trailer",
    ["都", "已", "力争", "争取", "分别", "全部", "基本", "总计", "共计", "合计", "累计", "共", "约",
        "近", "达",
     "有", "为", "是", "至", "到", "在", "占", "按", "按照", "的", "仅", "仍", "尚", "各", "均",
        "达了", "为了"],
)  # fmt: skip
def test_each_word_between_a_name_and_its_number(trailer):
    assert joined("", f"学校食堂{trailer}", "", lexicon()) == "学校食堂"


@pytest.mark.parametrize("word", ["生均", "人均", "户均", "平均"])
def test_an_average_is_part_of_a_name(word):
    assert joined("", f"学校{word}", "", lexicon()) == f"学校{word}"


@pytest.mark.parametrize("floor", ["至少", "不少于", "不低于", "不超过", "最多", "最高"])
def test_a_bound_is_no_part_of_a_name(floor):
    assert joined("", f"教师{floor}培训", "", lexicon()) == "教师培训"


@pytest.mark.parametrize("lead", ["的", "以上", "左右"])
def test_what_stands_between_a_number_and_its_noun(lead):
    assert joined("新建", "", f"{lead}学校", lexicon()) == "新建学校"


def test_a_word_told_twice_is_told_once():
    assert joined("高考本科上线", "上线率", "", lexicon()) == "高考本科上线率"
    assert joined("高考本科上线", "上线", "", lexicon()) == "高考本科上线上线"
    assert joined("", "甲乙 ，,丙", "", lexicon()) == "甲乙丙"
    assert len(joined("甲" * 70, "", "", lexicon())) == 60
    assert lead_stripped(" 、：（到2025年，确保普惠率", lexicon()) == "普惠率"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("小学每班45人", "小学每班人数"),
        ("每班不超过45人", "每班人数"),
        ("每教学班45人", "每教学班人数"),
        ("每个教学班45人", "每个教学班人数"),
        ("初中每校45名", "初中每校人数"),
        ("新建小学2所、幼儿园1所", "新建幼儿园"),
        ("选树20个示范点和40个支部", "选树支部"),
        ("占比提高3个百分点，达到54%", "占比"),
        ("新建第一中学、第二小学等8所学校", "新建学校"),
        ("小学、初中生均公用经费650元、850元", "初中生均公用经费"),
        ("本科率达到85%", "本科率"),
        ("毛入园率由85%提高到90%", "毛入园率"),
        ("新建幼儿园 8所 市教育局", "新建幼儿园"),
        ("新增1000个学位", "新增学位"),
    ],
)
def test_each_shape_of_a_name(text, name):
    assert named(text) == name
