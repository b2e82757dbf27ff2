"""The table behind a figure: what a reader of the page sees of its data."""

from __future__ import annotations

import pandas as pd
import pytest
import tiny_site as tiny

from analysis.publish.address import Linker, Places
from analysis.publish.behind import SHOWN_ROWS, DataTable
from analysis.publish.blocks import FigureFiles
from analysis.publish.labels import Labels

SPOT = f"aa-{tiny.RAW.index('85%')}"


def table(folder, text, lang="zh", given=None, **tables):
    (folder / "x.csv").write_text(text, encoding="utf-8")
    content = tiny.content(**tables)
    link = Linker(Places(content, frozenset(), {}, {}), lang)
    files = FigureFiles("x", folder, {"csv": "x.csv"})
    return DataTable(content, Labels(lang), link).of(files, given or {})


@pytest.mark.parametrize(
    ("lang", "heads", "row"),
    [
        ("zh", ["地区", "coverage", "比较"], ["甲区", "未说明", "等于"]),
        ("en", ["Region", "coverage", "Comparison"], ["A District", "not stated", "equal to"]),
    ],
)
def test_ids_codes_and_marks_for_spreadsheets_become_words(tmp_path, lang, heads, row):
    made = table(tmp_path, "region_id,coverage,comparator\nraa,not_stated,'=\n", lang)
    assert made["heads"] == heads
    assert made["rows"] == [row]


def test_columns_that_say_nothing_more_are_left_out(tmp_path):
    text = "region_id,doc_id,statement_id,statement_ids,value,reason,k\n"
    text += f"raa,aa,{SPOT},{SPOT},0.123456,没有写,\nrbb,bb,,,2,没有写,\n"
    made = table(tmp_path, text, "en")
    assert made["heads"] == ["Region", "Evidence", "value"]
    assert made["rows"][0][1:] == [f'<a href="sources/aa.en.html#{SPOT}">{SPOT}</a>', "0.1235"]
    assert "reason" in table(tmp_path, text)["heads"]


def test_two_documents_of_a_region_are_told_apart(tmp_path):
    made = table(tmp_path, "region_id,doc_id\nraa,aa\nraa,bb\n")
    assert made["heads"] == ["地区", "文件"]


def test_years_are_not_grouped_and_amounts_are(tmp_path):
    made = table(tmp_path, "target_year,amount_cny\n2025,26000000\n")
    assert made["rows"] == [["2025", "26,000,000"]]


def test_chinese_on_an_english_page_says_so(tmp_path):
    made = table(tmp_path, "indicator\n入园率 A\n", "en")
    assert made["rows"] == [['<span lang="zh-Hans">入园率</span> A']]


def test_a_hostile_cell_stays_text_and_long_data_are_cut(tmp_path):
    made = table(tmp_path, "indicator\n" + "<b>x</b>\n" * (SHOWN_ROWS + 1))
    assert made["rows"][0] == ["&lt;b&gt;x&lt;/b&gt;"]
    assert (made["shown"], made["total"]) == (SHOWN_ROWS, SHOWN_ROWS + 1)


def test_names_come_from_the_tables_that_hold_them(tmp_path):
    names = pd.DataFrame([{"theme_id": "aid", "name_zh": "资助", "name_en": "Aid"}])
    bodies = pd.DataFrame([{"agency_id": "edu", "name_zh": "教育部门", "name_en": "Education"}])
    made = table(
        tmp_path, "theme_id,agency_id\naid,edu\nodd,\n", "en", themes=names, agencies=bodies
    )
    assert made["rows"] == [["Aid", "Education"], ["odd", ""]]
