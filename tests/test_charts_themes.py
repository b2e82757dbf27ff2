"""Charts of emphasis, words, sources and reliability."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_frames import TABLES, setting

from analysis.figures.charts_keyness import keyness
from analysis.figures.charts_reliability import error_rates, sensitivity
from analysis.figures.charts_sources import coverage_shares, ledger, quality
from analysis.figures.charts_themes import differences, emphasis
from analysis.figures.charts_wording import wording_shares
from analysis.figures.inspection import faults
from analysis.figures.setting import Setting
from analysis.figures.theme import MUTED, PAPER

EMPHASIS = pd.DataFrame(
    [
        ("t1", "zichuan", 0.20, 0.15, 0.26, 0.10, 30),
        ("t2", "zichuan", 0.05, 0.02, 0.09, 0.12, 9),
        ("t1", "yumen", 0.08, 0.04, 0.12, 0.10, 20),
        ("t2", "yumen", 0.11, 0.07, 0.16, 0.12, 25),
    ],
    columns=["theme_id", "region_id", "share", "low", "high", "baseline", "passages"],
)
DIFFERENCE = pd.DataFrame(
    [("t1", 0.12, 0.05, 0.18, 0.001, True), ("t2", -0.02, -0.07, 0.03, 0.4, False)],
    columns=["theme_id", "difference", "low", "high", "q_value", "survives"],
)
KEYNESS = pd.DataFrame(
    [("城乡", 1.2, 0.8, 1.6, 12, 4, 0.3), ("陶瓷", 5.1, 3.0, 7.0, 9, 0, 0.6)],
    columns=["term", "score", "low", "high", "count", "reference_count", "dispersion"],
)
SENSITIVE = pd.DataFrame(
    [
        ("A > B", "base", True),
        ("A > B", "weights", False),
        ("C", "base", True),
        ("C", "weights", None),
    ],
    columns=["finding", "variant", "holds"],
)
ERRORS = pd.DataFrame(
    [
        ("targets", "recall", "rules", 0.93, 0.90, 0.95, 372, 400),
        ("targets", "recall", "reviewed", 0.99, 0.97, 1.0, 396, 400),
    ],
    columns=["table", "measure", "variant", "value", "low", "high", "k", "n"],
)
WORDING = pd.DataFrame(
    [
        (doc, part, share, int(1000 * share))
        for doc, shares in (("zibo", (0.3, 0.0, 0.1, 0.6)), ("zichuan", (0.2, 0.1, 0.05, 0.65)))
        for part, share in zip(("national", "parent", "shared", "own"), shares, strict=True)
    ],
    columns=["doc_id", "part", "share", "characters"],
)
QUALITY = pd.DataFrame(
    [("zibo", "total", 0.9), ("zichuan", "total", 0.4), ("zibo", "spun", None)],
    columns=["doc_id", "part", "value"],
)
LEDGER = pd.DataFrame(
    [("zibo", "statement", 40), ("zibo", "year", 12), ("zichuan", "statement", 8)],
    columns=["doc_id", "class", "n"],
)
COVERAGE = pd.DataFrame(
    [("zibo", "a", "stated"), ("zibo", "b", "not_stated"), ("zichuan", "a", "unreadable")],
    columns=["doc_id", "indicator_id", "coverage"],
)
FRAMES = {
    "emphasis": (emphasis, EMPHASIS),
    "differences": (lambda f, s: differences(f, s, "zichuan", "yumen"), DIFFERENCE),
    "keyness": (lambda f, s: keyness(f, s, "zichuan", "others"), KEYNESS),
    "sensitivity": (sensitivity, SENSITIVE),
    "error_rates": (error_rates, ERRORS),
    "wording_shares": (wording_shares, WORDING),
    "quality": (quality, QUALITY),
    "ledger": (ledger, LEDGER),
    "coverage_shares": (coverage_shares, COVERAGE),
}


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize(("lang", "size"), [("en", "column"), ("zh", "page"), ("en", "slide")])
def test_every_chart_is_sound(name, lang, size):
    chart, frame = FRAMES[name]
    assert faults(chart(frame, setting(lang, size))) == []


@pytest.mark.parametrize("name", FRAMES)
def test_an_empty_frame_is_drawn_as_silence(name):
    chart, frame = FRAMES[name]
    assert faults(chart(frame.iloc[:0], setting("en"))) == []


@pytest.mark.parametrize("name", FRAMES)
def test_both_languages_carry_the_same_data(name):
    chart, frame = FRAMES[name]
    assert chart(frame, setting("zh")).csv == chart(frame, setting("en")).csv


def test_only_what_survives_is_named_and_coloured():
    figure = differences(DIFFERENCE, setting("en"), "zichuan", "yumen")
    assert figure.title == "Zichuan stresses more than Yumen: Moral education"
    assert "the 1 that hold" in figure.subtitle
    assert MUTED in str(figure.spec)
    assert figure.figure_id == "themes-difference--a-zichuan--b-yumen-en"


def test_what_holds_between_sentences_only_is_open_and_probable():
    rows = DIFFERENCE.assign(survives=True, sureness=["firm", "likely"])
    figure = differences(rows, setting("en"), "zichuan", "yumen")
    first, second = figure.title.split("; ")
    assert first == "Zichuan stresses more than Yumen: Moral education"
    assert second.startswith("Yumen probably stresses more than Zichuan: ")
    assert "filled: the 1 that hold; open: the 1 that holds" in figure.subtitle
    assert "may include zero" in figure.caption
    style = setting("en").style("yumen")
    mark = {"colour": style.colour, "shape": style.shape, "fill": PAPER}
    assert str(mark).strip("{}") in str(figure.spec)


def test_when_nothing_survives_the_title_says_so():
    figure = differences(DIFFERENCE.iloc[[1]], setting("en"), "zichuan", "yumen")
    assert figure.title == "No difference in emphasis between Zichuan and Yumen holds"


def test_counts_stand_beside_every_score():
    figure = keyness(KEYNESS, setting("en"), "zichuan", "yumen")
    assert "'9 : 0'" in str(figure.spec) and "'12 : 4'" in str(figure.spec)
    assert figure.title == "Most distinctive words of Zichuan: 陶瓷 and 城乡"


def test_a_word_has_its_meaning_beside_it_in_english_only():
    glosses = pd.DataFrame([("陶瓷", "ceramics")], columns=["word", "gloss_en"])
    tables = {**TABLES, "word_glosses": glosses}
    told = keyness(KEYNESS, Setting.of(tables, "en"), "zichuan", "others")
    assert told.title == "Most distinctive words of Zichuan: 陶瓷 (ceramics) and 城乡"
    assert "陶瓷 (ceramics)" in told.alt
    assert told.doc_ids == ("zibo", "zichuan", "yumen")
    assert "ceramics" not in keyness(KEYNESS, Setting.of(tables, "zh"), "zichuan", "yumen").alt


def test_emphasis_names_the_strongest_with_its_interval():
    figure = emphasis(EMPHASIS, setting("en"))
    estimate = "20% (95% interval 15–26%)"
    assert figure.title == f"Strongest emphasis: Zichuan, “Moral education”, {estimate}"
    assert "20.0% [15.0%, 26.0%]" in figure.alt
    assert figure.n == 84


def test_a_variant_that_cannot_test_a_finding_does_not_count_against_it():
    assert sensitivity(SENSITIVE, setting("en")).title == "1 of 2 findings hold in all 2 variants"


def test_checked_rows_are_counted_once():
    assert error_rates(ERRORS, setting("en")).n == 400


def test_the_ledger_counts_every_numeral():
    figure = ledger(LEDGER, setting("en"))
    assert figure.title == "All 60 numerals are classed; 48 (80%) are statements"


def test_least_reliable_source_is_named():
    assert quality(QUALITY, setting("en")).title == "Lowest text quality: Zichuan (0.40)"
