"""Published figures, as a printer, a colour-blind reader and a referee would meet it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pandas as pd
import pytest
from all_figures import every_figure
from drawn import printer

from analysis.figures.export import draw, pdf, texts_of
from analysis.figures.figure import row_dicts
from analysis.figures.glyphs import missing
from analysis.figures.theme import SIZES, fixed_styles
from analysis.paths import Project

pytestmark = pytest.mark.browser
EXTREMES = re.compile(
    r"(Highest|最高).+(lowest|最低)|(Most stated|写得最多).+(fewest|最少)|(Fewest|最少的是)"
    r"|(Not stable|站不住的是)"
)
NOTHING = re.compile(r"未说明|没有|do not state|states an amount|no distinctive|is made by one")
# What the description must name: the column of the data, and how its numbers are written.
NAMED = {
    "themes-emphasis": ("share", lambda v: f"{100 * v:.1f}%"),
    "targets-specificity": ("share", lambda v: f"{100 * v:.0f}%"),
    "themes-difference": ("difference", lambda v: f"{abs(100 * v):.1f}"),
    "reliability-coverage": ("stated", lambda v: f"{100 * v:.0f}%"),
    "wording-shares": ("own", lambda v: f"{100 * v:.0f}%"),
}


# The reports whose charts the other pages repeat for one region or one pair.
REPORTS = ("01_sources", "02_targets", "03_funding", "04_themes", "05_wording")


@pytest.fixture(scope="module")
def figures():
    return every_figure(Project.here(), REPORTS)


@pytest.fixture(scope="module")
def drawings(figures):
    """SVG by the name of the drawing."""
    return {one.name: draw(one.figure.spec, one.name) for one in figures}


def test_every_kind_of_chart_is_here_in_both_languages_and_all_sizes(figures):
    kinds = {(re.split(r"--|-(?:zh|en)", one.figure.figure_id)[0], one.size, one.figure.lang)
             for one in figures}  # fmt: skip
    names = {kind for kind, _, _ in kinds}
    assert len(names) >= 13
    assert kinds == {
        (name, size, lang) for name in names for size in SIZES for lang in ("zh", "en")
    }


def test_no_text_meets_another_leaves_the_paper_or_fades(drawings):
    with printer() as press:
        faults = {name: press.faults(svg) for name, svg in drawings.items()}
    told = [f"{name}: {fault}" for name, found in faults.items() for fault in found]
    assert not told, "\n".join(told[:40])


def test_every_character_has_a_glyph(figures, drawings):
    for one in figures:
        said = "".join([*texts_of(drawings[one.name]), one.figure.alt, one.figure.caption])
        assert missing(said) == [], one.name


def test_nothing_is_cut_short_on_a_page(figures, drawings):
    """Ellipses are for what no room of a column holds; a page has room."""
    cut = [
        f"{one.name}: {text}"
        for one in figures
        if one.size == "page"
        for text in texts_of(drawings[one.name])
        if text.endswith(("…", "..."))
    ]
    assert len(cut) <= len(figures) // 20, "\n".join(cut)


def test_english_figures_have_english_words(figures):
    """Chinese stands in them only as evidence: the distinctive words, and nowhere else."""
    for one in figures:
        if one.figure.lang == "en" and not one.figure.figure_id.startswith("themes-keyness"):
            said = one.figure.title + one.figure.subtitle + one.figure.caption + one.figure.alt
            assert not re.search("[一-鿿]", said), one.name


def test_the_description_names_the_extremes(figures):
    for one in (one for one in figures if one.size == "page"):
        told = EXTREMES.search(one.figure.alt) or NOTHING.search(one.figure.alt)
        assert told, f"{one.name}: {one.figure.alt}"
        kind = re.split(r"--|-(?:zh|en)$", one.figure.figure_id)[0]
        for value in _extremes(kind, one.figure.data):
            assert value in one.figure.alt, f"{one.name}: {value} is not in: {one.figure.alt}"


def _extremes(kind: str, data: pd.DataFrame) -> list[str]:
    """The largest and the smallest number of a figure, as its description writes them."""
    if kind not in NAMED or data.empty:
        return []
    column, written = NAMED[kind]
    if column in ("stated", "own"):
        part = "coverage" if column == "stated" else "part"
        data, column = data[data[part] == column], "share"
    numbers = pd.to_numeric(data[column]).dropna()
    return [written(float(numbers.max())), written(float(numbers.min()))] if len(numbers) else []


def test_regions_are_told_apart_by_shape_as_well_as_by_colour(figures):
    """A mark in a region's colour has that region's shape, so that grey print tells them apart."""
    shapes = {style.colour: style.shape for style in fixed_styles().values()}
    for one in figures:
        for rows in one.figure.spec.get("datasets", {}).values():
            for row in rows:
                if "shape" in row and row.get("colour") in shapes:
                    assert row["shape"] == shapes[row["colour"]], one.name


def test_prints_embed_only_our_font(figures, drawings, tmp_path):
    """One figure of each kind and language: what a chart is set in does not depend on its data."""
    kinds = {(re.split("--", one.figure.figure_id)[0], one.figure.lang): one for one in figures}
    for number, one in enumerate(kinds.values()):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf(drawings[one.name], one.figure))
        if shutil.which("pdffonts"):
            told = subprocess.run(
                ["pdffonts", str(path)], capture_output=True, text=True, check=True
            ).stdout.splitlines()[2:]
            assert told and all("PlanSansSC-" in line for line in told), one.name
            assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in told), one.name


def test_every_row_of_a_figure_of_statements_names_them(figures):
    for one in figures:
        if "statement_ids" in one.figure.data and one.size == "page":
            for row in row_dicts(one.figure.data):
                stated = row.get("coverage") in (None, "stated")
                assert not stated or isinstance(row["statement_ids"], list), one.name
