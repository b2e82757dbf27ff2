"""What stands around a number, word by word: power, unit, bounds, and whether it counts at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import lexicon, numerals

from analysis.text.numerals.chinese import clause_before, enumerates, spells_out_slogan
from analysis.text.numerals.measure import before, has_currency_sign, measure, split_power


def kind(text: str) -> str:
    """Kind of the last numeral of a text."""
    return numerals(text)[-1].kind


def bound(text: str) -> tuple[str, tuple[str, ...]]:
    last = numerals(text)[-1]
    return last.comparator, last.qualifiers


@pytest.mark.parametrize(
    ("printed", "power"),
    [("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("百万", 10**6), ("千万", 10**7),
     ("百亿", 10**10), ("千亿", 10**11), ("百", 100), ("千", 1000), (" 万", 10**4)],
)  # fmt: skip
def test_each_power(printed, power):
    found = measure(f"5{printed}人", 1, lexicon().numerals)
    assert (found.power, found.unit_text, found.end) == (power, "人", len(printed) + 2)


@pytest.mark.parametrize("unit", list("米克瓦升分"))
def test_a_thousand_of_a_small_unit_is_its_own(unit):
    assert measure(f"5千{unit}", 1, lexicon().numerals).power == 1


@pytest.mark.parametrize("more", ["余", "多", "几"])
def test_more_than_a_round_number(more):
    assert bound(f"培训50{more}人") == (">", (more,))
    assert bound(f"培训50{more}万人") == (">", (more,))
    assert bound(f"培训50万{more}人")[0] == (">" if more != "几" else "=")


@pytest.mark.parametrize("word", ["家庭", "分享", "分担", "分配", "人均", "人民"])
def test_words_that_begin_like_a_unit(word):
    assert measure(f"5{word}", 1, lexicon().numerals).unit is None


@pytest.mark.parametrize(
    "verb", ["投", "投资", "投入", "斥资", "耗资", "筹资", "出资", "拨款", "获资"]
)
@pytest.mark.parametrize("about", ["", "了", "近", "约", "超", "超过", "逾", "达"])
def test_what_is_paid_is_money_without_yuan(verb, about):
    assert kind(f"{verb}{about}3.5亿改善") == "money"
    assert kind(f"{verb}{about}3.5改善") != "money"


@pytest.mark.parametrize("sign", list("￥¥＄$"))
def test_each_currency_sign(sign):
    assert has_currency_sign(f"{sign}5", 1)
    assert not has_currency_sign(f"{sign}甲5", 2)
    assert not has_currency_sign(f"5{sign}", 0)
    assert before(f"不低于{sign}5", 4, "5", lexicon().numerals)[2] == "不低于"


@pytest.mark.parametrize(("word", "sign"), [("数", ">"), ("几", ">"), ("上", ">="), ("成", ">=")])
@pytest.mark.parametrize("round_number", list("十百千万亿"))
def test_a_bound_of_one_character_before_a_round_number(word, sign, round_number):
    assert before(f"{word}{round_number}人", 1, round_number, lexicon().numerals) == (0, sign, word)
    assert before(f"{word}5人", 1, "5", lexicon().numerals)[2] == ""


@pytest.mark.parametrize(
    "word",
    ["不低于", "不少于", "不得低于", "不得少于", "不应低于", "不小于", "不高于", "不超过",
        "不得超过",
     "至少", "低于", "高于", "超过", "控制在"],
)  # fmt: skip
@pytest.mark.parametrize("between", ["总数的", "总数的比例", "总数的比例为"])
def test_a_bound_far_in_front(word, between):
    assert before(f"{word}{between}5%", len(word + between), "5", lexicon().numerals)[2] == word


@pytest.mark.parametrize(
    ("word", "between", "reach"),
    [("不低于", "甲", 16), ("最高", "甲", 8), ("最多", "甲", 8), ("至多", "甲", 8), ("约占",
        "甲", 12),
     ("约为", "甲", 12)],
)  # fmt: skip
def test_how_far_a_bound_reaches(word, between, reach):
    last = "的" if word[0] == "约" else ""
    for length, wanted in ((reach, word), (reach + 1, "")):
        words = word + between * length + last
        assert before(f"{words}5%", len(words), "5", lexicon().numerals)[2] == wanted


def test_an_average_is_no_bound():
    assert before("不低于平均水平的5%", 8, "5", lexicon().numerals)[2] == ""


@pytest.mark.parametrize(
    ("value", "printed", "wanted"),
    [("5000000", "五百万", ("500", 10_000, "万")), ("580000000", "5亿8千万", ("5.8", 10**8, "亿")),
     ("300000000", "三亿", ("3", 10**8, "亿")), ("10000", "万", ("10000", 1, "")),
     ("32000", "3万2千", ("3.2", 10_000, "万")), ("500", "五百", ("500", 1, ""))],
)  # fmt: skip
def test_who_has_the_power(value, printed, wanted):
    assert split_power(Decimal(value), printed) == (Decimal(wanted[0]), *wanted[1:])


@pytest.mark.parametrize("stop", list("，。；：！？\n,;:（()）"))
def test_each_break_of_a_clause(stop):
    assert clause_before(f"甲{stop}乙5", 3) == "乙"


def test_a_clause_is_looked_at_for_forty_characters():
    assert clause_before("甲" * 60, 50) == "甲" * 40


@pytest.mark.parametrize("quotes", ["“”", '""', "「」"])
def test_a_slogan_is_spelled_out_in_its_sentence_only(quotes):
    slogan = f"{quotes[0]}五个一{quotes[1]}"
    assert spells_out_slogan(f"落实{slogan}工程：建设一所", 12)
    assert not spells_out_slogan(f"落实{slogan}工程。建设一所", 12)
    assert not spells_out_slogan(f"建设一所。落实{slogan}工程", 2)


@pytest.mark.parametrize(
    "items",
    ["：一是", ":一是", "。一是", "： 一是", "优化：一是", "优化任务清单：一、", "任务：（一）",
     "任务:(一)"],
)  # fmt: skip
def test_a_number_of_what_the_text_lists_counts_nothing(items):
    text = f"推进两个{items}甲"
    assert enumerates(text, 4, lexicon().numerals, chinese=False)
    assert not enumerates(text.replace("一", "二"), 4, lexicon().numerals, chinese=False)


@pytest.mark.parametrize("unit", ["名", "人", "位"])
def test_so_many_persons_are_no_headings(unit):
    assert not enumerates(f"5{unit}方面", 2, lexicon().numerals, chinese=False)
    assert enumerates("5个方面", 2, lexicon().numerals, chinese=False)


@pytest.mark.parametrize("word", list("这那该某哪前后上下头末首本此全"))
def test_a_number_that_points_back_counts_nothing(word):
    assert kind(f"建设{word}三所学校") not in ("quantity", "money")


@pytest.mark.parametrize("place", list("县市州镇乡村路街区"))
def test_a_number_in_the_name_of_a_place(place):
    assert kind(f"建设三个{place}") not in ("quantity", "money")
    assert kind(f"建设十三个{place}") == "quantity"


@pytest.mark.parametrize("behind", list("级域内外直管城办立"))
def test_a_place_that_only_begins_a_word(behind):
    assert kind(f"建设三个县{behind}学校") == "quantity"


@pytest.mark.parametrize(
    "before_it",
    ["由", "从", "每", "连续", "满", "年限达", "年限达到", "年限为", "年限提高到", "达", "达到",
        "提高到",
     "延长", "延长至", "增加到", "不少于", "至少", "服务期"],
)  # fmt: skip
def test_a_stretch_of_years_that_is_measured(before_it):
    assert kind(f"任教{before_it}3年") == "quantity"
    assert kind("任教3年") == "other"


@pytest.mark.parametrize(
    "after", ["教育", "资助", "免费", "学前教育", "义务教育", "优质", "的教育"]
)
def test_years_of_what(after):
    assert kind(f"普及15年{after}") == "quantity"
    assert kind("普及15年建设") == "other"


@pytest.mark.parametrize("after", ["时间", "的时间", "期"])
def test_a_span_of_time_is_no_measure(after):
    assert kind(f"至少3年{after}") == "other"


def test_a_tenth_of_a_year_is_a_measure():
    assert kind("受教育14.5年") == "quantity"
    assert kind("受教育14年") == "other"


@pytest.mark.parametrize(
    "word",
    ["达", "达到", "达到了", "保持", "保持在", "稳定在", "提高到", "提升到", "降至", "降低到", "为",
        "至",
     "低于", "高于", "超过", "小于", "大于", "控制在", "师比", "生比", "机比", "<", ">", "≥", "≤",
        "＜", "＞",
     "达到 "],
)  # fmt: skip
def test_a_number_without_unit_that_is_reached(word):
    assert kind(f"系数{word}0.5") == "quantity"
    assert kind("系数甲0.5") == "other"


@pytest.mark.parametrize(
    "words",
    ["排名上升", "位名提升", "位名跃升", "位名下降", "位名前移", "排名", "排名全省", "排名由第",
        "跃居", "跃居第",
     "排名上升至", "排名提升到"],
)  # fmt: skip
def test_a_rank_counts_nobody(words):
    assert kind(f"{words}8名") == "other" or words.endswith("第")
    assert kind("招聘8名") == "quantity"


@pytest.mark.parametrize("who", ["考生", "学生", "线", "5人", " 5名", "的考生"])
def test_an_exam_score_is_a_grade(who):
    assert kind(f"录取600分{who}") != "quantity" or "5" in who
    assert numerals(f"录取600分{who}")[0].kind == "grade"


def test_ages_and_ordinals_are_no_quantities():
    assert [kind(text) for text in ("年满6周岁", "年满6岁", "前8名学生", "第8名学生")] == [
        "other", "other", "other", "other",
    ]  # fmt: skip
    for word in "目此年以之日学":
        assert kind(f"{word}前8名学生") == "quantity"


@pytest.mark.parametrize("joint", list("和、与及"))
def test_a_unit_shared_by_a_list(joint):
    first = numerals(f"分别提高1.2{joint}0.4个百分点")[0]
    assert (first.unit, first.kind) == ("百分点", "quantity")
    assert numerals(f"提高1.2{joint}0.4个百分点")[0].unit == ""
