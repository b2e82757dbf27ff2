"""What a text tells of what has been, in short texts that are no plans."""

from __future__ import annotations

import pytest
from tiny_texts import read

from analysis.statements.tense import tells_problems, tells_results, without_attributes


def told(text):
    found = read(text)
    rows = sorted([*found.targets, *found.funding], key=lambda row: row["number_start"])
    return [row["status"] for row in rows]


@pytest.mark.parametrize(
    "words",
    [
        "经费保障有力。",
        "（二）学校建设进展顺利。",
        "一是办学条件不断改善。",
        "教育民生取得新成效。",
        "招生改革扎实推进。",
    ],
)
def test_a_judgement_on_what_was_done_tells_results(words):
    assert tells_results(words)


@pytest.mark.parametrize(
    "words", ["扎实推进招生改革。", "不断改善办学条件。", "着力提升保障水平。"]
)
def test_an_order_is_no_result(words):
    assert not tells_results(words)


def test_what_follows_a_judgement_reports():
    text = "（一）经费保障有力。全县投入4200万元，安排校舍维修资金310万元。"
    assert told(text) == ["spent", "spent"]
    assert told("——居民受教育程度持续提高。新建小学31所，毛入园率达到93.2%。") == ["achieved"] * 2


def test_a_change_against_a_year_gone_by_reports():
    text = (
        "全州学前三年毛入园率为92.4%，较2015年提高18.3个百分点；高中毛入学率88.1%，增加9个百分点。"
    )
    assert told(text) == ["achieved"] * 4
    assert told("到2025年，毛入园率比2020年提高5个百分点。") == ["target"]


def test_a_year_before_the_page_was_published_reports():
    page = (
        "来源：某市日报　发布时间：2021-03-08 09:30\n\n"
        "2020年，全市毛入园率达到86.1%，巩固率达到95.3%。\n"
    )
    assert told(page + "今年将新建幼儿园12所。") == ["achieved", "achieved", "target"]
    assert read(page + "今年将新建幼儿园12所。").targets[-1]["target_year"] == 2021


def test_a_shortfall_is_never_promised():
    text = (
        "当前仍面临结构性矛盾：一是师资薄弱，62%的学校缺少专职教师；"
        "二是设备利用率不足40%，仅25%的设备联网。"
    )
    assert told(text) == ["achieved"] * 3
    assert tells_problems("学位供给面临较大压力。")


def test_what_is_planned_may_be_done():
    assert without_attributes("计划实施的5个项目已竣工") == "5个项目已竣工"
    text = (
        "今年规划改造学校5所。计划实施的5个项目已于8月底全部竣工，竣工面积1.2万平方米。具体如下：\n"
    )
    assert told(text + "1.城关小学，建设面积900平方米，投入资金210万元。") == [
        "target",
        "achieved",
        "achieved",
        "achieved",
        "spent",
    ]


def test_a_sentence_may_report_first_and_look_ahead_then():
    text = "据悉，2019年以来，全区共投资近3亿元，建设幼儿园21所，其余项目将于明后年竣工。"
    assert told(text) == ["spent", "achieved"]


def test_the_name_of_a_plan_does_not_look_ahead():
    text = (
        "目前，营养改善计划覆盖三县共602所学校，受益学生9万人。"
        "累计完成投资2.1亿元，推进质量提升计划建设。"
    )
    assert told(text) == ["achieved", "achieved", "spent"]
    assert (
        told("到目前，改建幼儿园370所；在203所小学增设附属幼儿园；招聘志愿者62名。")
        == ["achieved"] * 3
    )


def test_words_that_hold_a_word_of_stock_or_will_are_neither():
    assert told("到2025年，建成3个在全市有影响力的集团。") == ["target"]
    assert told("虚拟仿真实训基地已建成4个。") == ["achieved"]


def test_what_is_brought_about_is_no_threshold():
    assert told("今年，支持全县200个以上的班级建立图书角。") == ["target"]


def test_the_last_that_is_said_of_time_goes_on():
    text = (
        "今年以来，全州推进重点项目。2023年计划撤并教学点20个，上半年已完成撤并16个，"
        "完成年度任务的80%，安置学生677人。普惠性幼儿园覆盖率达85.6%。"
    )
    assert told(text) == ["target", *["achieved"] * 4]


def test_money_sought_above_and_a_goal_worked_for_are_no_plans():
    text = "围绕全年目标，我市积极争取上级资金，共争取到项目资金9200万元，开工项目58个。"
    assert told(text) == ["spent", "achieved"]


def test_a_rise_over_a_plan_period_is_told_in_a_report():
    text = "二是教师队伍建设实现较大突破。专任教师由2015年的5100名增加到2020年的6600名，增长29.4%。"
    assert told(text) == ["achieved", "achieved"]


def test_what_is_set_as_a_goal_is_a_target():
    assert told("近年来，入园难得到缓解，但如何实现90%以上的入园目标仍需研究。") == ["target"]


def test_a_tariff_stands_whatever_is_reported_beside_it():
    text = "近年来，全区投入学前教育资金3亿元。新办幼儿园每班补助8万元。"
    assert told(text) == ["spent", "standing"]


def test_milestones_told_as_if_reached_are_targets():
    text = (
        "——实现更高标准的普及教育。2027年毛入园率、巩固率分别达到91%和99%；2032年分别达到98%、99%。\n"
        "——提供更为丰富的优质教育。教育公平得到保障，创新人才培养水平显著提高。"
    )
    assert told(text) == ["target"] * 4
    assert [row["indicator"] for row in read(text).targets] == ["毛入园率", "巩固率"] * 2


def test_what_was_checked_and_the_name_of_a_plan_report():
    text = "一是组织专项督查，严格核查了学籍手续，初中辍学率为0.49%。实施“一校一策”改造升级计划。"
    assert told(text) == ["achieved"]


def test_what_a_year_plans_uses_words_of_reports():
    text = (
        "某区教育局2023年工作要点\n一、优化供给\n1.加快建设。开工建设实验学校等6个项目，"
        "完成投资4.5亿元，年内新增学位540个。安排专项资金1.2亿元，较上年增加0.1亿元。"
    )
    assert told(text) == ["target", "committed", "target", "committed", "committed"]


def test_within_five_years_is_not_within_this_year():
    text = "某县教育规划\n2021年11月15日\n五年内培养骨干教师300名。年内招聘教师20名。"
    assert [row["target_year"] for row in read(text).targets] == [None, 2021]


@pytest.mark.parametrize(
    "text",
    [
        "普及水平显著提升：学前教育毛入园率达93%，义务教育巩固率96.5%。",
        "1-3月份，全县新增学位4386个，培训教师800人。",
        "幼儿园12所，1至6月完成改造校舍5000平方米。",
    ],
)
def test_a_judgement_before_a_colon_and_the_months_so_far_report(text):
    assert told(text) == ["achieved"] * 2
