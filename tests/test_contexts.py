"""Numbers that measure nothing, word by word: what stands before or behind decides."""

from __future__ import annotations

import pytest
from tiny_texts import numerals

from analysis.text.numerals.contexts import (
    arabic_class,
    at_line_start,
    calendar,
    chinese_label,
    class_inside,
    is_bare_year,
    label,
    protected,
    shield,
)


def around(text: str, token: str) -> tuple[str, int, int]:
    start = text.index(token)
    return text, start, start + len(token)


@pytest.mark.parametrize(
    "word", ["第", "附件", "附表", "专栏", "专题", "表", "图", "附录", "附件 "]
)
def test_behind_a_word_of_labels_a_number_is_one(word):
    text = f"见{word}3条"
    assert label(*around(text, "3")) == "section_number"


@pytest.mark.parametrize("part", ["条", "章", "节", "款", "编", "部分", "篇", " 条"])
def test_the_parts_of_a_text_are_numbered(part):
    assert label(*around(f"按第3{part}", "3")) == "section_number"


@pytest.mark.parametrize(
    "noun",
    ["届", "期", "轮", "次", "小学", "中学", "幼儿园", "高中", "实验", "职业", "医院", "初级",
     "高级", "市立小学"],
)  # fmt: skip
def test_what_is_named_by_its_number_is_a_name(noun):
    assert label(*around(f"在第3{noun}", "3")) == "name"
    assert chinese_label(*around(f"在第三{noun}", "三")) == "name"


def test_an_ordinal_of_something_else_is_no_label():
    assert label(*around("在第3名", "3")) is None
    assert label(*around("在第3个县立的小学", "3")) is None  # four characters off
    assert chinese_label(*around("在第三名", "三")) == "other"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("(3)建设", "section_number"),
        ("\u3000（3）建设", "section_number"),
        ("建设(3)学校", "list_number"),
        ("3、建设", "section_number"),
        ("\t3.建设", "section_number"),
        ("甲\n3．建设", "section_number"),
        ("3)建设", "section_number"),
        ("3）建设", "section_number"),
        ("甲\r3、建设", "section_number"),
        ("建设3、", None),
        ("(3个", None),
    ],
)
def test_marks_of_lists(text, kind):
    assert label(*around(text, "3")) == kind


@pytest.mark.parametrize(("token", "kind"), [("123", "section_number"), ("2023", None)])
def test_a_label_has_at_most_three_digits(token, kind):
    assert label(*around(f"{token}、建设", token)) == kind


def test_only_blanks_stand_between_a_line_and_its_start():
    assert [at_line_start("甲\n 乙", at) for at in range(4)] == [True, False, True, True]


@pytest.mark.parametrize(
    "word", ["电话", "热线", "传真", "手机", "邮编", "QQ", "邮政编码", "电话：教育局办公室"]
)
def test_a_long_number_behind_a_telephone_is_one(word):
    assert arabic_class(*around(f"{word}：55512", "55512"), "55512") == "phone"
    assert arabic_class(*around(f"{word}。5551人", "5551"), "5551") is None


def test_a_short_number_or_one_far_behind_is_no_telephone():
    assert arabic_class(*around("电话 5551部", "5551"), "5551") is None
    assert (
        arabic_class(*around("电话一二三四五六七八九十甲乙丙丁戊55512", "55512"), "55512") is None
    )


@pytest.mark.parametrize("bracket", ["〔〕", "［］", "[]"])
def test_a_year_in_the_brackets_of_documents(bracket):
    low, high = bracket
    assert arabic_class(*around(f"教{low}2021{high}7", "2021"), "2021") == "document_number"
    assert arabic_class(*around(f"教{low}21{high}7", "21"), "21") == "other"


@pytest.mark.parametrize("before", list("〕］]第字发办函文"))
def test_number_so_much_of_a_document(before):
    assert arabic_class(*around(f"甲{before}7号", "7"), "7") == "document_number"
    assert arabic_class(*around("甲楼7号", "7"), "7") == "code"


@pytest.mark.parametrize(
    "words",
    [*[f"{verb}量：" for verb in ("阅读", "浏览", "点击", "访问", "播放", "下载", "转发", "评论")],
     "阅读：", "下载次数:", "评论人数：", "转发数：", "浏览量为", "阅读量 ", "点击量", "访问量为",
     "点击率为", "浏览量: "],
)  # fmt: skip
def test_how_often_a_page_was_read_measures_nothing(words):
    assert arabic_class(*around(f"{words}70次", "70"), "70") == "code"


def test_a_number_among_letters_is_a_code():
    for text in ("K7型", "+7", "＋7", "_7", "7K", "7+", "7＋", "7_"):
        assert arabic_class(*around(text, "7"), "7") == "code"
    for text in ("7M带宽", "7Mbps", "7Gbps", "7m2", "7m²"):
        assert arabic_class(*around(text, "7"), "7") is None
    assert arabic_class(*around("7MB", "7"), "7") == "code"


@pytest.mark.parametrize("word", ["版", "行动计划", "行动", "工程", "时代"])
def test_a_version_is_a_name(word):
    assert arabic_class(*around(f"推进2.0{word}", "2.0"), "2.0") == "name"


@pytest.mark.parametrize("road", list("路街道巷弄"))
def test_the_number_of_a_house_is_a_code(road):
    assert arabic_class(*around(f"人民{road}12345", "12345"), "12345") == "code"
    assert arabic_class(*around(f"人民{road}123456", "123456"), "123456") is None


