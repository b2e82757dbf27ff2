"""Broken invariants are found and named."""

from __future__ import annotations

import pandas as pd

from analysis.invariants import check_examples
from analysis.text.repair import RepairLexicon, clean

TEXT = clean("推进教育(yù)公平。扩大资源(yuán)供给。", RepairLexicon.empty())


def theme(**sides):
    row = {"theme_id": "equity", "positive_doc_id": "a", "positive_quote": "推进教育公平"}
    return pd.DataFrame([row | {"negative_doc_id": "b", "negative_quote": "资源供给"} | sides])


def test_an_example_stands_in_its_document_as_it_reads_after_repair():
    assert check_examples(theme(), {"a": TEXT, "b": TEXT}) == []
    (failure,) = check_examples(theme(negative_quote="别的话"), {"a": TEXT, "b": TEXT})
    assert failure.record == "themes equity" and "'别的话'" in failure.found


def test_an_example_may_come_from_a_document_that_was_taken_away():
    assert check_examples(theme(negative_quote="别的话"), {"a": TEXT}) == []
