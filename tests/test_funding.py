"""Rows of funding: exact yuan, basis, status, parts of totals, and rules of growth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import read


def rows(text):
    return read(text).funding


def only(text):
    (row,) = rows(text)
    return row


@pytest.mark.parametrize(
    ("text", "amount", "unit", "yuan"),
    [
        ("投入五百万元用于校舍。", "500", "万元", "5000000"),
        ("计划投资3亿元新建学校。", "3", "亿元", "300000000"),
        ("投入1,200万元建设校舍。", "1200", "万元", "12000000"),
        ("给予购房补贴￥3,000。", "3000", "元", "3000"),
        ("完成投资2.92亿元。", "2.92", "亿元", "292000000"),
        ("发放补助7.15万元。", "7.15", "万元", "71500"),
    ],
)
def test_amounts_are_exact_in_yuan(text, amount, unit, yuan):
    row = only(text)
    assert (row["amount"], row["unit"]) == (Decimal(amount), unit)
    assert str(row["amount_cny"]) == yuan


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("按照普通高中每生每年1660元的标准免除学费。", "per_person_year"),
        ("生均公用经费每生每年7000元。", "per_person_year"),
        ("按照800元/生/年的标准提供营养早餐。", "per_person_year"),
        ("高级职称教师每人每月600元。", "per_person_month"),
        ("班主任津贴200元/月。", "per_person_month"),
        ("按照生均100元的标准核拨。", "per_person"),
        ("市财政每年设立1100万元的教育质量提升资金。", "per_year"),
        ("计划投入9.96亿元，实施建设项目。", "total"),
        ("对民办幼儿园临聘教师，市财政每月补助工资1000元。", "per_person_month"),
    ],
)
def test_what_an_amount_is_counted_for(text, basis):
    assert only(text)["basis"] == basis


def test_a_list_of_amounts_shares_the_basis_of_its_first():
    text = "按照每人每月200元、300元、500元三个档次发放生活补助，所需经费由县财政全额承担。"
    found = rows(text)
    assert [row["basis"] for row in found] == ["per_person_month"] * 3
    assert [row["payer"] for row in found] == ["县财政"] * 3


def test_what_stands_behind_a_semicolon_shares_no_basis():
    first, second = rows("每生每年补助1000元；安排经费800元。")
    assert (first["basis"], second["basis"]) == ("per_person_year", "total")


def test_a_range_has_both_ends_in_yuan():
    row = only("发放班主任津贴300元/月-800元/月。")
    assert (row["amount_cny"], row["amount_high_cny"]) == (300, 800)
    assert row["basis"] == "per_person_month"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("计划投入9.96亿元，实施建设项目12个。", "committed"),
        ("累计投入资金3000万元建设教室。", "spent"),
        ("一、工作回顾\n投资1300万元购买校车。", "spent"),
        ("市财政每年安排特教专项500万元。", "standing"),
        ("今后五年，我们要坚持优先发展。五年累计投入120亿元。", "committed"),
        ("2021年末完成统计。全年教育支出15.63亿元。", "spent"),
    ],
)
def test_status_of_money(text, status):
    assert rows(text)[-1]["status"] == status


def test_growth_rates_are_rules_or_what_was_spent():
    row = only("力争区级财政教育投入年均增长10%左右。")
    assert (row["basis"], row["growth_pct"], row["status"]) == ("growth_rate", 10, "rule")
    spent = rows("2021年末完成统计。全年教育支出15.63亿元，增长12.4%。")[-1]
    assert (spent["basis"], spent["status"]) == ("growth_rate", "spent")


def test_growth_of_pupils_is_no_money():
    text = "2021年末在校学生44786人，比上年增长2.6%。"
    assert rows(text) == []
    assert [row["value"] for row in read(text).targets] == [44786, Decimal("2.6")]


def test_a_share_of_money_without_amount_belongs_to_targets():
    text = "其中70%的项目资金投向农村学校。"
    assert rows(text) == []
    assert read(text).targets[0]["value"] == 70


def test_only_up_gives_a_row_for_each_part_that_is_spelled_out():
    text = "确保经费投入两个“只增不减”，即确保财政教育支出逐年只增不减，确保生均教育支出只增不减。"
    found = rows(text)
    assert len(found) == 2
    assert {row["basis"] for row in found} == {"rule"}
    first, second = rows("确保一般公共预算教育支出和按在校学生人数平均的教育支出两个只增不减。")
    assert (first["purpose"], second["purpose"]) == (
        "一般公共预算教育支出",
        "按在校学生人数平均的教育支出",
    )
    assert first["number_start"] == second["number_start"]


def test_only_up_as_a_slogan_is_one_row():
    assert only("确保财政资金投入“两个只增不减”。")["status"] == "rule"


@pytest.mark.parametrize(
    "text",
    [
        "确保义务教育教师平均工资收入水平不低于当地公务员平均工资收入水平。",
        "保证财政教育拨款的增长高于财政经常性收入的增长。",
        "保证在校学生人均教育费用逐步增长。",
    ],
)
def test_rules_of_growth_without_a_number(text):
    row = only(text)
    assert (row["basis"], row["status"], row["amount"]) == ("rule", "rule", None)
    assert row["quote"] in text


def test_parts_name_their_total():
    text = "总投资5600万元，其中申请银行贷款2000万元，区财政配套3600万元。"
    total, loan, share = rows(text)
    assert (total["part_of"], loan["part_of"], share["part_of"]) == (
        None,
        total["number_start"],
        total["number_start"],
    )
    assert share["payer"] == "区财政"


def test_a_part_in_the_next_sentence_names_the_total_before_it():
    text = "一、工作回顾\n完成总投资2.92亿元，新建校舍。其中累计投资3935.82万元，购置设备。"
    total, part = rows(text)
    assert part["part_of"] == total["number_start"]


@pytest.mark.parametrize(("between", "whole"), [("，", "中央"), ("；", None)])
def test_a_part_of_a_part_names_it_unless_a_semicolon_goes_back_to_the_whole(between, whole):
    text = f"总投资1亿元，其中中央资金5000万元{between}其中设备1000万元。"
    *sums, last = rows(text)
    (named,) = [row for row in sums if row["payer"] == whole]
    assert last["part_of"] == named["number_start"]


def test_what_does_not_fit_is_no_part():
    _, other = rows("总投资100万元，其中中央资金200万元。")
    assert other["part_of"] is None


def test_periods_and_payers_as_stated():
    row = only("“十三五”以来，市财政累计投入7.66亿元。")
    assert (row["payer"], row["status"]) == ("市财政", "spent")
    assert only("市财政每年安排500万元。")["period"] == "每年"
    assert only("国家助学金183.2万元。")["payer"] is None


def test_the_purpose_stands_in_the_next_clause_where_money_only_flows():
    row = only("投入2600万元，加强学校信息化建设，提升水平。")
    assert row["purpose"] == "加强学校信息化建设"
    assert row["quote"] == "投入2600万元，加强学校信息化建设"
    assert row["purpose_class"] == "digital"


def test_a_fine_is_no_public_money():
    assert rows("情节严重的，处一万元以上三万元以下罚款。") == []


def test_a_raised_rate_is_one_row_and_its_old_value_no_other():
    row = only("班主任津贴由300元/月提高到500元/月。")
    assert row["amount"] == 500


def test_a_fall_is_a_negative_growth():
    found = read("2021年教育经费总投入9.27亿元，下降1.5%。").funding
    assert [row["growth_pct"] for row in found] == [None, Decimal("-1.5")]


def test_a_sum_for_each_school_goes_to_no_person():
    (row,) = read("设立校长基金，每校每年5—10万元。").funding
    assert row["basis"] == "per_year"


def test_an_endless_amount_is_told_and_breaks_nothing():
    row = only("投入" + "9" * 60 + "元建设校舍。")
    assert row["amount"] == Decimal("9" * 60) and row["amount_cny"] > 10**59


def test_two_rules_of_one_clause_each_quote_their_own_words():
    text = "确保教育支出逐年只增不减、按在校学生人数平均的教育支出逐年只增不减。"
    first, second = rows(text)
    assert first["quote"] == "确保教育支出逐年只增不减"
    assert second["quote"] == "按在校学生人数平均的教育支出逐年只增不减"
    assert (first["purpose"], second["purpose"]) == ("教育支出", "按在校学生人数平均的教育支出")


def test_the_longer_word_tells_the_class_of_a_purpose():
    assert only("发放学生生活补助20万元。")["purpose_class"] == "student_aid"
    assert only("发放乡村教师生活补助20万元。")["purpose_class"] == "teacher_pay"


def test_what_equipment_is_worth_is_an_indicator_and_no_spending():
    found = read("生均教学仪器设备值小学2100元、初中3250元。购置设备投入300万元。")
    assert [row["value"] for row in found.targets] == [2100, 3250]
    assert [row["amount"] for row in found.funding] == [300]


def test_a_slogan_whose_parts_stand_behind_it_gives_no_row():
    text = "落实“两个只增不减”。确保一般公共预算教育支出只增不减，生均教育支出只增不减。"
    assert [row["purpose"] for row in rows(text)] == ["一般公共预算教育支出", "生均教育支出"]
    assert len(rows("落实“两个只增不减”。推进改革。")) == 1


def test_the_growth_of_a_sum_may_follow_its_share():
    row = only("一般公共预算教育支出占一般公共预算支出比例不低于18%，年均增长不低于6%。")
    assert (row["purpose"], row["basis"], row["growth_pct"]) == (
        "一般公共预算教育支出",
        "growth_rate",
        6,
    )
    assert read("义务教育巩固率占比不低于18%，年均增长不低于6%。").funding == []


def test_a_rule_of_growth_begins_behind_the_mark_of_its_list():
    assert only("——落实教育投入“两个只增不减”。")["quote"].startswith("落实")


def test_the_parts_of_a_sum_stand_behind_its_middle_too():
    whole, *parts = rows("总投资3.2亿元中，争取上级资金1.9亿元，县级财政5000万元。")
    assert [row["part_of"] for row in parts] == [whole["number_start"]] * 2


def test_what_an_economy_yields_is_no_public_money():
    assert rows("全市地区生产总值为4210.5亿元。") == []
    assert len(rows("教育经费占地区生产总值的4%，投入12亿元。")) == 1


def test_what_a_pupil_costs_is_spent_where_it_is_compared_with_the_year_before():
    found = rows("2023年小学生均教育经费为13256元，比上年增长4.1%。")
    assert [row["status"] for row in found] == ["spent", "spent"]
    assert only("生均公用经费标准为每生每年600元。")["status"] == "standing"


def test_so_much_for_each_room_is_a_rate_in_force():
    assert only("建设教师周转宿舍，每套补助4万元。")["status"] == "standing"
