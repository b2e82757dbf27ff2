"""Exports: the same bytes every time, our fonts inside, citations that resolve."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess

import pandas as pd
import pytest
from figure_frames import change, funding, setting
from pypdf import PdfReader

from analysis.errors import InputError, WorkError
from analysis.figures.charts_change import dumbbell
from analysis.figures.charts_funding import amounts
from analysis.figures.citations import STYLES, Work, bibtex, csl_item, ris, set_in_style
from analysis.figures.export import draw, export, export_pinned, rendered, texts_of
from analysis.figures.figure import csv_bytes, number_text

WORK = Work(
    "Plans & promises", ("Project, Plans", "教育规划组"), "2026-11-21", "1.0.0",
    publisher="Plans", url="https://example.org/site/",
)  # fmt: skip


@pytest.fixture(scope="module")
def figure():
    return dumbbell(change(), setting("zh"))


@pytest.fixture(scope="module")
def files(figure):
    return rendered(figure, WORK)


def test_all_formats_are_there(figure, files):
    name = figure.figure_id
    assert set(files) == {
        f"{name}.svg", f"{name}.png", f"{name}.pdf", f"{name}.csv", f"{name}.vl.json",
        "citation.bib", "citation.ris", "citation.json",
    }  # fmt: skip


def test_two_runs_give_the_same_bytes(files):
    again = rendered(dumbbell(change(), setting("zh")), WORK)
    assert {name for name in files if files[name] != again[name]} == set()


def test_the_pdf_has_only_our_fonts_embedded(figure, files, tmp_path):
    data = files[f"{figure.figure_id}.pdf"]
    reader = PdfReader(io.BytesIO(data))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert "+PlanSansSC-" in descendant["/BaseFont"]
        assert "/FontFile3" in descendant["/FontDescriptor"]
    assert reader.metadata.title == figure.title
    assert "/CreationDate" not in (reader.metadata or {})
    assert float(reader.pages[0].mediabox.width) == pytest.approx(658 * 0.75, abs=6)
    if shutil.which("pdffonts"):
        (tmp_path / "f.pdf").write_bytes(data)
        out = subprocess.run(
            ["pdffonts", str(tmp_path / "f.pdf")], capture_output=True, text=True, check=True
        ).stdout
        assert all("PlanSansSC" in line for line in out.splitlines()[2:])


def test_the_svg_keeps_text_and_carries_its_glyphs(figure, files):
    svg = files[f"{figure.figure_id}.svg"].decode()
    assert figure.title in texts_of(svg)
    assert svg.count("@font-face") == 2
    assert f"<title>{figure.title}</title>" in svg
    assert len(svg) < 300_000


def test_the_png_has_300_dots_to_the_inch(figure, files):
    png = files[f"{figure.figure_id}.png"]
    at = png.index(b"pHYs")
    per_metre, _, unit = struct.unpack(">IIB", png[at + 4 : at + 13])
    assert unit == 1 and round(per_metre * 0.0254) == 300
    (width,) = struct.unpack(">I", png[16:20])
    assert width == pytest.approx(658 / 96 * 300, rel=0.02)


def test_the_csv_names_the_statements_and_runs_no_formula():
    frame = pd.DataFrame(
        {
            "statement_ids": [["a-1", "a-2"], []],
            "text": ["=1+1", "-3.5"],
            "value": [0.1 + 0.2, None],
        }
    )
    assert csv_bytes(frame).decode() == "statement_ids,text,value\na-1 a-2,'=1+1,0.3\n,-3.5,\n"


def test_large_numbers_have_no_exponent():
    assert number_text(1e15) == "1000000000000000"
    assert number_text(-0.0) == "0"


def test_a_missing_glyph_names_the_character_and_writes_nothing(tmp_path):
    frame = funding().assign(purpose="𠀀楼")
    figure = amounts(frame, setting("zh"))
    with pytest.raises(WorkError, match=r"funding-amounts-zh.*𠀀 \(U\+20000\)"):
        export(figure, tmp_path, WORK)
    assert list(tmp_path.iterdir()) == []


def test_export_writes_and_returns_hashes(figure, tmp_path):
    hashes = export(figure, tmp_path, WORK)
    folder = tmp_path / figure.figure_id
    assert {path.name for path in folder.iterdir()} == set(hashes)
    assert all(len(value) == 64 for value in hashes.values())


def test_what_a_version_pins_is_written_alone_and_alike(figure, files, tmp_path):
    hashes = export_pinned(figure, tmp_path)
    assert set(hashes) == {f"{figure.figure_id}.csv", f"{figure.figure_id}.vl.json"}
    for name in hashes:
        assert (tmp_path / figure.figure_id / name).read_bytes() == files[name]


def test_csl_json_is_an_array_with_the_version(figure, files):
    (item,) = json.loads(files["citation.json"])
    assert item["id"] == figure.figure_id
    assert item["note"].endswith(figure.version)
    assert item["author"] == [{"family": "Project", "given": "Plans"}, {"literal": "教育规划组"}]
    assert item["URL"] == f"https://example.org/site/figures/{figure.figure_id}/"


def test_bibtex_escapes_what_tex_would_run(figure):
    text = bibtex(figure, WORK)
    assert "Plans \\& promises" in text
    assert text.count("{") == text.count("}")
    assert "author = {Project, Plans and {教育规划组}}" in text


def test_ris_has_one_field_a_line(figure):
    lines = ris(figure, WORK).split("\r\n")
    assert lines[0] == "TY  - FIGURE" and lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " for line in lines[:-1])


@pytest.mark.parametrize("style", STYLES)
def test_text_citations_come_from_the_csl_processor(figure, style):
    text = set_in_style(csl_item(figure, WORK), style)
    assert figure.title in text and "2026" in text and "figures/" in text


def test_an_unknown_style_is_named(figure):
    with pytest.raises(InputError, match=r"no-such-style.*apa"):
        set_in_style(csl_item(figure, WORK), "no-such-style")


def test_unseen_characters_of_a_text_are_neither_drawn_nor_end_the_process():
    spec = {
        "title": "甲\u202e\u0000\u200b乙",
        "data": {"values": [{"v": 1}]},
        "mark": "point",
        "encoding": {"x": {"field": "v", "type": "quantitative"}},
    }
    assert "甲乙" in texts_of(draw(spec, "x"))
