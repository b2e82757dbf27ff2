from __future__ import annotations

import pandas as pd

from analysis.measures.owners import main_theme_load, owner_load

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


def main_themes(duties: pd.DataFrame, passages: pd.DataFrame = PASSAGES) -> set[tuple[str, str]]:
    """Agency and theme, where p1 is on moral education and p2 rather on sport."""
    weights = [("p1", "moral", 1.0), ("p2", "moral", 0.4), ("p2", "sport", 0.6)]
    themes = pd.DataFrame(weights, columns=list(THEMES.columns))
    table = main_theme_load(duties, passages, themes)
    return set(zip(table["agency_id"], table["theme_id"], strict=True))


def test_an_item_answers_for_its_section_a_sentence_for_itself() -> None:
    # a list that closes the item: moral 1.4 against sport 0.6
    assert main_themes(DUTIES.iloc[:1]) == {("edu", "moral")}
    inside = DUTIES.iloc[:1].assign(passage_id="p2", char_start=52, char_end=56)
    assert main_themes(inside) == {("edu", "sport")}
    # the bodies stand at the beginning of a passage without a theme, not at its end
    assert main_themes(DUTIES.iloc[:2], PASSAGES.assign(char_end=[50, 100, 190, 220])) == set()


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
    assert main_themes(pd.concat([early, late])) == {("edu", "moral"), ("fin", "sport")}


def test_no_responsibilities_give_empty_tables() -> None:
    none = DUTIES.iloc[:0]
    assert owner_load(none, AGENCIES).empty
    assert main_theme_load(none, PASSAGES, THEMES).empty
