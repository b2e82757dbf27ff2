"""A reviewer's decision holds only as long as the text it was made on."""

from __future__ import annotations

import json

import pytest

from analysis.errors import WorkError
from analysis.statements import decisions

RAW = "到2025年，建成2所小学。"


def row(**fields):
    return {
        "statement_id": "jia-9",
        "number_start": 9,
        "number_end": 10,
        "unit": "所",
        "status": "achieved",
        "reviewed": False,
        "method": "rule",
    } | fields


def decision(**fields):
    return {
        "decision_id": "d1",
        "doc_id": "jia",
        "table": "targets",
        "statement_id": "jia-9",
        "action": "set",
        "field": "status",
        "old": "achieved",
        "new": "target",
        "char_start": "8",
        "char_end": "13",
        "expect": RAW[8:13],
    } | fields


def test_a_field_is_set_and_the_row_marked_as_reviewed():
    (changed,) = decisions.apply([row()], [decision()], RAW)
    assert (changed["status"], changed["reviewed"], changed["method"]) == (
        "target",
        True,
        "decision",
    )


def test_a_confirmation_changes_nothing_but_the_mark():
    (changed,) = decisions.apply([row()], [decision(action="confirm", new="")], RAW)
    assert (changed["status"], changed["reviewed"], changed["method"]) == ("achieved", True, "rule")


def test_the_build_stops_when_the_text_is_gone():
    with pytest.raises(WorkError, match="decision d1"):
        decisions.apply([row()], [decision(expect="建成3所")], RAW)


def test_a_row_is_dropped_and_a_second_drop_is_harmless():
    both = [decision(action="drop"), decision(decision_id="d2", action="drop")]
    assert decisions.apply([row()], both, RAW) == []


def test_a_row_is_added_in_text_order():
    fields = {"number_start": 1, "number_end": 5, "unit": "年"}
    added = decision(statement_id="jia-1", action="add", new=json.dumps(fields))
    result = decisions.apply([row()], [added], RAW)
    assert [item["statement_id"] for item in result] == ["jia-1", "jia-9"]
    assert result[0]["reviewed"] is True


def test_a_decision_on_an_unknown_statement_is_told():
    with pytest.raises(WorkError, match="no statement jia-7"):
        decisions.apply([row()], [decision(statement_id="jia-7")], RAW)


def test_an_empty_new_value_empties_the_field():
    (changed,) = decisions.apply([row()], [decision(field="unit", new="")], RAW)
    assert changed["unit"] is None


@pytest.mark.parametrize(
    ("given", "certainty"), [({}, "certain"), ({"certainty": "probable"}, "probable")]
)
def test_an_added_row_is_certain_unless_the_reviewer_says_otherwise(given, certainty):
    new = json.dumps({"unit": "所", "number_start": 1, "number_end": 2, **given})
    added = decision(action="add", field="", new=new, statement_id="jia-1")
    made = next(r for r in decisions.apply([], [added], RAW) if r["statement_id"] == "jia-1")
    assert made["certainty"] == certainty
    assert (made["unit"], made["method"], made["reviewed"]) == ("所", "decision", True)
