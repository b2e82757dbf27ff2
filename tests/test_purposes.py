"""What money is for: in its own clause, behind it, or in front of it."""

from __future__ import annotations

import pytest
from tiny_texts import read

from analysis.statements.purposes import is_generic


def _purposes(text: str) -> list[str]:
    return [row["purpose"] for row in read(text).funding]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("投入3560万元完成12所薄弱学校改造，新增校舍面积2.1万平方米。", "完成薄弱学校改造"),
        ("安排专项资金500万元用于购置课桌椅、图书和教学仪器。", "购置课桌椅、图书和教学仪器"),
        ("争取教育基建项目97个，总投资15995万元，新建校舍9万平方米。", "教育基建项目"),
        ("2022年，某县投入4434万元，改薄学校17所。", "改薄学校"),
        ("特殊教育生均公用经费补助标准提高至每生每年7000元以上。", "特殊教育生均公用经费补助"),
        ("市财政每年设立300万元教育质量奖励基金。", "教育质量奖励基金"),
        ("按每生每年1000元标准进行营养餐补助。", "营养餐补助"),
        ("中央财政下达2016年城乡义务教育补助经费1345亿元。", "城乡义务教育补助经费"),
    ],
)
def test_the_purpose_is_what_is_done_with_the_money(text, purpose):
    assert _purposes(text)[0] == purpose


def test_the_parts_of_a_sum_have_its_purpose():
    text = "全年累计投入资金1.2亿元，其中中央资金3000万元、县级配套9000万元，用于新建实验小学。"
    assert len(set(_purposes(text))) == 1
    assert [row["payer"] for row in read(text).funding] == [None, "中央", "县级"]


def test_a_sum_for_many_is_no_rate_whatever_it_is_called():
    rows = read("我市落实第一批城乡义务教育学校生均公用经费1.42亿元。").funding
    assert [row["basis"] for row in rows] == ["total"]


def test_a_bare_sum_goes_on_from_the_first_one_of_its_part():
    text = "区政府将投入60亿元用于学校建设，平均每年12亿元；奖补民办园2万元。"
    assert _purposes(text)[:2] == ["学校建设", "学校建设"]


def test_the_class_of_a_purpose_is_not_told_by_another_part_of_the_sentence():
    rows = read("对民办幼儿园奖补2万元；对高层次人才给予安家补助100万元。").funding
    assert rows[1]["purpose_class"] != "preschool"


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("县财政2023年至2025年每年安排学前教育专项资金300万元。", "学前教育专项资金"),
        ("省财政厅、省教育厅下达我县2022年学前教育发展资金1386万元。", "学前教育发展资金"),
        ("全县2016年财政教育支出达845万元。", "财政教育支出"),
        ("工作站每年给予5万元经费。", "工作站"),
        ("“全面改薄”完成总投资2.92亿元。", "“全面改薄”"),
    ],
)
def test_who_gives_when_and_that_it_is_given_are_no_purpose(text, purpose):
    assert _purposes(text)[0] == purpose


def test_a_sum_that_names_no_purpose_has_that_of_the_sum_before():
    text = "下达城乡义务教育补助经费12.8亿元，加上已提前下达的资金151.3亿元，共下达资金164.1亿元。"
    assert _purposes(text) == ["城乡义务教育补助经费"] * 3


def test_a_sum_under_the_name_of_a_project_is_for_the_project():
    text = "2.职教中心迁建工程。\n用地230亩，投资3.6亿元，2025年底前建成投用。\n"
    assert _purposes(text) == ["职教中心迁建工程"]


def test_an_investment_behind_a_list_is_for_what_the_list_begins_with():
    text = "计划新建中小学9所，新增学位1.36万个，其中小学0.9万个、初中0.46万个，总投资9.8亿元。"
    assert _purposes(text) == ["新建中小学"]


def test_an_item_of_a_budget_stands_alone():
    text = "项目支出主要包括：营养改善计划1850万元，教师培训240万元，学生资助580万元。"
    assert _purposes(text)[1:] == ["教师培训", "学生资助"]


