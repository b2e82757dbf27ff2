"""Agreement of readings: worked by hand, and Cohen's kappa against scikit-learn."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from analysis.measures import agreement

COLUMNS = ["table", "doc_id", "number_start", "number_end", "quote", *agreement.TARGET_FIELDS]


def reading(*rows):
    """Rows (start, end, value, status) of one document as a frame of targets."""
    records = [
        dict.fromkeys(COLUMNS)
        | {
            "table": "targets",
            "doc_id": "plan",
            "number_start": start,
            "number_end": end,
            "quote": f"q{start}",
            "value": value,
            "status": status,
        }
        for start, end, value, status in rows
    ]
    frame = pd.DataFrame(records, columns=COLUMNS)
    for name in agreement.FUNDING_FIELDS:
        frame[name] = frame.get(name)
    return frame


def test_rows_match_when_their_numbers_overlap():
    found = reading((10, 12, "85", "target"), (30, 31, "2", "target"), (50, 52, "7", "norm"))
    reference = reading((11, 12, "85", "target"), (30, 32, "3", "target"), (70, 71, "9", "norm"))
    total = agreement.rows_agreement(found, reference).query("table == 'targets'").iloc[0]
    assert (total["found"], total["reference"], total["matched"]) == (3, 3, 2)
    assert total["precision"] == pytest.approx(2 / 3)
    assert total["f1"] == pytest.approx(4 / 6)


def test_fields_compare_numbers_by_value_not_by_spelling():
    found = reading((10, 12, "90.0", "target"))
    reference = reading((10, 12, "90.0", "norm"))
    shares = agreement.fields_agreement(found, reference).set_index(["table", "field"])["share"]
    assert shares["targets", "value"] == 1
    assert shares["targets", "status"] == 0


def test_two_rows_on_one_number_are_paired_once_each():
    found = reading((10, 12, "100", "target"), (10, 12, "100", "target"))
    reference = reading((10, 12, "100", "target"))
    assert len(agreement.match(found, reference)) == 1


def test_rules_without_a_number_are_paired_by_their_words():
    found, reference = reading((10, 14, None, "rule")), reading((2, 6, None, "rule"))
    found["quote"], reference["quote"] = "支出只增不减", "确保支出只增不减"
    assert agreement.match(found, reference) == [(0, 0)]


def test_differences_name_the_row_only_one_reader_has():
    listed = agreement.differences(reading((10, 12, "1", "target")), reading())
    assert listed[["field", "found", "reference"]].to_numpy().tolist() == [
        ["row", "present", "absent"]
    ]


def test_wilson_interval_worked_by_hand():
    # 8 of 10 at z = 2: centre (0.8+0.2)/1.4, half = 2*sqrt(0.016+0.01)/1.4
    low, high = agreement.wilson(8, 10, z=2.0)
    assert low == pytest.approx((1.0 - 2 * 0.026**0.5) / 1.4)
    assert high == pytest.approx((1.0 + 2 * 0.026**0.5) / 1.4)


def test_kappa_equals_scikit_learn():
    left, right = list("aabbcabca"), list("aabcbabcc")
    assert agreement.cohen_kappa(left, right) == pytest.approx(cohen_kappa_score(left, right))


def test_kappa_of_yes_and_no_by_hand():
    # 4 of 5 alike; yes 2/5 and 3/5: expected .24 + .24 = .48; (.8 − .48)/.52.
    one, two = [True, True, False, False, False], [True, True, True, False, False]
    assert agreement.cohen_kappa(one, two) == pytest.approx(0.32 / 0.52)


def test_kappa_is_unknown_where_no_reader_ever_varies():
    assert math.isnan(agreement.cohen_kappa(["a", "a"], ["a", "a"]))
