"""Reported beside promised."""

from __future__ import annotations

from decimal import Decimal

from target_tables import documents, indicators, regions, targets

from analysis.measures.reported import ACHIEVED, achieved_and_promised

KNOWN = indicators(
    {"indicator_id": "ger"},
    {"indicator_id": "places", "unit": "所", "measure": "flow"},
    {"indicator_id": "pupils", "unit": "万人", "measure": "stock", "direction": "none"},
)
PLACES = regions(a=None, b=None, c=None)
REPORTED = targets(
    {"indicator_id": "ger", "value": 95, "comparator": ">="},
    {"indicator_id": "ger", "value": "96.5", "status": "achieved"},
    {"indicator_id": "ger", "value": 90, "region_id": "c"},
    {"indicator_id": "places", "value": 2, "unit": "所"},
    {"indicator_id": "places", "value": 4, "unit": "所", "status": "achieved"},
    {"indicator_id": "pupils", "value": 2, "unit": "万人", "region_id": "b"},
    {
        "indicator_id": "pupils",
        "value": 18000,
        "unit": "人",
        "region_id": "b",
        "status": "achieved",
    },
)


def reported(**given):
    frame = achieved_and_promised(REPORTED, KNOWN, documents("a", "b", "c"), PLACES, **given)
    assert list(frame.columns) == list(ACHIEVED)
    return {(r["indicator_id"], r["region_id"]): r for r in frame.to_dict("records")}


def test_reported_beside_promised():
    found = reported()
    assert set(found) == {("ger", "a"), ("pupils", "b")}
    assert found["ger", "a"]["difference"] == Decimal("-1.5")
    assert found["ger", "a"]["is_already_met"] is True
    assert found["ger", "a"]["baseline_value"] == Decimal("96.5")
    assert found["ger", "a"]["statement_ids"] == ["a-doc-10", "a-doc-110"]
    assert found["pupils", "b"]["difference"] == Decimal("0.2")
    assert found["pupils", "b"]["is_already_met"] is None


def test_what_was_added_never_meets_what_is_to_be_added():
    found = reported(additions=True)
    assert set(found) == {("places", "a")}
    assert found["places", "a"]["is_already_met"] is None
