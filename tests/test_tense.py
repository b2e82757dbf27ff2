"""What a text tells of what has been, in short texts that are no plans."""

from __future__ import annotations

import pytest
from tiny_texts import read

from analysis.statements.tense import (
    compares_with_a_year,
    compares_with_before,
    rises_to,
    tells_a_change,
    tells_a_shortfall,
    tells_of_months,
    tells_of_stock,
    tells_problems,
    tells_results,
    unambiguous,
    without_attributes,
)


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


@pytest.mark.parametrize("than", list("比较与同"))
@pytest.mark.parametrize(
    "before",
    ["上年", "上一年", "去年", "前年", "往年", "上年末", "同期", "上年同期", "去年同期", "以前"],
)
def test_than_before(than, before):
    assert compares_with_before(f"学校{than}{before}多")
    assert not compares_with_before(f"{before}多")


@pytest.mark.parametrize(
    "risen",
    ["增长", "净增", "增加", "增幅", "提高", "提升", "上升", "扩大", "减少", "净减", "下降",
     "降低", "回落", "缩小", "压减", "压缩", "多", "少"],
)  # fmt: skip
@pytest.mark.parametrize(
    "year",
    ["比2005年", "较2005年底", "与2005年末", "比2005年初", "比 2005 年", "与2005年相比，",
     "较“十三五”末", "比十三五时期", "比“十三五”期间"],
)  # fmt: skip
def test_than_in_a_year(year, risen):
    assert compares_with_a_year(f"{year}{risen}7个百分点")
    assert not compares_with_a_year(f"{year}；{risen}7个百分点")


def test_what_has_risen_stands_within_twelve_characters():
    assert compares_with_a_year("比2005年" + "甲" * 12 + "提高")
    assert not compares_with_a_year("比2005年" + "甲" * 13 + "提高")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("提高了学校", True),
        ("建设了“双高”", True),
        ("印发了《规划》", True),
        ("增加了5所", True),
        ("翻了一番", True),
        ("近5年来", True),
        ("三年间", True),
        ("两年多来", True),
        ("12年来", True),
        ("5年内", False),
        ("为了学校", False),
        ("除了学校", False),
        ("确定了学校", False),
        ("明确了学校", False),
        ("推出了学校", False),
        ("了解学校", False),
        ("了望学校", False),
        ("了却心愿", False),
        ("了如指掌", False),
        ("了然于心", False),
        ("提高了。", False),
    ],
)
def test_words_of_change(words, told):
    assert tells_a_change(words) is told


@pytest.mark.parametrize("whose", ["全省", "全市", "我县", "我区", "全州", "全校", "全县共"])
def test_what_a_place_has(whose):
    assert tells_of_stock(f"{whose}有幼儿园")


@pytest.mark.parametrize(
    "word",
    ["关", "效", "序", "力", "影响", "特色", "条件", "能力", "志", "限", "望", "所", "一定", "利"],
)
def test_words_that_only_begin_with_having(word):
    assert not tells_of_stock(f"全市有{word}")
    assert not tells_of_stock("在全市有幼儿园")
    assert not tells_of_stock("在我市有幼儿园")


@pytest.mark.parametrize("verb", ["支出", "完成", "实现", "下达", "拨付", "发放", "投入", "新增"])
@pytest.mark.parametrize(
    "months",
    ["1-3月", "1—3月份", "1–3月", "1~3月", "1～12月", "1至3月", "2021年1月至9月", "1月份-10月"],
)
def test_the_months_so_far(verb, months):
    assert tells_of_months(f"{months}，全县{verb}")
    assert tells_of_months(f"全县，{months}{verb}")
    assert not tells_of_months(f"{months}。全县{verb}")


def test_months_not_from_the_first_on_are_no_year_so_far():
    assert not tells_of_months("3-6月，全县支出")
    assert not tells_of_months("1-13月，全县支出")


@pytest.mark.parametrize("rise", list("高加升长大降增展"))
@pytest.mark.parametrize("to", list("到至"))
def test_to_rise_to_a_year_still_to_come(rise, to):
    assert rises_to(f"提{rise}{to}2025年的65%", 2024)
    assert not rises_to(f"提{rise}{to}2025年的65%", 2025)
    assert not rises_to(f"提{rise}{to}2025年的65%", None)


