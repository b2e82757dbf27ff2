"""Tables of counts: each cell is what there is, under the name of its row and its column."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_texts import read

from analysis.text.repair import RepairLexicon, clean
from analysis.text.segment import segment
from analysis.text.segment.statistics import is_header, is_row

LINES = (
    "指标\n招生数（人）\n在校生数（人）\n普通高中\n4113\n12329\n特殊教育\n10\n206\n全年入园率92%。"
)


def kinds(text):
    return [table.kind for table in segment(clean(text, RepairLexicon.empty())).tables]


def rows(text):
    return [(r["indicator"], r["value"], r["unit"], r["status"]) for r in read(text).targets]


def test_one_cell_a_line_ends_where_the_prose_begins():
    assert kinds(LINES) == ["statistics"]
    assert rows("2021年全县教育发展情况\n" + LINES) == [
        ("普通高中招生数", 4113, "人", "achieved"),
        ("普通高中在校生数", 12329, "人", "achieved"),
        ("特殊教育招生数", 10, "人", "achieved"),
        ("特殊教育在校生数", 206, "人", "achieved"),
        ("入园率", 92, "%", "achieved"),
    ]


def test_a_grid_names_its_units_or_implies_them():
    assert rows("类别\t学校数\t在校生数（万人）\n小学\t48\t4.4\n初中\t22\t2.1\n") == [
        ("小学学校数", 48, "所", "achieved"),
        ("小学在校生数", Decimal("4.4"), "万人", "achieved"),
        ("初中学校数", 22, "所", "achieved"),
        ("初中在校生数", Decimal("2.1"), "万人", "achieved"),
    ]


def test_a_table_of_a_plan_promises():
    text = "2022年普通高中招生计划\n学校\t班数\t招生人数\n一中\t12\t600\n二中\t10\t500\n"
    assert [row[3] for row in rows(text)] == ["target"] * 4


def test_words_in_a_cell_make_it_another_table():
    assert kinds("学校\t班数\t招生人数\n一中\t全部\t600\n二中\t10\t500\n") == ["other"]


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(1, 9999)), min_size=1, max_size=6))
def test_every_cell_is_one_row(counts):
    body = "".join(f"类{'甲乙丙丁戊己'[i]}\n{a}\n{b}\n" for i, (a, b) in enumerate(counts))
    found = rows("项目\n班级数（个）\n学生数（人）\n" + body)
    assert [row[1] for row in found] == [number for pair in counts for number in pair]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["指标", "招生数（人）", "在校生数（人）"], True),
        (["指标", "招生数（人）"], False),  # one measure is a list
        (["普通高中", "招生数（人）", "在校生数（人）"], False),
        (["指标", "招生数（人）", "加强领导"], False),
    ],
)
def test_a_header_names_a_first_column_and_two_measures(names, expected):
    assert is_header(names) is expected


@pytest.mark.parametrize(
    ("label", "values", "expected"),
    [
        ("普通高中", ["4113", "12329"], True),
        ("普通高中", ["4113", ""], True),
        ("", ["4113", "12329"], False),
        ("46", ["4113", "12329"], False),
        ("普通高中", ["4113", "逐年提高"], False),
        ("普" * 20, ["1", "2"], True),
        ("普" * 21, ["1", "2"], False),
    ],
)
def test_a_row_is_a_name_and_nothing_but_numbers(label, values, expected):
    assert bool(is_row(label, values)) is expected
