"""Names without what only opens a sentence, and with what stood before it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import read

from analysis.statements.plain_names import bare_heading, growth_verb, noun_of, plain


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("⑥到2027年建成市域产教联合体", "建成市域产教联合体"),
        ("据了解，全市计划新增学位", "新增学位"),
        ("《意见》指出新建幼儿园", "新建幼儿园"),
        ("通知明确要求新建幼儿园", "新建幼儿园"),
        ("报告显示新建幼儿园", "新建幼儿园"),
        ("全县共有中等职业学校", "中等职业学校"),
        ("我州将新建幼儿园", "新建幼儿园"),
        ("确定了到2027年全省毛入园率", "全省毛入园率"),
        ("力争三年内新增公办幼儿园", "新增公办幼儿园"),
        ("每年投入完成薄弱学校改造", "完成薄弱学校改造"),
        ("近三年共调整撤并中小学校", "调整撤并中小学校"),
        ("预期性指标", "预期性指标"),
        ("五年新建中小学", "新建中小学"),
        ("一是新增学位", "新增学位"),
        ("现有中小学校（不含幼儿园，下同）", "中小学校"),
        ("完成率", "完成率"),
        ("要素配置达标学校", "要素配置达标学校"),
    ],
)
def test_what_only_opens_a_sentence_is_no_part_of_a_name(name, wanted):
    assert plain(name) == wanted


def test_a_clause_of_change_has_a_verb_and_no_subject():
    assert growth_verb("较2015年分别提高了") == "提高"
    assert growth_verb("比去年的231人增加了") == "增加"
    assert growth_verb("在校生增加了") is None


def test_a_change_takes_the_name_of_what_changed():
    text = (
        "学前三年毛入园率达94.1%、高中阶段毛入学率达98.2%，较2015年分别提高了6.3和15.4个百分点。"
        "幼儿园312所，比上年增加17所，增长5.8%。"
    )
    names = [row["indicator"] for row in read(text).targets]
    assert names == [
        "学前三年毛入园率",
        "高中阶段毛入学率",
        "学前三年毛入园率提高",
        "高中阶段毛入学率提高",
        "幼儿园",
        "幼儿园增加",
        "幼儿园增长",
    ]


def test_a_place_has_its_share_of_what_is_told_for_all():
    text = "今年全市将新建幼儿园9所，其中东河区2所、西河县3所。"
    assert [row["indicator"] for row in read(text).targets] == [
        "新建幼儿园",
        "东河区新建幼儿园",
        "西河县新建幼儿园",
    ]


def test_an_attribute_belongs_to_the_thing_named_before_it():
    found = read("1.城关镇中心小学，建设面积1900平方米，投入资金430万元。")
    assert found.targets[0]["indicator"] == "城关镇中心小学建设面积"
    assert found.funding[0]["purpose"].startswith("城关镇中心小学")


def test_the_noun_ends_where_the_telling_begins():
    assert noun_of("项目已于8月底全部竣工") == "项目"
    assert noun_of("学校均达到省级标准") == "学校均达到省级标准"


def test_a_later_stand_has_the_first_as_its_baseline():
    (row,) = read("在校生人数，从2015年的3.5万人，增至2020年的4.2万人。").targets
    assert (row["baseline_value"], row["baseline_year"]) == (Decimal("3.5"), 2015)


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("其中，省级资金0.9亿元，县级资金2.1亿元。", ["省级", "县级"]),
        (
            "争取资金9亿元，其中中央6亿元、自治区1亿元、区财政配套2亿元。",
            [None, "中央", "自治区", "区财政"],
        ),
        ("市教育局投入430万元，改造操场。", ["市教育局"]),
        ("全县选派省级骨干教师12名，投入培训经费30万元。", [None]),
    ],
)
def test_who_pays_may_be_a_level_or_a_bureau(text, payer):
    assert [row["payer"] for row in read(text).funding] == payer


def test_two_stages_share_what_is_told_of_them():
    assert [row["indicator"] for row in read("小学、初中班额分别不超过45人、50人。").targets] == [
        "小学班额",
        "初中班额",
    ]
    assert [r["purpose"] for r in read("将小学、初中生均公用经费提高到720元和940元。").funding] == [
        "小学生均公用经费",
        "初中生均公用经费",
    ]


def test_what_each_gets_is_for_the_benefit_told_before():
    text = "兑现乡村教师生活补助2160万元，惠及教师3870人，人均每月465元。"
    assert [row["purpose"] for row in read(text).funding] == ["乡村教师生活补助"] * 2
    (row,) = read("总投资3.9亿元的职教中心实训基地9月底前投入使用。").funding
    assert row["purpose"] == "职教中心实训基地"


def test_examples_by_name_are_no_part_of_what_is_counted():
    rows = read("2022年秋季，新建第一中学、第二小学等8所学校建成投入使用。").targets
    assert [row["indicator"] for row in rows] == ["新建学校"]
    rows = read("落实班主任、乡村教师等十项培训。").targets
    assert [row["indicator"] for row in rows] == ["落实班主任、乡村教师等培训"]


def test_a_list_of_projects_does_not_count_itself():
    rows = read("要将新建学校10所列入为民办实事项目。").targets
    assert [row["indicator"] for row in rows] == ["新建学校"]


def test_parts_that_name_only_what_is_done_take_the_noun_of_their_sum():
    text = (
        "到2025年，新建、改扩建公办幼儿园15所，新增学位4500个，其中2022年新建5所、2023年新建6所。"
    )
    rows = read(text).targets
    assert [row["indicator"] for row in rows][2:] == ["新建公办幼儿园"] * 2


def test_words_told_twice_stand_once_in_a_name():
    rows = read("高考本科上线1230人，上线率62.3%。").targets
    assert rows[1]["indicator"] == "高考本科上线率"


def test_a_number_of_what_the_text_lists_measures_nothing():
    assert read("两个优化：一是学校布局结构进一步优化。").targets == []


def test_what_grades_are_taught_is_no_head_of_another_stage():
    rows = read("三至六年级和初中每周3课时，高中每周2课时。").targets
    assert rows[1]["indicator"] == "高中"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("包括农村初中改造项目", "农村初中改造项目"),
        ("用于普惠性民办园购置玩教具", "普惠性民办园购置玩教具"),
        ("重点抓好三件事一是硬化操场", "硬化操场"),
        ("在市内三区开建幼儿园", "开建幼儿园"),
        ("全省2016年财政教育支出", "财政教育支出"),
        ("对薄弱高中", "薄弱高中"),
        ("对口支援学校", "对口支援学校"),
        ("【重点项目】1.第六中学新校区", "第六中学新校区"),
        ("全部学校", "全部学校"),
    ],
)
def test_what_leads_to_a_name_is_no_part_of_it(name, wanted):
    assert plain(name) == wanted


def test_marks_of_headings_are_no_part_of_them():
    assert bare_heading("2.职教中心迁建工程。") == "职教中心迁建工程"
    assert bare_heading("（一）生均面积：") == "生均面积"


def test_who_does_it_in_the_next_column_is_no_part_of_a_name():
    text = "2022年任务分解表\n1 新建公办幼儿园 8所 各县区政府\n2 改造农村学校厕所 126座 市教育局\n"
    assert [row["indicator"] for row in read(text).targets] == [
        "新建公办幼儿园",
        "改造农村学校厕所",
    ]
