from __future__ import annotations

from decimal import Decimal

from analysis.statements.agency_names import AgencyLexicon
from analysis.statements.facilities import FacilityLexicon
from analysis.statements.projects import projects, table_project_spans
from analysis.text.spans import (
    Cell,
    CleanText,
    Passage,
    Repair,
    Section,
    Structure,
    Table,
    TableRow,
)

AGENCIES = AgencyLexicon.from_rows(
    [], [{"alias": "教体", "agency_id": "education", "form": "stem"}]
)
FACILITIES = FacilityLexicon.from_rows(
    [{"term": t, "kind": "facility"} for t in ("小学", "幼儿园", "综合楼")]
)


def cell(text: str, words: str) -> Cell:
    start = text.index(words)
    return Cell(words, start, start + len(words))


def plan(text: str, table: Table | None = None, heading: str = "主要任务") -> Structure:
    """A section with one passage a line; lines of the table are rows."""
    passages, at = [], 0
    for line in text.split("\n"):
        passages.append(Passage(len(passages), 0, "sentence", at, at + len(line), line))
        at += len(line) + 1
    root = Section(0, None, 0, "", heading, "body", 0, len(text))
    return Structure((root,), tuple(passages), (table,) if table else ())


TABLE_TEXT = (
    "1\n园所工程\n支持8所幼儿园改建。(区教体局负责)\n2\n共同体工程\n培育3-5个社区\n新建东河小学。"
)


def project_table(text: str) -> Table:
    rows = (
        TableRow(
            "",
            cell(text, "1"),
            (cell(text, "园所工程"), cell(text, "支持8所幼儿园改建。(区教体局负责)")),
        ),
        TableRow("", cell(text, "2"), (cell(text, "共同体工程"), cell(text, "培育3-5个社区"))),
    )
    return Table("projects", "", ("名称", "内容"), rows, 0, text.index("\n新建"), 0)


def test_rows_of_a_table_come_first_with_content_and_count() -> None:
    structure = plan(TABLE_TEXT, project_table(TABLE_TEXT))
    first, second, third = projects(
        CleanText.replay(TABLE_TEXT, ()), structure, AGENCIES, FACILITIES
    )
    assert (first["name"], first["content"]) == ("园所工程", "支持8所幼儿园改建。")
    assert (first["count"], first["unit"]) == (Decimal(8), "所")
    assert TABLE_TEXT[first["char_start"] : first["char_end"]].startswith("园所工程\n支持8所")
    # A range is no count; the targets table holds both its ends.
    assert (second["name"], second["count"]) == ("共同体工程", None)
    assert third["name"] == "东河小学"
    assert len(table_project_spans(structure)) == 2


def test_a_name_in_the_label_column() -> None:
    text = "东河工程\n建新校舍"
    row = TableRow("", cell(text, "东河工程"), (cell(text, "建新校舍"),))
    table = Table("projects", "", ("建设内容",), (row,), 0, len(text), 0)
    (found,) = projects(CleanText.replay(text, ()), plan(text, table))
    assert (found["name"], found["content"]) == ("东河工程", "建新校舍")


def test_the_same_project_in_other_words_is_listed_once() -> None:
    text = "东城新建幼儿园2所。\n东城建设幼儿园2所。\n东城建设幼儿园3所。"
    found = projects(CleanText.replay(text, ()), plan(text), AGENCIES, FACILITIES)
    assert [(p["name"], p["count"]) for p in found] == [
        ("东城新建幼儿园", Decimal(2)),
        ("东城建设幼儿园", Decimal(3)),
    ]


def test_what_a_review_reports_is_no_project_of_the_plan() -> None:
    text = "建成东河小学。"
    clean = CleanText.replay(text, ())
    review = plan(text, heading="“十三五”期间教育事业发展与回顾")
    assert projects(clean, review, AGENCIES, FACILITIES) == []
    assert len(projects(clean, plan(text), AGENCIES, FACILITIES)) == 1


def test_spans_are_raw_and_content_is_the_sentence() -> None:
    raw = "建成 东河小学综合楼,面积3万平方米。(区教体局负责)"
    clean = CleanText.replay(raw, (Repair(2, 3, " ", "", "spaces"),))
    (found,) = projects(clean, plan(clean.text), AGENCIES, FACILITIES)
    assert raw[found["char_start"] : found["char_end"]] == "东河小学综合楼"
    assert found["content"] == "建成东河小学综合楼,面积3万平方米。"
