"""Data of a drawing as columns, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.publish.packed import packed

CELLS = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.text(max_size=3))
ROWS = st.integers(0, 3).flatmap(
    lambda width: st.lists(
        st.fixed_dictionaries({f"f{n}": CELLS for n in range(width)}), max_size=5
    )
)


def rows_of(data):
    """What `figures.js` does."""
    if "packed" not in data:
        return data["values"]
    same, each = data["packed"]["same"], data["packed"]["each"]
    count = len(next(iter(each.values())))
    return [same | {name: cells[at] for name, cells in each.items()} for at in range(count)]


@given(ROWS)
def test_rows_come_back_as_they_were(rows):
    made = packed({"marks": [1], "data": [{"name": "d", "values": rows, "transform": []}]})
    assert made["marks"] == [1]
    data = made["data"][0]
    back = rows_of(data)
    assert back == rows
    assert [{k: type(v) for k, v in row.items()} for row in back] == [
        {k: type(v) for k, v in row.items()} for row in rows
    ]
    assert (data["name"], data["transform"]) == ("d", [])


def test_a_field_that_all_rows_share_is_told_once():
    made = packed({"data": [{"values": [{"a": 1, "b": 2}, {"a": 1, "b": 3}]}]})
    assert made["data"] == [{"packed": {"same": {"a": 1}, "each": {"b": [2, 3]}}}]


@pytest.mark.parametrize("values", [[{"a": 1}, {"b": 1}], [1, 2], [{"a": 1}], None])
def test_other_data_stay_as_they_are(values):
    data = {"values": values} if values else {"source": "x"}
    assert packed({"data": [data]})["data"] == [data]
