"""Where a line ends inside a sentence or a number, mark by mark and at the edges of a text."""

from __future__ import annotations

import pytest

from analysis.text.repair import digits, line_breaks, running
from analysis.text.repair.draft import Draft


def mended(text: str) -> str:
    draft = Draft(text)
    draft.apply(line_breaks.edits(text))
    return draft.text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029"])
def test_each_kind_of_line_end(end):
    text = f"甲{end}乙"
    draft = Draft(text)
    draft.apply(line_breaks.returns(text))
    assert draft.text == "甲\n乙"


@pytest.mark.parametrize("closed", list("。！？!?；;：:”’」』）)】…|"))
def test_behind_a_closed_line_the_break_stays(closed):
    text = f"加快建设，发展教育{closed}\n推进改革，提高质量"
    assert mended(text) == text
    assert mended(f"加快建设，发展教育{closed} \u3000\n推进，提高").count("\n") == 1


@pytest.mark.parametrize(
    "marker",
    ["一、", "十二是", "（一）", "(3)", "(12）", "第三章", "第1节", "第十条", "第二编", "第二部",
        "第一篇",
     "1.", "12．", "123、", "4)", "5）", "1.2 建", "1.2.3建", "1.2\u3000建", "1.2、建", "•", "●",
        "◆",
     "■", "□", "▲", "★", "※", "○", "①", "⑳", "*", "#", "-", "—", "|", "附件", "附表", "附录", "表1",
     "图 2", "专栏", "目标：", "主要目标:", "https:"],
)  # fmt: skip
def test_in_front_of_a_mark_the_break_stays(marker):
    text = f"加快建设，发展教育\n{marker}推进改革，提高质量"
    assert mended(text) == text


@pytest.mark.parametrize("last", ["育", "5", "，", ",", "、"])
def test_a_sentence_left_open_goes_on(last):
    assert "\n" not in mended(f"加快建设，发展教{last}\n推进改革，提高质量")


@pytest.mark.parametrize("last", list("（(《“〔"))
def test_behind_an_open_bracket_the_line_goes_on(last):
    assert mended(f"甲{last}\n乙") == f"甲{last}乙"


@pytest.mark.parametrize("first", list("，,、。；;）)》”"))
def test_no_line_begins_with_a_closing_mark(first):
    assert mended(f"甲乙\n{first}丙") == f"甲乙{first}丙"
    assert mended(f"ab\n{first}cd") == f"ab\n{first}cd"


@pytest.mark.parametrize("first", list("%％"))
def test_no_line_begins_with_a_sign_of_share(first):
    assert mended(f"甲5\n{first}") == f"甲5{first}"


def test_rows_of_tables_are_no_sentences():
    for text in ("甲，\t乙\n丙，丁", "甲，|乙\n丙，丁", "甲，乙\n丙，\t丁"):
        assert mended(text) == text


@pytest.mark.parametrize("unit", list("万亿%％‰个所名项人元倍平公米"))
def test_a_number_and_its_unit_are_one(unit):
    assert mended(f"共计5\n{unit}甲") == f"共计5{unit}甲"
    assert mended(f"5\n{unit}甲") == ("5%甲" if unit == "%" else "5％甲" if unit == "％" else
                                      f"5\n{unit}甲")  # fmt: skip


@pytest.mark.parametrize("unit", ["%", "％", "‰", "万", "亿", "个", "所", "名", "项", "人", "元",
                                  "倍", "平", "公", "米"])  # fmt: skip
def test_a_fraction_on_the_next_line(unit):
    assert mended(f"共计5\n.1234{unit}甲") == f"共计5.1234{unit}甲"
    assert mended(f"共计5\n.12345{unit}甲") == f"共计5\n.12345{unit}甲"


@pytest.mark.parametrize("date", ["2024-3-5", "2024/03/05", "2024.3.15"])
def test_a_date_ends_a_line(date):
    assert mended(f"发布{date}\n8人甲") == f"发布{date}\n8人甲"


def test_a_row_of_numbers_ends_a_line():
    assert mended("甲 5 6\n7人甲") == "甲 5 6\n7人甲"
    assert mended("甲\u30005,1% 6.2%\n7人甲") == "甲\u30005,1% 6.2%\n7人甲"
    assert mended("甲 乙6\n7人甲") == "甲 乙67人甲"


@pytest.mark.parametrize(
    "unit",
    ["万元", "亿元", "元", "余名", "多套", "万名", "余万名", "名", "套", "所", "人次", "人", "个",
        "项",
     "座", "间", "台", "册", "平方米"],
)  # fmt: skip
@pytest.mark.parametrize("stop", list("，,。；;、"))
def test_a_number_on_a_line_of_its_own(unit, stop):
    assert mended(f"安排建设\n438\n{unit}甲{stop}乙").startswith("安排建设438")
    assert mended(f"安排建设\n438\n{unit}甲").startswith("安排建设\n438")


@pytest.mark.parametrize(
    ("number", "alone"),
    [("1", True), ("123456789", True), ("1234567890", False), ("1.1234", True), ("1.12345", False)],
)
def test_how_long_a_number_on_its_own_line_is(number, alone):
    assert mended(f"安排建设\n{number}\n座甲，乙").startswith("安排建设\n") is not alone
    for width, joins in ((40, True), (41, False)):
        text = f"安排建设\n438\n座{'甲' * width}，乙"
        assert mended(text).startswith("安排建设438") is joins


