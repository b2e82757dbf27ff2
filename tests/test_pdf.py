"""Reports on paper: our fonts, numbered pages, bookmarks, references, and nothing fetched."""

from __future__ import annotations

import builtins
import io

import pytest
from pypdf import PdfReader

from analysis.errors import InputError, WorkError
from analysis.publish import pdf
from analysis.publish.manifest import file_hashes, read_manifest

pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def made(published):
    """One page of the tiny site, set twice."""
    project = published.project
    figures = [f for f in pdf.published_figures(project).values() if f.page == "02_targets.zh"]
    manifest = read_manifest(project.site)
    return [
        pdf.printed(pdf.printer(), project, "02_targets.zh", manifest, figures) for _ in range(2)
    ]


@pytest.fixture(scope="module")
def reader(made):
    return PdfReader(io.BytesIO(made[0]))


def words(reader):
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def test_the_same_site_gives_the_same_bytes(made):
    assert made[0] == made[1]


def test_pages_are_a4_and_numbered_with_a_running_header(reader):
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert f"1/{len(reader.pages)}" in words(reader)
    assert "2026-03-01·sha256:" in words(reader)


def test_only_our_fonts_are_embedded(reader):
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & below["/FontDescriptor"].keys()
            names.add(below["/BaseFont"].partition("+")[2])
    assert names and all(name.startswith("Plan-Sans-SC") for name in names)


def test_headings_are_bookmarks(reader):
    def titles(outline):
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    found = list(titles(reader.outline))
    assert found[0] == "谁承诺了什么？"
    assert "中文小节" in found and "图的引用" in found


def test_quotes_of_english_pictures_are_straight_where_letters_are_set_one_by_one():
    page = "<p>the “plan”</p><svg><text x='1'>a “red flag” year’s</text></svg>"
    told = pdf.with_set_pictures(page, "en")
    assert "<p>the “plan”</p>" in told
    assert """<text font-family="Plan Sans SC" x='1'>a "red flag" year's</text>""" in told
    assert "“red flag”" in pdf.with_set_pictures(page, "zh")


def test_figures_are_vectors_and_cited_at_the_end(reader):
    assert not [image for page in reader.pages for image in page.images]
    text = words(reader)
    assert text.index("甲区承诺85%") < text.index("图的引用")
    assert "[figurerate-zh,sha256:" in text.replace("-\n", "")
    assert "甲区规划" in text[text.index("文件") :]


def test_no_link_tells_where_the_site_lies_on_this_machine(made, published):
    assert str(published.project.root).encode() not in made[0]
    assert b"file:" not in made[0]


def test_nothing_but_our_fonts_is_opened(published):
    fetcher = pdf._fonts_only(pdf.printer())
    for url in ("http://example.org/x.css", "file:///etc/passwd", "data:text/css,a{}"):
        with pytest.raises(ValueError, match="only the project's own fonts"):
            fetcher.fetch(url)


def test_every_report_is_printed_beside_the_site_which_stays_as_it_is(copied, monkeypatch):
    monkeypatch.setattr(pdf, "printed", lambda *told: b"%PDF " + told[2].encode())
    before = file_hashes(copied.site)
    for _ in range(2):  # a second time over the first
        paths = pdf.print_reports(copied)
        assert [path.name for path in paths] == ["02_targets.en.pdf", "02_targets.zh.pdf"]
        assert paths[0].read_bytes() == b"%PDF 02_targets.en"
    assert file_hashes(copied.site) == before
    assert not [p.name for p in copied.reports.iterdir() if p.name.startswith(".printing")]


def test_a_page_that_fails_leaves_the_earlier_prints(copied, monkeypatch):
    monkeypatch.setattr(pdf, "printed", lambda *told: b"old")
    pdf.print_reports(copied)

    def failing(*told):
        raise WorkError("page")

    monkeypatch.setattr(pdf, "printed", failing)
    with pytest.raises(WorkError):
        pdf.print_reports(copied)
    assert (pdf.folder_of(copied) / "02_targets.zh.pdf").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("error", "told"), [(ImportError("x"), "found no WeasyPrint"), (OSError("x"), "found no pango")]
)
def test_what_is_missing_is_told_in_one_sentence(copied, monkeypatch, error, told):
    real = builtins.__import__

    def without(name, *more, **given):
        if name == "weasyprint":
            raise error
        return real(name, *more, **given)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=told) as caught:
        pdf.print_reports(copied)
    assert "\n" not in str(caught.value)
    assert not pdf.folder_of(copied).exists()


def test_words_of_a_document_stay_words(copied):
    row = {"doc_id": "aa", "title_zh": "<b>&", "issuer": "<script>x</script>"}
    row |= {"source_url": "javascript:alert(1)"}
    text = pdf.references([row], [], "zh")
    assert "<b>" not in text and "<script" not in text and "javascript" not in text
