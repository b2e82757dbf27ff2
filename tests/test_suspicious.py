"""Values that ask for a second look, and those that do not."""

from __future__ import annotations

import pytest
from target_tables import documents, indicators, regions, targets

from analysis.measures.suspicious import RULES, SUSPICIOUS, suspicious

FALLEN = {"indicator_id": "pupils", "baseline_value": "1.8", "unit": "万人"}
KNOWN = indicators(
    {"indicator_id": "pass", "ceiling": 100, "ceiling_kind": "hard"},
    {"indicator_id": "ger", "ceiling": 100, "ceiling_kind": "practical"},
    {"indicator_id": "myopia", "ceiling": 100, "ceiling_kind": "hard", "direction": "down"},
    {"indicator_id": "pupils", "unit": "万人", "measure": "stock", "direction": "none"},
    {"indicator_id": "parity", "unit": "比", "measure": "ratio", "direction": "none"},
)
PLACES = regions(a="b", b=None)


def found(*rows, **given):
    frame = suspicious(targets(*rows), KNOWN, documents("a", "b", **given), PLACES)
    assert list(frame.columns) == list(SUSPICIOUS)
    assert set(frame["rule"]) <= set(RULES)
    return [(r["rule"], r["statement_id"]) for r in frame.to_dict("records")]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"indicator_id": "pass", "value": 101}, "above_ceiling"),
        ({"indicator_id": "pass", "value": 100, "comparator": ">="}, "more_than_all"),
        ({"indicator_id": "pass", "value": 100}, None),
        ({"indicator_id": "ger", "value": 103}, None),
        ({"indicator_id": "pass", "value": 90, "baseline_value": 91}, "against_direction"),
        ({"indicator_id": "myopia", "value": 40, "baseline_value": 50}, None),
        (
            FALLEN | {"value": "0.9"},
            "steep",
        ),
        (FALLEN | {"value": "1.0"}, None),
        ({"indicator_id": "parity", "value": "1.02", "unit": "%"}, "ratio_in_percent"),
        ({"value": 3, "target_year": 2035}, "outside_period"),
        ({"value": 3, "target_year": 2025}, None),
        ({"value": 3, "value_high": 3, "comparator": "range"}, "range_reversed"),
        ({"value": 3, "value_high": 5, "comparator": "range"}, None),
        ({"value": 3, "certainty": "uncertain"}, "uncertain"),
    ],
)
def test_one_row_against_each_rule(row, rule):
    assert found(row) == ([(rule, "a-doc-10")] if rule else [])


def test_two_values_for_one_indicator_contradict_and_equal_ones_do_not():
    rows = [
        {"indicator_id": "ger", "value": 90, "target_year": 2025},
        {"indicator_id": "ger", "value": 90, "target_year": 2025},
        {"indicator_id": "ger", "value": 95, "target_year": 2025},
        {"indicator_id": "ger", "value": 96, "target_year": 2023},
    ]
    assert found(*rows) == [("contradiction", "a-doc-210")]


def test_a_promise_below_its_own_report_and_below_the_parent():
    assert found(
        {"indicator_id": "ger", "value": 90},
        {"indicator_id": "ger", "value": 98, "status": "achieved"},
        {"indicator_id": "ger", "value": 95, "region_id": "b"},
    ) == [("behind_parent", "a-doc-10"), ("below_report", "a-doc-10")]


def test_a_document_without_period_or_rows_raises_no_suspicion():
    assert found({"value": 3, "target_year": 2035}, period_start=None, period_end=None) == []
    assert found() == []
