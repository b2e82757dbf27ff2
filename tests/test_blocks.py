"""Indicators as blocks of lines: how many fit into one figure, and what their axis holds."""

from __future__ import annotations

import pandas as pd
from figure_frames import change, many

from analysis.figures import blocks
from analysis.figures.dots import span
from analysis.figures.figure import number_text
from analysis.figures.setting import Setting


def frame(indicators, regions, value=95.0):
    row = change().iloc[[0]].to_dict("records")[0]
    return pd.DataFrame(
        [
            row | {"indicator_id": f"i{k}", "region_id": f"r{r}", "doc_id": f"r{r}", "value": value}
            for k in range(indicators)
            for r in range(regions - k)
        ]
    )


def test_a_figure_ends_with_the_indicators_that_most_regions_state():
    where = Setting.of(many(50), "en")
    drawn, notes = blocks.drawable(frame(6, 50), where)
    # Headings and lines: 51 + 50 + 49 = 150; a fourth indicator would be too long.
    assert list(dict.fromkeys(drawn["indicator_id"])) == ["i0", "i1", "i2"]
    assert notes == [
        "The 3 indicators that most regions state are drawn; 3 more are in the data only."
    ]


def test_what_fits_is_drawn_whole_and_one_indicator_always_is(monkeypatch):
    where = Setting.of(many(6), "zh")
    rows = frame(3, 6)
    assert blocks.drawable(rows, where)[0].equals(rows)
    assert blocks.drawable(rows, where)[1] == []
    monkeypatch.setattr(blocks, "MOST_LINES", 1)
    assert set(blocks.drawable(rows, where)[0]["indicator_id"]) == {"i0"}


def test_a_share_beyond_a_hundred_opens_the_axis_to_itself():
    where = Setting.of(many(2), "en")
    (block,) = blocks.blocks(frame(1, 2, 612.0), where)
    assert blocks.axis(block, ("value",), "axis.value", where).high >= 612
    assert span([98.0, 99.0], floor=0.0, ceiling=100.0)[1] < 101
    low, high = span([-20.0, 130.0], floor=0.0, ceiling=100.0)
    assert low <= -20 and high >= 130


def test_english_counts_people_one_by_one_and_chinese_in_tens_of_thousands():
    rows = frame(1, 2, value=0.18).assign(unit=["万人", "%"])
    single = blocks.in_single_units(rows, Setting.of(many(2), "en"), ("value", "not_there"))
    assert [number_text(value) for value in single["value"]] == ["1800", "0.18"]
    assert list(single["unit"]) == ["人", "%"]
    assert blocks.in_single_units(rows, Setting.of(many(2), "zh"), ("value",)).equals(rows)
