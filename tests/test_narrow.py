"""The drawing of a figure for narrow screens."""

import re

import pandas as pd
import pytest
from figure_frames import setting

from analysis.figures.charts_targets import specificity
from analysis.figures.export import draw

FRAME = pd.DataFrame(
    {
        "feature": ["number", "number"],
        "region_id": ["zibo", "yumen"],
        "share": [0.5, 0.9],
        "low": [0.4, 0.8],
        "high": [0.6, 0.95],
        "k": [5, 9],
        "n": [10, 10],
        "statement_ids": [["zibo-1"], ["yumen-1"]],
    }
)


def width(spec):
    return float(re.search(r'width="([\d.]+)"', draw(spec, "f"))[1])


def test_a_figure_of_a_page_draws_the_same_data_within_a_column():
    page = specificity(FRAME, setting("en"))
    narrow = page.narrow()
    assert narrow.csv == page.csv
    assert (narrow.title, narrow.alt) == (page.title, page.alt)
    assert width(narrow.plot_spec) <= 325 < 600 < width(page.plot_spec)


def test_the_narrow_drawing_is_no_part_of_the_version():
    page = specificity(FRAME, setting("en"))
    bare = specificity.__wrapped__(FRAME, setting("en"))
    assert bare.narrow is None
    assert page.version == bare.version


@pytest.mark.parametrize("size", ["column", "slide"])
def test_other_sizes_have_none(size):
    assert specificity(FRAME, setting("en", size)).narrow is None
