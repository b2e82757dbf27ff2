"""What the font can write, how wide, and where lines break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import WorkError
from analysis.figures.glyphs import (
    balanced,
    characters,
    font_face,
    missing,
    require,
    shaped_advances,
    shorten,
    text_width,
    wrap,
)
from analysis.paths import Project

TEXT = st.text(alphabet="淄川区到2025年，（95%）ab c.", min_size=1, max_size=60)


def test_a_han_character_is_one_em_wide():
    assert text_width("淄川区", 10) == pytest.approx(30.0)


def test_a_missing_glyph_fails_with_the_character_named():
    assert missing("淄川𠀀区𠀀") == ["𠀀"]
    with pytest.raises(WorkError, match=r"figure x: .*𠀀 \(U\+20000\)"):
        require("淄川𠀀", "figure x")


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("the issuer’s page", 0),
        ("“not stated”: ‘absent’", 0),
        ("says “教育” here", 0),
        ("“未说明”指", 2),
        ("推进“AI+教育”和“95%”的", 4),
    ],
)
def test_quotes_are_narrow_in_english_and_as_wide_as_a_character_in_chinese(text, wide, bold):
    advances = shaped_advances(text, bold=bold)
    assert len(advances) == len(text)
    quotes = [width for width, sign in zip(advances, text, strict=True) if sign in "‘’“”"]
    assert sum(width == 1000 for width in quotes) == wide
    assert all(width == 1000 or width < 600 for width in quotes)
    assert text_width(text, 1000, bold=bold) == pytest.approx(sum(advances))


def test_every_character_of_a_place_name_has_a_glyph():
    """A county that a user adds must not stop the report for want of a character."""
    places = Project.here().curated / "places.csv"
    text = places.read_text(encoding="utf-8")
    assert (missing(text), missing(text, bold=True)) == ([], [])


def test_lines_do_not_begin_with_a_closing_mark_nor_end_with_an_opening_one():
    lines = wrap("甲乙丙丁，（戊己）庚", 40, 10)  # four characters fit
    assert all(line[0] not in "，）" and line[-1] != "（" for line in lines)
    assert "".join(lines) == "甲乙丙丁，（戊己）庚"


def test_words_stay_whole():
    assert wrap("preschool enrolment", 60, 10) == ["preschool", "enrolment"]


@given(TEXT, st.integers(min_value=60, max_value=300))
def test_wrapping_loses_nothing_but_spaces(text, width):
    lines = wrap(text, width, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TEXT, st.integers(min_value=60, max_value=300))
def test_balanced_lines_are_as_few_and_lose_nothing(text, width):
    lines = balanced(text, width, 10)
    assert len(lines) == len(wrap(text, width, 10))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(text_width(line, 10) for line in lines) <= max(
        width, max(text_width(line, 10) for line in wrap(text, width, 10))
    )


def test_no_word_is_left_alone_on_a_last_line():
    text = "Reported as reached and promised in the same document: one pair"
    width = text_width(text, 10) - 1
    assert wrap(text, width, 10)[-1] == "pair"
    assert len(balanced(text, width, 10)[-1]) > 20


def test_what_is_shortened_ends_with_a_whole_word_where_words_are_short():
    text = "Compulsory education teachers"
    assert shorten(text, text_width("Compulsory education tea...", 10), 10) == (
        "Compulsory education..."
    )
    assert shorten("义务教育专任教师", 60, 10) == "义务教育专…"


@given(TEXT, st.integers(min_value=30, max_value=200))
def test_shortened_text_fits(text, width):
    assert text_width(shorten(text, width, 10), 10) <= width


def test_an_embedded_face_is_small_and_repeats_to_the_byte():
    face = font_face(characters(["淄川区 95%"]))
    assert face == font_face(characters(["淄川区 95%"]))
    assert len(face) < 10_000
    assert face.startswith("@font-face{font-family:'Plan Sans SC'")
