import json

import altair as alt
import pandas as pd
import pytest
import tiny_site as tiny

from analysis.errors import WorkError
from analysis.figures.figure import Figure
from analysis.publish import cells as show
from analysis.publish.address import Linker, Places
from analysis.publish.blocks import (
    Report,
    anchor,
    find_files,
    read_report,
    require_each_figure_once,
)
from analysis.publish.cells import FOLDER_VARIABLE, MIME
from analysis.publish.jobs import Job
from analysis.publish.labels import Labels
from analysis.publish.page import PageMaker, inline_svg
from analysis.publish.render import environment

SPOT = f"aa-{tiny.RAW.index('85%')}"


def figure(value=85, **more):
    plot = alt.Chart(alt.Data(values=[{"value": value}])).mark_point().encode(x="value:Q")
    plot = plot.properties(width=100, height=50, config={"font": "Plan Sans SC"})
    data = pd.DataFrame({"statement_ids": [[SPOT]], "value": [value]})
    given = {
        "figure_id": "rate--region-a-zh",
        "lang": "zh",
        "spec": plot.to_dict(),
        "plot_spec": plot.to_dict(),
        "data": data,
        "title": "甲区承诺 85 %",
        "subtitle": "%",
        "caption": "n = 1",
        "alt": '一点在 85 <&"',
        "warnings": ("草案。",),
        "n": 1,
        "doc_ids": ("aa",),
    }
    return Figure(**(given | more))


def payloads(*blocks):
    return tuple(block._repr_mimebundle_()[MIME] for block in blocks)


