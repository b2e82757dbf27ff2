"""Charts of money: log axes, parts that are not added, and regions with none."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from figure_frames import TABLES, funding, setting

from analysis.figures.charts_agencies import responsibility
from analysis.figures.charts_funding import amounts, purposes
from analysis.figures.charts_rates import rates
from analysis.figures.inspection import faults
from analysis.figures.money import yuan
from analysis.figures.setting import Setting

PURPOSES = pd.DataFrame(
    [
        ("buildings", "yumen", "review", 292e6, ["yumen-1"]),
        ("buildings", "yumen", "plan", 996e6, ["yumen-9"]),
        ("digital", "zichuan", "plan", 5e6, ["zichuan-8"]),
    ],
    columns=["purpose_class", "region_id", "phase", "amount_cny", "statement_ids"],
)
LOAD = pd.DataFrame(
    [("a1", "t1", 5, 2), ("a2", "t1", 1, 4), ("a2", "t2", 0, 3)],
    columns=["agency_id", "theme_id", "lead", "member"],
)
FRAMES = [(amounts, funding()), (rates, funding()), (purposes, PURPOSES)]
IDS = [chart.__name__ for chart, _ in FRAMES]


@pytest.mark.parametrize(("chart", "frame"), FRAMES, ids=IDS)
@pytest.mark.parametrize(("lang", "size"), [("en", "column"), ("zh", "page"), ("en", "slide")])
def test_every_chart_is_sound(chart, frame, lang, size):
    assert faults(chart(frame, setting(lang, size))) == []


@pytest.mark.parametrize(("chart", "frame"), FRAMES, ids=IDS)
def test_no_money_at_all_is_said(chart, frame):
    figure = chart(frame.iloc[:0], setting("zh"))
    assert faults(figure) == []
    assert "未说明" in figure.title


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("292000000", "2.92亿元", "CNY 292m"),
        ("11000000", "1100万元", "CNY 11m"),
        ("1660", "1660元", "CNY 1,660"),
        ("1234567890", "12.3456789亿元", "CNY 1.23456789bn"),
    ],
)
def test_amounts_in_words_are_exact(value, zh, en):
    assert yuan(Decimal(value), setting("zh")) == zh
    assert yuan(Decimal(value), setting("en")) == en


def test_the_title_names_the_largest_sum_and_the_silent():
    title = amounts(funding(), setting("en")).title
    assert title == (
        "The largest amount is in Yumen: CNY 292m (spent); none stated in Zibo and Zichuan"
    )


def test_rates_are_not_drawn_among_sums_and_the_caption_says_so():
    figure = amounts(funding(), setting("en"))
    assert list(figure.data["statement_id"]) == ["yumen-1", "yumen-2", "yumen-3"]
    assert "Rates and growth rules are not totals and are not drawn here: 1." in figure.caption


def test_a_part_is_an_open_mark():
    figure = amounts(funding(), setting("en"))
    spec = str(figure.spec)
    assert "Open marks are parts" in figure.caption
    part = spec[spec.index("'statement_id': 'yumen-2'") - 600 :][:700]
    assert "'fill': '#ffffff'" in part


def test_amounts_stay_exact_in_the_data():
    data = amounts(funding(), setting()).csv.decode()
    assert ",292000000," in data and "2.92" not in data


def test_responsibility_names_the_busiest_agency():
    figure = responsibility(LOAD, setting("en"), "zichuan")
    assert figure.title == "Leads the most tasks in Zichuan: Education Bureau (5)"
    assert faults(figure) == []
    assert faults(responsibility(LOAD.iloc[:0], setting("zh"), "zichuan")) == []


def test_purposes_have_the_names_of_their_table():
    classes = pd.DataFrame(
        [("buildings", "校舍", "Buildings"), ("digital", "信息化", "Digital")],
        columns=["purpose_class", "name_zh", "name_en"],
    )
    where = Setting.of({**TABLES, "purpose_classes": classes}, "en")
    figure = purposes(PURPOSES.assign(amount_high_cny=PURPOSES["amount_cny"]), where)
    assert figure.title == "Largest planned sum by purpose: Yumen, “Buildings”, CNY 996m"
    assert "No amount stated" in str(figure.spec)
