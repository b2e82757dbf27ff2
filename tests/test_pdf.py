import io

import pytest
from pypdf import PdfReader

from analysis.errors import WorkError
from analysis.paths import Project
from analysis.publish import pdf

weasyprint = pytest.importorskip("weasyprint", reason="the pdf extra is not installed")


@pytest.mark.notebook
def test_a_report_is_printed_with_title_bookmarks_fonts_and_references(published):
    files = pdf.print_reports(published.project)
    assert [path.name for path in files] == ["02_targets.en.pdf", "02_targets.zh.pdf"]
    reader = PdfReader(io.BytesIO(files[1].read_bytes()))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "谁承诺了什么？" in text
    assert "教育规划对读" in text
    assert f"1 / {len(reader.pages)}" in text
    assert "引文出处" in text
    assert "入园率达到85%以上" in text
    assert float(reader.pages[0].mediabox.width) == pytest.approx(595.3, abs=0.5)  # A4
    assert reader.outline[0].title == "谁承诺了什么？"
    fonts = {
        f["/BaseFont"] for p in reader.pages for f in map(_got, p["/Resources"]["/Font"].values())
    }
    assert any("Plan-Sans-SC" in font for font in fonts)


def _got(reference):
    return reference.get_object()


@pytest.mark.notebook
def test_the_same_page_prints_the_same_bytes_and_loads_nothing_else(published):
    site = published.project.site.resolve()
    made = [pdf.print_page(weasyprint, site, "02_targets.en.html") for _ in range(2)]
    assert made[0] == made[1]
    fetch = pdf.fetcher(weasyprint, site).fetch
    for address in ("https://example.org/x.css", "file:///etc/passwd"):
        with pytest.raises(weasyprint.urls.FatalURLFetchingError):
            fetch(address)


def test_without_a_site_there_is_nothing_to_print(tmp_path):
    with pytest.raises(WorkError, match="no published report"):
        pdf.print_reports(Project(tmp_path))
