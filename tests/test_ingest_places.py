"""A name proposes, its surroundings decide, and where they do not the code is asked for."""

from __future__ import annotations

import pytest

from analysis import store
from analysis.ingest.places import Gazetteer
from analysis.paths import Project


def row(adcode, name, level, parent, until=""):
    return {
        "adcode": adcode,
        "name_zh": name,
        "name_en": name,
        "level": level,
        "parent_adcode": parent,
        "until": until,
    }


PLACES = Gazetteer.from_rows(
    [
        row("330000", "浙江省", "province", ""),
        row("330200", "宁波市", "prefecture_city", "330000"),
        row("330205", "江北区", "district", "330200"),
        row("330211", "镇海区", "district", "330200"),
        row("500000", "重庆市", "municipality", ""),
        row("500105", "江北区", "district", "500000"),
        row("140300", "阳泉市", "prefecture_city", "140000"),
        row("140302", "城区", "district", "140300"),
        row("330103", "下城区", "district", "330100", "2021"),
        row("140000", "山西省", "province", ""),
        row("532900", "大理白族自治州", "prefecture", "530000"),
        row("532901", "大理市", "county_city", "532900"),
    ],
    [{"alias": "大理州", "adcode": "532900"}],
)


@pytest.mark.parametrize(
    ("title", "issuer", "text", "code"),
    [
        ("镇海区教育规划", "", "", "330211"),
        ("重庆市江北区教育规划", "", "", "500105"),
        ("江北区教育规划", "", "根据宁波市教育规划，结合我区实际。宁波市", "330205"),
        ("江北区教育规划", "重庆市江北区教育委员会", "", "500105"),
        ("教育规划", "镇海区教育局", "", "330211"),
        ("宁波市教育规划", "", "镇海区、江北区要抓好落实", "330200"),
        ("浙江省宁波市镇海区教育规划", "", "", "330211"),
        ("阳泉市城区教育规划", "", "", "140302"),
        ("大理州教育规划", "", "大理市重点推进", "532900"),
        ("重庆教育现代化规划", "", "", "500000"),
    ],
)
def test_the_region_follows_from_name_and_context(title, issuer, text, code):
    found = PLACES.guess(title, issuer, text).place
    assert found is not None and found.adcode == code


def test_a_shared_name_without_context_is_asked_for_with_its_candidates():
    guess = PLACES.guess("江北区教育规划", "江北区教育局", "我区要发展。")
    assert guess.place is None
    assert {p.adcode for p in guess.candidates} == {"330205", "500105"}


def test_two_contexts_of_like_weight_decide_nothing():
    guess = PLACES.guess("江北区教育规划", "", "学习宁波市和重庆市的经验。")
    assert guess.place is None


def test_a_word_that_is_also_a_name_is_no_place_by_itself():
    assert PLACES.guess("城区教育规划", "", "城区学校与郊区学校").place is None


def test_a_unit_that_ended_counts_only_for_its_time():
    assert PLACES.guess("下城区教育规划", "", "", 2016).place.adcode == "330103"
    assert PLACES.guess("下城区教育规划", "", "", 2023).place is None


def test_no_place_at_all():
    assert PLACES.guess("教育规划", "", "我县").candidates == ()


def test_the_curated_places_are_a_tree():
    """Every parent is there, codes have six digits, a child's code begins like its province's."""
    rows = store.rows(Project.here(), "places")
    codes = {r["adcode"] for r in rows}
    for r in rows:
        assert len(r["adcode"]) == 6 and r["adcode"].isdigit()
        if r["parent_adcode"]:
            assert r["parent_adcode"] in codes
            assert r["adcode"][:2] == r["parent_adcode"][:2]
    keys = [(r["adcode"], r["name_zh"]) for r in rows]
    assert keys == sorted(set(keys), key=lambda k: (k[0], keys.index(k)))


def test_the_regions_of_the_five_documents_are_among_the_places():
    project = Project.here()
    known = {(r["adcode"], r["name_zh"]) for r in store.rows(project, "places")}
    for region in store.rows(project, "regions"):
        assert (region["adcode"], region["name_zh"]) in known


@pytest.mark.parametrize("zone", ["宁波高新技术产业开发区", "宁波市杭州湾新区", "宁波经开区"])
def test_a_zone_has_no_code_and_is_asked_for(zone):
    found = PLACES.guess(f"{zone}教育规划", "", "镇海区也参加")
    assert found.place is None and {p.adcode for p in found.candidates} == {"330200"}
    assert zone in found.basis


def test_a_zone_that_a_region_wants_to_become_is_no_zone():
    found = PLACES.guess("镇海区创建教育改革示范区方案", "", "")
    assert found.place is not None and found.place.adcode == "330211"
