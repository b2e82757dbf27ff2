from __future__ import annotations

from analysis.statements.agency_names import UNRESOLVED, AgencyLexicon
from analysis.statements.name_reader import NameReader

LEXICON = AgencyLexicon.from_rows(
    [],
    [
        {"alias": "教体", "agency_id": "education", "form": "stem"},
        {"alias": "教育", "agency_id": "education", "form": "stem"},
        {"alias": "财政", "agency_id": "finance", "form": "stem"},
        {"alias": "政府", "agency_id": "government", "form": "name"},
        {"alias": "教育工委", "agency_id": "education_work_committee", "form": "name"},
    ],
)


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
