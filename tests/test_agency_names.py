from __future__ import annotations

import pytest

from analysis.statements.agency_names import UNRESOLVED, AgencyLexicon, NameReader, places_of

AGENCIES = [
    {"agency_id": "education", "name_zh": "教育行政部门"},
    {"agency_id": "finance", "name_zh": "财政部门"},
]
ALIASES = [
    ("教体", "education", "stem"),
    ("教育", "education", "stem"),
    ("教育体育", "education", "stem"),
    ("财政", "finance", "stem"),
    ("人力资源社会保障", "human_resources", "stem"),
    ("政府", "government", "name"),
    ("区委", "party_committee", "name"),
    ("团委", "youth_league", "name"),
    ("教育工委", "education_work_committee", "name"),
    ("规划办", "planning", "name"),
    ("镇街道", "townships", "name"),
]
LEXICON = AgencyLexicon.from_rows(
    AGENCIES, [{"alias": a, "agency_id": i, "form": f} for a, i, f in ALIASES]
)


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("区教体局", "education"),
        ("教育部", "education"),
        ("省教育厅", "education"),
        ("区教育和体育局", "education"),
        ("区人力资源和社会保障局", "human_resources"),
        ("区人力资源社会保障局", "human_resources"),
        ("区委教育工委", "education_work_committee"),
        ("团区委", "youth_league"),
        ("区委", "party_committee"),
        ("市人民政府", None),  # 人民政府 is no alias of this small lexicon
        ("区政府", "government"),
        ("各镇(街道)", "townships"),
        ("各镇\uff08街道\uff09", "townships"),
        ("教育", None),
        ("区体育局", None),
    ],
)
def test_resolves_names_after_dropping_place_and_level(name: str, agency: str | None) -> None:
    assert LEXICON.resolve(name) == agency


def test_a_bare_stem_counts_only_on_request() -> None:
    assert LEXICON.resolve("财政") is None
    assert LEXICON.resolve("财政", stems=True) == "finance"


def test_a_short_place_name_is_learnt_from_the_text() -> None:
    places = places_of("青山区教育。青山区财政。青山区规划。全区教育。")
    assert places == {"青山"}
    assert LEXICON.resolve("青山规划办") is None
    assert LEXICON.resolve("青山规划办", places) == "planning"


def read_back(text: str, *, enclosed: bool = False, stems: bool = False) -> list[tuple[str, str]]:
    reader = NameReader(text, LEXICON, frozenset())
    found = reader.list_before(len(text), 0, enclosed=enclosed, stems=stems)
    return [(text[m.start : m.end], m.agency_id) for m in found]


def test_lost_separators_between_known_names() -> None:
    assert read_back("办好学区教体局财政局区政府和教育工委") == [
        ("区教体局", "education"),
        ("财政局", "finance"),
        ("区政府", "government"),
        ("教育工委", "education_work_committee"),
    ]


def test_an_unknown_body_is_taken_only_in_an_enclosed_list() -> None:
    text = "区教体局、区渔政局、区财政局"
    assert read_back(text) == [("区财政局", "finance")]
    assert read_back(text, enclosed=True) == [
        ("区教体局", "education"),
        ("区渔政局", UNRESOLVED),
        ("区财政局", "finance"),
    ]


def test_a_name_may_carry_a_place_that_stands_at_an_edge() -> None:
    assert read_back("临河市教育局", enclosed=True) == [("临河市教育局", "education")]
    assert read_back("落实。临河市教育局、临河市财政局") == [
        ("临河市教育局", "education"),
        ("临河市财政局", "finance"),
    ]
    assert read_back("创新市教育局")[-1] == ("创新市教育局", "education")
    assert read_back("深入推进创新市教育局") == [("市教育局", "education")]


def test_nobody_in_particular_is_passed_over_in_an_enclosed_list() -> None:
    text = "区教体局、有关单位、区财政局"
    assert [name for name, _ in read_back(text, enclosed=True)] == ["区教体局", "区财政局"]


def test_forward_reading_stops_at_the_first_other_word() -> None:
    text = "财政局、教体局制定办法"
    reader = NameReader(text, LEXICON, frozenset())
    assert [m.agency_id for m in reader.list_after(0, len(text))] == ["finance", "education"]
