from __future__ import annotations

from analysis import store
from analysis.paths import Project
from analysis.statements.agencies import (
    UNRESOLVED,
    AgencyLexicon,
    responsibilities,
)
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
    unknown = rows[1]
    assert raw[unknown["char_start"] : unknown["char_end"]] == "区渔政局"


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


# Read off the table of the 19 projects, line by line; the first named leads (列第一位的为牵头部门).
ZICHUAN_PROJECTS = """
区教体局 区发展改革局 区财政局 区自然资源和规划局 区住房城乡建设局 淄川规划办
区教体局 区发改局 区财政局 区自然资源局 区住建局 开发区管委会
区教体局 区财政局 区自然资源局 淄川规划办 区住房城乡建设局
区教体局 区财政局 区自然资源局 淄川规划办 区住房和城乡建设局
区教体局 区发改局 区财政局 区自然资源局 淄川规划办 区住房和城乡建设局
区委教育工委
区教体局 区财政局 区卫健委
区教体局 区司法局
区教体局
区教体局 区发改局 区工业和信息化局 区人力资源和社会保障局
区教体局 区财政局 区卫健局 区残联
区教体局 区民政局
区委教育工委 区委组织部 区委编办 区财政局 区人力资源和社会保障局
区委教育工委 区委编办 区财政局 区人力资源和社会保障局
区教体局 区大数据局
区教体局 区发改局 区财政局 区自然资源局 区住房和城乡建设局 区农业农村局
区教体局 区发改局 区财政局 区自然资源局 区住房和城乡建设局 区农业农村局
区教体局 区委编办 区财政局 区人力资源社会保障局
区教体局 区公安分局 区交通运榆局 区市场监管局 区综合行政执法局 区交警大队
""".strip().splitlines()
SAME_BODY = [
    {"区发展改革局", "区发改局"},
    {"区自然资源和规划局", "区自然资源局"},
    {"区住房城乡建设局", "区住建局", "区住房和城乡建设局"},
    {"区人力资源和社会保障局", "区人力资源社会保障局"},
    {"区卫健委", "区卫健局"},
]


def zichuan_rows() -> list[list[tuple[str, str, str]]]:
    """Printed name, agency and role of each body, project by project."""
    project = Project.here()
    raw = (project.raw / "zichuan.txt").read_bytes().decode("utf-8")
    table = store.read(project, "responsibilities")
    table = table[(table["doc_id"] == "zichuan") & table["project_id"].notna()]
    lists = []
    groups = [group for _, group in table.groupby("project_id")]
    for group in sorted(groups, key=lambda rows: rows["char_start"].min()):
        rows = group.sort_values("char_start").to_dict("records")
        lists.append(
            [(raw[r["char_start"] : r["char_end"]], r["agency_id"], r["role"]) for r in rows]
        )
    return lists


def test_the_19_projects_have_the_bodies_and_roles_the_text_gives_them() -> None:
    lists = zichuan_rows()
    assert [" ".join(name for name, _, _ in bodies) for bodies in lists] == ZICHUAN_PROJECTS
    for bodies in lists:
        assert [role for _, _, role in bodies] == ["lead"] + ["member"] * (len(bodies) - 1)


def test_one_body_under_two_names_has_one_id_and_two_bodies_never_share_one() -> None:
    lists = zichuan_rows()
    ids = {name: agency for bodies in lists for name, agency, _ in bodies}
    assert UNRESOLVED not in ids.values()
    for names in SAME_BODY:
        assert len({ids.pop(name) for name in names}) == 1
    assert len(set(ids.values())) == len(ids)
