"""Pace, room and the national value, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from target_tables import benchmarks, documents, indicators, regions, targets

from analysis.measures.ambition import NATIONAL, PACE, meets, national, pace
from analysis.measures.comparable import COMPARABLE, comparable

KNOWN = indicators(
    {"indicator_id": "ger", "ceiling": 100, "ceiling_kind": "practical"},
    {"indicator_id": "myopia", "ceiling": 100, "ceiling_kind": "hard", "direction": "down"},
    {"indicator_id": "years", "unit": "年", "measure": "duration"},
    {"indicator_id": "pupils", "unit": "万人", "measure": "stock", "direction": "none"},
)
GOALS = benchmarks(("ger", 2025, 90, ">", "target"), ("years", 2025, "11.3", "=", "target"))
TABLES = (documents("a", "b"), regions(a="b", b=None), GOALS)


def row(indicator="ger", value=98, before=None, **given):
    since = {} if before is None else {"baseline_value": before, "baseline_year": 2020}
    return {"indicator_id": indicator, "value": value, "target_year": 2025, **since, **given}


def paced(*rows):
    frame = pace(comparable(targets(*rows), KNOWN, *TABLES))
    assert list(frame.columns) == [*COMPARABLE, *PACE]
    return frame.to_dict("records")


def test_pace_room_and_share_of_the_room_used():
    found = paced(row(value="96.5", before="90"))[0]
    assert found["change"] == Decimal("6.5")
    assert found["years"] == 5
    assert found["change_per_year"] == Decimal("1.3")
    assert (found["room"], found["room_before"]) == (Decimal("3.5"), Decimal(10))
    assert found["room_used"] == pytest.approx(0.65)
    assert found["is_towards"] is True


def test_downwards_the_room_ends_at_zero():
    found = paced(row("myopia", 40, before=50))[0]
    assert (found["change_per_year"], found["room"], found["room_before"]) == (-2, 40, 50)
    assert found["room_used"] == pytest.approx(0.2)
    assert found["is_towards"] is True
    assert paced(row("myopia", 55, before=50))[0]["is_towards"] is False


def test_no_wanted_way_no_ceiling_no_change():
    pupils = paced(row("pupils", "0.9", before="1.8", unit="万人"))[0]
    assert (pupils["change_per_year"], pupils["room"]) == (Decimal("-0.18"), None)
    assert (pupils["is_towards"], pupils["room_used"]) == (None, None)
    assert paced(row("years", "12.2", before="11.9", unit="年"))[0]["room"] is None
    still = paced(row(value=90, before=90))[0]
    assert (still["change_per_year"], still["is_towards"], still["room_used"]) == (0, None, None)


def test_ambition_only_where_a_dated_baseline_exists():
    assert paced(row()) == []
    assert paced(row(before=90, target_year=None)) == []
    assert paced(row(before=90, target_year=2020)) == []
    assert paced() == []


@pytest.mark.parametrize(
    ("value", "comparator", "goal", "goal_comparator", "direction", "expected"),
    [
        (91, "=", 90, ">", "up", True),
        (90, "=", 90, ">", "up", False),
        (90, ">=", 90, ">", "up", False),
        (90, ">", 90, ">", "up", True),
        (90, "=", 90, ">=", "up", True),
        (90, "=", 90, "=", "up", True),
        (90, "~", 90, ">=", "up", None),
        (91, "~", 90, ">=", "up", True),
        (80, ">=", 90, ">=", "up", False),
        (95, "<=", 90, ">=", "up", None),
        (80, "<=", 90, ">=", "up", False),
        (4, "=", 5, "<=", "down", True),
        (5, "=", 5, "<", "down", False),
        (5, "<", 5, "<", "down", True),
        (6, ">=", 5, "<=", "down", False),
        (4, ">=", 5, "<=", "down", None),
        (90, "=", 90, "=", "none", None),
    ],
)
def test_whether_a_statement_surely_meets_a_goal(
    value, comparator, goal, goal_comparator, direction, expected
):
    statement = {"value": Decimal(value), "comparator": comparator}
    assert meets(statement, Decimal(goal), goal_comparator, direction) is expected


def test_a_range_counts_with_its_weaker_end():
    row = {"value": Decimal(4), "value_high": Decimal(6), "comparator": "range"}
    assert meets(row, Decimal(5), "<=", "down") is False
    assert meets(row, Decimal(5), ">=", "up") is False


@given(st.integers(0, 200), st.integers(0, 200), st.sampled_from(["=", ">", ">=", "~", "range"]))
def test_meeting_a_goal_is_monotone(value, goal, comparator):
    low = {"value": Decimal(value), "comparator": comparator}
    high = {"value": Decimal(value + 1), "comparator": comparator}
    if meets(low, Decimal(goal), ">=", "up"):
        assert meets(high, Decimal(goal), ">=", "up")


def test_distance_to_the_national_value_at_each_point():
    frame = national(
        targets(
            row(value="98.5", before="88"),
            row(value="98.23", status="achieved", region_id="b", target_year=None),
            row("years", 11, unit="年", region_id="b"),
            row("years", "11.3", unit="年"),
        ),
        KNOWN,
        *TABLES,
    )
    assert list(frame.columns) == list(NATIONAL)
    found = {(r["indicator_id"], r["region_id"], r["at"]): r for r in frame.to_dict("records")}
    assert set(found) == {
        ("ger", "a", "target"),
        ("ger", "a", "baseline"),
        ("ger", "b", "achieved"),
        ("years", "a", "target"),
        ("years", "b", "target"),
    }
    baseline = found["ger", "a", "baseline"]
    assert (baseline["distance"], baseline["year"], baseline["is_passed"]) == (-2, 2020, False)
    assert found["ger", "b", "achieved"]["distance"] == Decimal("8.23")
    assert found["ger", "b", "achieved"]["is_passed"] is True
    assert found["years", "b", "target"]["relation"] == "below"
    assert found["years", "a", "target"]["relation"] == "equal"
    assert found["years", "a", "target"]["is_passed"] is True
    assert found["ger", "a", "target"]["related"] is True
    assert len(national(targets(), KNOWN, *TABLES)) == 0
