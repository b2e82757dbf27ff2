"""The words under a figure: sources, n, warnings."""

from __future__ import annotations

from figure_frames import DOCUMENTS, TABLES, many, setting

from analysis.figures.caption import caption, sources, warnings
from analysis.figures.setting import Setting


def test_sources_name_region_kind_and_year():
    assert sources(setting("en")) == (
        "Sources: Zibo, annual work list (2020; a copy); Zichuan, draft plan (2022); "
        "Yumen, plan (2022)."
    )
    assert sources(setting("zh"), ["yumen"]) == "资料来源：玉门市规划（2022）。"


def test_a_weakness_stands_once_beside_its_document_and_is_no_sentence():
    documents = DOCUMENTS.assign(quality=[0.9, 0.3, 0.5], spun_share=[0.0, 0.4, 0.0])
    told = caption(Setting.of({**TABLES, "documents": documents}, "en"), 5)
    assert "Zichuan, draft plan (2022; words swapped for synonyms);" in told
    assert "Yumen, plan (2022; text quality below 0.6)." in told
    assert told.endswith("n = 5 statements. Zichuan lies inside Zibo: not independent, never "
                         "added up.")  # fmt: skip


def test_weaknesses_of_many_documents_are_told_as_kinds():
    tables = many(12)
    tables["documents"] = tables["documents"].assign(completeness="truncated")
    told = caption(Setting.of(tables, "en"), 5)
    assert told.startswith("Sources: 12 documents") and "the text breaks off" in told


def test_many_documents_are_counted():
    assert "50" in sources(Setting.of(many(50), "en"))


def test_warnings_name_who_and_what():
    told = warnings(setting("en"))
    assert "Zichuan: a draft, not the adopted text." in told
    assert "Zibo: a list for one year, not a five-year plan." in told
    assert any("Zichuan lies inside Zibo" in line for line in told)


def test_many_children_of_compared_parents_are_counted():
    tables = many(12)
    tables["regions"] = tables["regions"].assign(parent_id=[None, *["r0"] * 11])
    told = [line for line in warnings(Setting.of(tables, "en")) if "inside" in line]
    assert len(told) == 4 and told[-1].startswith("8 more regions")


def test_a_child_without_its_parent_on_the_page_needs_no_warning():
    assert not any("inside" in line for line in warnings(setting("en", regions=["zichuan"])))


def test_low_quality_and_spun_text_are_said():
    documents = DOCUMENTS.assign(quality=[0.9, 0.3, 0.9], spun_share=[0.0, 0.4, 0.0])
    told = warnings(Setting.of({**TABLES, "documents": documents}, "zh"))
    assert "淄川区的文本质量低于 0.6。" in told
    assert any("淄川区" in line and "近义词" in line for line in told)


def test_the_caption_counts_with_separators_and_adds_notes():
    text = caption(setting("en"), 1234, notes=["Own note."])
    assert "n = 1,234 statements. Own note." in text


def test_no_document_is_said():
    assert sources(setting("zh"), []) == "没有可用的来源文件。"
