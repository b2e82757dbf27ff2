"""Pinyin in brackets goes, in every form; real brackets stay."""

from __future__ import annotations

import pytest

from analysis.text.repair import RepairLexicon, clean, sheared

CASES = [
    ("規(guī)劃", "规划"),
    ("规（guī）划", "规划"),
    ("酒泉(quan)(quan)市(shi)", "酒泉市"),
    ("玉門縣(xiàn)", "玉门县"),
    ("本縣(xi脿n)的學(xué)校", "本县的学校"),
    ("区(q?)域", "区域"),
    ("区(q\ufffd)域", "区域"),
    ("(江北府發(fā)〔2021〕8號)", "(江北府发〔2021〕8号)"),
    ("规划（guī huà）", "规划"),
    ("教育 (jiào yù)事业", "教育事业"),
    ("女(nǚ)教师，绿(lǜ)色", "女教师，绿色"),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_pinyin_goes(raw: str, expected: str) -> None:
    assert clean(raw, RepairLexicon.empty()).text == expected


# A character for each final of standard Chinese.
FINALS = (
    "八bā 波bō 德dé 比bǐ 步bù 女nǚ 白bái 北běi 回huí 高gāo 口kǒu 六liù 别bié 学xué 略lüè 二èr "
    "安ān 本běn 民mín 论lùn 方fāng 能néng 明míng 工gōng 家jiā 教jiào 边biān 江jiāng 熊xióng "
    "花huā 国guó 快kuài 关guān 广guǎng"
)


@pytest.mark.parametrize("read", FINALS.split())
def test_a_syllable_with_any_final_goes(read: str) -> None:
    raw = f"规划(guī huà)与{read[0]}({read[1:]})字"
    assert clean(raw, RepairLexicon.empty()).text == f"规划与{read[0]}字"


@pytest.mark.parametrize(
    "text",
    [
        "统领(立德树人)",
        "网络(5G)",
        "信息技术(IT)",
        "见表(1)",
        "高校(园)",
        "(一)指导思想",
        "淄博市(含文昌湖、经开区)",
        "设备(LED)照明",
        "微信(wechat)平台",
    ],
)
def test_real_brackets_stay(text: str) -> None:
    assert clean(text, RepairLexicon.empty()).text == text


def test_a_lone_plain_syllable_is_only_marked() -> None:
    result = clean("方案(an)如下", RepairLexicon.empty())
    assert result.text == "方案(an)如下"
    assert [m.rule for m in result.marks] == ["pinyin"]


def test_two_plain_syllables_are_no_accident() -> None:
    assert clean("第(di)一(yi)章 发展基础", RepairLexicon.empty()).text == "第一章 发展基础"
    assert clean("选甲(a)或乙(e)", RepairLexicon.empty()).text == "选甲(a)或乙(e)"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("参与足球?qū)W习训练", "参与足球學习训练"),
        ("發展?jié)摿Ψ治黾巴顿Y", "發展潛力分析及投資"),
        ("是什么?(qū)别", "是什么?(qū)别"),
        ("吗?qū)", "吗?qū)"),
    ],
)
def test_characters_cut_in_two_are_whole_again(raw, expected):
    found = list(sheared.edits(raw))
    mended = raw
    for edit in reversed(found):
        mended = mended[: edit.start] + edit.after + mended[edit.end :]
    assert mended == expected
