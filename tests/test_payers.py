"""Who pays an amount: one level, several together, the treasury that opens its list, who
bears it by the sentence behind, or nobody that the text names."""

from __future__ import annotations

import pytest
from tiny_texts import lexicon, read, sentence

from analysis.statements.payers import is_unowned, payer, payer_behind, subject_payer


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("争取中央和省级补助资金2.1亿元。", "中央和省级"),
        ("项目投资2亿元，其中市、县配套1.5亿元。", "市、县"),
        ("项目投资2亿元，其中企业自筹5000万元。", "企业"),
        ("项目投资2亿元，其中社会捐赠100万元。", "社会"),
        ("小学生均公用经费650元，由省、市、县三级财政按6:2:2承担。", "省、市、县三级财政"),
        ("市级财政和学校共建，县财政安排300万元。", "县财政"),
        ("投入教育资金300万元，改善市、县办学条件。", None),
    ],
)
def test_who_pays(text: str, payer: str | None):
    assert read(text).funding[-1]["payer"] == payer


def payer_of(text: str) -> str | None:
    """Who pays the last amount of a sentence."""
    told = sentence(text)
    amount = told.quantities[-1]
    return payer(told, amount.start, amount.end, lexicon())


def payers(text):
    return [row["payer"] for row in read(text).funding]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("班主任津贴每人每月500元，偏远教师每人每月600元。所需经费由县财政全额承担。", "县财政"),
        ("班主任津贴每人每月500元，偏远教师每人每月600元。推进改革。", None),
    ],
)
def test_the_next_sentence_says_who_bears_the_money(text, expected):
    assert payers(text) == [expected] * 2


def test_a_treasury_that_opens_a_list_gives_what_its_items_only_say_is_given():
    text = (
        "2017年，中央财政加大投入力度，多措并举。\n一是安排38亿元，支持乡村教师。\n"
        "二是安排71亿元，扩大招聘规模。三是学校自筹200万元，购置图书。"
    )
    assert payers(text) == ["中央财政", "中央财政", "学校"]


def test_who_bears_the_rest_does_not_bear_the_whole():
    text = "总投资2.6亿元，其中省级专项补助3000万元，其余5000万元由县财政统筹解决。"
    assert payers(text) == [None, "省级", "县财政"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按每生每年6000元补助，所需资金由中央财政与地方财政共同承担。", ["中央财政与地方财政"]),
        ("下达2022年中央和省级补助资金1386万元。", ["中央和省级"]),
        ("二是争取上级补助40万元，更换课桌椅。", ["上级"]),
        ("市财政对创建成功的县奖励100万元，连续保持的再奖50万元。", ["市财政", "市财政"]),
        ("全市财政性教育经费增长到68.9亿元。", [None]),
    ],
)
def test_levels_and_joint_payers(text, expected):
    assert payers(text) == expected


