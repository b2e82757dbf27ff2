"""A publication told in words: values first, a document with its statements in one line."""

from __future__ import annotations

import tiny_site as tiny

from analysis.publish.address import Linker, Places
from analysis.publish.changes import Change, Edition
from analysis.publish.labels import Labels
from analysis.publish.telling import Telling

SPOT = f"aa-{tiny.RAW.index('85%')}"
CHANGES = (
    Change("gone", "major", "cc", before="丙区规划"),
    Change("gone", "major", "cc-7", before="新建2所"),
    Change("evidence", "major", "bb", "sha256", "1111", "2222"),
    Change("value", "major", SPOT, "value", "84", "85", "入园率达到85%以上"),
    Change("new", "minor", "aa-40", after="建8所"),
    Change("figure", "minor", "rate-zh", "data", "84", "85", "1 cells, ≤ 1.2%"),
    Change("figure", "minor", "rate-en", "data", "84", "85", "1 cells, ≤ 1.2%"),
)


def told(lang, changes=CHANGES):
    content = tiny.content()
    figures = {("rate", "zh"): "02_targets.zh.html", ("rate", "en"): "02_targets.en.html"}
    link = Linker(Places(content, frozenset(), figures, {}), lang)
    titles = {"rate-zh": "甲区承诺 85 %", "rate-en": "A promises 85 %"}
    edition = Edition("2026-01-02", "2026-01-02", "1", False, tuple(changes), {})
    return Telling(content, Labels(lang), link, titles), edition


def test_values_come_first_with_region_indicator_and_unit():
    telling, edition = told("en")
    heading, lines = telling.groups(edition)[0]
    assert heading == "Statements with another value or status"
    line = lines[0]
    assert (line.name, line.page) == ("A District · 入园率", f"sources/aa.en.html#{SPOT}")
    assert (line.before, line.after, line.note) == ("84%", "85%", "入园率达到85%以上")


def test_a_document_that_went_takes_its_statements_along():
    telling, edition = told("zh")
    groups = dict(telling.groups(edition))
    assert [(line.record, line.kind, line.inner) for line in groups["文件"]] == [
        ("cc", "消失", ("新建2所",)),
        ("bb", "出处", ()),
    ]
    assert [line.record for line in groups["新增与消失的陈述"]] == ["aa-40"]


def test_figures_are_told_in_their_own_language_by_their_title():
    for lang, title in (("zh", "甲区承诺 85 %"), ("en", "A promises 85 %")):
        telling, edition = told(lang)
        _, lines = telling.groups(edition)[-1]
        assert [(line.name, line.page) for line in lines] == [
            (title, f"02_targets.{lang}.html#figure-rate")
        ]


def test_the_headline_counts_what_the_page_lists():
    telling, edition = told("en")
    assert telling.headline(edition) == (
        "Statements with another value or status: 1; Documents gone: 1 (statements: 1); "
        "Documents whose raw text changed: 1; New statements: 1; Figures that moved: 1"
    )
    only, edition = told("zh", [Change("detail", "note", SPOT, "certainty", "certain", "probable")])
    assert only.headline(edition) == "其他变更 1 处"
    assert only.groups(edition)[0][1][0].after == "大致确定"


def test_a_feed_says_what_changed_in_plain_words():
    telling, edition = told("en")
    lines = telling.feed_lines(edition)
    assert lines[0] == "A District · 入园率: value 84% → 85%"
    assert lines[1] == "丙区规划: gone"
