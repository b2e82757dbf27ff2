"""Words are data, whole in both languages: charts, pages, reports, the linked view, the codes."""

from __future__ import annotations

import csv
import re
import string
from pathlib import Path

import pytest
import yaml

from analysis.figures.labels import FOLDER, code, codes, label, listing
from analysis.paths import Project
from analysis.publish.labels import TEMPLATES, Labels
from analysis.store import schemas

ROOT = Path(__file__).resolve().parent.parent
HAN = r"\u3400-\u9fff"
# Marks of Chinese prose are full width; a half-width one beside a Han character is a slip.
HALF_WIDTH = re.compile(rf"[{HAN}”》）][,;:?!]|[,;?!][{HAN}]|\((?=[^()]*[{HAN}])")
TABLES = {
    "chart labels": FOLDER / "labels.csv",
    "codes": FOLDER / "codes.csv",
    "page labels": TEMPLATES / "labels.csv",
    "linked view": ROOT / "analysis/explore/words.csv",
}


# One thing has one name: where a text says the first, the other language says the second.
GLOSSARY = {
    "基期": "baseline", "段句": "passage", "复核": "review", "征求意见稿": "draft",
    "借用": "borrow", "敏感": "sensitiv", "台账": "ledger",
    "召回": "recall", "数据字典": "codebook", "国家参考值": "national",
}  # fmt: skip


def rows(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row["key"], row["zh"], row["en"]) for row in csv.DictReader(stream)]


def reports() -> list[tuple[str, str, str]]:
    folder = ROOT / "analysis/narrative/words"
    return [
        (f"{path.stem}: {key}", texts["zh"], texts["en"])
        for path in sorted(folder.glob("*.yml"))
        for key, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    ]


def every_text() -> list[tuple[str, str, str]]:
    return [row for path in TABLES.values() for row in rows(path)] + reports()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("zh", "en"), GLOSSARY.items())
def test_one_thing_has_one_name_in_both_languages(zh, en):
    said = [(key, english) for key, chinese, english in every_text() if zh in chinese]
    assert not [key for key, english in said if not re.search(en, english, re.IGNORECASE)]


@pytest.mark.parametrize("name", TABLES)
def test_a_key_stands_once(name):
    keys = [key for key, _, _ in rows(TABLES[name])]
    assert len(keys) == len(set(keys))


def test_no_code_has_a_second_word_elsewhere():
    elsewhere = {
        key for name, path in TABLES.items() if name != "codes" for key, _, _ in rows(path)
    }
    assert not elsewhere & set(codes())


def test_both_languages_take_the_same_values():
    assert not [key for key, zh, en in every_text() if fields(zh) != fields(en)]


def test_a_text_is_there_in_both_languages():
    # A counted thing may need no word behind its number in English: 个.
    bare = {"unit.个"}
    assert {key for key, zh, en in every_text() if not (zh.strip() and en.strip())} == bare


def test_chinese_prose_has_chinese_marks():
    assert not [key for key, zh, _ in every_text() if HALF_WIDTH.search(zh)]


def test_every_code_of_every_table_has_a_word_in_both_languages():
    lacking = [
        f"{schema.table}.{column.name}.{one}"
        for schema in schemas(Project(ROOT)).values()
        for column in schema.columns
        for one in column.codes
        if not {f"{schema.table}.{column.name}.{one}", f"{column.name}.{one}"} & set(codes())
    ]
    assert not lacking, "add the words to analysis/figures/codes.csv"


def test_every_kind_of_code_that_is_shown_has_words():
    """An unknown code shows as it is, so that a kind without words would pass unseen."""
    call = re.compile(r"\bcode\(\s*\"([a-z_]+)\"")
    sources = [*(ROOT / "analysis").rglob("*.py"), *(ROOT / "analysis").rglob("*.html")]
    shown = {kind for path in sources for kind in call.findall(path.read_text(encoding="utf-8"))}
    assert {"quality", "measure", "status", "part"} <= shown
    assert not shown - {key.rsplit(".", 1)[0] for key in codes()}


def test_every_table_and_column_is_described_in_both_languages():
    lacking = [
        f"{schema.table} {name}"
        for schema in schemas(Project(ROOT)).values()
        for name, zh, en in (
            ("title", schema.title["zh"], schema.title["en"]),
            ("description", schema.description["zh"], schema.description["en"]),
            *((column.name, column.zh, column.en) for column in schema.columns),
        )
        if not (zh.strip() and en.strip()) or HALF_WIDTH.search(zh)
    ]
    assert not lacking


def test_a_table_may_use_a_code_in_its_own_sense():
    assert code("kind", "other", "en") == "other document"
    assert code("kind", "other", "en", table="agencies") == "other"
    assert Labels("zh").code("kind", "other", "agencies") == "其他"


def test_an_unknown_code_shows_as_it_is_and_no_code_as_nothing():
    assert code("status", "dreamt", "zh") == "dreamt"
    assert Labels("en").code("status", None) == ""


def test_an_unknown_label_is_named():
    with pytest.raises(Exception, match=r"label: found 'nope'"):
        label("nope", "zh")
    with pytest.raises(Exception, match="language: found 'fr'"):
        label("none", "fr")


def test_a_list_reads_as_a_sentence_in_each_language():
    assert listing(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert listing(["A", "B", "C"], "en") == "A, B and C"
    assert listing([], "en") == "none"
    assert listing(["A", "B", "C"], "en", most=2) == "A, B and 1 more"
