"""The visual language: fonts in the repository, colours that survive eyes and printers."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from analysis.errors import InputError
from analysis.figures.charts_sources import STATE_FILLS
from analysis.figures.make_font import gb2312_characters
from analysis.figures.theme import (
    FONT,
    FONT_FOLDER,
    INK,
    MUTED,
    PAPER,
    SIZES,
    SOFT_INK,
    STEPS,
    contrast,
    fixed_styles,
    region_styles,
    size_of,
)
from analysis.paths import Project

# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip


def lab(colour: str, blindness: str) -> np.ndarray:
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(BLINDNESS[blindness]) @ linear, 0, 1)
    xyz = TO_XYZ @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_matches_the_worked_values_of_wcag():
    assert contrast("#000000") == pytest.approx(21.0)
    assert contrast("#777777") == pytest.approx(4.48, abs=0.01)  # the well-known near miss


def test_every_colour_of_text_and_marks_is_readable_on_paper():
    for colour in (INK, SOFT_INK, MUTED, *(s.colour for s in fixed_styles().values())):
        assert contrast(colour) >= 4.5, colour
    for style in region_styles([(f"r{i}", str(i)) for i in range(50)]).values():
        assert contrast(style.colour) >= 4.5, style


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_five_regions_stay_apart_for_every_eye(blindness):
    colours = [style.colour for style in fixed_styles().values()]
    for a, b in itertools.combinations(colours, 2):
        assert np.linalg.norm(lab(a, blindness) - lab(b, blindness)) > 12, (a, b)


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("fills", [STEPS, tuple(STATE_FILLS.values())])
def test_the_parts_of_a_bar_are_told_apart_by_lightness_alone(fills, blindness):
    """L* of CIELAB, which is what grey print keeps and what no colour blindness takes away."""
    greys = sorted(lab(fill, blindness)[0] for fill in fills)
    assert min(np.diff(greys)) > 15, greys
    assert greys[-1] <= lab(PAPER, "none")[0] + 0.01


def test_the_five_regions_stay_apart_in_grey_print_and_by_shape():
    styles = list(fixed_styles().values())
    greys = sorted(lab(style.colour, "none")[0] for style in styles)
    assert min(np.diff(greys)) > 5
    assert len({style.shape for style in styles}) == len(styles)


def test_fifty_regions_each_have_their_own_colour_and_shape():
    styles = region_styles([(f"r{i}", f"{100000 + i}") for i in range(50)])
    assert len(set(styles.values())) == 50


def test_a_new_region_changes_no_reserved_colour():
    few = region_styles([("zichuan", "370302"), ("yumen", "620981")])
    more = region_styles([("new", "110101"), ("zichuan", "370302"), ("yumen", "620981")])
    assert {key: more[key] for key in few} == few
    assert more["new"] not in few.values()


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_font_covers_gb2312_and_every_character_of_the_corpus(weight):
    path = FONT_FOLDER / f"{FONT.replace(' ', '')}-{weight}.otf"
    font = TTFont(path, lazy=True)
    known = set(font.getBestCmap())
    raw = "".join(p.read_text(encoding="utf-8") for p in sorted(Project.here().raw.glob("*.txt")))
    wanted = {c for c in gb2312_characters() | set(raw) if not c.isspace() and c != "\ufeff"}
    lacking = {c for c in wanted if ord(c) not in known}
    private = {c for c in lacking if 0xE000 <= ord(c) <= 0xF8FF}  # no font has these
    assert not lacking - private, sorted(lacking - private)
    assert "fvar" not in font  # a variable font crashes the PDF writer
    assert font["name"].getDebugName(1) == FONT
    for kind in ("otf", "woff2"):
        assert path.with_suffix(f".{kind}").stat().st_size < 3_000_000


def test_the_licence_travels_with_the_font():
    text = (FONT_FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Adobe" in text.split("SIL OPEN")[0]


def test_an_unknown_size_is_named_with_the_allowed_ones():
    with pytest.raises(InputError, match=r"poster.*column, page, slide"):
        size_of("poster")


def test_smallest_letters_are_seven_points_in_a_column():
    assert min(size.small for size in SIZES.values()) * 0.75 >= 7