@pytest.mark.parametrize(
    "words",
    ["截", "截至", "近年来", "去年", "今年", "年底", "上半年", "下半年", "已", "继续", "到位",
        "下达", "落实",
     "支付", "筹措", "上级", "建设", "开工", "中央", "省级", "和", "资金来源", "计划", "预计",
        "规划", "概算",
     "估算", "首期", "其余", "加上", "提前", "申请", "预算内", "债券", "专项债", "专项债券",
        "地方政府", "统筹",
     "解决", "由", "为", "的", "补助资金", "总", "累计", "共", "每年", "市财政", "区财政", "县财政",
        "省财政",
     "财政", "政府", "完成", "专列", "专项", "安排", "列支", "拨付", "争取", "市级", "区级", "县级",
        "镇级",
     "乡级", "乡镇", "自筹", "配套", "承担", "负担", "社会", "投入", "投资", "资金", "经费", "规模",
        "按",
     "按照", "标准", "补助", "发放", "平均", "一次性", "奖励", "人均", "月", "增资", "给予", "用于",
        "中"],
)  # fmt: skip
def test_each_word_that_says_only_that_money_flows(words):
    assert is_generic(f"全县资金{words}")
    assert not is_generic(f"{words}校舍改造")


@pytest.mark.parametrize(
    "who",
    ["某某累计投入", "某某投资", "某县安排", "甲乙全市资金", "县教育局资金", "县教委在会上资金"],
)
def test_who_gives_is_no_purpose(who):
    assert is_generic(who)


@pytest.mark.parametrize(
    "words",
    [f"{kind}{measure}" for kind in
     ("", "总", "新增", "规划", "建设", "建筑", "占地", "用地", "班级", "教学班", "办学", "学位")
     for measure in ("面积", "规模", "班数", "班级数", "学位", "学位数", "床位", "床位数", "占地",
        "用地", "工期")],
)  # fmt: skip
def test_a_measure_is_no_purpose(words):
    assert is_generic(words)
    assert not is_generic(f"{words}改造校舍")


@pytest.mark.parametrize(
    "when",
    ["", "2025年底", "9月", "9月底前", "年底", "年末前", "2025年秋季", "2025年春季", "9月初",
     "9月1日前"],
)  # fmt: skip
@pytest.mark.parametrize(
    "use",
    ["投入使用", "建成", "建成投用", "建成使用", "竣工", "完工", "投用", "启用", "招生"],
)
def test_by_when_it_is_in_use_is_no_purpose(when, use):
    for how in ("", "正式", "全部", "陆续"):
        assert is_generic(f"{when}{how}{use}")


SHARERS = [
    "中央", "自治区", "省", "市级", "区", "县级", "州", "镇", "乡", "乡镇", "社会", "学校",
        "地方政府", "上级",
     "其中申请中央", "包括争取上级", "省和市级",
]  # fmt: skip


@pytest.mark.parametrize(
    "what",
    ["资金", "经费", "债券", "补助", "奖补", "投入", "投资", "配套", "自筹", "承担", "负担", "安排",
        "拨付",
     "解决", "捐助", "捐资", "捐赠", "财政资金", "专项债券", "预算内资金", "预算资金"],
)  # fmt: skip
def test_who_shares_is_no_purpose(what):
    assert [who for who in SHARERS if not is_generic(who + what)] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *[(f"{who}{gives}教师周转宿舍500万元。", "教师周转宿舍") for who in
          ("县财政", "市财政局", "省财政厅", "区教育局", "省教育厅", "县政府", "某县教委",
        "中央财政")
          for gives in ("安排", "下达", "拨付", "投入", "筹措", "列支", "发放", "累计安排",
        "每年安排用于",
                        "预算安排")],
        *[(f"{when}安排教师周转宿舍500万元。", "教师周转宿舍") for when in ("每年", "提前")],
        *[(f"教师周转宿舍{last}500万元。", "教师周转宿舍") for last in
          ("分别给予", "各奖励", "每年给予", "共给予", "累计给予经费", "完成投资额", "累计投资",
        "总投资")],
        *[(f"{verb}教师周转宿舍资金500万元。", "教师周转宿舍资金") for verb in ("落实", "兑现")],
    ],
)  # fmt: skip
def test_who_gives_and_that_it_is_given_have_columns_of_their_own(text, wanted):
    assert _purposes(text)[0] == wanted


@pytest.mark.parametrize(
    "benefit",
    ["补助", "补贴", "津贴", "助学金", "奖学金", "公用经费", "改善计划"],
)
@pytest.mark.parametrize("lead", ["", "落实", "兑现", "发放", "实施", "提高"])
@pytest.mark.parametrize("part", ["惠及", "受益"])
def test_a_part_is_for_the_benefit_named_before(benefit, lead, part):
    before = f"各乡镇中心学校按照上级要求全面{lead}" if lead else "各校，"
    text = f"{before}寄宿生活{benefit}，{part}学生500元。"
    assert _purposes(text)[0] == f"寄宿生活{benefit}"
