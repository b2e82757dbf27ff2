"""The work of reading a text grows with its length and no faster, whatever its shape."""

from __future__ import annotations

import sys

import pytest

from analysis.extraction import records_of
from analysis.paths import Project
from analysis.reading import load_lexicons

SHAPES = {
    "lines": lambda n: "到2025年，新建学校3所，毛入园率达到90%。\n" * n,
    "one line": lambda n: "到2025年，新建学校3所，毛入园率达到90%。" * n,
    "no stop": lambda n: "到2025年，新建学校3所，" * n,
    "an item without end": lambda n: "一、" + "新建小学2所，" * n,
    "a cell without end": lambda n: "序号\n名称\n建设内容\n1\n工程\n" + "新建小学2所，" * n,
    "parts of totals": lambda n: "投入资金2万元，其中市级1元。" * n,
    "many tables": lambda n: "说明\n指标\n2020年\n2025年\n入园率（%）\n80\n90\n完。\n" * n,
    "one table": lambda n: "指标\n2020年\n2025年\n属性\n" + "入园率（%）\n80\n90\n预期性\n" * n,
    "page marks": lambda n: "新建学校与幼儿园，\n— 7 —\n改善办学条件，" * n,
}


@pytest.fixture(scope="module")
def lexicons():
    return load_lexicons(Project.here())


def calls(text, lexicons):
    """How many functions are called to extract the statements of a text."""
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        records_of(text, "d", lexicons)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_is_four_times_the_work(lexicons, shape):
    make = SHAPES[shape]
    records_of(make(2), "d", lexicons)  # what is worked out once a process
    # A sentence without end is read in pieces of 800 characters: both have several.
    short, long = calls(make(125), lexicons), calls(make(500), lexicons)
    assert long < 4.4 * short