LEVELS = ["中央", "国家", "自治区", "兵团", "地方", "省", "省级", "市级", "县级财政", "区", "州"]
LEVELS += ["旗", "镇级", "乡镇", "县（市、区）", "县(市区)", "市财政"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("joint", ["、", "和", "与", "及", "以及"])
def test_two_levels_pay_together(level, joint):
    both = f"中央{joint}{level}"
    assert payer_of(f"争取{both}资金500万元") == both
    assert payer_of(f"争取{both}四级财政共同出500万元") == f"{both}四级财政"


@pytest.mark.parametrize(
    "behind",
    ["资金", "投资", "投入", "经费", "自筹资金", "配套投资", "专项投入", "补助资金", "奖补资金",
     "拨付资金", "配套", "拨付", "按规定承担", "按比例分担", "共同"],
)  # fmt: skip
def test_what_levels_do_together(behind):
    assert payer_of(f"省和市{behind}500万元") == "省和市"


def test_levels_far_in_front_do_not_pay():
    assert payer_of(f"省和市资金{'甲' * 14}500万元") == "省和市"
    assert payer_of(f"省和市资金{'甲' * 15}500万元") is None


@pytest.mark.parametrize(
    "flow", ["", "配套", "自筹", "资金", "投入", "拨付", "承担", "补助", "捐赠"]
)
@pytest.mark.parametrize("body", ["社会", "学校", "企业", "中央"])
@pytest.mark.parametrize("lead", ["", "其中", "包括", "其中："])
def test_who_pays_a_part(lead, body, flow):
    assert payer_of(f"投资2亿元，{lead}{body}{flow}500万元") == body


@pytest.mark.parametrize(
    "level",
    ["中央", "省级", "市级", "区级", "县级", "州级", "镇级", "自治区", "兵团", "乡镇", "社会",
     "学校", "企业", "上级"],
)  # fmt: skip
@pytest.mark.parametrize(
    "funds",
    ["资金", "投资", "投入", "经费", "补助", "奖补", "拨款", "自筹资金", "配套资金", "专项资金",
     "捐助资金", "捐赠资金", "配套", "自筹", "拨付", "捐赠"],
)  # fmt: skip
def test_whose_funds(level, funds):
    assert payer_of(f"改造校舍使用{level}{funds}共500万元") in (level, "社会资金")


@pytest.mark.parametrize(
    "body",
    ["教育部", "省教育厅", "市教育局", "区教委", "自治区", "县（市、区）"],
)  # fmt: skip
@pytest.mark.parametrize(
    "pays", ["安排", "拨付", "下达", "投入", "投资", "支付", "补助", "配套", "筹措", "累计投入"]
)
def test_a_body_pays(body, pays):
    assert payer_of(f"{body}{pays}500万元") == body


@pytest.mark.parametrize(
    "borne",
    ["承担", "分担", "负担", "解决", "安排", "列支", "支付", "统筹", "拨付", "予以保障"],
)
def test_who_bears_it_by_the_words_behind(borne):
    assert payer_of(f"按500元补助，由县财政{borne}") == "县财政"
    assert payer_of(f"按500元补助，由县财政{borne[0]}") is None


@pytest.mark.parametrize("which", ["以上", "上述", "所需", "其所需"])
@pytest.mark.parametrize("what", ["资金", "经费", "费用", "补助", "补贴", "支出", ""])
def test_who_bears_it_by_the_sentence_behind(which, what):
    text = f"每人500元。{which}{what}由县财政承担。"
    assert payer_behind(text, text.index("。") + 1, lexicon()) == "县财政"


def test_the_words_before_the_bearer_are_at_most_fourteen():
    for between, bearer in (("甲" * 14, "县财政"), ("甲" * 15, None)):
        assert payer_behind(f"所需{between}由县财政承担", 0, lexicon()) == bearer


@pytest.mark.parametrize(
    "lead",
    ["", "2017年", "2017年以来，", "2017 年，", "近年来，", "今年", "今年以来，"],
)
def test_the_treasury_a_sentence_begins_with(lead):
    assert subject_payer(f"{lead}中央财政多措并举", lexicon()) == "中央财政"
    assert subject_payer(f"{lead}国家多措并举", lexicon()) is None
    assert subject_payer(f"{lead}加强中央财政", lexicon()) is None


@pytest.mark.parametrize("verb", ["安排", "下达", "拨付", "投入", "列支", "筹措"])
@pytest.mark.parametrize(
    "lead",
    ["", "一是", "（一）", "3.", "(3)", "2、", "累计", "共", "再", "新增", "另", "每年", "2017年",
     "三是累计共"],
)  # fmt: skip
def test_an_item_that_says_only_that_money_is_given(lead, verb):
    assert is_unowned(f"{lead}{verb}")
    assert not is_unowned(f"{lead}市{verb}")


@pytest.mark.parametrize(
    "verb",
    ["按", "按照", "用于", "设立", "建立", "给予", "发放", "奖励", "补助", "共", "共计", "总计",
     "每年", "安排", "投入", "优秀的再奖", "优秀的再奖励", "优秀再给予"],
)  # fmt: skip
def test_a_clause_without_a_subject_has_that_of_the_clause_before(verb):
    assert payer_of(f"市财政加大力度，{verb}500元") == "市财政"
    assert payer_of(f"市财政加大力度，教师{verb[0]}500元") is None
