"""When a text was issued: its own date line, else what its page says of itself."""

from __future__ import annotations

import pytest

from analysis.statements.context import own_year
from analysis.text.repair import RepairLexicon, clean
from analysis.text.segment import segment

BODY = "一、总体要求\n坚持教育优先发展。\n二、主要任务\n到2025年，建成8所幼儿园。\n"


def year_of(raw):
    return own_year(segment(clean(raw, RepairLexicon.empty())))


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        (f"某县人民政府\n2021年3月8日\n{BODY}", 2021),
        (f"发布时间：2020-03-02\n{BODY}", 2020),
        (BODY, None),
        ("2019年" + "教育经费投入逐年增长。" * 5, None),
    ],
)
def test_the_year_of_a_text(raw, year):
    assert year_of(raw) == year


def test_its_own_date_comes_before_that_of_the_page():
    assert year_of(f"发布时间：2020-03-02 来源：某网\n某县人民政府\n2021年3月8日\n{BODY}") == 2021
