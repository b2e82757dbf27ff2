"""The whole chain: nothing lost on any text, and what the five sources come out as."""

from __future__ import annotations

import re

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources_text import DOCUMENTS, cleaned, lexicon, raw, structure

from analysis.text.repair import RepairLexicon, clean
from analysis.text.repair.draft import Draft, Edit
from analysis.text.segment import segment
from analysis.text.spans import CleanText

NOISE = "教育化规劃發(guī)（fā）12、。,，\n \u3000<br>&amp;%％２０25年日*—[1]第页力气高校前扩表指标"


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet=NOISE, max_size=120))
def test_any_text_replays_and_maps(text: str) -> None:
    result = clean(text, lexicon())
    assert CleanText.replay(text, result.repairs).text == result.text
    assert list(result.raw_starts) == sorted(result.raw_starts)
    assert len(result.raw_ends) == len(result.text)
    for passage in segment(result).passages:
        assert result.text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("doc_id", DOCUMENTS)
def test_sources_replay(doc_id: str) -> None:
    result = cleaned(doc_id)
    assert result.raw == raw(doc_id)
    assert CleanText.replay(raw(doc_id), result.repairs).text == result.text
    assert all(raw(doc_id)[r.start : r.end] == r.before for r in result.repairs + result.marks)


def test_jiangbei_has_no_pinyin_and_keeps_its_brackets() -> None:
    text = cleaned("jiangbei").text
    assert not re.search(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]", text)
    for kept in (
        "(立德树人)",
        "(江北府发〔2021〕8号)",
        "(以下简称《规划》)",
        "(名校、名校长、名教师)",
    ):
        assert kept in text
    assert opencc.OpenCC("tw2s").convert(text) == text


def test_heping_sentences_are_whole() -> None:
    text = cleaned("heping").text
    assert not re.search(r"\n\d+、", text)
    assert "在以习近平同志为核心的党中央坚强领导下" in text
    assert "针对学生不同情况" in text
    assert "发展现代职业教育" in text
    assert "对家长进行系统培训" in text
    assert "着力扩大学前教育资源供给" in text
    assert "中小学" in text
    assert "津和党发202214号" in text  # only marked


def test_yumen_broken_lines_are_joined() -> None:
    text = cleaned("yumen").text
    assert "老百姓对优质教育的需求" in text
    assert "到2025年,新市区新建公办幼儿园2所" in text
    assert "4.坚持依法治教" in text


def test_zichuan_dates_are_marked_only() -> None:
    result = cleaned("zichuan")
    assert "2022年927日" in result.text
    marked = {(m.before, m.after) for m in result.marks if m.rule == "dates"}
    assert ("2022年927日", "2022年9月27日") in marked
    assert "12项运动技能" in result.text


@pytest.mark.parametrize("text", ["", "\n", " ", "。", "X", "1", "\ufeff"])
def test_nothing_much(text: str) -> None:
    assert clean(text, lexicon()).text.strip() == text.strip("\ufeff ").strip()


def test_only_chrome_becomes_navigation() -> None:
    result = clean("首页\n• 政策解读\n打印\n扫一扫关注微信公众号\n", lexicon())
    parts = {section.part for section in segment(result).sections}
    assert parts == {"navigation"}


def test_what_was_injected_into_a_page_is_chrome_and_courses_are_not() -> None:
    text = (
        "久久国产精品_亚洲一区二区无码\n你的位置：首页\n建设国产化设备和省级精品课程5门。\n新闻推荐"
    )
    marks = {mark.before for mark in clean(text, lexicon()).marks if mark.rule == "chrome"}
    assert marks == {"久久国产精品_亚洲一区二区无码", "你的位置：首页", "新闻推荐"}


def test_empty_lexicon_leaves_ordinary_words() -> None:
    assert clean("教化老师", RepairLexicon.empty()).text == "教化老师"


def test_edits_of_two_rules_become_one_repair_where_they_meet() -> None:
    draft = Draft("素质教\n12、化")
    draft.apply([Edit(3, 7, "", "page_marks")])
    draft.apply([Edit(2, 4, "教育", "spun", "probable")])
    assert draft.text == "素质教育"
    assert {(r.before, r.after, r.rule) for r in draft.current.repairs} == {
        ("\n12、", "", "page_marks"),
        ("化", "育", "spun"),
    }


def test_an_edit_over_an_uneven_repair_names_both_rules() -> None:
    draft = Draft("认真实行工作")
    draft.apply([Edit(2, 4, "贯彻落实", "first")])
    draft.apply([Edit(4, 7, "行作", "second", "probable")])
    (repair,) = draft.current.repairs
    assert draft.text == "认真贯彻行作作"
    assert (repair.before, repair.rule, repair.certainty) == ("实行工", "first+second", "probable")


def test_passages_cover_all_words_of_every_source() -> None:
    for doc_id in DOCUMENTS:
        text = cleaned(doc_id).text
        covered = bytearray(len(text))
        for p in structure(doc_id).passages:
            covered[p.start : p.end] = b"\x01" * (p.end - p.start)
        for table in structure(doc_id).tables:
            covered[table.start : table.end] = b"\x01" * (table.end - table.start)
        assert all(covered[i] or text[i].isspace() for i in range(len(text)))