@pytest.mark.parametrize("will", ["计划", "预计", "规划", "拟"])
def test_an_attribute_of_will(will):
    assert without_attributes(f"{will}实施的项目") == "项目"
    assert without_attributes(f"{will}，实施的项目") == f"{will}，实施的项目"


@pytest.mark.parametrize(
    "word",
    ["完成投资", "全部竣工", "竣工", "投入使用", "全年实施", "比上年", "较去年", "较上年",
     "比去年", "同比"],
)  # fmt: skip
def test_words_that_reports_and_plans_share(word):
    assert unambiguous(f"甲{word}乙") == "甲乙"


@pytest.mark.parametrize(
    "word",
    ["仅", "仅有", "仅仅", "只有", "仅占", "仅为", "接近", "均接近", "尚不足", "还不足", "不足",
     "不足 "],
)  # fmt: skip
def test_words_of_shortfall(word):
    assert tells_a_shortfall(f"占比{word}")
    assert not tells_a_shortfall(f"{word}占比")


@pytest.mark.parametrize("trouble", ["矛盾", "问题", "短板", " 的问题"])
def test_the_end_of_a_heading_of_problems(trouble):
    assert tells_problems(trouble)


@pytest.mark.parametrize("trouble", ["矛盾", "问题", "困难", "短板", "压力"])
def test_what_is_faced(trouble):
    assert tells_problems(f"学位面临{'甲' * 12}{trouble}")
    assert not tells_problems(f"学位面临{'甲' * 13}{trouble}")


@pytest.mark.parametrize(
    "judgement",
    ["保障有力", "有力有效", "进展顺利", "推进顺利", "开局良好", "长足发展", "长足进步",
     "蓬勃发展", "良好态势", "再上新台阶", "迈上新台阶", "圆满完成", "如期完成", "有新变化",
     "有了长足改观", "有明显改观",
     *[f"成{what}{how}" for what in "效绩果" for how in ("显著", "明显", "突出", "喜人", "斐然",
        "丰硕")],
     *[f"{how}提高" for how in ("显著", "明显", "稳步", "不断", "持续", "逐步", "逐年", "全面",
        "大幅", "大幅度", "有效", "进一步", "日益", "切实")],
     *[f"不断{verb}" for verb in ("提升", "改善", "优化", "增强", "加强", "完善", "壮大", "扩大",
        "推进", "好转", "向好", "缓解", "落实", "发展", "增长", "夯实", "彰显")],
     *[f"{how}推进" for how in ("扎实", "有序", "深入", "全面", "顺利", "加快", "纵深", "稳妥")],
     *[f"取得了新{what}" for what in ("成效", "成绩", "成果", "成就", "进展", "突破", "进步",
        "实效", "胜利", "佳绩")],
     *[f"实现跨越{what}" for what in ("发展", "提升", "提高", "突破", "增长", "步伐")],
     "迈出了坚实步伐"],
)  # fmt: skip
def test_each_judgement(judgement):
    assert tells_results(f"教育{judgement}。")
    assert not tells_results(f"教育{judgement}的意见。")


@pytest.mark.parametrize(
    "order",
    ["要", "加快", "加强", "着力", "大力", "努力", "积极", "进一步", "深入", "全面", "持续",
     "不断", "扎实", "稳步", "推进", "推动", "深化", "落实", "坚持", "强化", "健全", "完善",
     "优化", "提高", "提升", "实施", "建立", "切实", "确保", "保障", "促进", "一是要",
     "（三）加快"],
)  # fmt: skip
def test_each_order(order):
    assert not tells_results(f"{order}教育成效显著。")


def test_a_judgement_is_short_and_one():
    assert tells_results("甲" * 25 + "成效显著。")
    assert not tells_results("甲" * 26 + "成效显著。")
    assert not tells_results("教育质量高，成效显著。")
    for reached in ("取得", "实现了", "迈出", "圆满完成"):
        assert tells_results(f"教育{reached}改革，成效显著。")
