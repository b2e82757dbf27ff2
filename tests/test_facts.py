"""A statement in words, on Chinese and on English pages."""

from __future__ import annotations

import pytest
import tiny_site as tiny

from analysis.publish.facts import value_text, what_is_stated

TARGET = {"table": "targets", "comparator": "="}
MONEY = {"table": "funding"}


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (TARGET | {"value": "1", "value_high": "2", "unit": "项"}, "1–2 项", "1–2 items"),
        (TARGET | {"value": "85", "unit": "%", "comparator": ">="}, "≥ 85%", "≥ 85%"),
        (TARGET | {"value": "4.5", "unit": "万人"}, "4.5 万人", "45,000 people"),
        (
            TARGET | {"value": "1", "unit": "名", "per_value": "5", "per_unit": "所"},
            "1 名 / 5 所",
            "1 person / 5 所",
        ),
        (TARGET | {"value": "4", "unit": "比", "per_value": "6", "per_unit": None}, "4:6", "4:6"),
        (
            MONEY | {"amount": "1100", "unit": "万元", "amount_cny": "11000000", "basis": "total"},
            "1100 万元",
            "CNY 11,000,000",
        ),
        (
            MONEY
            | {"amount": "300", "amount_high": "800", "unit": "元", "basis": "per_person_month"}
            | {"amount_cny": "300", "amount_high_cny": "800"},
            "300–800 元 · 每人每月",
            "CNY 300–800 · a person a month",
        ),
        (MONEY | {"amount": "12345678.50", "unit": "元"}, "12,345,678.5 元", None),
        (MONEY | {"amount": None, "growth_pct": "10"}, "10%", "10%"),
        (MONEY | {"amount": None}, "", ""),
    ],
)
def test_values_are_spelt_as_each_language_reads_them(row, zh, en):
    assert value_text(row) == zh
    assert en is None or value_text(row, "en") == en


def test_a_statement_is_named_by_its_indicator_else_by_its_own_words():
    content = tiny.content()
    row = content.statements[f"aa-{tiny.RAW.index('85%')}"]
    assert what_is_stated(row, content, "en") == "入园率"
    money = content.statements[f"aa-{tiny.RAW.index('300')}"]
    assert what_is_stated(money, content, "zh") == "教育"
