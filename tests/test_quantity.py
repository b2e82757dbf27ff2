"""Numbers and units as each language writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis import store
from analysis.figures.labels import codes, label
from analysis.figures.quantity import quantity, unit_heading
from analysis.paths import Project


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal("4.5"), "万人", "4.5万人", "45,000 people"),
        (Decimal("0.0575"), "亿元", "0.0575亿元", "5,750,000 yuan"),
        (1, "所", "1所", "1 school"),
        (2, "所", "2所", "2 schools"),
        (Decimal("95.50"), "%", "95.5%", "95.5%"),
        (3, "百分点", "3个百分点", "3 pp"),
        (20, "个", "20个", "20"),
        (12345, None, "12345", "12,345"),
        (7, "蒸笼", "7蒸笼", "7 蒸笼"),  # a unit nobody named stays as printed
    ],
)
def test_a_value_and_its_unit(value, unit, zh, en):
    assert (quantity(value, unit, "zh"), quantity(value, unit, "en")) == (zh, en)


def test_ranges_and_ratios():
    assert quantity(1, "项", "zh", 2) == "1–2项"
    assert quantity(1, "项", "en", 2) == "1–2 items"
    assert quantity(4, "比", "en", per=6) == quantity(4, "比", "zh", per=6) == "4:6"
    assert quantity(Decimal("1.02"), "比", "en") == "1.02:1"


def test_an_axis_names_the_unit_of_its_numbers():
    assert unit_heading("万人", "en") == "10,000 people"
    assert unit_heading("万人", "zh") == "万人"
    assert unit_heading("年", "en") == "years"
    assert unit_heading(None, "en") == ""


def test_every_normal_unit_has_an_english_word():
    named = {key: words["en"] for key, words in codes().items()}
    normal = {row["canonical"] for row in store.rows(Project.here(), "units")}
    lacking = sorted(unit for unit in normal if f"unit.{unit}" not in named)
    assert not lacking, f"give these an English word in codes.csv: {', '.join(lacking)}"
    chinese = [unit for unit in normal if any(c >= "一" for c in named[f"unit.{unit}"])]
    assert not chinese


def test_a_label_agrees_with_its_count():
    assert label("caption.n_statements", "en", n=1) == "n = 1 statement."
    assert label("caption.n_statements", "en", n=1234) == "n = 1,234 statements."
    assert label("caption.n_statements", "zh", n=1234) == "n = 1,234 条陈述。"
