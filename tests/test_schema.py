"""Schemas: what a table may hold, and what is said when it holds something else."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from analysis import schema
from analysis.errors import InputError

TOWNS = """
table: towns
origin: added
title: {zh: 镇, en: Towns}
description: {zh: 镇, en: Towns}
key: [town_id]
foreign_keys:
  - {column: county_id, table: counties, to: county_id}
columns:
  - {name: town_id, type: text, required: true, zh: 编号, en: Id}
  - {name: county_id, type: text, zh: 县, en: County}
  - {name: kind, type: text, codes: [town, township], zh: 种类, en: Kind}
  - {name: area, type: decimal, unit: km2, zh: 面积, en: Area}
  - {name: year, type: integer, zh: 年, en: Year}
"""


@pytest.fixture
def towns(tmp_path):
    path = tmp_path / "towns.schema.yml"
    path.write_text(TOWNS, encoding="utf-8")
    return schema.load_schema(path)


def frame(*rows):
    names = ["town_id", "county_id", "kind", "area", "year"]
    return pd.DataFrame(rows, columns=names, dtype=str)


def test_a_good_table_has_no_failure(towns):
    typed = schema.typed(frame(["a", "c1", "town", "3.50", "2020"], ["b", "", "", "", ""]), towns)
    assert schema.check_frame(typed, towns) == []
    assert typed["area"].tolist() == [Decimal("3.50"), None]
    assert typed["year"].tolist()[0] == 2020


def test_each_broken_rule_is_told_with_record_found_and_allowed(towns):
    typed = schema.typed(
        frame(["a", "", "city", "", ""], ["a", "", "town", "", ""], ["", "", "town", "", ""]), towns
    )
    told = [str(failure) for failure in schema.check_frame(typed, towns)]
    assert any("'city'" in line and "town, township" in line for line in told)
    assert any("the key twice" in line for line in told)
    assert any("town_id" in line and "found nothing" in line for line in told)


def test_a_number_that_is_none_is_named_by_column(towns):
    with pytest.raises(InputError, match=r"towns\.csv, column area"):
        schema.typed(frame(["a", "", "town", "three", ""]), towns)


def test_a_missing_reference_is_told(towns):
    counties = pd.DataFrame({"county_id": ["c1"]})
    typed = schema.typed(frame(["a", "c2", "town", "", ""]), towns)
    other = schema.TableSchema("counties", "added", {}, {}, ("county_id",), ())
    failures = schema.check_foreign_keys(
        {"towns": typed, "counties": counties}, {"towns": towns, "counties": other}
    )
    assert [failure.found for failure in failures] == ["'c2'"]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Decimal("1100.0"), "decimal", "1100"),
        (Decimal("2.920"), "decimal", "2.92"),
        (Decimal("1E+3"), "decimal", "1000"),
        (None, "decimal", ""),
        (True, "boolean", "true"),
        (2025, "integer", "2025"),
        ("一,二", "text", "一,二"),
        (0.1 + 0.2, "number", "0.3"),
    ],
)
def test_a_value_has_one_spelling(value, kind, text):
    assert schema.to_text(value, kind) == text


def test_a_file_that_is_no_schema_is_refused(tmp_path):
    path = tmp_path / "x.schema.yml"
    path.write_text("table: x\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.schema\.yml: not a table schema"):
        schema.load_schema(path)
