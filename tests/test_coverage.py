"""Stated, not stated, not applicable, unreadable: each cell with its reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import store
from analysis.measures.coverage import COLUMNS, coverage
from analysis.paths import Project
from analysis.schema import check_foreign_keys, check_frame
from analysis.statements.indicators import aliases_of

PROJECT = Project(Path(__file__).resolve().parent.parent)
INDICATORS = pd.DataFrame({"indicator_id": ["retention", "ger", "tertiary", "myopia"]})
ALIASES = aliases_of(
    [
        {"alias": "巩固率", "indicator_id": "retention", "unit": "%"},
        {"alias": "毛入园率", "indicator_id": "ger", "unit": "%"},
        {"alias": "高等教育毛入学率", "indicator_id": "tertiary", "unit": "%"},
        {"alias": "近视率", "indicator_id": "myopia", "unit": "%"},
    ]
)
RULES = [
    {
        "rule_id": "r1",
        "indicator_id": "tertiary",
        "document_kind": "",
        "region_level": "district|county",
        "region_id": "",
        "reason": "区县没有这一口径。",
        "reason_en": "A district has no such figure.",
    },
    {
        "rule_id": "r2",
        "indicator_id": "myopia",
        "document_kind": "work_points",
        "region_level": "district",
        "region_id": "",
        "reason": "年度要点不设。",
        "reason_en": "Not in a yearly list.",
    },
]
REGIONS = pd.DataFrame({"region_id": ["d", "c"], "level": ["district", "prefecture_city"]})


def document(doc_id="doc", region="d", kind="plan", completeness="full"):
    return {"doc_id": doc_id, "region_id": region, "kind": kind, "completeness": completeness}


def cells(documents, targets=(), texts=(), repairs=(), rules=RULES):
    rows = [dict(zip(("doc_id", "indicator_id", "status"), one, strict=True)) for one in targets]
    spans = [(doc, text, kind, at * 100) for at, (doc, text, kind) in enumerate(texts)]
    frame = coverage(
        INDICATORS,
        pd.DataFrame(documents, columns=["doc_id", "region_id", "kind", "completeness"]),
        pd.DataFrame(rows, columns=["doc_id", "indicator_id", "status"], dtype=object),
        rules,
        regions=REGIONS,
        passages=pd.DataFrame(
            [(d, t, k, at, at + len(t)) for d, t, k, at in spans],
            columns=["doc_id", "text", "kind", "char_start", "char_end"],
        ),
        repairs=pd.DataFrame(
            list(repairs),
            columns=["doc_id", "char_start", "char_end", "before", "after", "certainty"],
        ),
        aliases=ALIASES,
    )
    assert list(frame.columns) == list(COLUMNS)
    return {(r["indicator_id"], r["doc_id"]): r for r in frame.to_dict("records")}


def test_every_cell_has_a_value_and_counts_its_statements():
    found = cells(
        [document(), document("two", "c")],
        [("doc", "ger", "target"), ("doc", "ger", "achieved"), ("doc", "ger", "achieved")],
    )
    assert len(found) == 8
    own = found["ger", "doc"]
    assert (own["coverage"], own["statements"]) == ("stated", 3)
    assert (own["reason"], own["reason_en"]) == ("目标1条，成效2条", "1 target, 2 reports")
    assert found["ger", "two"]["coverage"] == "not_stated"


def test_rules_hold_only_when_all_their_conditions_do():
    found = cells([document(), document("city", "c"), document("year", "d", "work_points")])
    assert found["tertiary", "doc"]["coverage"] == "not_applicable"
    assert found["tertiary", "doc"]["reason"] == "区县没有这一口径。"
    assert found["tertiary", "city"]["coverage"] == "not_stated"
    assert found["myopia", "doc"]["coverage"] == "not_stated"
    assert found["myopia", "year"]["coverage"] == "not_applicable"


def test_what_a_text_says_overrules_what_it_could_say():
    found = cells([document()], [("doc", "tertiary", "target")])
    assert found["tertiary", "doc"]["coverage"] == "stated"


def test_a_name_without_a_number_is_not_stated_and_quoted():
    found = cells([document()], texts=[("doc", "降低中小学生近视率,增强体质。", "sentence")])
    own = found["myopia", "doc"]
    assert own["coverage"] == "not_stated"
    assert own["reason"] == "提到而没有数字：“降低中小学生近视率”。"


def test_a_name_beside_a_number_of_another_says_so():
    found = cells([document()], texts=[("doc", "优良率和近视率分别达到55%。", "sentence")])
    assert found["myopia", "doc"]["coverage"] == "not_stated"
    assert found["myopia", "doc"]["reason"].startswith("提到这一指标，同句的数字未读作它的数字")


def test_cells_of_a_flattened_table_are_clauses_of_their_own_and_long_ones_are_cut():
    texts = [("doc", "高等教育\n毛入学率", "table_row"), ("doc", "近视率" + "啊" * 90, "sentence")]
    found = cells([document("doc", "c")], texts=texts)
    assert found["tertiary", "doc"]["reason"] == "全文没有这一指标。"
    assert found["myopia", "doc"]["reason"].endswith("啊…”。")


def test_a_heading_names_nothing():
    found = cells([document()], texts=[("doc", "降低近视率", "heading")])
    assert found["myopia", "doc"]["reason"] == "全文没有这一指标。"


def test_summary_and_truncation_say_what_cannot_be_known():
    found = cells(
        [document(completeness="summary"), document("cut", "c", completeness="truncated")]
    )
    assert found["ger", "doc"]["coverage"] == "not_stated"
    assert found["ger", "doc"]["reason"].startswith("全文没有这一指标。来源只是摘要")
    assert "cut off" in found["ger", "cut"]["reason_en"]


def test_a_hidden_number_is_unreadable_and_a_hidden_name_is_not():
    hidden = cells([document()], texts=[("doc", "巩固率达到**%。", "sentence")])
    assert hidden["retention", "doc"]["coverage"] == "unreadable"
    assert hidden["retention", "doc"]["reason"] == "数字无法辨读：“巩固率达到**%”。"
    name = cells([document()], texts=[("doc", "提高巩固率,建设*区教育。", "sentence")])
    assert name["retention", "doc"]["coverage"] == "not_stated"
    place = cells([document()], texts=[("doc", "巩固率居全*前列。", "sentence")])
    assert place["retention", "doc"]["coverage"] == "not_stated"


def test_an_uncertain_repair_of_a_number_is_unreadable_and_one_of_a_word_is_not():
    text = "巩固率达到九六左右。"
    number = [("doc", 5, 7, "九六", "96", "uncertain")]
    word = [("doc", 7, 9, "左右", "以上", "uncertain")]
    sure = [("doc", 5, 7, "九六", "96", "certain")]
    for marks, expected in ((number, "unreadable"), (word, "not_stated"), (sure, "not_stated")):
        found = cells([document()], texts=[("doc", text, "sentence")], repairs=marks)
        assert found["retention", "doc"]["coverage"] == expected


def test_a_text_that_breaks_off_after_the_name_is_unreadable():
    texts = [("doc", "提高毛入园率。", "sentence"), ("doc", "健全机制,巩固率", "sentence")]
    found = cells([document(completeness="truncated")], texts=texts)
    assert found["retention", "doc"]["coverage"] == "unreadable"
    assert found["ger", "doc"]["coverage"] == "not_stated"
    whole = cells([document()], texts=texts)
    assert whole["retention", "doc"]["coverage"] == "not_stated"


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 50))
def test_any_number_of_documents_fills_every_cell_once(count):
    papers = [document(f"d{n:02}") for n in range(count)]
    assert len(cells(papers)) == 4 * count


def test_no_documents_gives_no_cells_and_keeps_the_columns():
    assert cells([]) == {}


def test_rules_on_record_obey_their_schema():
    frames = {
        name: store.read(PROJECT, name) for name in ("coverage_rules", "indicators", "regions")
    }
    schemas = store.schemas(PROJECT)
    assert check_frame(frames["coverage_rules"], schemas["coverage_rules"]) == []
    assert check_foreign_keys(frames, schemas) == []