@pytest.mark.parametrize(
    ("text", "token", "kind"),
    [
        ("3月", "3", "date"),
        ("3月5日", "5", "date"),
        ("3月5号", "5", "date"),
        ("2022年927日", "927", "date"),
        ("于5日，", "5", "date"),
        ("于5日,", "5", "date"),
        ("于5日、", "5", "date"),
        ("于5日从", "5", "date"),
        ("于5日召开", "5", "date"),
        ("于5日上午", "5", "date"),
        ("于5日下午", "5", "date"),
        ("于5日晚", "5", "date"),
        ("于5日获悉", "5", "date"),
        ("休5日再来", "5", None),
        ("休500日，", "500", None),
        ("20221026", "20221026", "date"),
        ("2022927", "2022927", "date"),
        ("２０２２９２７", "２０２２９２７", "date"),
        ("20221326", "20221326", None),
        ("20221232", "20221232", None),
        ("2000000", "2000000", None),
        ("20521026", "20521026", None),
        ("1900年", "1900", "year"),
        ("1899年", "1899", None),
        ("2099年", "2099", "year"),
        ("2100年", "2100", None),
    ],
)
def test_days_and_years(text, token, kind):
    assert calendar(*around(text, token), token) == kind


@pytest.mark.parametrize(
    "word", ["每", "工作", "达", "为", "共", "少于", "超过", "至少", "连续", "共 "]
)
def test_a_span_of_days_is_no_date(word):
    assert calendar(*around(f"{word}5日，", "5"), "5") is None


@pytest.mark.parametrize(
    ("token", "is_one"),
    [("1999", True), ("2025", True), ("２０２５", True), ("1850", False), ("19", False),
     ("20251", False), ("20.5", False)],
)  # fmt: skip
def test_a_year_without_its_word(token, is_one):
    assert is_bare_year(token) is is_one


@pytest.mark.parametrize(
    ("span", "token", "following", "kind"),
    [
        ("http://a.cn/12", "12", "", "code"),
        ("www.a12.cn", "12", "", "code"),
        ("a12@b.cn", "12", "", "code"),
        ("《规划2035》", "2035", "", "year"),
        ("“2035年”", "2035", "年", "year"),
        ("“2035”", "2035", "”", "name"),
        ("《三年计划》", "三", "", "name"),
        ("“十四五”", "十四五", "", "name"),
        ("“１+X”", "１", "", "name"),
        ("“五个一”", "五", "个", "slogan"),
    ],
)
def test_inside_titles_quotations_and_addresses(span, token, following, kind):
    assert class_inside(span, token, following) == kind


def test_a_protected_span_ends_before_its_end():
    spans = protected("见《规划》及a@b.cn")
    assert spans == [(1, 5), (6, 12)]
    assert [shield(spans, [1, 6], at) for at in (0, 1, 4, 5, 6)] == [
        None, (1, 5), (1, 5), None, (6, 12),
    ]  # fmt: skip


def kinds(text: str) -> list[str]:
    return [numeral.kind for numeral in numerals(text)]


@pytest.mark.parametrize("word", ["比", "占", "分担", "承担", "负担", "配备"])
def test_beside_a_word_of_ratios_8_to_20_is_no_time(word):
    assert kinds(f"按8:20{word}") == ["quantity"]


@pytest.mark.parametrize(
    ("time", "is_one"),
    [("5:00", True), ("4:30", False), ("24:00", True), ("25:00", False), ("8:59", True),
     ("8:60", False), ("8:5", False)],
)  # fmt: skip
def test_hours_of_the_day(time, is_one):
    assert (kinds(f"于{time}到校") == ["date"]) is is_one


@pytest.mark.parametrize("part", ["章", "节", "篇", "篇章", "部分", "板块", "专栏", "个章", "万字"])
@pytest.mark.parametrize("whole", ["规划", "《某某》"])
def test_the_parts_of_a_text_are_no_quantity(whole, part):
    assert set(kinds(f"{whole}共8{part}")) == {"other"}


@pytest.mark.parametrize(
    "words",
    [*[f"{whole}共" for whole in ("方案", "纲要", "意见", "办法", "全文", "文件", "文本", "正文")],
     *[f"规划{verb}" for verb in ("分", "分为", "由", "包括", "包含", "约", "内容共")]],
)  # fmt: skip
def test_whatever_a_text_is_called_and_however_it_is_divided(words):
    assert kinds(f"{words}8个部分") == ["other"]


def test_so_many_sections_of_something_else_are_counted():
    assert kinds("每周开设8节") == ["quantity"]


@pytest.mark.parametrize("before", list("。；，、：:\n \u3000;,"))
def test_one_is_opens_an_item(before):
    assert chinese_label(*around(f"甲{before}一是", "一")) == "list_number"
    assert chinese_label(*around("甲一是", "一")) is None


@pytest.mark.parametrize("verb", ["阅读", "浏览", "点击", "访问", "播放", "下载", "转发", "评论"])
@pytest.mark.parametrize("count", ["", "量", "数", "次数", "人数"])
def test_each_count_of_readers(verb, count):
    assert arabic_class(*around(f"{verb}{count}：70次", "70"), "70") == "code"


@pytest.mark.parametrize("month", ["01", "09", "10", "12", "1", "9"])
@pytest.mark.parametrize("day", ["01", "09", "10", "29", "30", "31"])
def test_each_month_and_day_of_a_run_of_digits(month, day):
    token = f"2022{month}{day}"
    assert calendar(token, 0, len(token), token) == "date"
