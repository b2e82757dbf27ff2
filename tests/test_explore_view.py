"""The linked view without a browser: its columns, its answers, the text around a statement."""

from __future__ import annotations

import csv
import io
import json

import explored
import pytest

from analysis import explore, store
from analysis.explore.context import pieces
from analysis.explore.frames import Answer
from analysis.explore.table import packed
from analysis.explore.widget import Explorer
from analysis.explore.words import TABLE
from analysis.publish.labels import Labels
from analysis.text.spans import CleanText, Repair

#                0         1         2
#                0123456789012345678901234567
RAW = "前文。到2025年,入园(yuán)率达到85%以上。后文。"


@pytest.fixture(scope="module")
def ex(tmp_path_factory):
    session = explore.open("en", explored.project(tmp_path_factory.mktemp("viewed")))
    yield session
    session.data.close()


@pytest.fixture
def view(ex):
    ex.basket.replace([])
    return ex.view()


def told(view: Explorer) -> list:
    """What the view sends from now on."""
    sent: list = []
    view.send = lambda content, buffers=None: sent.append((content, buffers))
    return sent


def tiny(repairs):
    clean = CleanText.replay(RAW, repairs)
    quote = (RAW.index("入"), RAW.index("以上") + 2)
    number = (RAW.index("85"), RAW.index("85") + 3)
    return pieces(clean, quote, number, Labels("en"))


def test_what_a_repair_took_away_stands_where_it_stood():
    start = RAW.index("(")
    found = tiny([Repair(start, start + 6, "(yuán)", "", "pinyin", "certain")])
    assert "".join(piece.text for piece in found) == "前文。到2025年,入园率达到85%以上。后文。"
    gone = next(piece for piece in found if piece.before)
    at = found.index(gone)
    assert (gone.before, gone.text, gone.kind) == ("(yuán)", "", "repair")
    assert (found[at - 1].text, found[at + 1].text) == ("入园", "率达到")
    assert [piece.text for piece in found if piece.in_number] == ["85%"]
    assert "".join(piece.text for piece in found if piece.in_quote) == "入园率达到85%以上"


def test_a_replaced_word_is_shown_once_with_what_it_replaced():
    start = RAW.index("达到")
    found = tiny([Repair(start, start + 2, "达到", "达致", "spun", "probable")])
    changed = [piece for piece in found if piece.kind == "repair"]
    assert [(piece.before, piece.text) for piece in changed] == [("达到", "达致")]
    assert "probable" in changed[0].hint


def test_a_doubt_is_marked_and_changes_nothing():
    start = RAW.index("2025")
    found = tiny([Repair(start, start + 4, "2025", "2035", "year", "uncertain")])
    assert [(piece.text, piece.kind) for piece in found if piece.kind != "plain"] == [
        ("2025", "doubt")
    ]
    assert "→ 2035" in next(piece.hint for piece in found if piece.kind == "doubt")


def test_characters_that_turn_text_round_are_spelt_out():
    clean = CleanText.replay("甲\u202e乙85%。", [])
    found = pieces(clean, (0, 6), (3, 6), Labels("en"))
    assert "\u202e" not in "".join(piece.text for piece in found)


def test_the_columns_hold_every_statement_once(ex, view):
    content = json.loads(view.data)
    targets, funding = (store.read(ex.project, name) for name in ("targets", "funding"))
    columns = content["columns"]
    assert sorted(columns["ids"]) == sorted([*targets["statement_id"], *funding["statement_id"]])
    assert {len(values) for values in columns.values()} == {content["n"]}
    codes = content["codes"]
    at = columns["ids"].index(str(targets["statement_id"].iloc[0]))
    own = targets.iloc[0]
    assert codes["regions"][columns["regions"][at]]["id"] == own["region_id"]
    assert codes["certainties"][columns["certainties"][at]]["id"] == own["certainty"]
    assert columns["value"][at] == float(own["value"])


def test_the_view_answers_with_context_and_files(ex, view):
    sent = told(view)
    one = str(store.read(ex.project, "targets")["statement_id"].iloc[0])
    view._asked(view, {"ask": "context", "id": one}, [])
    assert sent[0][0]["told"] == "context" and sent[0][0]["pieces"]
    view._asked(view, {"ask": "csv", "ids": [one]}, [])
    rows = list(csv.DictReader(io.StringIO(sent[1][1][0].decode("utf-8-sig"))))
    assert [row["statement_id"] for row in rows] == [one]


def test_a_wrong_question_is_told_and_ends_nothing(view):
    sent = told(view)
    for wrong in ({"ask": "context", "id": "no-1"}, {"ask": "csv"}, {"ask": "figure", "ids": []}):
        view._asked(view, wrong, [])
    assert [content["told"] for content, _ in sent] == ["error"] * 3


def test_the_basket_of_the_view_is_the_basket_of_the_session(ex, view):
    one = str(store.read(ex.project, "targets")["statement_id"].iloc[0])
    view.basket = [one, "made-up"]
    assert ex.basket.ids == [one]
    assert list(ex.basket.frame()["statement_id"]) == [one]


def test_what_is_chosen_becomes_a_standing_report(ex, view):
    view.state = {"regions": ["yumen"], "certainties": ["certain"], "themes": ["aid"]}
    said = ex.publish("yumen-only", "02_targets")
    assert "yumen-only.yml" in said and "themes" in said
    text = (ex.project.notebooks / "published" / "yumen-only.yml").read_text(encoding="utf-8")
    assert "yumen" in text and "certainty: certain" in text


def test_reload_gives_the_open_view_the_new_tables(ex, view):
    before = view.data
    ex.reload()
    assert view.data == before
    assert len(ex.region("yumen"))


def test_an_answer_is_packed_as_text_with_numbers_to_sort_by(ex):
    answer = Answer.of(ex.sql("SELECT 10.50 AS a, '<b>' AS b, NULL AS c"), "h")
    content = json.loads(packed(answer))
    assert [column["cells"] for column in content["columns"]] == [["10.5"], ["<b>"], [""]]
    assert content["columns"][0]["numbers"] == [10.5]


def test_every_word_stands_in_both_languages():
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(row["zh"] and row["en"] for row in rows)
    assert len({row["key"] for row in rows}) == len(rows)
