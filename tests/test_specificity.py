"""Which promises have a number, a baseline, a year, an owner: shares with intervals, by hand."""

from __future__ import annotations

from math import isnan, sqrt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from target_tables import documents, targets

from analysis.errors import InputError
from analysis.measures.specificity import (
    FEATURES,
    OWNERS,
    SPECIFICITY,
    owners,
    pledges,
    promised,
    specificity,
    wilson,
)

NO_OWNERS = pd.DataFrame(columns=list(OWNERS))


def sections(*rows):
    """(section_id, parent_id, heading, part)"""
    return pd.DataFrame(list(rows), columns=["section_id", "parent_id", "heading", "part"])


def passages(*rows):
    """(passage_id, section_id, text), all of document a-doc"""
    frame = pd.DataFrame(list(rows), columns=["passage_id", "section_id", "text"])
    return frame.assign(doc_id="a-doc", kind="sentence")


def bodies(*rows):
    """(passage_id, project_id, agency_id, role, char_start)"""
    names = ["passage_id", "project_id", "agency_id", "role", "char_start"]
    return pd.DataFrame(list(rows), columns=names).assign(doc_id="a-doc")


def projects(*rows):
    return pd.DataFrame(list(rows), columns=["doc_id", "project_id", "char_start", "char_end"])


def test_wilson_by_hand():
    # 8 of 10 at 95 %: z = 1.959964; centre (0.8 + z²/20)/(1 + z²/10), half width as in Wilson.
    z = 1.9599639845400545
    centre = (0.8 + z * z / 20) / (1 + z * z / 10)
    half = z * sqrt(0.8 * 0.2 / 10 + z * z / 400) / (1 + z * z / 10)
    assert wilson(8, 10) == pytest.approx((centre - half, centre + half))
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_agrees_with_scipy(count, n, level):
    count = min(count, n)
    expected = binomtest(count, n).proportion_ci(level, method="wilson")
    assert wilson(count, n, level) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_of_nothing_is_no_share_and_a_part_above_the_whole_is_refused():
    assert all(isnan(end) for end in wilson(0, 0))
    with pytest.raises(InputError, match="share of 3 out of 2"):
        wilson(3, 2)


TEXT = passages(
    ("p0", "s1", "到2025年达到95%。"),
    ("p1", "s1", "（区教体局、区财政局负责）"),
    ("p2", "s2", "其他。"),
)
BODIES = bodies(
    ("p1", None, "edu", "lead", 60),
    ("p1", None, "finance", "member", 64),
    ("p2", None, "health", "lead", 900),
    (None, "j1", "build", "lead", 330),
)
PROJECTS = projects(("a-doc", "j1", 300, 340))


def test_owner_is_found_in_the_project_the_sentence_or_the_list_that_closes_the_item():
    rows = targets(
        {"value": 1, "number_start": 310, "section_id": "s1", "passage_id": "p9"},
        {"value": 2, "number_start": 890, "section_id": "s2", "passage_id": "p2"},
        {"value": 3, "number_start": 10, "section_id": "s1", "passage_id": "p0"},
        {"value": 4, "number_start": 70, "section_id": "s1", "passage_id": "p0"},
        {"value": 5, "number_start": 5, "section_id": "s3", "passage_id": "p5"},
    )
    found = owners(rows, TEXT, BODIES, PROJECTS).to_dict("records")
    assert [(r["statement_id"], r["agency_ids"], r["owner_basis"]) for r in found] == [
        ("a-doc-310", "build", "project"),
        ("a-doc-890", "health", "passage"),
        ("a-doc-10", "edu|finance", "section"),
    ]
    assert found[2]["lead_ids"] == "edu"


def test_a_row_without_section_has_no_owner():
    rows = targets({"value": 1, "number_start": 1})
    assert len(owners(rows, TEXT, BODIES, PROJECTS)) == 0
    assert len(owners(targets(), TEXT, bodies(), projects())) == 0


def test_promised_puts_the_complete_first_and_leaves_norms_out():
    rows = targets(
        {"value": 1, "nature": "预期性", "baseline_value": 0},
        {"value": 2, "target_year": 2025, "statement_id": "full"},
        {"value": 3, "status": "norm"},
    )
    owned = pd.DataFrame([("full", "edu", "edu", "passage")], columns=list(OWNERS))
    found = promised(rows, owned)
    assert list(found["statement_id"]) == ["full", "a-doc-10"]
    assert list(found["is_complete"]) == [True, False]
    assert list(found["has_baseline"]) == [False, True]
    assert list(found["has_nature"]) == [False, True]
    assert found["agency_ids"].tolist() == ["edu", None]


TERMS = [
    {"term": "建成", "role": "pledge"},
    {"term": "力争", "role": "pledge"},
    {"term": "回顾", "role": "review"},
]


def test_pledges_leave_out_reviews_margins_reports_and_headings():
    text = passages(
        ("p0", "plan", "力争新建2所。"),
        ("p1", "plan", "建成教育强区。"),
        ("p2", "plan", "加强管理。"),
        ("p3", "past", "建成3所。"),
        ("p4", "menu", "力争。"),
        ("p5", "plan", "已建成4所。"),
        ("p6", "plan", "班额不超过45人。"),
    )
    parts = sections(
        ("plan", None, "主要任务", "body"),
        ("top", None, "一、“十三五”回顾", "body"),
        ("past", "top", "（一）学前", "body"),
        ("menu", None, None, "navigation"),
    )
    rows = targets(
        {"value": 2, "passage_id": "p0"},
        {"value": 4, "passage_id": "p5", "status": "achieved"},
        {"value": 45, "passage_id": "p6", "status": "norm"},
    )
    found = pledges(text, parts, rows, TERMS)
    assert list(zip(found["passage_id"], found["has_number"], strict=True)) == [
        ("p0", True),
        ("p1", False),
        ("p6", True),
    ]


def test_shares_of_each_document_and_none_where_there_is_nothing():
    rows = targets(
        {"value": 1, "target_year": 2025},
        {"value": 2, "target_year": 2025, "nature": "约束性"},
        {"value": 3},
        {"value": 4},
    )
    pledged = pd.DataFrame(
        [("a-doc", "p0", True), ("a-doc", "p1", False)],
        columns=["doc_id", "passage_id", "has_number"],
    )
    found = specificity(rows, documents("a", "b"), NO_OWNERS, pledged)
    assert list(found.columns) == list(SPECIFICITY)
    cells = {(r["doc_id"], r["feature"]): r for r in found.to_dict("records")}
    assert len(cells) == 2 * len(FEATURES)
    assert (cells["a-doc", "year"]["k"], cells["a-doc", "year"]["n"]) == (2, 4)
    assert cells["a-doc", "nature"]["share"] == 0.25
    assert cells["a-doc", "number"]["share"] == 0.5
    assert cells["a-doc", "owner"]["share"] == 0
    assert (cells["a-doc", "year"]["low"], cells["a-doc", "year"]["high"]) == wilson(2, 4)
    assert cells["b-doc", "year"]["n"] == 0
    assert isnan(cells["b-doc", "year"]["share"])
