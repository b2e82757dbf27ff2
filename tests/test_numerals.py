"""The grammar of numerals: value, unit and bounds read as a careful reader would."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_texts import numerals, one

NUMERAL_CHARACTERS = "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两"


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("幼儿园149所", "149", "所", "="),
        ("学位1.86万个", "1.86", "万个", "="),
        ("建设二十三所", "23", "所", "="),
        ("建设周转宿舍三百二十套", "320", "套", "="),
        ("覆盖率达到百分之九十五以上", "95", "%", ">="),
        ("就业率保持在90% 以上", "90", "%", ">="),
        ("覆盖率达到８５．５％以上", "85.5", "%", ">="),
        ("三分之一以上的校长", "33.33", "%", ">="),
        ("发病率降至千分之三", "3", "‰", "="),
        ("发病率降至万分之五", "5", "‱", "="),
        ("比例不低于二分之一", "50", "%", ">="),
        ("死亡率为0.12‰", "0.12", "‰", "="),
        ("每年补充教师50人左右", "50", "人", "~"),
        ("征集意见200多条", "200", "条", ">"),
        ("发放4万余份", "4", "万份", ">"),
        ("硕士点十余个", "10", "个", ">"),
        ("轮岗教师近百名", "100", "名", "~"),
        ("建成数十所学校", "10", "所", ">"),
        ("控制在2.5%以内", "2.5", "%", "<="),
        ("不得超过45人", "45", "人", "<="),
        ("低于0.50", "0.5", "", "<"),
        ("不低于交流总数的20%", "20", "%", ">="),
        ("公积金贷款额度最高可上浮20%", "20", "%", "<="),
        ("达到>85%", "85", "%", ">"),
        ("近视率下降1个百分点", "1", "百分点", "="),
        ("教学楼8 600平方米", "8600", "平方米", "="),
        ("购置课桌凳6千套", "6000", "套", "="),
        ("建成一所高水平中职学校", "1", "所", "="),
        ("每校开出一门创客课程", "1", "门", "="),
        ("改造校舍四平方米", "4", "平方米", "="),
        ("每天锻炼不少于半小时", "0.5", "小时", ">="),
        ("每天运动一个半小时", "1.5", "小时", "="),
        ("投入5亿8千万元", "5.8", "亿元", "="),
        ("投入1亿2000万元以上", "1.2", "亿元", ">="),
        ("受益学生3万2千余人", "3.2", "万人", ">"),
        ("校舍２万３５００平方米", "2.35", "万平方米", "="),
        ("投资2亿3千5百万元", "2.35", "亿元", "="),
    ],
)
def test_a_quantity(text, value, unit, comparator):
    numeral = one(text)
    assert (numeral.value, numeral.unit, numeral.comparator) == (Decimal(value), unit, comparator)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("确定1-2名党员", "1", "2", "名"),
        ("3至5个学科", "3", "5", "个"),
        ("降低0.5—1个百分点", "0.5", "1", "百分点"),
        ("招生计划的60%～65%", "60", "65", "%"),
        ("评选10—15名", "10", "15", "名"),
        ("津贴300元/月-800元/月", "300", "800", "元"),
        ("培育三四所名校", "3", "4", "所"),
        ("招聘教师30名至50。", "30", "50", "名"),
    ],
)
def test_a_range_is_one_numeral(text, low, high, unit):
    numeral = one(text)
    assert (numeral.value, numeral.value_high) == (Decimal(low), Decimal(high))
    assert (numeral.unit, numeral.comparator) == (unit, "range")


@pytest.mark.parametrize(
    ("text", "value", "unit", "rate"),
    [
        ("投资5,600万元", "5600", "万元", ""),
        ("区财政配套三千六百万元", "3600", "万元", ""),
        ("补贴￥30,000；", "30000", "元", ""),
        ("完成投资2.1745亿元", "2.1745", "亿元", ""),
        ("投资2，580万元", "2580", "万元", ""),
        ("初中1500元/生·年", "1500", "元", "生·年"),
        ("奖金五百万元", "500", "万元", ""),
        ("投入8600余万元", "8600", "万元", ""),
    ],
)
def test_money(text, value, unit, rate):
    numeral = one(text)
    assert numeral.kind == "money"
    assert (numeral.value, numeral.unit, numeral.rate) == (Decimal(value), unit, rate)


def test_a_ratio_keeps_both_terms():
    numeral = one("职普比提高到4:6")
    assert (numeral.text, numeral.value, numeral.ratio) == ("4:6", Decimal(4), Decimal(6))


def test_from_and_to_are_two_numbers_not_a_range():
    found = [n.text for n in numerals("比例从85%到90%") if n.kind == "quantity"]
    assert found == ["85", "90"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2025年", ["year"]),
        ("2021—2023年", ["year"]),
        ("2016年至2018年", ["year"]),
        ("二〇二五年", ["year"]),
        ("2022年9月27日", ["year", "date", "date"]),
        ("2022年927日", ["year", "date"]),
        ("于20221026在", ["date"]),
        ("台教发〔2022〕15号", ["document_number", "document_number"]),
        ("电话：0350-6522123", ["phone"]),
        ("第二十三条　幼儿园", ["section_number"]),
        ("一是加强领导", ["list_number"]),
        ("“十四五”时期", ["name"]),
        ("十三五期间", ["name"]),
        ("增强“四个意识”", ["slogan"]),
        ("“五育并举”", ["slogan"]),
        ("加快推进5G、IPv6", ["code", "code"]),
        ("实施1+X证书制度", ["code"]),
        ("教育信息化2.0行动计划", ["name"]),
        ("德育一体化", ["lexical"]),
        ("进一步统一思想", ["lexical", "lexical"]),
        ("建成第四小学", ["name"]),
        ("九年义务教育", ["name"]),
        ("初三毕业生", ["grade"]),
        ("打造一支队伍", ["lexical"]),
        ("每一个学生", ["lexical"]),
        ("四个层面", ["lexical"]),
        ("提出了6条保障措施", ["other"]),
        ("五台县教科局", ["lexical"]),
        ("未来五年", ["lexical"]),
    ],
)
def test_numerals_that_measure_nothing(text, kinds):
    assert [n.kind for n in numerals(text)] == kinds


def test_exam_scores_name_the_indicator_and_are_not_its_value():
    assert [(n.text, n.kind) for n in numerals("中考700分以上26人")] == [
        ("700", "grade"),
        ("26", "quantity"),
    ]


def test_a_section_number_before_a_year_is_not_a_decimal():
    assert [n.text for n in numerals("2.2035年主要发展目标")] == ["2", "2035"]


def test_parts_of_a_slogan_that_is_spelled_out_are_quantities():
    text = "“五个一”工程，即每校开出一门课程、建设一个空间、聘任一位指导师"
    assert [n.text + n.unit for n in numerals(text) if n.kind == "quantity"] == [
        "一门",
        "一个",
        "一位",
    ]


@settings(deadline=None)
@given(
    st.text(
        alphabet=NUMERAL_CHARACTERS + "年月所个%“”《》、，。.-—:至元/第（）号\n a@", max_size=60
    )
)
def test_every_numeral_character_lies_in_exactly_one_numeral(text):
    found = numerals(text)
    covered = [at for n in found for at in range(n.start, n.end)]
    assert len(covered) == len(set(covered))
    assert {at for at, c in enumerate(text) if c in NUMERAL_CHARACTERS} <= set(covered)
    assert all(text[n.start : n.end] == n.text for n in found)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("实训课时占总课时一半以上", ">="),
        ("女教师占教师总数的一半", "="),
        ("走读生过半，", ">"),
        ("不少于半数", ">="),
    ],
)
def test_a_half_is_fifty_per_cent_where_it_is_a_share(text, comparator):
    found = one(text)
    assert (found.value, found.unit, found.comparator) == (50, "%", comparator)


@pytest.mark.parametrize(("text", "counted"), [("3名校长和一名教师", 2), ("校长和一名教师", 0)])
def test_a_single_one_counts_beside_another_count(text, counted):
    assert sum(n.kind == "quantity" for n in numerals(f"慰问{text}")) == counted


def test_a_half_that_is_no_share_measures_nothing():
    assert [n.kind for n in numerals("一半是因为天气")] == ["lexical"]


@pytest.mark.parametrize(
    "text", ["5:30起床", "不早于8:20", "就寝不晚于21:20", "17:30放学", "24:00前离校"]
)
def test_times_of_day_are_no_ratios(text):
    assert [n.kind for n in numerals(text)] == ["date"]


@pytest.mark.parametrize("text", ["生师比为14:15", "按6:10分担", "职普比5:15"])
def test_ratios_are_no_times_of_day(text):
    assert one(text).ratio is not None


def test_page_counters_are_no_quantities():
    assert [n.kind for n in numerals("阅读：1,358次")] == ["code"]
    assert one("每人阅读20本").value == 20


def test_a_listed_number_shares_the_unit_behind():
    first, second = (n for n in numerals("分别比上年提高1.2和0.4个百分点") if n.kind == "quantity")
    assert (first.unit, second.unit) == ("百分点", "百分点")


def test_groups_of_three_digits_before_a_measure_word():
    assert one("贷款4 216笔").value == 4216


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [("满意度九成五。", 95, "="), ("近七成学校达标", 70, "~"), ("参与率九成以上", 90, ">=")],
)
def test_tenths_are_per_cent(text, value, comparator):
    found = one(text)
    assert (found.value, found.unit, found.comparator) == (value, "%", comparator)


def test_tenths_in_words_are_none():
    assert [n.kind for n in numerals("一成不变")] == ["lexical"]


def test_a_listed_chain_shares_the_unit_at_its_end():
    units = {n.unit for n in numerals("分别新增1000、2000、3000个。")}
    assert units == {"个"}


@pytest.mark.parametrize("text", ["一零二三年", "二九九九年底"])
def test_four_chinese_digits_that_are_no_year_of_our_time_are_read_all_the_same(text):
    assert [n.kind for n in numerals(text)] != ["year"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("比1995年增加2.1年", "2.1", "年"),
        ("“增加学位3万个”的民生实事", "3", "万个"),
        ("为 2800 名义务教育阶段学生", "2800", "名"),
    ],
)
def test_what_only_looks_like_no_measure(text, value, unit):
    found = one(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_a_sum_paid_is_money_without_its_unit():
    found = one("某市投13.5亿改善办学条件")
    assert (found.kind, found.unit, found.power) == ("money", "亿元", 10**8)
    found = one("教育支出累计16.06万亿元")
    assert (found.value * found.power, found.unit) == (Decimal(16_060_000_000_000), "万亿元")


@pytest.mark.parametrize("text", ["记者8月20日讯 19日，从市教育局获悉", "去年下半年", "近3年撤并"])
def test_days_and_stretches_of_time_measure_nothing(text):
    assert not [n for n in numerals(text) if n.kind in ("quantity", "money")]


def test_each_of_a_list_told_respectively_has_the_last_ones_unit():
    found = [n for n in numerals("分别提高了7.9、17.6和10个百分点") if n.kind == "quantity"]
    assert [n.unit for n in found] == ["百分点"] * 3


@pytest.mark.parametrize("text", ["毛入园率达.02%", "成绩由19名上升至17名", "0\n分享到朋友圈"])
def test_what_is_damaged_ranked_or_part_of_a_page_measures_nothing(text):
    last = [n for n in numerals(text) if n.kind in ("quantity", "money")]
    assert [n.text for n in last] in ([], ["19"])


def test_families_are_no_measure_word_and_an_average_is_no_bound():
    assert one("资助1400万家庭经济困难学生").unit == "万"
    assert one("高于全省平均水平14.04个百分点").comparator == "="


@pytest.mark.parametrize(("text", "value"), [("目前34个项目开工", 34), ("改扩建一所县城公办园", 1)])
def test_neither_now_nor_a_county_town_makes_a_number_a_name(text, value):
    assert one(text).value == value


@pytest.mark.parametrize(
    ("text", "is_year"),
    [("1899年", False), ("1900年", True), ("2099年", True), ("2100年", False)],
)
def test_a_year_lies_in_the_last_century_or_this(text, is_year):
    assert any(n.kind == "year" for n in numerals(f"到{text}底建成")) is is_year


def test_a_sum_paid_at_the_very_start_is_money():
    (found,) = [n for n in numerals("投13.5亿改善办学条件") if n.kind == "money"]
    assert found.value == Decimal("13.5")


@pytest.mark.parametrize(
    "text", ["《规划》共分为8章28节，约2.6万字。", "全文由5个部分组成。", "规划共分八章二十八节。"]
)
def test_chapters_and_words_of_a_document_measure_nothing(text: str):
    assert {n.kind for n in numerals(text)} == {"other"}


def test_lessons_and_reading_are_counted_beside_a_title():
    assert [n.kind for n in numerals("《方案》明确每周开设劳动课2节，阅读200万字。")] == [
        "quantity"
    ] * 2


@pytest.mark.parametrize("text", ["电话05332345678", "联系电话：0533-2345678"])
def test_a_number_behind_the_word_for_it_is_a_telephone(text):
    assert {numeral.kind for numeral in numerals(text)} == {"phone"}


@pytest.mark.parametrize("word", ["每", "达", "为", "共", "少于", "超过", "至少", "连续"])
def test_a_stretch_of_days_is_no_day_of_a_month(word):
    assert "date" not in {n.kind for n in numerals(f"公示{word}5日，无异议。")}
    assert "date" in {n.kind for n in numerals("会议于5日，在校召开。")}


@pytest.mark.parametrize("text", ["进入全省前10名", "力争全市前3所", "第8所学校"])
def test_a_place_in_a_ranking_measures_nothing(text):
    assert not {"quantity", "money"} & {numeral.kind for numeral in numerals(text)}


@pytest.mark.parametrize("text", ["见图 3", "见附件（2）", "详见附表1", "（1）扩大资源"])
def test_a_number_of_a_figure_or_annex_measures_nothing(text):
    assert {numeral.kind for numeral in numerals(text)} <= {"section_number", "list_number"}


def test_a_blank_behind_a_bracket_makes_no_label():
    assert one("新建学校（ 3所）").value == 3
