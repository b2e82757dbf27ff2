"""Report 08: errors worked out by hand, the ledger whole, the same in both languages."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from narrative_blocks import addresses, blocks, of, same_in_both, table_anchors, unlinked_numbers

from analysis import store
from analysis.measures.agreement import FIELDS
from analysis.narrative import View, readings
from analysis.paths import Project

PAGE = "08_reliability"


def table(found: list[dict], name: str) -> dict:
    return next(block for block in of(found, "table") if block["id"] == name)


def test_both_languages_show_the_same_numbers(pages):
    same_in_both(pages["zh"], pages["en"])


def test_every_number_of_the_answer_leads_somewhere(pages):
    for found in pages.values():
        (answer,) = of(found, "answer")
        # The 1 of F1 is a name.
        told = answer["markdown"].replace("F1", "F")
        assert unlinked_numbers(told) == []
        assert set(addresses(told)) <= table_anchors(found)


def test_the_ledger_adds_up_by_class_and_by_document(pages):
    rows = [row[1:] for row in table(pages["en"], "ledger")["rows"]]
    *classes, whole = rows
    assert [sum(column) for column in zip(*classes, strict=True)] == whole
    assert all(row[0] == sum(row[1:]) for row in rows)


def test_a_document_nobody_coded_or_compared_has_a_page():
    found = blocks(PAGE, "en", ("jiangbei",))
    (answer,) = of(found, "answer")
    assert answer["markdown"]
    assert table(found, "variants")["rows"] == []


def reading(table: str, start: int, **fields: object) -> dict:
    row = dict.fromkeys([name for names in FIELDS.values() for name in names])
    row |= {"table": table, "doc_id": "d", "number_start": start, "number_end": start + 2}
    return row | {"quote": "原文", "status": "target"} | fields


def test_rates_against_a_reading_worked_out_by_hand():
    truth = pd.DataFrame(
        [reading("targets", at, value=Decimal(85), unit="%") for at in (0, 10, 20, 30)]
    )
    found = pd.DataFrame(
        [
            reading("targets", 0, value=Decimal("85.0"), unit="%"),
            reading("targets", 10, value=Decimal(58), unit="%"),
            reading("targets", 50, value=Decimal(1), unit="%"),
        ]
    )
    rows = readings._rows_of_variant(found, truth, "rules")
    rates = {(r["table"], r["measure"]): (r["k"], r["n"]) for r in rows}
    assert rates["targets", "recall"] == (2, 4)
    assert rates["targets", "precision"] == (2, 3)
    assert rates["targets", "value"] == (1, 2)
    assert rates["targets", "unit"] == (2, 2)
    assert rates["targets", "all_fields"] == (2 * len(FIELDS["targets"]) - 1, 22)
    # Nothing read and nothing found is no success and no failure.
    assert rates["funding", "recall"] == (0, 0)
    assert next(r["value"] for r in rows if r["table"] == "funding") is None


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (("a", "b", "c"), ("c", True)),
        (("a", "b"), ("a", False)),
        ((), ("", False)),
    ],
)
def test_the_held_out_reader_is_the_measure_where_there_is_one(monkeypatch, names, chosen):
    monkeypatch.setattr(readings, "readers", lambda view: dict.fromkeys(names))
    assert readings.reference(View.of("en")) == chosen


def test_leaving_out_uncertain_rows_does_not_change_what_is_measured():
    every, certain = View.of("en"), View.of("en", certainty="certain")
    pd.testing.assert_frame_equal(readings.errors(every), readings.errors(certain))


def test_a_share_is_told_with_its_interval():
    # Wilson (1927), 9 of 10: (0.9 + z²/20) ÷ (1 + z²/10) = 0.789, plus or minus 0.193.
    assert readings.share(9, 10) == "90.0% [59.6–98.2]"
    assert readings.share(0, 0) == "–"


def test_every_reading_of_these_documents_is_used():
    rows = store.read(Project.here(), "readings")
    known = readings.readers(View.of("zh"))
    assert sum(map(len, known.values())) == len(rows)
