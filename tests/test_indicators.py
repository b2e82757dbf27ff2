"""Matching printed names to shared indicators, and the three curated tables behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import store
from analysis.paths import Project
from analysis.schema import check_foreign_keys, check_frame
from analysis.statements.indicators import (
    aliases_of,
    base_unit,
    match,
    mentions,
    normalise,
)

PROJECT = Project(Path(__file__).resolve().parent.parent)
ROWS = [
    {"alias": "毛入园率", "indicator_id": "preschool_ger", "unit": "%", "excludes": "残疾"},
    {"alias": "残疾*入园率", "indicator_id": "disabled_preschool_rate", "unit": "%"},
    {"alias": "毛入学率", "indicator_id": "tertiary_ger", "level": "higher", "unit": "%"},
    {"alias": "毛入学率", "indicator_id": "upper_ger", "level": "upper_secondary", "unit": "%"},
    {"alias": "高中*毛入学率", "indicator_id": "upper_ger", "unit": "%"},
    {"alias": "近视率", "indicator_id": "myopia_rate", "unit": "%", "excludes": "降低"},
    {"alias": "近视率", "indicator_id": "myopia_fall", "unit": "百分点"},
    {"alias": "体质*优良率", "indicator_id": "fitness_good", "unit": "%"},
    {"alias": "在校生", "indicator_id": "pupils", "unit": "人|名"},
    {"alias": "体育活动", "indicator_id": "sport", "level": "!preschool", "unit": "小时"},
    {"alias": "生师比", "indicator_id": "pupil_teacher_ratio", "unit": "比|-"},
    {"alias": "新改扩建幼儿园", "indicator_id": "built", "unit": "所|处", "excludes": "中小学"},
    {"alias": "新改扩建幼儿园、中小学", "indicator_id": "built_all", "unit": "所|处"},
]
ALIASES = aliases_of(ROWS)


@pytest.fixture(scope="module")
def reviewed():
    return aliases_of(store.rows(PROJECT, "indicator_aliases"))


@pytest.mark.parametrize(
    ("name", "unit", "level", "expected"),
    [
        ("学前三年毛入园率", "%", "preschool", "preschool_ger"),
        ("学前三年毛入园率（％）", "％", None, "preschool_ger"),
        ("残疾幼儿毛入园率", "%", None, "disabled_preschool_rate"),
        ("毛入园率提高", "个百分点", None, None),
        ("毛入学率", "%", "higher", "tertiary_ger"),
        ("毛入学率", "%", "upper_secondary", "upper_ger"),
        ("毛入学率", "%", None, None),
        ("高中阶段教育毛入学率", "%", None, "upper_ger"),
        ("总体近视率每年降低", "百分点", None, "myopia_fall"),
        ("近视率每年降低", "%", None, None),
        ("在校生", "万人", None, "pupils"),
        ("在校生", "%", None, None),
        ("学生“体质健康”测试优良率", "%", None, "fitness_good"),
        ("生师比", None, None, "pupil_teacher_ratio"),
        ("体育活动时间", "小时", "compulsory", "sport"),
        ("体育活动时间", "小时", None, "sport"),
        ("体育活动时间", "小时", "preschool", None),
        ("新改扩建幼儿园、中小学", "处", None, "built_all"),
        ("新改扩建幼儿园", "所", None, "built"),
    ],
)
def test_longest_reviewed_alias_decides_under_its_guards(name, unit, level, expected):
    assert match(name, unit, level, ALIASES) == expected


def test_a_rate_whose_percent_sign_was_lost_still_matches_and_a_count_does_not():
    assert match("学前三年毛入园率", None, None, ALIASES) == "preschool_ger"
    assert match("学前三年毛入园率保持", None, None, ALIASES) is None
    assert match("在校生", None, None, ALIASES) is None


def test_a_name_that_joins_two_indicators_is_left_to_a_reviewer():
    assert match("体质健康优良率和近视率", "%", None, ALIASES) is None
    assert match("毛入园率、高中毛入学率", "%", None, ALIASES) is None


def test_a_gap_never_crosses_into_another_clause():
    assert match("高中阶段教育，毛入学率", "%", None, ALIASES) is None


def test_unit_loses_its_magnitude_but_not_its_kind():
    assert [base_unit(u) for u in ("万人", "亿元", "个百分点", "百分点", "万人次", "％", None)] == [
        "人",
        "元",
        "百分点",
        "百分点",
        "人次",
        "%",
        "-",
    ]


def test_mentions_finds_names_without_numbers_and_skips_bare_words():
    clause = normalise("提升学生体质健康优良率和毛入学率")
    assert mentions(clause, ALIASES) == {"fitness_good": (4, 11)}


@given(st.text(alphabet="学前三年毛入园率高中残疾近视、和(%)新改扩建幼儿园 ", max_size=24))
def test_matching_never_fails_and_ignores_quotes_and_blanks(text):
    found = match(text, "%", None, ALIASES)
    assert found == match(f" “{text}” ", "%", None, ALIASES)
    assert found is None or found in {row["indicator_id"] for row in ROWS}


def test_order_of_the_alias_table_does_not_matter():
    shuffled = aliases_of(reversed(ROWS))
    assert [a.alias for a in shuffled] == [a.alias for a in ALIASES]


@pytest.mark.parametrize("table", ["indicators", "indicator_aliases", "benchmarks"])
def test_curated_tables_obey_their_schema(table):
    schemas = store.schemas(PROJECT)
    frames = {name: store.read(PROJECT, name) for name in ("indicators", table)}
    assert check_frame(frames[table], schemas[table]) == []
    assert check_foreign_keys(frames, schemas) == []


def test_every_indicator_has_an_alias_that_its_own_name_or_another_reaches(reviewed):
    indicators = store.rows(PROJECT, "indicators")
    assert {a.indicator_id for a in reviewed} == {row["indicator_id"] for row in indicators}
    for row in indicators:
        found = match(row["name_zh"], row["unit"], row["level"], reviewed)
        assert found in (row["indicator_id"], None), row["name_zh"]


def test_sdg_code_stands_exactly_where_there_is_a_match():
    for row in store.rows(PROJECT, "indicators"):
        assert bool(row["sdg4_code"]) == (row["match"] != "none"), row["indicator_id"]
        assert bool(row["ceiling"]) == bool(row["ceiling_kind"]), row["indicator_id"]


@pytest.mark.parametrize("table", ["indicators", "indicator_aliases", "benchmarks"])
def test_tables_are_written_in_canonical_bytes(table):
    schema = store.schema_of(PROJECT, table)
    frame = store.read(PROJECT, table).sort_values(list(schema.key), kind="stable")
    assert (PROJECT.curated / f"{table}.csv").read_bytes() == store.to_csv(frame, schema)


@pytest.mark.parametrize(
    ("name", "unit", "level", "expected"),
    [  # phrasings of other plans, read by hand
        ("九年义务教育巩固率", "%", None, "compulsory_retention"),
        ("适龄残疾儿童少年义务教育入学率", "%", None, "disabled_enrolment_rate"),
        ("小学专任教师本科及以上学历比例", "%", None, "primary_teacher_bachelor_share"),
        ("义务教育学校专任教师本科及以上学历占比", "%", None, "compulsory_teacher_bachelor_share"),
        ("新增劳动力平均受教育年限", "年", None, "schooling_years_new_labour"),
        ("职业院校“双师型”教师占专业课教师比例", "%", None, "double_qualified_share"),
        ("义务教育阶段标准班额比例", "%", None, "standard_class_share"),
        ("新增普惠性学位", "万个", "preschool", "kindergarten_places_new"),
        ("巩固脱贫攻坚成果县", "个", None, None),
        ("超过1000人必须配备专职心理健康教育教师的学校规模", "人", None, None),
        ("生均公用经费", "元", None, None),
        ("学前教育经费占比", "%", "preschool", None),
    ],
)
def test_reviewed_table_reads_names_of_other_plans(reviewed, name, unit, level, expected):
    assert match(name, unit, level, reviewed) == expected
