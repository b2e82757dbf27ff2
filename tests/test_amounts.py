"""What an amount is counted for, word by word, and its value in yuan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import lexicon, sentence

from analysis.statements.amounts import basis_of, is_asset, yuan


def basis(text: str) -> str:
    """Basis of the last amount of a sentence."""
    told = sentence(text)
    return basis_of(told, told.quantities[-1], lexicon())


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        *[(each, "per_person") for each in
          ("每生", "每人", "每名", "每位", "生均", "人均", "每学生", "每个教师", "每幼儿", "按人")],
        *[(each, "per_person_month") for each in
          ("人月均", "每人每月", "每人月补助", "人均月", "月人均", "每人按月", "每人每个月",
        "每人月增")],
        *[(each, "per_person_year") for each in
          ("每生每年", "每生年", "年人均", "每人按年", "每生每学年", "每人每年度", "每生一年",
           "每人每个学年", "每人逐年", "每人全年")],
        *[(each, "per_year") for each in
          ("每年", "年均", "全年", "按年", "每学年", "每年度", "一年", "每个学年", "逐年")],
        *[(each, "per_month") for each in ("每月", "月均", "月补助", "按月", "每个月", "月增")],
        *[(f"全年{word}", "total") for word in ("共", "计划", "总", "累计", "完成", "预计")],
        *[(f"每人每月{word}", "per_person") for word in
          ("每天", "每日", "每学期", "每课时", "每次")],
        ("投入", "total"),
    ],
)  # fmt: skip
def test_each_way_to_say_for_what(words, wanted):
    assert basis(f"经费{words}500元") == wanted


@pytest.mark.parametrize("what", ["仪器值", "设备总值", "固定资产值", "资产总值"])
def test_what_equipment_is_worth_is_no_spending(what):
    told = sentence(f"生均{what}2100元")
    assert is_asset(told, told.quantities[0])
    other = sentence("产值2100元")
    assert not is_asset(other, other.quantities[0])


@pytest.mark.parametrize(
    ("amount", "wanted"),
    [("999.9999万元", "per_person"), ("1000万元", "total"), ("1000万元/生", "per_person")],
)
def test_from_ten_million_on_a_sum_is_for_all(amount, wanted):
    assert basis(f"生均公用经费{amount}") == wanted


@pytest.mark.parametrize(
    ("amount", "wanted"), [("9.99万元", "per_person_year"), ("10万元", "per_year")]
)
def test_a_yearly_amount_beside_persons_is_small(amount, wanted):
    assert basis(f"学生每年补助{amount}") == wanted
    assert basis(f"每年{amount}给学生") == wanted
    assert basis(f"每年{amount}购图书") == "per_year"


@pytest.mark.parametrize("place", ["每校", "每园", "每班", "每所", "每个"])
def test_an_amount_for_each_place_is_for_no_person(place):
    assert basis(f"学生活动{place}每年补助500元") == "per_year"
    assert basis(f"{place}学生每年补助500元") == "per_person_year"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("每人每月200元，300元", "per_person_month"),
        ("每人每年200元，300元", "per_person_year"),
        ("每人每月200元；300元", "total"),
        ("每人每月9.99万元，300元", "per_person_month"),
        ("每人每月10万元，300元", "total"),
        ("每人每月300元，10万元", "total"),
        ("每人200元，学生30名，奖300元", "per_person"),
        ("每人200元" + "，300元" * 20, "per_person"),
        ("每人200元" + "，300元" * 21, "total"),
    ],
)
def test_a_list_of_amounts_goes_on_as_it_began(text, wanted):
    assert basis(text) == wanted


@pytest.mark.parametrize("distance", [38, 39])
def test_persons_are_looked_for_forty_characters_back(distance):
    text = f"学生{'甲' * (distance - 20)}，{'乙' * 17}每年500元"
    assert basis(text) == ("per_person_year" if distance == 38 else "per_year")


@pytest.mark.parametrize(
    ("text", "value"),
    [("3万元", "30000"), ("1.5元", "1.5"), ("1.50元", "1.5"), ("0.00015万元", "1.5")],
)
def test_an_amount_in_yuan_is_exact(text, value):
    number = sentence(f"投入{text}").quantities[0]
    assert yuan(number.value, number) == Decimal(value)
    assert yuan(None, number) is None


@pytest.mark.parametrize("currency", ["美元", "港元", "欧元"])
def test_other_currencies_have_no_yuan(currency):
    number = sentence("投入3万元").quantities[0]._replace(unit=f"万{currency}")
    assert yuan(number.value, number) is None
    assert yuan(number.value, number._replace(unit="万人")) is None


def test_a_whole_number_of_more_digits_than_decimals_keep_stays_as_it_is():
    number = sentence("投入3元").quantities[0]
    for digits, exponent in ((27, 0), (28, 0), (29, 5)):
        value = Decimal(3).scaleb(digits - 1 - exponent)
        assert yuan(value, number) == value
