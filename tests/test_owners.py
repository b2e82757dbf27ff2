from __future__ import annotations

import pandas as pd
import pytest

from analysis.measures.owners import main_theme_load, owner_load, theme_agency

AGENCIES = pd.DataFrame(
    [
        {"agency_id": "edu", "name_zh": "教育", "name_en": "Education", "kind": "government"},
        {"agency_id": "fin", "name_zh": "财政", "name_en": "Finance", "kind": "government"},
    ]
)
DUTIES = pd.DataFrame(
    [
        ("d", "p3", None, "edu", "lead", 102, 106),
        ("d", "p3", None, "fin", "member", 107, 111),
        ("d", "p9", "j1", "fin", "lead", 202, 206),
        ("d", "p9", "j1", "edu", "member", 207, 211),
        ("d", "p9", "j1", "edu", "member", 212, 216),
        ("d", None, None, "edu", "lead", 300, 304),
    ],
    columns=[
        "doc_id",
        "passage_id",
        "project_id",
        "agency_id",
        "role",
        "char_start",
        "char_end",
    ],
)
PASSAGES = pd.DataFrame(
    [
        ("p1", "s1", "sentence", 0, 50),
        ("p2", "s1", "sentence", 50, 100),
        ("p3", "s1", "sentence", 100, 115),
        ("p9", "s1", "table_row", 115, 220),
    ],
    columns=["passage_id", "section_id", "kind", "char_start", "char_end"],
)
THEMES = pd.DataFrame(
    [("p1", "moral", 1.0), ("p2", "moral", 0.5), ("p2", "sport", 0.5), ("p9", "digital", 0.4)],
    columns=["passage_id", "theme_id", "weight"],
)


def test_load_counts_tasks_not_mentions() -> None:
    table = owner_load(DUTIES, AGENCIES).set_index("agency_id")
    assert list(table.loc["edu", ["lead", "member", "tasks", "projects"]]) == [1, 1, 2, 1]
    assert list(table.loc["fin", ["lead", "member", "tasks", "projects"]]) == [1, 1, 2, 1]
    assert table.at["edu", "lead_share"] == 0.5
    assert table.at["edu", "passage_ids"] == ["p9", "p3"]
    assert table.at["fin", "project_ids"] == ["j1"]
    assert table.at["fin", "name_en"] == "Finance"


def test_an_item_answers_for_its_section_a_project_for_its_row() -> None:
    table = theme_agency(DUTIES, PASSAGES, THEMES).set_index(["theme_id", "agency_id", "role"])
    # section s1 without the table row: moral 1.5, sport 0.5 → 0.75 and 0.25 a task
    assert table.loc[("moral", "edu", "lead"), "weight"] == pytest.approx(0.75)
    assert table.loc[("sport", "fin", "member"), "weight"] == pytest.approx(0.25)
    assert table.loc[("moral", "edu", "lead"), "passage_ids"] == ["p1", "p2"]
    assert table.loc[("digital", "fin", "lead"), "weight"] == pytest.approx(1.0)
    assert ("digital", "edu", "lead") not in table.index


def test_a_body_named_in_a_sentence_answers_for_that_sentence() -> None:
    duties = DUTIES.iloc[:1].assign(passage_id="p2", char_start=52, char_end=56)
    table = theme_agency(duties, PASSAGES, THEMES).set_index("theme_id")
    assert dict(table["weight"]) == {"moral": 0.5, "sport": 0.5}
    assert table.at["moral", "passage_ids"] == ["p2"]
    # the bodies stand at the beginning of the passage, not at its end
    long = PASSAGES.assign(char_end=[50, 100, 190, 220])
    assert theme_agency(DUTIES.iloc[:2], long, THEMES).empty


def test_under_its_main_theme_every_task_counts_once() -> None:
    table = main_theme_load(DUTIES, PASSAGES, THEMES)
    found = {
        (row["agency_id"], row["theme_id"]): (row["lead"], row["member"])
        for row in table.to_dict("records")
    }
    assert found == {
        ("edu", "digital"): (0, 1),
        ("edu", "moral"): (1, 0),
        ("fin", "digital"): (1, 0),
        ("fin", "moral"): (0, 1),
    }


def test_two_lists_in_a_section_share_its_text_between_them() -> None:
    early = DUTIES.iloc[:1].assign(passage_id="p1", char_start=40, char_end=46)
    late = DUTIES.iloc[1:2]
    table = theme_agency(pd.concat([early, late]), PASSAGES, THEMES)
    covered = {(r["agency_id"], tuple(r["passage_ids"])) for r in table.to_dict("records")}
    assert covered == {("edu", ("p1",)), ("fin", ("p2",))}


def test_no_responsibilities_give_empty_tables() -> None:
    none = DUTIES.iloc[:0]
    assert owner_load(none, AGENCIES).empty
    assert theme_agency(none, PASSAGES, THEMES).empty
    assert main_theme_load(none, PASSAGES, THEMES).empty
