"""Spun text is found out by its words and put back; honest text is left alone."""

from __future__ import annotations

import pytest
from sources_text import cleaned, lexicon, raw

from analysis.text.repair import RepairLexicon, SpunEntry, clean
from analysis.text.repair.spun import spun_share
from analysis.text.spans import CleanText

# Telling words around each example, so that the text is recognised as spun.
SPUN = "提高教化质量,促进教化公允,开展体育熬炼,推进才智校内建设,坚持以嬉戏为基本活动。"

PAIRS = [
    ("针对学生不怜悯况", "针对学生不同情况"),
    ("发呈现代职业教化", "发展现代职业教育"),
    ("对家进步行培训", "对家长进行培训"),
    ("着力扩高校前教化资源", "着力扩大学前教育资源"),
    ("管理水同等方面", "管理水平等方面"),
    ("刚好更新课程内容", "及时更新课程内容"),
    ("必需坚持依法治教", "必须坚持依法治教"),
    ("中学阶段教化", "高中阶段教育"),
    ("一般中学与职业教化", "普通高中与职业教育"),
    ("大力发展老年高校", "大力发展老年大学"),
    ("激励社会力气办学", "鼓励社会力量办学"),
    ("推广教学阅历", "推广教学经验"),
    ("驾驭运动技能", "掌握运动技能"),
    ("健全接着教化制度", "健全继续教育制度"),
    ("特别教化学校", "特殊教育学校"),
    ("增加服务实力", "增强服务能力"),
    ("教化供应模式", "教育供给模式"),
    ("为学生供应场地", "为学生提供场地"),
    ("培育和践行社会主义核心价值观", "培育和践行社会主义核心价值观"),
    ("优化中小学课程", "优化中小学课程"),
    ("具有强劲实力", "具有强劲实力"),
    ("与高校合作", "与高校合作"),
    ("驾驭风险本事", "驾驭风险本领"),
    ("差异化安排原则", "差异化分配原则"),
]


@pytest.mark.parametrize(("spun", "original"), PAIRS)
def test_pairs(spun: str, original: str) -> None:
    assert original in clean(SPUN + spun + "。", lexicon()).text


@pytest.mark.parametrize("doc_id", ["zichuan", "zibo", "yumen", "jiangbei"])
def test_honest_sources_are_not_spun(doc_id: str) -> None:
    result = cleaned(doc_id)
    assert not any("spun" in repair.rule for repair in result.repairs)
    assert spun_share(result.text, lexicon().spun) == 0.0


def test_heping_is_spun() -> None:
    assert spun_share(raw("heping"), lexicon().spun) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "四有好老师",
        "老师的教化作用",
        "道德教化与教化人心,教化育人。",
        "教师和学生在中学锻炼,必需品齐全。",
    ],
)
def test_a_few_such_words_do_not_make_a_text_spun(text: str) -> None:
    assert clean(text, lexicon()).text == text


def test_only_the_spun_part_of_a_mixed_text_is_touched() -> None:
    honest = "教师培训与教育公平,锻炼身体,智慧校园,游戏活动,热爱学生,尊重规律。" * 90
    kept = "老师上课。" * 2 + honest
    result = clean(kept + "\n" + SPUN * 30, lexicon())
    assert result.text.startswith(kept)
    assert result.text.count("促进教育公平") > 18


def test_share_by_hand() -> None:
    entries = (
        SpunEntry("教化", "教育", tells="yes"),
        SpunEntry("才智", "智慧", tells="yes"),
        SpunEntry("老师", "教师", tells="weak"),
    )
    text = "教化教化教化才智教育老师老师教师教师"
    # telling: 3 + 1 + 0.25·2 = 4.5; ordinary: 1 + 0 + 0.25·2 = 1.5
    assert spun_share(text, entries) == pytest.approx(4.5 / 6.0)


def test_uncertain_entries_are_marks() -> None:
    sure = tuple(e for e in lexicon().spun if e.tells)
    doubtful = RepairLexicon(spun=(*sure, SpunEntry("互动", "活动", certainty="uncertain")))
    result: CleanText = clean(SPUN + "艺术互动。", doubtful)
    assert result.text.endswith("艺术互动。")
    assert [(m.before, m.after) for m in result.marks if m.rule == "spun"] == [("互动", "活动")]


def test_every_entry_compiles_and_names_a_real_certainty() -> None:
    for entry in lexicon().spun:
        assert entry.term != entry.original
        assert entry.certainty in ("certain", "probable", "uncertain")
    with pytest.raises(ValueError, match="certainty"):
        RepairLexicon.from_rows([{"term": "甲", "original": "乙", "certainty": "sure"}], [])
