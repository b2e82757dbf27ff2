"""Names without what only opens a sentence, and with what stood before it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_texts import read, sentence

from analysis.statements.plain_names import (
    bare_heading,
    bearer,
    growth_verb,
    is_thing,
    noun_of,
    plain,
    restates,
    shared_out,
)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("⑥到2027年建成市域产教联合体", "建成市域产教联合体"),
        ("据了解，全市计划新增学位", "新增学位"),
        ("《意见》指出新建幼儿园", "新建幼儿园"),
        ("通知明确要求新建幼儿园", "新建幼儿园"),
        ("报告显示新建幼儿园", "新建幼儿园"),
        ("全县共有中等职业学校", "中等职业学校"),
        ("我州将新建幼儿园", "新建幼儿园"),
        ("确定了到2027年全省毛入园率", "全省毛入园率"),
        ("力争三年内新增公办幼儿园", "新增公办幼儿园"),
        ("每年投入完成薄弱学校改造", "完成薄弱学校改造"),
        ("近三年共调整撤并中小学校", "调整撤并中小学校"),
        ("预期性指标", "预期性指标"),
        ("五年新建中小学", "新建中小学"),
        ("一是新增学位", "新增学位"),
        ("现有中小学校（不含幼儿园，下同）", "中小学校"),
        ("完成率", "完成率"),
        ("要素配置达标学校", "要素配置达标学校"),
    ],
)
def test_what_only_opens_a_sentence_is_no_part_of_a_name(name, wanted):
    assert plain(name) == wanted


def test_a_clause_of_change_has_a_verb_and_no_subject():
    assert growth_verb("较2015年分别提高了") == "提高"
    assert growth_verb("比去年的231人增加了") == "增加"
    assert growth_verb("在校生增加了") is None


def test_a_change_takes_the_name_of_what_changed():
    text = (
        "学前三年毛入园率达94.1%、高中阶段毛入学率达98.2%，较2015年分别提高了6.3和15.4个百分点。"
        "幼儿园312所，比上年增加17所，增长5.8%。"
    )
    names = [row["indicator"] for row in read(text).targets]
    assert names == [
        "学前三年毛入园率",
        "高中阶段毛入学率",
        "学前三年毛入园率提高",
        "高中阶段毛入学率提高",
        "幼儿园",
        "幼儿园增加",
        "幼儿园增长",
    ]


def test_a_place_has_its_share_of_what_is_told_for_all():
    text = "今年全市将新建幼儿园9所，其中东河区2所、西河县3所。"
    assert [row["indicator"] for row in read(text).targets] == [
        "新建幼儿园",
        "东河区新建幼儿园",
        "西河县新建幼儿园",
    ]


def test_an_attribute_belongs_to_the_thing_named_before_it():
    found = read("1.城关镇中心小学，建设面积1900平方米，投入资金430万元。")
    assert found.targets[0]["indicator"] == "城关镇中心小学建设面积"
    assert found.funding[0]["purpose"].startswith("城关镇中心小学")


def test_the_noun_ends_where_the_telling_begins():
    assert noun_of("项目已于8月底全部竣工") == "项目"
    assert noun_of("学校均达到省级标准") == "学校均达到省级标准"


def test_a_later_stand_has_the_first_as_its_baseline():
    (row,) = read("在校生人数，从2015年的3.5万人，增至2020年的4.2万人。").targets
    assert (row["baseline_value"], row["baseline_year"]) == (Decimal("3.5"), 2015)


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("其中，省级资金0.9亿元，县级资金2.1亿元。", ["省级", "县级"]),
        (
            "争取资金9亿元，其中中央6亿元、自治区1亿元、区财政配套2亿元。",
            [None, "中央", "自治区", "区财政"],
        ),
        ("市教育局投入430万元，改造操场。", ["市教育局"]),
        ("全县选派省级骨干教师12名，投入培训经费30万元。", [None]),
    ],
)
def test_who_pays_may_be_a_level_or_a_bureau(text, payer):
    assert [row["payer"] for row in read(text).funding] == payer


def test_two_stages_share_what_is_told_of_them():
    assert [row["indicator"] for row in read("小学、初中班额分别不超过45人、50人。").targets] == [
        "小学班额",
        "初中班额",
    ]
    assert [r["purpose"] for r in read("将小学、初中生均公用经费提高到720元和940元。").funding] == [
        "小学生均公用经费",
        "初中生均公用经费",
    ]


def test_what_each_gets_is_for_the_benefit_told_before():
    text = "兑现乡村教师生活补助2160万元，惠及教师3870人，人均每月465元。"
    assert [row["purpose"] for row in read(text).funding] == ["乡村教师生活补助"] * 2
    (row,) = read("总投资3.9亿元的职教中心实训基地9月底前投入使用。").funding
    assert row["purpose"] == "职教中心实训基地"


def test_examples_by_name_are_no_part_of_what_is_counted():
    rows = read("2022年秋季，新建第一中学、第二小学等8所学校建成投入使用。").targets
    assert [row["indicator"] for row in rows] == ["新建学校"]
    rows = read("落实班主任、乡村教师等十项培训。").targets
    assert [row["indicator"] for row in rows] == ["落实班主任、乡村教师等培训"]


def test_a_list_of_projects_does_not_count_itself():
    rows = read("要将新建学校10所列入为民办实事项目。").targets
    assert [row["indicator"] for row in rows] == ["新建学校"]


def test_parts_that_name_only_what_is_done_take_the_noun_of_their_sum():
    text = (
        "到2025年，新建、改扩建公办幼儿园15所，新增学位4500个，其中2022年新建5所、2023年新建6所。"
    )
    rows = read(text).targets
    assert [row["indicator"] for row in rows][2:] == ["新建公办幼儿园"] * 2


def test_words_told_twice_stand_once_in_a_name():
    rows = read("高考本科上线1230人，上线率62.3%。").targets
    assert rows[1]["indicator"] == "高考本科上线率"


def test_a_number_of_what_the_text_lists_measures_nothing():
    assert read("两个优化：一是学校布局结构进一步优化。").targets == []


def test_what_grades_are_taught_is_no_head_of_another_stage():
    rows = read("三至六年级和初中每周3课时，高中每周2课时。").targets
    assert rows[1]["indicator"] == "高中"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("包括农村初中改造项目", "农村初中改造项目"),
        ("用于普惠性民办园购置玩教具", "普惠性民办园购置玩教具"),
        ("重点抓好三件事一是硬化操场", "硬化操场"),
        ("在市内三区开建幼儿园", "开建幼儿园"),
        ("全省2016年财政教育支出", "财政教育支出"),
        ("对薄弱高中", "薄弱高中"),
        ("对口支援学校", "对口支援学校"),
        ("【重点项目】1.第六中学新校区", "第六中学新校区"),
        ("全部学校", "全部学校"),
    ],
)
def test_what_leads_to_a_name_is_no_part_of_it(name, wanted):
    assert plain(name) == wanted


def test_marks_of_headings_are_no_part_of_them():
    assert bare_heading("2.职教中心迁建工程。") == "职教中心迁建工程"
    assert bare_heading("（一）生均面积：") == "生均面积"


def test_who_does_it_in_the_next_column_is_no_part_of_a_name():
    text = "2022年任务分解表\n1 新建公办幼儿园 8所 各县区政府\n2 改造农村学校厕所 126座 市教育局\n"
    assert [row["indicator"] for row in read(text).targets] == [
        "新建公办幼儿园",
        "改造农村学校厕所",
    ]


@pytest.mark.parametrize(
    ('name', 'wanted'),
    [*[(f"{mark}新建幼儿园", "新建幼儿园") for mark in ("三是", "1.", "12．", "1、", "【任务】",
        "①", "●", "——", "·", "：", ":", "，")],
     ("一是新", "一是新"), ("1.5倍学位数", "1.5倍学位数"), ("7新建幼儿园", "新建幼儿园"),
     ("7个新建幼儿园", "7个新建幼儿园"), ("7期新建幼儿园", "7期新建幼儿园")],
)  # fmt: skip
def test_marks_of_lists_are_no_part_of_a_name(name, wanted):
    assert plain(name) == wanted


@pytest.mark.parametrize(
    "opening",
    ["据悉", "据了解", "根据统计", "据县局介绍", "据测算", "根据数据显示", "近日", "日前",
     "截至目前", "存在问题", "存在的问题", "此外", "另外", "同时", "其中", "目前", "近年来",
     "今年以来", "今年内", "今年", "去年", "年内", "全年", "届时", "通知提出", "通知还明确要求",
     "通知表示", "通知同时指出"],
)  # fmt: skip
@pytest.mark.parametrize("stop", ["", "，", ",", "：", ":"])
def test_what_opens_a_sentence(opening, stop):
    assert plain(f"{opening}{stop}普惠率") == "普惠率"


@pytest.mark.parametrize(
    "time",
    ["2025年", "到2025年底", "至2025年末", "在2025年前", "力争到2025年", "确保2025年",
     "确定2025年", "明确了2025年", "设定2025年", "2025年度", "3年内", "力争三年内",
     "确保用两年内", "争取近3年内，", "计划在3年内", "今后3年内", "未来3年内"],
)  # fmt: skip
def test_when_it_is_to_be_is_no_part_of_a_name(time):
    assert plain(f"{time}普惠率") == "普惠率"


@pytest.mark.parametrize("verb", ["建设", "新建", "新增", "改扩建", "培养", "培训", "招聘"])
def test_so_many_years_before_what_is_done(verb):
    assert plain(f"三年{verb}学校") == f"{verb}学校"
    assert plain("三年教育学校") == "三年教育学校"


@pytest.mark.parametrize(
    "spent", ["投入", "投资", "争取", "投入资金", "投资经费", "投入用于", "争取资金用于"]
)
@pytest.mark.parametrize("how", ["", "先后", "积极", "向上", "每年", "累计", "共", "总计"])
def test_that_money_flows_is_no_part_of_a_name(how, spent):
    assert plain(f"{how}{spent}改造学校") == "改造学校"


@pytest.mark.parametrize(
    "place", ["我省", "本市", "该县", "全区", "我州", "全镇", "我乡", "全旗", "我校", "全国"]
)
@pytest.mark.parametrize("said", ["涉及", "新增", "新建", "改扩建", "新改扩建", "增加"])
def test_the_whole_place_is_no_part_of_a_name(place, said):
    assert plain(f"{place}{said}学校校舍").endswith("学校校舍")
    assert not plain(f"{place}{said}学校校舍").startswith(place)
    assert plain(f"{place}学校校舍") == f"{place}学校校舍"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("某某县计划新建学校", "新建学校"), ("某某市还新建学校", "新建学校"),
     ("某某将培育学校", "培育学校"), ("某某将打造学校", "打造学校"),
     ("我们将打造学校", "我们将打造学校"), ("完成率", "完成率"), ("预计完成投资", "预计完成投资"),
     ("涉及学校", "学校"), ("有效经费", "有效经费"), ("有关学校", "有关学校"),
     ("可持续学校", "可持续学校"), ("学校（不含园）数", "学校数"), ("学校(下同)数", "学校数"),
     ("现有学校", "学校"), ("现有园", "现有园")],
)  # fmt: skip
def test_places_and_will(name, wanted):
    assert plain(name) == wanted


@pytest.mark.parametrize(
    ('words', 'noun'),
    [*[(f"甲校{said}甲", "甲校") for said in ("建成投用", "建成并", "建成后", "建成投入使用",
        "建成并投入使用", "列入", "将在", "将于", "已于", "也在", "每所安排", "每校补助",
        "每个给予", "每园配备", "正在", "陆续", "即将", "得以", "按时间", "全部进行", "全部竣工",
        "全部完工", "全部开工", "全部建成")],
     ("列入实事项目", ""), ("园全部竣工", "园全部竣工"), ("甲校全部", "甲校全部")],
)  # fmt: skip
def test_a_noun_ends_where_something_is_said_of_it(words, noun):
    assert (noun_of(words) or words.removeprefix("列入实事项目")) == noun


@pytest.mark.parametrize(
    "verb",
    ["增加", "增长", "提高", "提升", "上升", "减少", "下降", "降低", "增幅", "减幅", "降幅", "增",
     "降"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "了", "达", "达到", "为", "到"])
def test_each_verb_of_a_bare_change(verb, end):
    assert growth_verb(f"比上年{verb}{end}") == verb
    assert growth_verb(f"比上年{verb}{end}的") is None


@pytest.mark.parametrize(
    "lead",
    ["同比", "环比", "年均", "平均", "逐年", "比上年", "较2020年", "与2020年相比", "其中分别同比",
     "均同比", "5年间", "三年来", "比去年净", "比去年各", "同比又", "同比分别"],
)  # fmt: skip
def test_each_lead_of_a_bare_change(lead):
    for verb in ("增加", "下降"):
        assert growth_verb(lead + verb) == verb


@pytest.mark.parametrize(
    "words",
    ["分别", "2020年分别达到", "到2020年分别为", "至2020年分别提高到", "分别增加至", "分别保持在",
     *[f"{verb}{to}" for verb in ("提高", "增加", "上升", "下降", "降低", "增", "升", "降",
        "减") for to in ("到", "至", "为")],
     "到2020年提高到", "提高到2020年的"],
)  # fmt: skip
def test_a_clause_that_only_restates_a_list(words):
    assert restates(f"，{words}；")
    assert not restates(f"{words}普惠率")


@pytest.mark.parametrize(
    "thing",
    ["小学", "中学", "学校", "幼儿园", "学院", "大学", "校区", "分校", "分园", "项目", "工程",
     "园区", "校园", "教学楼", "宿舍楼", "综合楼", "食堂", "中心", "基地", "高中", "初中"],
)  # fmt: skip
def test_things_with_names(thing):
    assert is_thing(f"第一{thing}")
    assert not is_thing(f"{thing}数量")


@pytest.mark.parametrize(
    "mark",
    ["第三章", "第十条", "第一节 ", "（一）", "(2)", "三、", "3.", "4．", "1.2", "1.2.3 ", "12）",
     "3)"],
)  # fmt: skip
@pytest.mark.parametrize("box", ["", "专栏1：", "表 2 ", "附件三"])
def test_a_heading_without_its_mark(mark, box):
    assert bare_heading(f"{mark}{box}迁建工程。") == "迁建工程"


@pytest.mark.parametrize(
    "attribute",
    ["总面积", "办学规模", "用地", "计划投资", "规划面积", "预计投资", "新增学位", "完成投资",
     "累计投入", "已投资", "目前规模", "项目投资", "建设规模", "建筑面积", "占地", "校舍面积",
     "开工面积", "竣工面积", "投入资金", "面积", "到位资金", "班级", "班", "在校生", "教职工",
     "专任教师", "床位", "金额"],
)  # fmt: skip
def test_each_measure_of_something_named_before(attribute):
    named = sentence(f"城关小学，{attribute}500")
    at = named.text.index("500")
    assert bearer(named, at, attribute) == "城关小学"
    assert bearer(named, at, f"{attribute}标准") == ""


@pytest.mark.parametrize("verb", ["建成", "投用", "实施", "完成", "推进", "启动", "开工"])
def test_what_is_done_bears_no_measure(verb):
    named = sentence(f"{verb}城关小学，面积500")
    assert bearer(named, named.text.index("500"), "面积") == ""


def test_of_a_long_list_the_last_bears_the_measure():
    for count, wanted in ((21, "甲" * 21 + "、小学"), (22, "小学")):
        named = sentence(f"{'甲' * count}、小学，面积500")
        assert bearer(named, named.text.index("500"), "面积") == wanted


@pytest.mark.parametrize(
    "part",
    ["公办", "民办", "城区", "城市", "县城", "农村", "乡村", "乡镇", "镇区", "普惠", "普惠性",
     "男", "女", "市属", "县属", "区属", "市直", "县直", "甲省", "甲市", "甲区", "甲县", "甲州",
     "甲旗", "甲镇", "甲乡", "市直", "甲盟", "新建", "续建", "改扩建", "改建", "扩建", "改造",
     "开工", "竣工", "建成"],
)  # fmt: skip
def test_each_part_shares_in_the_whole(part):
    told = sentence(f"幼儿园10所，其中{part}3所")
    whole, share = told.quantities
    assert shared_out(told, share, part) == whole
    assert shared_out(told, share, f"{part}幼儿园") is None
    other = sentence(f"幼儿园10所，其中{part}3名")
    assert shared_out(other, other.quantities[1], part) is None


def test_a_kind_in_brackets_shares_in_the_number_before_them():
    told = sentence("幼儿园10所（公办3所）")
    assert shared_out(told, told.quantities[1], "公办") == told.quantities[0]
    closed = sentence("幼儿园10所（全日制），公办3所")
    assert shared_out(closed, closed.quantities[1], "公办") is None


@pytest.mark.parametrize(
    "leading",
    ["建设内容包括", "内容包括", "包括", "用于", "主要用于", "这些资金用于", "该项资金将用于",
     "上述资金主要用于", "其余", "重点抓好", "今年着力做好", "突出抓好以下三件实事",
     "列入民生实事项目", "列入省民办实事项目", "全力促进", "全力推进", "对"],
)  # fmt: skip
def test_each_way_to_lead_up_to_a_name(leading):
    assert plain(f"{leading}薄弱学校") == "薄弱学校"


@pytest.mark.parametrize("verb", ["新建", "开建", "建设", "设立", "增设", "组建"])
def test_where_something_is_built_is_no_part_of_its_name(verb):
    assert plain(f"在城南片区{verb}学校") == f"{verb}学校"


@pytest.mark.parametrize("verb", ["建设", "新建", "改造", "完成", "创建"])
def test_each_of_them_builds(verb):
    assert plain(f"各{verb}学校") == f"{verb}学校"


@pytest.mark.parametrize("word", ["口", "外", "照", "标", "接", "象", "应", "比"])
def test_words_that_begin_like_for(word):
    assert plain(f"对{word}支援学校") == f"对{word}支援学校"


@pytest.mark.parametrize(
    "word",
    ["今年", "还", "将", "要", "拟", "计划", "预计", "预期", "可", "能够", "已", "已经", "现", "共",
        "共计",
     "总计", "累计", "合计", "又", "再", "将实施", "将完成", "拟涉及", "共有", "现拥有", "共设有",
        "总共有"],
)  # fmt: skip
def test_each_word_of_will_and_count(word):
    assert plain(f"{word}薄弱学校") == "薄弱学校"


@pytest.mark.parametrize("verb", ["创建", "建设", "新建", "新增", "打造", "培育", "培养", "建成"])
def test_who_will_do_it_is_no_part_of_a_name(verb):
    assert plain(f"某某将{verb}学校") == f"{verb}学校"


@pytest.mark.parametrize("word", ["关", "效", "序", "力", "条件"])
def test_a_place_before_a_word_that_begins_like_having(word):
    assert plain(f"全县有{word}薄弱学校") == f"全县有{word}薄弱学校"


def test_years_of_the_last_century_are_years():
    assert restates("1999年分别达到")
    assert restates("1999年提高到1998年的")
    assert growth_verb("与1999年相比增加") == "增加"
    for word in ("分别", "共", "净", "均", "各", "又"):
        assert growth_verb(f"5年来{word}增加") == "增加"
