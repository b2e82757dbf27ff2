"""By when: years of the sentence, of the table, of what stands over it and of what opens it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import read, sentence

from analysis.statements.context import SectionContext
from analysis.statements.periods import baselines, target_year


def years(text):
    return [(r["target_year"], r["target_year_basis"]) for r in read(text).targets]


@pytest.mark.parametrize(
    "text",
    ["到2025年，建成教育强市。普惠率达到90%，新建幼儿园5所。",
     "到2025年，主要目标如下：\n——普惠率达到90%。\n——新建幼儿园5所。",
     "2025年，我们将重点做好以下工作：\n一是新建幼儿园5所。二是巩固率达到99%。",
     "2025年工作安排。主要做好以下工作：（一）扩大资源。新建幼儿园5所。（二）提质。巩固率达到99%。",
     "某县2025年民生实事项目\n新建幼儿园5所，新增学位900个。",
     "2025年工作打算：力争新建幼儿园2所，满意度保持在95%以上。"],
)  # fmt: skip
def test_what_opens_a_list_dates_it(text):
    assert years(text) == [(2025, "heading")] * 2


def test_a_year_in_the_middle_of_a_sentence_opens_nothing():
    assert years("推进学校建设，到2025年达到标准。培育5个共同体。") == [(None, None)]


def test_a_figure_beside_the_year_keeps_it_to_its_own_sentence():
    assert years("到2025年，新建学校2所。普惠率达到90%。") == [(2025, "sentence"), (None, None)]


def test_a_year_in_brackets_before_a_colon_is_a_heading():
    text = "近期目标（2025年）：普惠率达到90%。\n远期目标（2035年）：普惠率达到95%。"
    assert years(text) == [(2025, "heading"), (2035, "heading")]


def test_this_year_is_the_year_of_issue():
    text = "关于校舍的通知\n今年计划新建学校3所。\n2024年3月5日"
    assert years(text) == [(2024, "sentence")]
    assert years("关于校舍的通知\n计划新建学校3所。\n二〇二四年三月五日") == [(None, None)]


def test_since_when_is_not_by_when():
    assert years("从2023年春季学期起，新建学校3所。") == [(None, None)]
    assert years("2024—2026年，新建学校3所。") == [(2026, "sentence")]


def test_a_table_without_years_takes_that_of_its_title():
    text = "表1　2025年主要目标\n指标\t单位\t目标值\n普惠率\t%\t90\n学位\t个\t100\n"
    assert years(text) == [(2025, "table")] * 2


def test_the_year_may_stand_behind_its_number():
    assert years("剩余10所将于2025年底前完工。") == [(2025, "sentence")]


def test_a_deadline_of_one_event_sets_no_year_for_the_next_sentence():
    text = "小学教师本科率达到85%。"
    led = read(f"一、目标\n力争到2024年，基本建成教育强县。{text}").targets
    bare = read(f"一、目标\n力争到2024年通过国家验收。{text}").targets
    assert [row["target_year"] for row in (*led, *bare)] == [2024, None]


def starts(text):
    return [(r["value"], r["baseline_value"], r["baseline_year"]) for r in read(text).targets]


def test_lists_of_what_is_left_and_reached_go_in_pairs():
    text = "小学、初中本科以上学历比例由2020年的71%、88%分别提高到85%、95%。"
    assert starts(text) == [(85, 71, 2020), (95, 88, 2020)]


def test_what_a_number_is_compared_with_is_its_baseline():
    text = "毛入园率为91.7%，比2016年的72.4%提高了19.3个百分点。"
    assert starts(text) == [(Decimal("91.7"), Decimal("72.4"), 2016), (Decimal("19.3"), None, None)]


def test_how_many_of_whom_may_stand_in_front_of_a_colon():
    text = "工作方案\n目标：每百名学生拥有骨干教师数：小学达到1人，初中达到2人。"
    assert [r["per_value"] for r in read(text).targets] == [100, None]


@pytest.mark.parametrize(
    ("aside", "year"), [("2020年为84.6%", 2020), ("现状84.6%", None), ("2020年底：84.6%", 2020)]
)
def test_a_number_in_brackets_is_where_the_one_before_it_starts(aside, year):
    (row,) = read(f"到2025年，普惠率达到90%以上（{aside}），建成强县。").targets
    assert (row["baseline_value"], row["baseline_year"], row["target_year"]) == (
        Decimal("84.6"),
        year,
        2025,
    )
    assert len(read("巩固率达到99%（其中小学98%）。").targets) == 2


def test_each_of_a_list_starts_from_its_own_number_in_brackets():
    text = "到2025年，小学、初中本科占比分别达到90%、98%（2021年分别为76%、92%）。"
    assert starts(text) == [(90, 76, 2021), (98, 92, 2021)]


def test_by_when_one_project_is_in_use_dates_none_behind_it():
    text = "1.新校区占地150亩，2024年9月投用；2.特教学校建筑面积1.6万平方米。"
    assert years(text) == [(None, None), (None, None)]


def year_of(text: str, issued: int | None = None) -> tuple[int | None, str | None]:
    """Year of the last number of a sentence without headings."""
    told = sentence(text)
    context = SectionContext(False, False, None, (), "")
    return target_year(told, told.quantities[-1], context, set(), issued)


def began(text: str) -> dict[str, str]:
    """Each number reached, with the number it started from."""
    told = sentence(text)
    found = baselines(told)
    return {n.text: found[n.start].text for n in told.quantities if n.start in found}


@pytest.mark.parametrize(
    ("plan", "year"),
    [("一", 2005), ("二", 2015), ("三", 2020), ("四", 2025), ("五", 2030), ("六", 2035)],
)
@pytest.mark.parametrize("end", ["末", "期末", "时期末", "收官", "结束"])
def test_the_end_of_each_plan(plan, year, end):
    assert year_of(f"到“十{plan}五”{end}，普惠率达到90%") == (year, "sentence")
    assert year_of(f'到"十{plan}五"{end}，普惠率达到90%') == (year, "sentence")


@pytest.mark.parametrize("span", ["期间", "时期", "以来"])
@pytest.mark.parametrize("plan", list("一二三四五六"))
def test_a_plan_period_dates_nothing(span, plan):
    assert year_of(f"2021年起草，“十{plan}五”{span}，普惠率达到90%") == (None, None)
    assert year_of(f"2021年，为“十{plan}五”{span}的2倍，达到90%")[0] == (
        2021 if span != "以来" else None
    )


@pytest.mark.parametrize(
    "mark",
    ["年以来", "年起", "年开始", "年以后", "年之后", "年后", "年3月起", "年3月5日起", "年度起",
        "年底后",
     "年末以后", "年春季起", "年秋季学期起", "年一季度起", "年二季度后", "年下半年起", "年上半年后",
        "年春季学期开学后"],
)  # fmt: skip
def test_since_then_is_not_by_then(mark):
    assert year_of(f"2025{mark}，普惠率达到90%") == (None, None)


@pytest.mark.parametrize(
    "now", ["今年", "年内", "本年", "本年度", "本学年", "年底", "年底前", "全年"]
)
def test_each_word_for_this_year(now):
    assert year_of(f"{now}新建学校，年数5所", 2024) == (2024, "sentence")
    assert year_of(f"{now}新建学校，年数5所") == (None, None)
    assert year_of("新建学校，年数5所", 2024) == (None, None)


@pytest.mark.parametrize("number", list("3一二三四五六七八九十两"))
def test_within_so_many_years_is_not_within_this_year(number):
    assert year_of(f"{number}年内新建学校5所", 2024) == (None, None)


@pytest.mark.parametrize("word", ["目标", "任务", "打算", "安排", "计划", "要点"])
def test_a_heading_run_into_its_sentence(word):
    for head in (
        f"2025年工作{word}：",
        f"近期{word}（2025年）：",
        f"{word}2025：",
        f"2025年{word}:",
    ):
        assert year_of(f"{head}普惠率达到90%") == (2025, "heading")
    assert year_of(f"2025年工作{word}：到2027年普惠率达到90%") == (2027, "sentence")


@pytest.mark.parametrize("by", ["于", "在", "到", "至", "预计", "力争", "确保", "争取"])
@pytest.mark.parametrize(
    "done", ["前", "完工", "建成", "投用", "投入", "启用", "达到", "竣工", "招生", "开学"]
)
def test_the_year_behind_a_number(by, done):
    assert year_of(f"剩余10所将{by}2025年{done}") == (2025, "sentence")
    assert year_of(f"剩余10所，将{by}2025年{done}") == (None, None)


@pytest.mark.parametrize("compared", ["较", "比", "自", "是", "比“"])
def test_a_year_compared_with_dates_nothing(compared):
    assert year_of(f"{compared}2020年提高5个百分点") == (None, None)


@pytest.mark.parametrize(
    "rise",
    ["提高", "增加", "提升", "上升", "增长", "扩大", "发展", "下降", "降低", "减少", "下调", "上调",
        "调整", "延长",
     "缩小", "压减", "优化", "压缩", "缩短", "改善", "增", "升", "降", "扩"],
)  # fmt: skip
@pytest.mark.parametrize("to", list("到至为成"))
def test_each_way_to_move_from_a_number_to_another(rise, to):
    assert began(f"比例由85%{rise}{to}90%") == {"90%": "85%"} or began(
        f"比例由85%{rise}{to}90%"
    ) == {"90": "85"}
    assert began(f"比例85%，另{rise}{to}90%") == {}


@pytest.mark.parametrize(
    "noted",
    ["2020年为", "2020年底", "2020年末达", "“十三五”末为", "十三五末", "现状", "现为", "目前",
        "基期", "上年",
     "去年", "其中2020年分别为", "2020年已达到", "2020年是", "2020年值：", "现状:"],
)  # fmt: skip
@pytest.mark.parametrize("bracket", ["（", "(", "以上（", "之上("])
def test_a_number_in_brackets_is_what_the_one_before_starts_from(bracket, noted):
    close = "）" if "（" in bracket else ")"
    assert list(began(f"比例达到90%{bracket}{noted}84%{close}").values()) in (["84"], ["84%"])


@pytest.mark.parametrize(
    "compared",
    ["比2020年的", "，较2020年底的", "（比2020年末的", "(比2020年年末的", "分别比“十三五”末的",
        "比十三五时期的",
     "比十三五期末的"],
)  # fmt: skip
def test_a_number_compared_with_one_of_a_year(compared):
    assert len(began(f"比例达到90%{compared}84%")) == 1
    assert began(f"比例达到90名{compared}84%") == {}


@pytest.mark.parametrize("joint", ["、", "和", "与", "及"])
def test_two_lists_are_paired_place_by_place(joint):
    assert list(began(f"由71%、88%分别提高到85%{joint}95%").values()) in (
        ["71", "88"], ["71%", "88%"],
    )  # fmt: skip
    noted = began(f"比例达到60%{joint}90%（2021年分别为41%{joint}76%）")
    assert [value.rstrip("%") for value in noted.values()] == ["41", "76"]
