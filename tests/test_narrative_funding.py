"""Report 03: money told alike in both languages, each number with its evidence, silence drawn."""

from __future__ import annotations

from decimal import Decimal

import pytest
from narrative_blocks import addresses, blocks, of, same_in_both, table_anchors, unlinked_numbers

from analysis import store
from analysis.narrative import View, sums
from analysis.narrative.amounts import about, span
from analysis.paths import Project

PAGE = "03_funding"


@pytest.fixture(scope="module")
def silent() -> str:
    """A region whose documents say nothing about money."""
    project = Project.here()
    speaking = set(store.read(project, "funding")["region_id"])
    documents = store.read(project, "documents")
    return next(r for r in documents["region_id"] if r not in speaking)


def table(found: list[dict], name: str) -> dict:
    return next(block for block in of(found, "table") if block["id"] == name)


def test_both_languages_show_the_same_numbers(pages):
    same_in_both(pages["zh"], pages["en"])


def test_every_number_of_the_answer_leads_somewhere(pages):
    for found in pages.values():
        (answer,) = of(found, "answer")
        assert unlinked_numbers(answer["markdown"]) == []
        inside = {a for a in addresses(answer["markdown"]) if a.startswith("#")}
        assert inside <= table_anchors(found)


def test_every_statement_of_money_stands_in_the_last_table(pages):
    money = table(pages["en"], "money")
    at = [column[0] for column in money["columns"]].index("statement_id")
    listed = [row[at] for row in money["rows"]]
    assert sorted(listed) == sorted(store.read(Project.here(), "funding")["statement_id"])


def test_every_sum_and_every_refusal_names_its_statements(pages):
    known = set(store.read(Project.here(), "funding")["statement_id"])
    for name in ("parts", "refused", "yearly", "compared"):
        block = table(pages["en"], name)
        at = [column[0] for column in block["columns"]].index("statement_ids")
        assert block["rows"], name
        assert all(row[at] and set(row[at]) <= known for row in block["rows"])


def test_a_region_without_money_has_a_page_that_says_so(silent):
    for lang, words in (("zh", "未说明"), ("en", "not stated")):
        found = blocks(PAGE, lang, (silent,))
        (answer,) = of(found, "answer")
        assert answer["markdown"]
        ((_, *told, why),) = table(found, "silence")["rows"]
        assert told == [words] * 4 and why
        assert table(found, "sums")["rows"] == []
        assert table(found, "sums")["note"]
        assert len(of(found, "figure")) == 4


def test_a_region_without_money_is_not_given_zero_yuan_a_resident(silent):
    view = View.of("en", (silent,))
    block = sums.per_resident(view).payload
    names = [column[0] for column in block["columns"]]
    (row,) = block["rows"]
    assert row[names.index("sum")] == "not stated"
    assert row[names.index("each")] == "–"
    assert row[names.index("why")] not in ("", "–")


@pytest.mark.parametrize(
    ("lang", "low", "high", "exact", "rounded"),
    [
        ("zh", "956345400", "1352725400", "9.563454–13.527254亿元", "9.56–13.5亿元"),
        ("en", "956345400", "1352725400", "CNY\u00a0956.3454–1,352.7254m", "CNY\u00a0956–1,350m"),
        ("en", "1660", "1660", "CNY\u00a01,660", "CNY\u00a01,660"),
    ],
)
def test_amounts_are_exact_in_tables_and_short_in_sentences(lang, low, high, exact, rounded):
    view = View.of(lang)
    assert span(view, Decimal(low), Decimal(high)) == exact
    assert about(view, Decimal(low), Decimal(high)) == rounded


def test_an_amount_that_is_not_stated_is_not_zero():
    assert span(View.of("en"), None, None) == "not stated"
