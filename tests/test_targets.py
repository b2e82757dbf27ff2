"""Rows of targets: one number a row, read with its year, its bounds and its time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import read


def rows(text):
    return read(text).targets


def only(text):
    (row,) = rows(text)
    return row


def test_a_promise_with_year_bound_and_unit():
    raw = "到2025年，学前教育毛入园率达到99%以上。"
    row = only(raw)
    assert (row["value"], row["unit"], row["comparator"]) == (99, "%", ">=")
    assert (row["target_year"], row["target_year_basis"], row["status"]) == (
        2025,
        "sentence",
        "target",
    )
    assert (row["indicator"], row["level"]) == ("学前教育毛入园率", "preschool")
    assert row["quote"] == "学前教育毛入园率达到99%以上"
    assert raw[row["char_start"] : row["char_end"]] == row["quote"]
    assert raw[row["number_start"] : row["number_end"]] == "99"


def test_a_baseline_is_part_of_the_row_it_leads_to():
    row = only("高等教育毛入学率由2020年的54.4%提高到2025年的65%左右。")
    assert (row["baseline_value"], row["baseline_year"]) == (Decimal("54.4"), 2020)
    assert (row["value"], row["comparator"], row["target_year"]) == (65, "~", 2025)


def test_the_end_of_a_five_year_plan_dates_a_baseline_and_a_target():
    row = only("民办教育机构由“十二五”末的8家发展为44家。")
    assert (row["baseline_value"], row["baseline_year"], row["value"]) == (8, 2015, 44)
    assert only("力争到“十五五”末，近视率控制在45%以下。")["target_year"] == 2030


def test_a_list_shares_its_bound_and_deals_out_its_names():
    first, second = rows("到2025年学生体质健康测试优良率、合格率达到55%、95%以上。")
    assert [first["comparator"], second["comparator"]] == [">=", ">="]
    assert [first["indicator"], second["indicator"]] == ["学生体质健康测试优良率", "合格率"]
    low, high = rows("起始班班额分别不得超过45人和50人。")
    assert [low["comparator"], high["comparator"]] == ["<=", "<="]


def test_one_number_for_two_rates_gives_two_rows():
    first, second = rows("义务教育入学率、巩固率保持100%。")
    assert (first["indicator"], second["indicator"]) == ("义务教育入学率", "巩固率")
    assert first["number_start"] == second["number_start"]


def test_a_rate_whose_sign_was_lost_is_per_cent_and_only_probable():
    row = only("九年义务教育巩固率保持100，")
    assert (row["unit"], row["certainty"], row["method"]) == ("%", "probable", "unit_inferred")


@pytest.mark.parametrize(
    ("text", "per_value", "per_unit", "value"),
    [
        ("每5所幼儿园配备1名责任督学。", 5, "所幼儿园", 1),
        ("每百名学生拥有骨干教师1.2人。", 100, "名学生", Decimal("1.2")),
        ("每周体育课不少于4课时。", 1, "周", 4),
        ("各区县完成新建3处以上公办幼儿园任务。", 1, "区县", 3),
        ("让每位学生掌握2项运动技能。", 1, "位学生", 2),
        ("每个工作室培养骨干教师不少于8人。", 1, "个工作室", 8),
        ("每所园规模不超过360人。", 1, "所园", 360),
    ],
)
def test_for_how_many_a_number_is_told(text, per_value, per_unit, value):
    row = only(text)
    assert (row["per_value"], row["per_unit"], row["value"]) == (per_value, per_unit, value)


def test_a_ratio_is_one_row_with_its_second_term():
    row = only("全市职普比提高到4:6。")
    assert (row["value"], row["per_value"], row["unit"]) == (4, 6, "比")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("计划支持8所幼儿园新建。", "target"),
        ("每个镇至少建成一所公办中心幼儿园。", "target"),
        ("让每位学生掌握2项运动技能。", "target"),
        ("每年补充教师50人左右。", "target"),
        ("每5所幼儿园配备1名责任督学。", "norm"),
        ("劳动教育课每周不少于1课时。", "norm"),
        ("超过1000人规模的学校必须配备专职教师。", "norm"),
        ("对于体质健康水平连续三年下降的学校，按规定进行问责。", "norm"),
        ("特教津贴按基本工资的30%核发。", "norm"),
        ("各中小学至少配备1名心理健康教育教师。", "norm"),
        ("全市现有普通高中23所。", "achieved"),
        ("高考上线率56.8%，较去年有所提高。", "achieved"),
        ("较去年新建学校3所。", "achieved"),
        ("一年来新建学校3所。", "achieved"),
        ("办成了十件实事。", "achieved"),
    ],
)
def test_status_by_the_words_of_the_clause(text, status):
    assert rows(text)[0]["status"] == status


def test_a_review_reports_whatever_it_says():
    text = (
        "一、“十三五”期间教育事业回顾\n每年选派30名教师支教。\n二、主要任务\n每年选派30名教师支教。"
    )
    assert [row["status"] for row in rows(text)] == ["achieved", "target"]


def test_a_turn_to_next_year_ends_a_review():
    text = "2021年教育工作总结\n新建学校3所。2022年工作打算：力争新建幼儿园2所。"
    assert [row["status"] for row in rows(text)] == ["achieved", "target"]


def test_facts_without_a_verb_go_on_in_the_time_of_the_sentence_before():
    text = "2021年末全市共有幼儿园149所。特殊教育学校1所，在校学生206人。"
    assert {row["status"] for row in rows(text)} == {"achieved"}


def test_what_is_dated_before_the_plan_has_been():
    text = "某市“十四五”教育规划\n一、总体要求\n2019年新建学校3所。2023年新建学校5所。"
    assert [row["status"] for row in rows(text)] == ["achieved", "target"]


def test_articles_of_a_regulation_lay_down_norms():
    assert only("第五条　幼儿园小班一般不超过二十五人。")["status"] == "norm"


def test_a_year_in_the_title_stands_over_all_points():
    text = "某市2020年工作要点\n一、学前教育\n1.扩充公办资源。全市新改扩建幼儿园103处。"
    row = only(text)
    assert (row["target_year"], row["target_year_basis"]) == (2020, "heading")


def test_a_lead_sentence_dates_the_list_it_opens():
    text = (
        "(一)发展目标\n到2025年，建成教育强市。\n1.学前教育。新建公办幼儿园2所。\n"
        "(二)主要任务\n1.学前教育。新建公办幼儿园3所。"
    )
    assert [(r["target_year"], r["target_year_basis"]) for r in rows(text)] == [
        (2025, "heading"),
        (None, None),
    ]


def test_a_period_of_the_plan_is_never_turned_into_a_year():
    text = "到2025年，巩固率达到99%。“十四五”期间新建幼儿园200所。"
    assert [row["target_year"] for row in rows(text)] == [2025, None]


def test_years_in_brackets_and_years_compared_with_set_no_target_year():
    assert only("儿童（2016年8月31日前出生）入学率达到100%。")["target_year"] is None
    text = "到2025年，覆盖率达到87%，较2020年提高5个百分点。"
    assert [row["target_year"] for row in rows(text)] == [2025, 2025]


def test_none_is_zero():
    row = only("全市无1名学生因贫困而辍学。")
    assert (row["value"], row["unit"]) == (0, "名")


def test_names_and_slogans_give_no_row():
    text = "实施“五个一批”，落实“双减”，完成三年行动计划，建成第四小学，推进5G。"
    assert rows(text) == []


def test_parts_of_a_slogan_give_a_row_each():
    text = "实施“五个一”工程，即每校开出一门课程、建设一个空间、聘任一位指导师、每年组织一次活动。"
    assert [(row["value"], row["unit"]) for row in rows(text)] == [
        (1, "门"),
        (1, "个"),
        (1, "位"),
        (1, "次"),
    ]


def test_a_bracket_with_its_own_number_is_a_row_of_its_own():
    whole, part = rows("全市现有普通高中23所（其中省级示范高中9所）。")
    assert (whole["quote"], part["indicator"]) == ("全市现有普通高中23所", "省级示范高中")


def test_a_clause_that_leans_back_takes_its_subject_along():
    _, share = rows("教师320人次，占应交流人数的18.6%。")
    assert share["quote"] == "教师320人次，占应交流人数的18.6%"
    assert share["indicator"] == "教师占应交流人数"


def test_items_of_a_list_share_its_verb():
    first, second = rows("新建小学2所、幼儿园1所。")
    assert (first["indicator"], second["indicator"]) == ("新建小学", "新建幼儿园")
    assert second["quote"] == "幼儿园1所"


def test_nouns_listed_in_front_of_one_number_are_counted_together():
    row = only("遴选教坛新秀、学科骨干教师1100名。")
    assert row["indicator"] == "遴选教坛新秀、学科骨干教师"


def test_the_quote_is_raw_text_even_where_the_clean_text_differs():
    raw = "到２０２５年，入学率达到９７％。"
    row = only(raw)
    assert row["value"] == 97
    assert raw[row["char_start"] : row["char_end"]] == row["quote"] == "入学率达到９７％"


def test_a_step_says_for_how_many():
    row = only("超过规模的，每增加500名学生增配1名。")
    assert (row["value"], row["per_value"]) == (1, 500)


def test_anaphora_counts_nothing():
    assert rows("两项指标均居全省第三位。") == []


def test_a_list_of_percentage_points_shares_its_unit():
    raw = "到2025年，毛入园率、巩固率分别提高3个、5个百分点。"
    assert [(r["value"], r["unit"]) for r in rows(raw)] == [(3, "百分点"), (5, "百分点")]


def test_a_bound_is_shared_backwards_in_a_list_only():
    raw = "到2025年，毛入园率、巩固率分别达到95%、99%以上。"
    assert [(r["value"], r["comparator"]) for r in rows(raw)] == [(95, ">="), (99, ">=")]
    raw = "到2025年，毛入园率超过95%、巩固率达到99%以上。"
    assert [(r["value"], r["comparator"]) for r in rows(raw)] == [(95, ">"), (99, ">=")]


def test_a_quote_begins_behind_the_mark_of_its_list():
    assert only("——新建幼儿园5所。")["quote"] == "新建幼儿园5所"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("新增公办幼儿园30所，增加学位9000个。", ["新增公办幼儿园", "增加学位"]),
        ("毛入学率98.5%，每千人口拥有托位数4.6个。", ["毛入学率", "每千人口拥有托位数"]),
        (
            "小学生每天睡眠时间不少于10小时、初中生9小时。",
            ["小学生每天睡眠时间", "初中生每天睡眠时间"],
        ),
    ],
)
def test_a_name_is_taken_from_its_own_clause_or_completed_from_its_list(text, names):
    assert [row["indicator"] for row in read(text).targets] == names


@pytest.mark.parametrize("goal", ["“十四五”目标", "“十四五”规划", "“十四五”末", "2025年目标"])
def test_the_column_of_a_plan_is_the_year_in_which_it_ends(goal):
    raw = f"指标\n2020年\n{goal}\n入园率（%）\n80\n90\n巩固率（%）\n95\n97\n完。\n"
    years = [(r["value"], r["baseline_value"], r["target_year"]) for r in rows(raw)]
    assert years == [(90, 80, 2025), (97, 95, 2025)]


@pytest.mark.parametrize(
    ("cell", "comparator"),
    [("45", "="), ("≤45", "<="), ("＜45", "<"), ("45以下", "<="), ("≥45", ">="), ("＞45", ">")],
)
def test_the_bound_in_a_cell_of_a_table_is_that_of_its_goal(cell, comparator):
    raw = f"指标\n2020年\n2025年\n近视率（%）\n50\n{cell}\n巩固率（%）\n95\n97\n完。\n"
    assert [(r["value"], r["comparator"]) for r in rows(raw)] == [(45, comparator), (97, "=")]


def test_a_heading_run_into_its_sentence_dates_the_number_right_behind_it():
    assert only("近期目标（2025年）：8所学校建成。")["target_year"] == 2025


@pytest.mark.parametrize("number", ["5名", "约5个，", "(5人", "12%；"])
def test_a_row_of_numbers_without_a_word_states_its_first_alone(number):
    head = "到2025年，招聘教师"
    assert [row["number_start"] for row in rows(head + number * 60 + "。")] == [
        (head + number).index("12" if "12" in number else "5", len(head))
    ]


def test_a_long_list_of_which_each_number_has_its_word_is_read_whole():
    assert len(rows("到2025年，新建" + "小学5所、" * 60 + "幼儿园2所。")) == 61


def test_what_a_share_reaches_is_named_without_its_rise():
    rows = read("公办园占比提高3个百分点以上，达到54%。").targets
    assert [row["indicator"] for row in rows] == ["公办园占比提高", "公办园占比"]


def test_the_quote_of_one_of_a_list_begins_with_its_own_subject():
    text = "到2025年，小学、初中、高中巩固率分别达到98%、95%、93%。"
    assert [row["quote"] for row in read(text).targets] == [
        "小学、初中、高中巩固率分别达到98%",
        "初中、高中巩固率分别达到98%、95%",
        "高中巩固率分别达到98%、95%、93%",
    ]


def test_a_list_of_persons_shares_what_is_told_of_the_last():
    text = "到2024年，义务教育学校校长、教师交流轮岗比例分别达到20%和15%。"
    assert [row["indicator"] for row in read(text).targets] == [
        "义务教育学校校长交流轮岗比例",
        "义务教育学校教师交流轮岗比例",
    ]


def test_places_that_are_part_of_the_unit_are_part_of_the_name():
    assert [r["indicator"] for r in read("建成后将新增1620个学位。").targets] == ["新增学位"]


def test_a_change_is_named_once():
    rows = read("教育支出占比为18.36%，比上年的17.95%提高0.41个百分点。").targets
    assert [row["indicator"] for row in rows] == ["教育支出占比", "教育支出占比提高"]


def test_a_ratio_by_which_money_is_borne_has_no_unit_of_time():
    (row,) = read("地方部分由省、市县按5∶5分担。").targets
    assert (row["value"], row["unit"], row["status"]) == (5, "比", "norm")
