"""Promised, required or reported: decided by the sentence, its section and the kind of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_texts import read, sentence

from analysis.statements.status import is_threshold


def statuses(text):
    return [row["status"] for row in read(text).targets]


def test_what_a_span_of_the_past_opens_goes_on_until_the_text_looks_ahead():
    text = (
        "五年来，教育事业蓬勃发展。新建学校20所，新增学位3万个。引进高校3所。"
        "到2028年，新建学校5所。新建幼儿园2所。"
    )
    assert statuses(text) == ["achieved", "achieved", "achieved", "target", "target"]


def test_a_word_that_only_holds_a_word_of_the_future_does_not_look_ahead():
    text = "五年来，我们取得了重要进展。主要是新建学校20所。"
    assert statuses(text) == ["achieved"]


def test_by_when_ends_a_report_even_without_a_verb():
    text = "2021年全市共投入资金4亿元，普惠率达87%，均居全省前列。至2025年本科以上学历占比85%。"
    assert statuses(text) == ["achieved", "target"]


@pytest.mark.parametrize(
    "text",
    [
        "每班幼儿不超过35名。",
        "城镇新建小区按每千户不少于36个学位配建幼儿园。",
        "书面作业平均完成时间不超过60分钟。",
        "按每人每月200元给予补贴，最长不超过一年。",
        "不足100人的规模较小学校按100人核定公用经费。",
    ],
)
def test_a_bound_without_a_date_for_each_of_something_is_a_norm(text):
    assert set(statuses(text)) == {"norm"}


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，每班幼儿不超过35名。",
        "确保每名学生至少掌握2项运动技能。",
        "每个镇至少建成一所公办中心幼儿园。",
        "到2025年，公办园在园幼儿占比不低于50%。",
    ],
)
def test_a_bound_with_a_date_or_to_be_brought_about_is_a_target(text):
    assert statuses(text) == ["target"]


def test_a_text_that_asks_and_never_looks_ahead_lays_down_rules():
    text = (
        "一、保证睡眠。小学生每天睡眠应达到10小时。\n二、控制屏幕。教学时长不超过总时长的30%。\n"
        "三、坚持锻炼。每学期举办不少于2次体育节。"
    )
    assert statuses(text) == ["norm", "norm", "norm"]
    assert statuses(text + "\n到2025年建成教育强县。")[1] == "target"


def test_a_text_that_reports_and_never_looks_ahead_is_a_report():
    text = "某县现有学校30所，比上年增加2所。\n\n校舍建筑面积86.7万平方米。"
    assert statuses(text) == ["achieved", "achieved", "achieved"]


def test_chapters_alone_make_no_regulation():
    assert statuses("第七章　保障措施\n新建学校5所。") == ["target"]
    assert statuses("第七条　学校设专职教师5名。") == ["norm"]


def test_the_title_of_a_bulletin_stands_over_all():
    text = (
        "2021年全县教育事业发展情况\n小学专任教师3057人，生师比14.6:1。每百名学生拥有计算机12.4台。"
    )
    assert set(statuses(text)) == {"achieved"}


@given(st.integers(2, 999), st.sampled_from(["所", "名", "个"]))
def test_the_number_itself_never_decides(number, unit):
    assert statuses(f"力争新增骨干教师{number}{unit}。") == ["target"]
    assert statuses(f"去年新增骨干教师{number}{unit}。") == ["achieved"]


def test_up_to_the_end_of_a_year_gone_by_is_a_report():
    text = "截至2022年底，全省共有幼儿园9000所。毛入园率90.3%。全年新建幼儿园300所。"
    assert statuses(text) == ["achieved"] * 3


def test_of_two_plans_the_earlier_has_been():
    text = (
        "“十三五”期间，全市新建学校86所，新增学位9.8万个。"
        "“十四五”时期，计划新建学校60所，新增学位6万个。"
    )
    assert statuses(text) == ["achieved", "achieved", "target", "target"]


def test_what_is_expected_to_be_finished_is_not():
    text = "可容纳36个班、1800名学生，预计2024年9月投入使用。"
    assert statuses(text) == ["target", "target"]
    assert statuses("目前已建成12所，在建8所。剩余10所将于2025年底前完工。")[-1] == "target"


@pytest.mark.parametrize("often", ["年度", "全年", "每学年", "每人每月", "日均"])
def test_lessons_and_hours_so_often_are_a_norm(often):
    assert statuses(f"教师{often}培训5学时。") == ["norm"]


def test_staff_for_so_many_is_a_norm():
    assert statuses("配齐体育教师，每200名学生配备1名。") == ["norm"]


def test_what_has_been_reached_by_now_within_a_plan_is_a_report():
    text = "2024年计划改造厕所50座；已完成32座，占年度计划的64%。"
    assert statuses(text) == ["target", "achieved", "achieved"]
    assert statuses("2020年教育总量是2015年的1.8倍，年均增长12.5%。") == ["achieved"] * 2


def test_before_a_turn_to_what_is_next_a_text_reports():
    text = "2022年我市改造薄弱学校42所。目前，大班额比例为2.3%。下一步，我们将新建学校8所。"
    assert statuses(text) == ["achieved", "achieved", "target"]


def test_what_was_done_goes_on_under_how_it_was_done():
    text = "现有中小学62所。主要做法：一是加大投入。新建学校6所。二是强化师资。招聘教师460名。"
    assert statuses(text) == ["achieved"] * 3


@pytest.mark.parametrize("text", ["每超过50人增配1名。", "每周安排体育活动三至五次。"])
def test_steps_and_turns_are_norms(text):
    assert statuses(text) == ["norm"]


def test_before_a_date_is_ahead():
    text = "2024年春季学期开学前完成3所学校搬迁，9月1日投入使用学校5所。"
    assert statuses(text) == ["target", "target"]


def test_what_a_section_comes_to_next_lasts_to_its_end():
    text = (
        "二、主要做法\n近三年投入4.6亿元，新建学校6所。\n"
        "下一步，我们将加大投入力度。新建中学2所，投资1.2亿元。每名学生至少掌握1-2项运动技能。\n"
    )
    found = read(text)
    assert [row["status"] for row in found.targets] == ["achieved", "target", "target"]
    assert [row["status"] for row in found.funding] == ["spent", "committed"]


def test_how_many_of_whom_marks_out_what_a_rule_applies_to():
    rows = read("招收5人以上残疾学生的普通学校建立资源教室。").targets
    assert [row["status"] for row in rows] == ["norm"]


def test_the_thoughts_of_a_year_look_ahead_under_a_title_that_looks_back():
    text = (
        "2021年工作总结和2022年工作思路\n一、2021年工作完成情况\n新建学校12所。\n"
        "二、2022年工作思路\n新建学校5所，巩固率保持99%以上。\n"
    )
    assert statuses(text) == ["achieved", "target", "target"]


def test_goals_of_the_next_year_in_a_report_on_this_one():
    text = (
        "2018年发展计划执行情况报告\n新建幼儿园18所。\n"
        "2019年预期目标：巩固率达到94%，新增学位2700个。\n"
    )
    found = read(text).targets
    assert [row["target_year"] for row in found] == [None, 2019, 2019]
    assert statuses(text) == ["achieved", "target", "target"]


def test_what_is_to_be_done_well_this_year_is_planned():
    text = "全镇现有小学3所。今年重点抓好三件事：一是硬化操场3600平方米；二是更换课桌椅600套。"
    assert statuses(text) == ["achieved", "target", "target"]


def test_so_often_a_term_at_least_is_a_rule():
    assert statuses("送教上门每学期不少于20次。") == ["norm"]


def test_what_a_sentence_of_next_year_opens_parts_the_report_from_the_plan():
    text = (
        "2024年政府工作报告\n新建学校13所，新增学位8640个。\n"
        "2024年工作安排：投资3.6亿元，建成学校2所。\n"
    )
    assert statuses(text) == ["achieved", "achieved", "target"]


def test_what_stands_under_problems_describes_them():
    text = "某县教育规划\n（二）存在的问题\n学位缺口1200个。\n三、发展目标\n新增学位1300个。\n"
    assert statuses(text) == ["achieved", "target"]


def test_what_a_rise_starts_from_dates_nothing():
    text = "某县“十四五”教育规划\n小学教师本科比例由2020年的71%提高到85%。"
    assert statuses(text) == ["target"]


def test_what_this_year_is_to_bring_lasts_to_the_end_of_its_section():
    text = (
        "过去五年，新建学校41所。今年要办好人民满意的教育。新建幼儿园6所，新增学位1500个；"
        "启动新校区建设，完成投资的学校3所；分配到校比例提高到65%。"
    )
    assert statuses(text) == ["achieved", *["target"] * 4]


def marks_out(text: str) -> bool:
    told = sentence(text)
    return is_threshold(told, told.quantities[-1])


@pytest.mark.parametrize(
    "after",
    ["的学校", "的幼儿园", "的教师", "的学生", "的人员", "的单位", "的机构", "的县", "的区", "的乡",
        "的镇",
     "的村", "的班", "的校", "的园", "的大班额", "的，", "的", "规模的学校", "及其的学校", "大班额",
        "人口",
     f"的{'甲' * 14}学校"],
)  # fmt: skip
def test_what_a_bound_marks_out(after):
    assert marks_out(f"超过50名{after}")
    assert not marks_out(f"共50名{after}")
    assert not marks_out(f"超过50%{after}")


@pytest.mark.parametrize(
    "after",
    ["的标准学校", "的比例学校", "的水平学校", "的目标学校", "的任务学校", "，学校", "甲学校"],
)
def test_what_is_asked_for_marks_out_nothing(after):
    assert not marks_out(f"超过50个{after}")


@pytest.mark.parametrize(
    "noun", ["学校", "幼儿园", "教学点", "班", "班级", "村", "乡镇", "甲乙丙丁学校"]
)
@pytest.mark.parametrize("unit", ["人", "名"])
def test_how_many_of_whom_marks_out_a_school(unit, noun):
    assert marks_out(f"招收超过5{unit}学生的{noun}")
    assert not marks_out(f"招收超过5个学生的{noun}") or noun.endswith("学校")


@pytest.mark.parametrize(
    "verb",
    ["支持", "带动", "建设", "建成", "培育", "打造", "新增", "覆盖", "服务", "惠及", "遴选",
     "推出"],
)  # fmt: skip
def test_what_is_brought_about_marks_out_nothing(verb):
    assert not marks_out(f"{verb}50个以上的班级")
    assert not marks_out(f"{verb}甲乙丙50个以上的班级")
    assert marks_out(f"{verb}甲乙丙丁50个以上的班级")


def test_years_that_are_full():
    assert marks_out("任教满3年的教师")
    assert marks_out("连续3年的教师")
    assert marks_out("连续3年考核合格，给予奖励")
    assert not marks_out("任教每3年的教师")


@pytest.mark.parametrize(
    "often",
    ["每天", "每日", "每周", "每学期", "每学年", "每年", "每月", "每班", "每晚", "每2周", "每两周",
        "每个月",
     "每个学期", "每人每月", "每生周", "每名学生周", "周课时", "日均", "全年", "年度"],
)  # fmt: skip
@pytest.mark.parametrize("unit", ["课时", "学时", "小时", "分钟", "节"])
def test_so_often_so_many_lessons(often, unit):
    assert statuses(f"{often}安排体育活动2{unit}。") == ["norm"]


@pytest.mark.parametrize(
    "verb",
    ["征收", "核发", "计提", "提取", "分担", "承担", "拨付", "核定", "用于", "发放", "执行", "安排",
        "计算",
     "配建", "配置", "配备", "计核"],
)  # fmt: skip
def test_a_share_by_which_money_is_dealt_out(verb):
    assert statuses(f"绩效工资总量的30%{verb}。") == ["norm"]
    assert statuses("绩效工资总量的30%。") == ["target"]


@pytest.mark.parametrize("by", ["按", "按照"])
def test_by_so_many_per_cent(by):
    assert statuses(f"{by}工资总量的30%给教师。") == ["norm"]


@pytest.mark.parametrize("word", ["资助面", "覆盖面", "浮动", "上浮", "下浮", "额度"])
def test_how_far_a_rule_reaches(word):
    assert statuses(f"教师公积金{word}为30%。") == ["norm"]
    assert statuses(f"教师公积金{word}实现30%。") == ["target"]


@pytest.mark.parametrize("verb", ["配备", "配置", "配足", "配齐", "设置", "设", "设立"])
@pytest.mark.parametrize(
    "group", ["每50名学生", "每百人", "每千个家庭", "每万户", "每三位教师", "每两班"]
)
def test_staff_for_so_many(verb, group):
    assert statuses(f"{verb}教师，{group}{verb}教师1名。")[-1] == "norm"


@pytest.mark.parametrize("step", ["增加", "新增", "增", "满", "超过", "超"])
@pytest.mark.parametrize("count", ["50", "百", "千", "两百", "三十"])
def test_each_step_is_a_rule(step, count):
    assert statuses(f"每{step}{count}人增派1名。")[-1:] == ["norm"]


@pytest.mark.parametrize("turn", ["天", "日", "周", "月", "学期", "学年"])
def test_so_many_times_each_turn(turn):
    assert statuses(f"每{turn}走访学生5次。") == ["norm"]
    assert statuses("走访学生5次。") == ["target"]


@pytest.mark.parametrize("word", ["最长", "最多", "至多", "最短", "上限", "下限"])
def test_ceilings_are_rules(word):
    assert statuses(f"试用期{word}为3个月。") == ["norm"]


@pytest.mark.parametrize(
    "words",
    ["已改造", "其中已改造", "目前，改造", "目前,改造", "截至今日改造", "截止今日改造",
        "到目前改造", " 已改造",
     "“已改造”"],
)  # fmt: skip
def test_behind_a_semicolon_what_has_been_done_by_now(words):
    assert statuses(f"2025年计划改造厕所50座；{words}32座。")[-1] == "achieved"
    assert statuses("2025年计划改造厕所50座；改造32座。")[-1] == "target"


@pytest.mark.parametrize(
    "each",
    ["每校", "每园", "每所", "每名", "每生", "每位", "每次", "每学期", "每个学期", "每天", "每班"],
)
def test_lessons_for_each_are_a_rule_without_a_bound(each):
    assert statuses(f"{each}书法课5课时。") == ["norm"]
    assert statuses("书法课5课时。") == ["target"]


@pytest.mark.parametrize(
    "group", ["百名", "千户", "万户", "50名", "班", "校", "乡", "镇", "个", "车"]
)
def test_a_floor_for_each_group_is_a_rule(group):
    assert statuses(f"每{group}校医不少于5名。")[-1] == "norm"
    assert statuses("全部校医不少于5名。") == ["target"]


@pytest.mark.parametrize(
    "then",
    ["2015年", "1999年", "上一个五年", "上个五年", "上五年", "上年", "“十三五”时期", "“十三五”期间",
     "“十三五”末", "十三五"],
)  # fmt: skip
def test_so_many_times_what_was_reports(then):
    assert statuses(f"教育总量是{then}的1.8倍。") == ["achieved"]