def context(*blocks, figures=None, lang="zh", parameters=None):
    content = tiny.content()
    report = Report(
        Job("02_targets", {"lang": lang}), parameters or {}, payloads(*blocks), figures or {}
    )
    places = Places(content, frozenset({("02_targets", lang)}), {}, {})
    return PageMaker(report, content, Linker(places, lang), Labels(lang)).context()


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A figure shown by a cell of a run that asked for its files."""
    root = tmp_path_factory.mktemp("project")
    tiny.project(root)
    pointer = root / "pointer"
    pointer.write_text(str(root / "figures"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(pointer))
        patch.setenv("EDUCATION_PLANS_ROOT", str(root))
        block = show.figure(figure(), {"value": "数值"})
    return block, root / "figures" / "rate--region-a-zh"


def test_numbers_of_the_answer_lead_to_their_evidence_and_show_the_quote():
    made = context(show.answer(f"甲区 [85 %](statement:{SPOT})。"))
    assert made["answers"] == [
        f'<p>甲区 <a href="sources/aa.html#{SPOT}" class="to-statement" '
        f'title="入园率达到85%以上" data-ref="1">85 %</a>。</p>\n'
    ]
    english = context(show.answer(f"[85 %](statement:{SPOT})"), lang="en")
    assert f'href="sources/aa.en.html#{SPOT}"' in english["answers"][0]


def test_a_statement_cited_twice_is_one_reference():
    made = context(show.answer(f"[a](statement:{SPOT})"), show.prose(f"[b](statement:{SPOT})"))
    assert made["references"] == [
        {"id": SPOT, "quote": "入园率达到85%以上", "document": "甲区规划"}
    ]
    assert 'data-ref="1"' in made["body"][0]["html"]


def test_an_address_that_leads_nowhere_can_be_found():
    made = context(show.prose("[x](statement:aa-999) [y](figure:none) [z](region:none)"))
    for name in ("statement-aa-999", "figure-none", "region-none"):
        assert f'href="#missing-{name}"' in made["body"][0]["html"]


def test_words_of_a_document_cannot_become_a_link():
    hostile = "[点我](javascript:alert(1)) <img src=x onerror=alert(1)> **重**"
    made = context(show.prose(f"“{show.quoted(hostile, SPOT)}”"))
    html = made["body"][0]["html"]
    assert html.count("<a ") == 1
    assert "javascript:alert(1)" in html.replace("&quot;", "")  # as words, inside our own link
    assert 'href="javascript' not in html
    assert "<img" not in html
    assert "<strong>" not in html


def test_sections_are_numbered_alike_in_both_languages():
    zh = context(show.prose("## 甲\n文\n### 子\n## 乙"))
    en = context(show.prose("## A *b*\ntext\n### sub\n## B"), lang="en")
    assert [name for name, _ in zh["sections"]] == [name for name, _ in en["sections"]]
    assert en["sections"][0] == ("part-1", "A b")
    assert '<h2 id="part-1">甲</h2>' in zh["body"][0]["html"]


def test_the_title_is_the_question_or_the_first_heading():
    assert context(show.title("谁？"))["title"] == "谁？"
    made = context(show.prose("# 谁？\n正文"))
    assert made["title"] == "谁？"
    assert made["body"][0]["html"] == "<p>正文</p>\n"


def test_a_table_links_its_evidence_and_sets_numbers_right():
    frame = pd.DataFrame({"name": ["<b>"], "value": [12345.0], "statement_id": [SPOT], "x": [None]})
    made = context(show.table(frame, "标题", {"name": "名", "value": "值", "x": "空"}, note="注"))
    table = made["body"][0]
    assert [(label, form) for _, label, form in table["columns"]] == [
        ("名", "text"),
        ("值", "number"),
        ("空", "text"),
        ("出处", "text"),
    ]
    row = table["rows"][0]
    assert row[:3] == ["&lt;b&gt;", "12,345", ""]
    assert f'href="sources/aa.html#{SPOT}"' in row[3]


def test_a_figure_carries_its_picture_data_and_citation(exported):
    block, folder = exported
    made = context(block, figures={folder.name: find_files(folder)})["body"][0]
    assert made["anchor"] == "figure-rate--region-a"
    assert made["svg"].startswith("<svg ")
    assert 'role="img" aria-label="一点在 85 &lt;&amp;&#34;"' in made["svg"]
    assert made["data"]["heads"] == ["出处", "数值"]
    assert made["data"]["rows"][0][1] == "85"
    assert f'href="sources/aa.html#{SPOT}"' in made["data"]["rows"][0][0]
    assert "rate--region-a-zh" in made["citation"]
    assert "The tiny maintainers" in made["citation"]


def test_a_figure_warns_when_the_notebook_does_not(exported):
    block, folder = exported
    figures = {folder.name: find_files(folder)}
    assert context(block, figures=figures)["warnings"] == ["<p>草案。</p>"]
    own = context(block, show.warning("只此一条"), figures=figures)["warnings"]
    assert own == ["<p>只此一条</p>\n"]


def test_the_whole_page_is_escaped(exported):
    block, folder = exported
    made = context(
        show.title("<script>alert(1)</script>"),
        show.facts({"<i>": "[x](javascript:x)"}),
        block,
        figures={folder.name: find_files(folder)},
        parameters={"region": "</dd><script>"},
    )
    for entry in made["body"]:
        entry.setdefault("files", dict.fromkeys(("svg", "png", "pdf", "csv"), "x"))
    shared = {
        "lang": "zh", "html_lang": "zh-Hans", "other": "en", "root": "", "t": Labels("zh"),
        "nav": {"reports": [], "regions": [], "sources": [], "changes": "c.html",
                "pages": {"index": "i.html", "codebook": "b.html", "search": "s.html"}},
        "twin": "x", "version": "1", "date": "2026-01-01", "digest": "0" * 64, "link": None,
        "active": "", "kicker": "\u202e<b>",
    }  # fmt: skip
    text = environment().get_template("report.html").render(**shared, **made)
    assert "<script>" not in text
    assert "<i>" not in text
    assert "⟨U+202E⟩&lt;b&gt;" in text


def test_a_figure_that_was_not_exported_stops_the_page(tmp_path):
    notebook = tmp_path / "executed.ipynb"
    bundle = {MIME: {"kind": "figure", "figure_id": "lost-zh"}}
    cell = tiny.cell("code", "", "x") | {"outputs": [{"data": bundle}]}
    notebook.write_text(json.dumps({"cells": [cell]}))
    with pytest.raises(WorkError, match=r"figure lost-zh: has no \.svg file"):
        read_report(Job("x"), {}, notebook, tmp_path)


def test_a_figure_stands_on_one_page_and_there_once():
    def page(name, *figures):
        blocks = tuple({"kind": "figure", "figure_id": one} for one in figures)
        return Report(Job(name, {"lang": "zh"}), {}, blocks, {})

    require_each_figure_once([page("a", "x-zh", "y-zh"), page("b", "z-zh")])
    with pytest.raises(WorkError, match=r"stands on the pages a[.]zh and b[.]zh"):
        require_each_figure_once([page("a", "x-zh"), page("b", "x-zh")])
    with pytest.raises(WorkError, match=r"stands twice on the page a[.]zh"):
        require_each_figure_once([page("a", "x-zh", "x-zh")])


def test_markdown_of_the_other_language_and_code_stay_out(tmp_path):
    notebook = tmp_path / "executed.ipynb"
    made = tiny.notebook("print('secret')")
    made["cells"][1]["outputs"] = [{"output_type": "stream", "text": "secret"}]
    notebook.write_text(json.dumps(made))
    report = read_report(Job("x", {"lang": "en"}), {}, notebook, tmp_path)
    assert [block["markdown"] for block in report.blocks] == ["## A section\ntext"]


@pytest.mark.parametrize("name", ["rate-zh", "rate-en", "rate.zh", "rate"])
def test_a_figure_has_one_anchor_in_both_languages(name):
    assert anchor(name) == "rate"


def test_in_jupyter_a_block_shows_itself():
    bundle = show.answer("[85 %](statement:x)")._repr_mimebundle_()
    assert (
        bundle["text/html"]
        == '<div class="answer"><p><a href="#" class="to-statement">85 %</a></p>\n</div>'
    )
    assert show.figure(figure())._repr_mimebundle_()["image/svg+xml"].startswith("<svg")


def test_the_still_picture_links_into_the_site_and_carries_no_dead_weight():
    svg = (
        '<svg version="1.1" width="9"><g class="mark" role="graphics-object" aria-label="x">'
        '<a xlink:href="../../sources/aa.html#aa-1">'
        '<text font-family="Plan Sans SC" fill="#111">8</text></a>'
        '<path d="" display="none"/></g></svg>'
    )
    assert inline_svg(svg, 'a "b"', "en") == (
        '<svg class="chart" role="img" aria-label="a &#34;b&#34;" '
        'font-family="Plan Sans SC" width="9"><g>'
        '<a xlink:href="sources/aa.en.html#aa-1"><text fill="#111">8</text></a></g></svg>'
    )


def test_the_still_picture_is_drawn_to_a_hundredth_of_a_pixel():
    svg = (
        '<svg width="9"><text transform="translate(-8.000000001,125.99999999999999)" '
        'font-weight="normal" text-anchor="start">1.23456</text>'
        '<path d="M0.126,-0.0001L3.5,2"/></svg>'
    )
    assert inline_svg(svg, "a", "zh").partition('width="9">')[2] == (
        '<text transform="translate(-8,126)">1.23456</text><path d="M0.13,-0L3.5,2"/></svg>'
    )
