from __future__ import annotations

from analysis.statements.agencies import AgencyLexicon, responsibilities, unresolved_names
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

LEXICON = AgencyLexicon.from_rows(
    [],
    [
        {"alias": stem, "agency_id": agency, "form": "stem"}
        for stem, agency in (("教体", "education"), ("财政", "finance"), ("卫健", "health"))
    ],
)


def structure_of(text: str, tables: tuple[Table, ...] = ()) -> Structure:
    """One section; a passage a line."""
    passages, at = [], 0
    for line in text.split("\n"):
        passages.append(Passage(len(passages), 0, "sentence", at, at + len(line), line))
        at += len(line) + 1
    root = Section(0, None, 0, "", "", "body", 0, len(text))
    return Structure((root,), tuple(passages), tables)


def read(raw: str, repairs: tuple[Repair, ...] = ()) -> list[tuple[object, ...]]:
    clean = CleanText.replay(raw, repairs)
    rows = responsibilities(clean, structure_of(clean.text), LEXICON)
    return [
        (r["passage"], r["agency_id"], r["role"], raw[r["char_start"] : r["char_end"]])
        for r in rows
    ]


def test_the_first_leads_only_from_where_the_text_says_so() -> None:
    raw = (
        "甲事(区财政局、区教体局负责)\n"
        "乙事(区教体局、区财政局负责,列第一位的为牵头部门,下同)\n"
        "丙事(区卫健局、区教体局负责)"
    )
    assert read(raw) == [
        (0, "finance", "member", "区财政局"),
        (0, "education", "member", "区教体局"),
        (1, "education", "lead", "区教体局"),
        (1, "finance", "member", "区财政局"),
        (2, "health", "lead", "区卫健局"),
        (2, "education", "member", "区教体局"),
    ]


def test_a_body_named_alone_leads() -> None:
    assert read("甲事。区教体局负责") == [(0, "education", "lead", "区教体局")]


def test_words_of_leading_win_over_order() -> None:
    raw = "甲事(区财政局牵头,区教体局配合;列第一位的为牵头部门)"
    assert [(agency, role) for _, agency, role, _ in read(raw)] == [
        ("finance", "lead"),
        ("education", "member"),
    ]


def test_offsets_are_raw_offsets() -> None:
    raw = "甲 事(区教有局、区教体局负责)"
    repairs = (Repair(1, 2, " ", "", "spaces"), Repair(6, 7, "有", "体", "slip"))
    assert [text for *_, text in read(raw, repairs)] == ["区教有局", "区教体局"]


def test_an_unknown_body_is_kept_for_review() -> None:
    raw = "甲事(区教体局、区渔政局负责)"
    clean = CleanText.replay(raw, ())
    rows = responsibilities(clean, structure_of(raw), LEXICON)
    assert [r["agency_id"] for r in rows] == ["education", "unresolved"]
    assert unresolved_names(rows, raw) == ["区渔政局"]


def project_table(text: str, headers: tuple[str, ...], cells: list[tuple[str, ...]]) -> Table:
    rows, at = [], 0
    for line in cells:
        made = []
        for cell in line:
            start = text.index(cell, at)
            at = start + len(cell)
            made.append(Cell(cell, start, at))
        rows.append(TableRow("", made[0], tuple(made[1:])))
    return Table("projects", "", headers, tuple(rows), 0, len(text), 0)


def test_bodies_in_a_project_table_answer_for_the_project() -> None:
    text = "1\n甲工程\n建校(区教体局、区财政局负责)\n2\n乙工程\n修路(区卫健局负责)"
    table = project_table(
        text,
        ("名称", "内容"),
        [("1", "甲工程", "建校(区教体局、区财政局负责)"), ("2", "乙工程", "修路(区卫健局负责)")],
    )
    rows = responsibilities(CleanText.replay(text, ()), structure_of(text, (table,)), LEXICON)
    assert [(r["project"], r["agency_id"], r["role"]) for r in rows] == [
        (0, "education", "member"),
        (0, "finance", "member"),
        (1, "health", "lead"),
    ]


def test_a_column_of_responsible_bodies() -> None:
    text = "1\n甲工程\n区教体局\n区财政局 区卫健局"
    table = project_table(
        text,
        ("名称", "牵头单位", "配合单位"),
        [("1", "甲工程", "区教体局", "区财政局 区卫健局")],
    )
    rows = responsibilities(CleanText.replay(text, ()), structure_of(text, (table,)), LEXICON)
    assert [(r["agency_id"], r["role"]) for r in rows] == [
        ("education", "lead"),
        ("finance", "member"),
        ("health", "member"),
    ]
