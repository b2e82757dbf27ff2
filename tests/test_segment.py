"""Outlines against hand-checked ones, passages and parts on tiny texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources_text import DOCUMENTS, cleaned, structure

from analysis.text.repair import RepairLexicon, clean
from analysis.text.segment import segment
from analysis.text.spans import CleanText, Section, Structure

OUTLINES = Path(__file__).parent / "outlines"


def of(text: str) -> Structure:
    return segment(CleanText.replay(text, ()))


def outline(sections: tuple[Section, ...]) -> list[str]:
    return [
        "  " * s.depth + (f"[{s.part}]" if s.parent is None else f"{s.label}{s.heading}")
        for s in sections
    ]


@pytest.mark.parametrize("doc_id", DOCUMENTS)
def test_section_tree(doc_id: str) -> None:
    expected = (OUTLINES / f"{doc_id}.txt").read_text(encoding="utf-8").splitlines()
    assert outline(structure(doc_id).sections) == expected


@pytest.mark.parametrize("doc_id", DOCUMENTS)
def test_tree_is_sound(doc_id: str) -> None:
    found, text = structure(doc_id), cleaned(doc_id).text
    for number, section in enumerate(found.sections):
        assert section.index == number
        assert 0 <= section.start < section.end <= len(text)
        if section.parent is not None:
            above = found.sections[section.parent]
            assert above.start <= section.start
            assert section.end <= above.end
            assert section.depth == above.depth + 1
    for passage in found.passages:
        home = found.sections[passage.section]
        assert text[passage.start : passage.end] == passage.text
        assert home.start <= passage.start
        assert passage.end <= home.end


def test_any_depth() -> None:
    text = (
        "第一章 总则\n第一节 目标\n一、任务\n(一)学前\n1.建设\n(1)新建幼儿园2所;\n"
        "①东区一所;\n②西区一所。\n(2)改建。\n2.管理\n第二章 保障\n"
    )
    assert outline(of(text).sections) == [
        "[body]",
        "  第一章总则",
        "    第一节目标",
        "      一、任务",
        "        (一)学前",
        "          1.建设",
        "            (1)新建幼儿园2所",
        "              ①东区一所",
        "              ②西区一所",
        "            (2)改建",
        "          2.管理",
        "  第二章保障",
    ]


def test_decimal_numbers_are_not_headings() -> None:
    assert outline(of("增长到\n1.5小时,\n2.5%以内。\n3.5亿元").sections) == ["[body]"]
    assert outline(of("1.1 建设目标\n1.2 工作任务").sections) == [
        "[body]",
        "  1.1建设目标",
        "  1.2工作任务",
    ]


def test_headings_in_one_line_parted_by_spaces() -> None:
    text = (
        "前言。 一、总体要求 (一)指导思想 以发展为主题。 "
        "(二)目标 到2025年达到90%。 二、任务 完成任务。"
    )
    assert outline(of(text).sections)[1:] == [
        "  一、总体要求",
        "    (一)指导思想",
        "    (二)目标",
        "  二、任务",
    ]
    kinds = [(p.kind, p.text) for p in of(text).passages]
    assert ("heading", "(二)目标") in kinds
    assert ("sentence", "到2025年达到90%。") in kinds


def test_a_run_in_heading_and_an_item_that_is_one_sentence() -> None:
    found = of("1.强化理论武装。严格落实制度。\n2.新建幼儿园5所。\n3.毛入园率达到95%。继续提高。")
    assert [(p.kind, p.text) for p in found.passages] == [
        ("heading", "1.强化理论武装。"),
        ("sentence", "严格落实制度。"),
        ("list_item", "2.新建幼儿园5所。"),
        ("list_item", "3.毛入园率达到95%。"),
        ("sentence", "继续提高。"),
    ]


def test_semicolons_do_not_cut_sentences_but_quotes_are_closed() -> None:
    found = of("到2025年,甲达到1%;乙达到2%。他说:“好。”完了!")
    assert [p.text for p in found.passages] == [
        "到2025年,甲达到1%;乙达到2%。",
        "他说:“好。”",
        "完了!",
    ]


def test_announcement_body_annex_and_participation() -> None:
    text = (
        "各乡镇人民政府:\n现将《规划》印发给你们,请认真执行。\n某市人民政府\n2022年11月30日\n"
        "某市教育规划\n一、目标\n到2025年达到95%。\n"
        "某区教育局\n关于《规划》(征求意见稿)的公众参与报告\n未收到意见。\n附件1:指标表\n说明文字。"
    )
    found = of(text)
    roots = [s for s in found.sections if s.parent is None]
    assert [s.part for s in roots] == ["announcement", "body", "participation", "annex"]
    assert text[roots[0].start : roots[0].end].endswith("2022年11月30日\n")
    assert text[roots[2].start :].startswith("某区教育局")


def test_chrome_marks_make_navigation() -> None:
    lexicon = RepairLexicon(chrome=(r"^打印$", r"^来源[:：]"))
    result = clean("打印\n某市规划\n一、目标\n建成学校。\n来源:某网\n", lexicon)
    roots = [s for s in segment(result).sections if s.parent is None]
    assert [s.part for s in roots] == ["navigation", "body", "navigation"]


def test_empty() -> None:
    found = of("")
    assert [s.part for s in found.sections] == ["body"]
    assert found.passages == ()


def test_a_line_without_a_comma_comes_in_short_pieces_that_lose_nothing() -> None:
    words = "校" * 1001
    passages = of(f"学前，{words}").passages
    assert "".join(passage.text for passage in passages) == f"学前，{words}"
    assert all(len(passage.text) <= 800 for passage in passages)
    assert len(passages[1].text) == 200
