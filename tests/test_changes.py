import csv
import re

import pytest
import tiny_site as tiny

from analysis.publish.changes import (
    Change,
    Edition,
    compare,
    compare_statements,
    moved_statements,
    next_stamp,
    read_editions,
    summary,
)

ROW = {"quote": "入园率达到85%", "value": "85", "status": "target", "indicator_id": "x"}


def found(before, after):
    return [(c.kind, c.severity, c.record, c.field) for c in compare_statements(before, after)]


def test_new_and_gone_statements_are_told_with_their_quote():
    changes = list(compare_statements({"a": ROW}, {"b": ROW}))
    assert [(c.kind, c.severity, c.record) for c in changes] == [
        ("new", "minor", "b"),
        ("gone", "major", "a"),
    ]
    assert changes[1].before == "入园率达到85%"


@pytest.mark.parametrize(
    ("column", "value", "kind", "severity"),
    [
        ("value", "86", "value", "major"),
        ("status", "norm", "status", "major"),
        ("quote", "入园率达到85%以上", "evidence", "minor"),
        ("indicator_id", "y", "code", "minor"),
        ("certainty", "probable", "detail", "note"),
    ],
)
def test_what_changed_decides_how_grave_it_is(column, value, kind, severity):
    assert found({"a": ROW}, {"a": ROW | {column: value}}) == [(kind, severity, "a", column)]


def test_a_column_that_states_nothing_changes_nothing():
    assert found({"a": ROW}, {"a": ROW | {"section_id": "other", "method": "rule-2"}}) == []


def statements(text, doc="plan_1"):
    """One statement a sentence that has a number, as the tables tell it."""
    made, at = {}, 0
    for sentence in text.split("。"):
        found = re.search(r"\d+", sentence)
        if found:
            place = at + found.start()
            made[f"{doc}-{place}"] = {
                "doc_id": doc, "quote": sentence, "value": found[0], "status": "target",
                "char_start": str(at), "number_start": str(place),
            }  # fmt: skip
        at += len(sentence) + 1
    return made


def test_a_sentence_taken_out_is_one_loss_and_not_the_loss_of_all_behind_it():
    before = statements("建校8所。建园3所。入园率85%。入园率85%。")
    after = statements("建园3所。入园率85%。入园率85%。")
    moved = moved_statements(before, after)
    assert moved == {"plan_1-7": "plan_1-2", "plan_1-13": "plan_1-8", "plan_1-20": "plan_1-15"}
    (gone,) = compare_statements(before, after, moved)
    assert (gone.kind, gone.record, gone.before) == ("gone", "plan_1-2", "建校8所")


def test_a_value_that_changed_behind_an_insertion_is_still_a_changed_value():
    before, after = statements("入园率85%。"), statements("新设课程若干。入园率88%。")
    moved = moved_statements(before, after)
    changes = list(compare_statements(before, after, moved))
    assert [(c.kind, c.record, c.before, c.after) for c in changes] == [
        ("value", "plan_1-10", "85", "88"),
        ("evidence", "plan_1-10", "入园率85%", "入园率88%"),
    ]


def test_a_figure_whose_statements_only_moved_has_not_moved(tmp_path):
    old, content = tmp_path / "old", tiny.content()
    targets = content.tables["targets"]
    new = targets["statement_id"].str.replace("aa-", "aa-9", regex=False)
    (old / "data").mkdir(parents=True)
    for table in ("targets", "funding", "documents"):
        (old / "data" / f"{table}.csv").write_text(content.csv[table], encoding="utf-8")
    spot = targets["statement_id"][0]
    write(old / "figures" / "rate" / "rate.csv", [["id", "v"], [f"{spot};bb-1", "80"]])
    csv_of = write(tmp_path / "rate.csv", [["id", "v"], [f"{new[0]};bb-1", "80"]])
    shifted = tiny.content(targets=targets.assign(statement_id=new))
    changes = compare(old, shifted, {"rate": csv_of})
    assert [(c.kind, c.severity, c.record, c.after) for c in changes] == [
        ("moved", "note", "aa", "2")
    ]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def test_a_figure_that_moved_says_by_how_much(tmp_path):
    old = tmp_path / "old"
    write(old / "figures" / "rate" / "rate.csv", [["id", "v"], ["a", "80"], ["b", "10"]])
    write(old / "figures" / "gone" / "gone.csv", [["v"], ["1"]])
    write(old / "figures" / "same" / "same.csv", [["v"], ["1"]])
    new = {
        "rate": write(tmp_path / "rate.csv", [["id", "v"], ["a", "82"], ["b", "11"]]),
        "same": write(tmp_path / "same.csv", [["v"], ["1"]]),
        "first": write(tmp_path / "first.csv", [["v"], ["1"]]),
    }
    empty = type(tiny.content())({})
    changes = {c.record: c for c in compare(old, empty, new)}
    assert set(changes) == {"rate", "gone", "first"}
    moved = changes["rate"]  # 80 → 82 is 2.5 %, 10 → 11 is 10 %
    assert (moved.severity, moved.before, moved.after) == ("major", "10", "11")
    assert moved.note == "2 cells, ≤ 10.0%"


def test_a_document_whose_text_or_quality_changed_is_told(tmp_path):
    content = tiny.content()
    data = tmp_path / "old" / "data"
    data.mkdir(parents=True)
    for table in ("targets", "funding", "documents"):
        (data / f"{table}.csv").write_text(content.csv[table], encoding="utf-8")
    assert compare(tmp_path / "old", content, {}) == []
    documents = content.tables["documents"].assign(
        quality=[0.903, 0.6], sha256=["0" * 64, "1" * 64]
    )
    changes = compare(tmp_path / "old", tiny.content(documents=documents), {})
    assert [(c.kind, c.severity, c.record) for c in changes] == [
        ("evidence", "major", "bb"),
        ("quality", "minor", "bb"),
    ]


@pytest.mark.parametrize(
    ("day", "earlier", "stamp"),
    [
        ("2026-03-01", [], "2026-03-01"),
        ("2026-03-02", ["2026-03-01"], "2026-03-02"),
        ("2026-03-01", ["2026-03-01"], "2026-03-01-2"),
        ("2026-03-01", ["2026-03-01", "2026-03-01-9", "2026-03-01-10"], "2026-03-01-11"),
        ("1999-01-01", ["2026-03-01"], "2026-03-01-2"),
    ],
)
def test_stamps_only_grow(day, earlier, stamp):
    assert next_stamp(day, earlier) == stamp


def test_editions_are_read_back_newest_first_and_damage_is_passed_over(tmp_path):
    folder = tmp_path / "changes"
    folder.mkdir()
    for stamp in ("2026-03-01-2", "2026-03-01-10", "2026-02-01"):
        change = Change("value", "major", "a-1", "value", "1", "2")
        made = Edition(stamp, stamp[:10], "0", False, (change,), {"documents": 1})
        (folder / f"{stamp}.json").write_text(made.to_json(), encoding="utf-8")
    (folder / "2026-03-02.json").write_text("{")
    editions = read_editions(tmp_path)
    assert [e.stamp for e in editions] == ["2026-03-01-10", "2026-03-01-2", "2026-02-01"]
    assert editions[0].severity == "major"
    assert summary(editions[0].changes) == {"value": 1}
