from __future__ import annotations

import pytest

from analysis.statements.agency_names import AgencyLexicon, places_of

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
