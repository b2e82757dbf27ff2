"""Charts of promises: what is drawn, said and kept, with and without data, for any regions."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_frames import QUOTE, TABLES, change, many, setting

from analysis.errors import InputError
from analysis.figures.charts_change import dumbbell, reported
from analysis.figures.charts_pace import pace
from analysis.figures.charts_targets import coverage_matrix, only_here, specificity
from analysis.figures.inspection import faults
from analysis.figures.setting import Setting

PACE = change().dropna(subset=["baseline_value"]).assign(
    change_per_year=[0.98, 0.14], ceiling=[100, None], room=[5, None]
)  # fmt: skip
COVERAGE = change().assign(coverage="stated")
SPECIFIC = pd.DataFrame(
    [
        ("zichuan", "number", 40, 64, 0.625, 0.50, 0.73),
        ("yumen", "number", 60, 60, 1.0, 0.94, 1.0),
        ("zichuan", "owner", 6, 64, 0.094, 0.04, 0.19),
    ],
    columns=["region_id", "feature", "k", "n", "share", "low", "high"],
)
FRAMES = [
    (dumbbell, change()),
    (reported, change()),
    (pace, PACE),
    (coverage_matrix, COVERAGE),
    (specificity, SPECIFIC),
    (only_here, change().assign(indicator="学前毛入园率")),
]
IDS = [chart.__name__ for chart, _ in FRAMES]


def marks(figure):
    """All inline values of the specification that carry a link."""
    found = []

    def walk(node):
        if isinstance(node, dict):
            found.extend(v for v in node.get("values", []) if isinstance(v, dict) and "href" in v)
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk({"d": [{"values": v} for v in figure.spec.get("datasets", {}).values()], "s": figure.spec})
    return found


@pytest.mark.parametrize(("chart", "frame"), FRAMES, ids=IDS)
@pytest.mark.parametrize(("lang", "size"), [("en", "column"), ("zh", "page"), ("en", "slide")])
def test_every_chart_is_sound_in_both_languages_and_all_sizes(chart, frame, lang, size):
    assert faults(chart(frame, setting(lang, size))) == []


@pytest.mark.parametrize(("chart", "frame"), FRAMES, ids=IDS)
def test_an_empty_frame_says_not_stated(chart, frame):
    figure = chart(frame.iloc[:0], setting("en"))
    assert faults(figure) == []
    assert figure.n == 0 and len(figure.data) == 0


@pytest.mark.parametrize(("chart", "frame"), FRAMES, ids=IDS)
def test_both_languages_carry_the_same_data(chart, frame):
    zh, en = chart(frame, setting("zh")), chart(frame, setting("en"))
    assert zh.csv == en.csv
    assert zh.version != en.version


@pytest.mark.parametrize(("chart", "frame"), FRAMES[:4], ids=IDS[:4])
def test_the_row_order_of_the_frame_does_not_change_the_marks(chart, frame):
    assert chart(frame, setting()).title == chart(frame.iloc[::-1], setting()).title


@pytest.mark.parametrize("count", [1, 2, 50])
def test_any_number_of_regions(count):
    tables = many(count)
    row = change().iloc[[0]]
    frame = pd.concat(
        [
            row.assign(region_id=f"r{i}", doc_id=f"r{i}", statement_id=f"r{i}-1")
            for i in range(count)
        ]
    )
    for size in ("page", "column"):
        where = Setting.of(tables, "en", size)
        assert faults(dumbbell(frame, where)) == []
        assert faults(coverage_matrix(frame.assign(coverage="stated"), where)) == []


def test_the_title_states_the_finding():
    figure = dumbbell(change(), setting("en"))
    # ≥95 and 98 pass the nation's 90; nobody gives a national value in years but 11.6 < 11.8.
    assert figure.title == "2 of 3 values with a national reference are level with it or better"


def test_less_is_better_where_the_indicator_points_down():
    frame = change().iloc[[2]].assign(direction="down")
    assert dumbbell(frame, setting("en")).title.startswith("1 of 1")


def test_at_most_so_much_does_not_reach_the_national_value():
    at_most = change().iloc[[0]].assign(comparator="<=")
    assert dumbbell(at_most, setting("en")).title.startswith("0 of 1")
    equal = change().iloc[[1]].assign(value=90, benchmark_comparator=">")  # "over 90" asks more
    assert dumbbell(equal, setting("en")).title.startswith("0 of 1")


def test_what_is_already_met_is_said_by_the_measure():
    frame = change().iloc[[0, 1]].assign(baseline_value=99, is_already_met=[True, None])
    assert reported(frame, setting("en")).title.startswith("1 of 2")


def test_the_description_names_the_extremes():
    text = pace(PACE, setting("en")).alt
    assert "Highest: Zichuan, “Preschool enrolment”, +0.98 pp per year" in text


def test_marks_link_to_the_sentence_and_keep_the_quote_as_text():
    linked = marks(dumbbell(change(), setting("en")))
    hrefs = {mark["href"] for mark in linked}
    assert "sources/zichuan.html#zichuan-10" in hrefs
    assert {mark["tip_quote"] for mark in linked} == {QUOTE}
    assert {mark["tip_certainty"] for mark in linked} == {"certain"}


def test_a_hostile_id_stays_inside_the_sources():
    frame = change().iloc[[0]].assign(doc_id="../x'\"><", statement_id="javascript:alert(1)")
    (href, *_) = {mark["href"] for mark in marks(dumbbell(frame, setting()))}
    assert href.startswith("sources/..%2Fx%27%22%3E%3C.html#javascript%3A")


def test_text_of_documents_never_becomes_an_expression():
    hostile = "'; datum.x; //\"{signal}"
    frame = change().assign(quote=hostile, indicator=hostile)
    spec = only_here(frame.assign(indicator_id=None), setting()).spec

    def expressions(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("expr", "signal", "labelExpr", "calculate", "filter"):
                    yield str(value)
                yield from expressions(value)
        elif isinstance(node, list):
            for child in node:
                yield from expressions(child)

    assert not [text for text in expressions(spec) if hostile in text]


def test_silence_has_a_row_of_its_own():
    texts = str(dumbbell(change(), setting("en")).spec)
    assert texts.count("'text': 'not stated'") >= 3  # zibo twice, yumen once


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="dumbbell: found no column unit"):
        dumbbell(change().drop(columns="unit"), setting())


def test_the_figure_id_is_stable_and_says_language_and_size():
    assert dumbbell(change(), setting("en")).figure_id == "targets-baseline-to-target-en"
    assert dumbbell(change(), setting("zh", "slide")).figure_id.endswith("-zh-slide")


def test_changing_one_value_changes_the_version_not_the_id():
    before = dumbbell(change(), setting())
    after = dumbbell(change().assign(value=[96, 98, 12]), setting())
    assert before.figure_id == after.figure_id
    assert before.version != after.version


def test_parent_and_child_stand_together_and_other_regions_keep_their_colours():
    where = Setting.of(TABLES, "en")
    assert where.region_ids == ["zibo", "zichuan", "yumen"]
    assert where.style("yumen") == Setting.of(TABLES, "en", regions=["yumen"]).style("yumen")


def test_regions_of_one_name_are_told_apart():
    where = Setting.of(many(4), "zh")
    assert where.region("r0") == "江北0区（省0）" and where.region("r1") == "江北0区（省1）"


def test_indicators_nobody_states_are_counted_not_drawn():
    silent = pd.DataFrame([{"indicator_id": "gone", "region_id": "zibo", "coverage": "not_stated"}])
    figure = coverage_matrix(pd.concat([COVERAGE, silent]), setting("en"))
    assert "Indicators stated by no document are in the data only: 1." in figure.caption
    assert "gone" in set(figure.data["indicator_id"])
    assert "'gone'" not in str(figure.spec)


def test_a_stated_range_is_drawn_to_its_upper_end():
    frame = change().iloc[[1]].assign(value_high=99)
    assert "98–99%" in str(dumbbell(frame, setting("en")).spec)
    assert "'low': 98.0, 'high': 99.0" in str(dumbbell(frame, setting("en")).spec)


def test_the_finding_of_the_matrix_is_how_many_regions_state_the_widest_indicator():
    # "pre" is stated by two of the three regions, "years" by one.
    everywhere = coverage_matrix(COVERAGE, setting("zh"))
    assert everywhere.title == "没有指标在全部 3 地都写明；最多的有 2 地写明（2 个指标中的 1 个）"
    both = Setting.of(TABLES, "zh", regions=["zichuan", "yumen"])
    assert coverage_matrix(COVERAGE, both).title == "2 个指标中，1 个在所选 2 地都写明了数值"


def test_the_caption_of_pace_speaks_of_the_documents_drawn_only():
    rows = PACE[PACE["region_id"] == "zichuan"]
    told = pace(rows, setting("en"))
    assert told.doc_ids == ("zichuan",)
    assert "Zibo" not in told.caption
    assert "Zichuan, draft plan" in told.caption