@pytest.mark.parametrize(("length", "joined"), [(20, False), (21, True)])
def test_a_running_line_joins_a_long_one(length, joined):
    text = f"加快建设，发展\n{'丙' * length}"
    assert ("\n" not in mended(text)) is joined


@pytest.mark.parametrize(
    ("rest", "joined"), [("展。\n丙", False), ("展。丙", True), ("发展体系。丙", False)]
)
def test_the_rest_of_a_heading(rest, joined):
    assert (mended(f"一、教育发\n{rest}") == f"一、教育发{rest}") is joined


@pytest.mark.parametrize(
    ("width", "lines", "wrapped"), [(18, 4, True), (17, 4, False), (18, 3, False)]
)
def test_a_text_wrapped_at_one_width(width, lines, wrapped):
    words = (
        "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨"
        "露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔"
    )
    text = "\n".join(words[i * width : (i + 1) * width] for i in range(lines)) + "\n短"
    assert (mended(text) == text.replace("\n", "")) is wrapped


def headless(text: str) -> str:
    draft = Draft(text)
    draft.apply(running.edits(text))
    return draft.text


def cut(head: str, times: int, before: str = "各校要抓好，推进教", after: str = "育改革。") -> str:
    return "".join(f"{before}\n{head}\n{after}\n" for _ in range(times))


@pytest.mark.parametrize(
    ("head", "times", "goes"),
    [("教育规划", 3, True), ("教育规划", 2, False), ("教育规", 3, False), ("甲" * 40, 3, True),
     ("甲" * 41, 3, False)],
)  # fmt: skip
def test_a_head_is_short_and_comes_three_times(head, times, goes):
    text = cut(head, times)
    assert headless(text) == (text.replace(f"\n{head}\n", "") if goes else text)


@pytest.mark.parametrize("last", list("。；，、：:；;"))
def test_a_line_that_ends_a_clause_is_no_head(last):
    text = cut(f"教育规划{last}", 3)
    assert headless(text) == text


@pytest.mark.parametrize(
    "number", ["7", "- 7 -", "— 7 —", "– 7", "7/9", "第7页", "第 7 页共 9 页", "7·", "|7"]
)
def test_a_head_with_its_page_number(number):
    text = "".join(f"各校要抓好，推进教\n教育规划{number}\n育改革。\n" for _ in range(3))
    assert headless(text) == "各校要抓好，推进教育改革。\n" * 3


@pytest.mark.parametrize("last", list("。！？!?；;：:”’」』）)》】…|"))
def test_behind_a_closed_line_a_head_cuts_nothing(last):
    text = cut("教育规划", 3, before=f"各校要抓好，推进{last}")
    assert headless(text) == text


@pytest.mark.parametrize(
    "first",
    ["一、甲", "十二、甲", "（一）甲", "(3)甲", "第一章", "第十二节", "第三条", "3.甲", "12．甲",
     "1、甲"],
)  # fmt: skip
def test_what_begins_anew_was_not_cut(first):
    text = cut("教育规划", 3, after=f"{first}。")
    assert headless(text) == text


@pytest.mark.parametrize("first", list("育7，。；、）)”》%％"))
def test_what_goes_on_was_cut(first):
    text = cut("教育规划", 3, after=f"{first}。")
    assert headless(text) == text.replace("\n教育规划\n", "")


@pytest.mark.parametrize("length", [15, 16])
def test_a_sentence_has_a_comma_or_sixteen_characters(length):
    text = cut("教育规划", 3, before="乙" * length)
    assert (headless(text) == text) is (length == 15)


@pytest.mark.parametrize("number", ["7", "1234", "- 7 -", "—7—", "第7页", "·7·", "–7–"])
def test_between_paragraphs_a_head_goes_with_its_page_number(number):
    text = f"推进改革。\n教育规划\n{number}\n建设学校。\n" * 3
    assert headless(text) == "推进改革。\n建设学校。\n" * 3
    longer = text.replace(number, "12345")
    assert headless(longer) == longer


def test_a_head_that_cuts_less_than_half_the_times_is_no_head():
    rest = "推进改革。\n教育规划\n建设学校。\n"
    assert "教育规划" not in headless(cut("教育规划", 3)).replace(rest, "")
    assert headless(cut("教育规划", 3) + rest * 3).count("教育规划") == 3
    assert headless(cut("教育规划", 3) + rest * 4).count("教育规划") == 7


def corrected(text: str) -> str:
    draft = Draft(text)
    draft.apply(digits.edits(text))
    return draft.text


@pytest.mark.parametrize("stop", list("。·・"))
@pytest.mark.parametrize("share", list("%％‰"))
def test_a_wrong_sign_in_a_share(stop, share):
    assert corrected(f"达96{stop}51{share}") == f"达96.51{share}"
    assert corrected(f"达96{stop}512{share}") == f"达96{stop}512{share}"
    assert corrected(f"达1234{stop}5{share}") == f"达1234{stop}5{share}"
    assert corrected(f"达1.96{stop}5{share}") == f"达1.96{stop}5{share}"


@pytest.mark.parametrize("power", list("万亿"))
def test_in_an_amount_a_wrong_sign_is_only_marked(power):
    (edit,) = digits.edits(f"达123。5{power}")
    assert edit == (4, 5, ".", "digits", "uncertain")


@pytest.mark.parametrize("zero", list("○◯Oo0"))
def test_a_wrong_zero_in_a_year(zero):
    assert corrected(f"二{zero}二五年") == "二〇二五年"
    assert corrected(f"二{zero}二五") == f"二{zero}二五"
    assert corrected(f"二{zero}二五五年") == f"二{zero}二五五年"
