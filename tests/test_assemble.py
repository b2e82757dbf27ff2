"""Identifiers never move: the number's place is the name."""

from __future__ import annotations

from analysis.statements import assemble
from analysis.text.spans import CleanText, Passage, Repair, Structure


def statement(start, **fields):
    return {"number_start": start, "number_end": start + 2, "passage": 0, "section": 0} | fields


def test_two_rows_on_one_number_get_letters_across_both_tables():
    sections, passages = {0: "s"}, {0: "p"}
    targets, funding = assemble.statement_rows(
        "jia", "jia", [statement(5), statement(5)], [statement(5)], passages, sections
    )
    assert [row["statement_id"] for row in targets + funding] == ["jia-5", "jia-5b", "jia-5c"]
    assert targets[0]["passage_id"] == "p"


def test_the_ids_of_a_few_places_are_those_among_all_of_them():
    # 甲乙丙 was one raw sign: three passages share its start, the fourth follows.
    clean = CleanText.replay("?丁", [Repair(0, 1, "?", "甲乙丙", "sign")])
    passages = tuple(Passage(i, 0, "sentence", i, i + 1, w) for i, w in enumerate("甲乙丙丁"))
    structure = Structure((), passages, ())
    assert assemble.passage_ids("jia", clean, structure) == [
        "jia-p0", "jia-p0b", "jia-p0c", "jia-p1"
    ]  # fmt: skip
    assert assemble.ids_at("jia", clean, "p", passages, [3, None, 2, 0, 3]) == {
        0: "jia-p0", 2: "jia-p0c", 3: "jia-p1"
    }  # fmt: skip


def test_ids_after_z_stay_unique():
    ids = assemble.unique_ids(["x"] * 60)
    assert len(set(ids)) == 60
    assert ids[:3] == ["x", "xb", "xc"]


def test_a_part_names_its_total_by_id():
    funding = [statement(5, part_of=None), statement(9, part_of=5)]
    _, rows = assemble.statement_rows("jia", None, [], funding, {0: "p"}, {0: "s"})
    assert [row["part_of"] for row in rows] == [None, "jia-5"]


def test_the_ledger_follows_the_statements_that_remain():
    numerals = [
        {"char_start": 5, "char_end": 7, "text": "12", "class": "target"},
        {"char_start": 9, "char_end": 11, "text": "13", "class": "target"},
    ]
    rows = assemble.numeral_rows(
        "jia", numerals, [{"statement_id": "jia-5", "number_start": 5, "number_end": 7}], []
    )
    assert [(row["class"], row["statement_id"]) for row in rows] == [
        ("target", "jia-5"),
        ("other", None),
    ]


def test_what_the_rules_read_is_kept_apart_from_what_a_reviewer_decides():
    target = statement(5, statement_id="jia-5", doc_id="jia", value="85", status="target")
    money = statement(9, statement_id="jia-9", doc_id="jia", amount_cny="300", status="spent")
    rows = assemble.rule_rows([target], [money])
    assert [(row["table"], row["statement_id"]) for row in rows] == [
        ("targets", "jia-5"),
        ("funding", "jia-9"),
    ]
    assert rows[0]["value"] == "85" and rows[1]["amount_cny"] == "300"
    assert "passage" not in rows[0] and "value" not in rows[1]


def test_a_page_mark_inside_a_rule_stays_a_page_mark():
    numerals = [{"char_start": 6, "char_end": 8, "text": "39", "class": "page_number"}]
    rule = {"statement_id": "jia-5", "number_start": 5, "number_end": 12}
    (row,) = assemble.numeral_rows("jia", numerals, [], [rule])
    assert (row["class"], row["statement_id"]) == ("page_number", None)
