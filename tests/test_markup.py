import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analysis.publish.markup import (
    allowed_link,
    csv_cell,
    html,
    markdown_escape,
    render_inline,
    render_markdown,
    safe_url,
    script_json,
    shown,
    slug,
)


def to_site(address):
    return "site/" + address.partition(":")[2]


def test_raw_html_in_markdown_is_shown_as_text():
    made = render_markdown("a <script>alert(1)</script> <b onclick=x>b</b>", to_site)
    assert "<script" not in made and "<b " not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc"],
)
def test_links_lead_to_us_or_to_the_web_only(address):
    assert not allowed_link(address)
    assert "<a " not in render_markdown(f"[x]({address}) <{address}>", to_site)
    assert safe_url(address) == ""


def test_own_addresses_are_resolved_and_outside_ones_marked():
    made = render_markdown(
        "[85 %](statement:a-1) [w](https://example.org/x)",
        to_site,
        lambda a: {"title": "quote <&>"},
    )
    assert '<a href="site/a-1" class="to-statement" title="quote &lt;&amp;&gt;">85 %</a>' in made
    assert '<a href="https://example.org/x" rel="noopener noreferrer external">w</a>' in made


def test_a_picture_in_markdown_loads_nothing():
    assert "<img" not in render_markdown("![x](https://example.org/a.png)", to_site)


def test_one_line_has_no_paragraph():
    assert render_inline("**85 %** of *all*", to_site) == "<strong>85 %</strong> of <em>all</em>"


def test_direction_changes_are_spelt_out():
    assert shown("a\u202eb") == "a⟨U+202E⟩b"
    assert html("\u2066<") == "⟨U+2066⟩&lt;"
    assert shown("表1\n— 2 —\t") == "表1\n— 2 —\t"


def test_json_cannot_end_its_script_and_keeps_its_value():
    value = {"a": "</script><!--\u2028&"}
    text = script_json(value)
    assert not any(sign in text for sign in "<>&\u2028")
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd", "'-cmd"),
        ("+1+cmd", "'+1+cmd"),
        ("\t=1", "'\t=1"),
        ("-12.5", "-12.5"),
        ("+3 %", "'+3 %"),
        ("入园率", "入园率"),
    ],
)
def test_no_cell_is_a_formula(cell, written):
    assert csv_cell(cell) == written


@given(st.text())
def test_a_name_stays_in_its_folder(text):
    assert slug(text).replace("+", "").replace("_", "").replace("-", "").isalnum() or slug(text)
    assert "/" not in slug(text) and "." not in slug(text)


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1)
)
def test_words_of_a_document_stay_words(text):
    """Escaped text renders to exactly its own characters, whatever Markdown is in it."""
    tokens = MarkdownIt("commonmark", {"html": False}).parseInline(markdown_escape(text))
    children = tokens[0].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == shown(text)
