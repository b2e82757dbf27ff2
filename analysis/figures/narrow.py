"""A second drawing of a chart for narrow screens: the same frame in the size of a column.

It is a rendering, like the PNG: title, words, data and version stay those of the figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from typing import Concatenate, ParamSpec

import pandas as pd

from analysis.figures.figure import Figure
from analysis.figures.setting import Setting
from analysis.figures.theme import size_of

NARROW = "column"
Given = ParamSpec("Given")
Chart = Callable[Concatenate[pd.DataFrame, Setting, Given], Figure]


def narrowing(chart: Chart[Given]) -> Chart[Given]:
    """A chart whose figures know how to draw themselves narrow, once somebody asks.

    Only figures of page size do: a column is narrow, and a slide has no page.
    """

    @wraps(chart)
    def drawn(
        frame: pd.DataFrame, setting: Setting, /, *rest: Given.args, **more: Given.kwargs
    ) -> Figure:
        figure = chart(frame, setting, *rest, **more)
        if setting.size.name != "page":
            return figure
        small = replace(setting, size=size_of(NARROW))
        return replace(figure, narrow=partial(chart, frame, small, *rest, **more))

    return drawn
