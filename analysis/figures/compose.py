"""Puts drawings together as plain Vega-Lite, quickly.

The chart library copies and checks every row of data again at every step of composition, which
made a figure cost seconds. A leaf is still written and checked by it; what holds leaves together
is three keys of a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

Drawing = dict[str, Any]
# A leaf of the chart library, whose methods are typed loosely, or plain Vega-Lite.
Part = Any


def leaf(chart: Part) -> Drawing:
    """A single mark as plain Vega-Lite; what is plain already stays as it is."""
    if not isinstance(chart, alt.Chart):
        return dict(chart)
    spec = dict(chart.to_dict(validate=False))
    return {key: value for key, value in spec.items() if key not in ("$schema", "config")}


def layered(
    parts: Iterable[Part], *, width: float = 0, height: float = 0, own_axes: bool = False
) -> Drawing:
    """Parts on one another; with ``own_axes`` each keeps its horizontal axis."""
    members = [leaf(part) for part in parts]
    spec: Drawing = {"layer": [_without_data(member) for member in members]}
    if width or height:
        spec |= {"width": width, "height": height}
    if own_axes:
        spec["resolve"] = {"scale": {"x": "independent"}}
    return spec | _datasets(members)


def stacked(parts: Iterable[Part], top: Mapping[str, Any]) -> Drawing:
    """Parts under one another, their left edges in line: a complete specification."""
    members = [leaf(part) for part in parts]
    return {
        "$schema": alt.SCHEMA_URL,
        **top,
        "vconcat": [_without_data(member) for member in members],
        "spacing": 0,
        "bounds": "flush",
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        **_datasets(members),
    }


def _without_data(spec: Drawing) -> Drawing:
    return {key: value for key, value in spec.items() if key != "datasets"}


def _datasets(members: Iterable[Drawing]) -> Drawing:
    """All inline rows once, by the hash of their content."""
    every = {name: rows for one in members for name, rows in one.get("datasets", {}).items()}
    return {"datasets": dict(sorted(every.items()))} if every else {}
