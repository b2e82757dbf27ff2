"""Shares of a whole as one stacked bar a row, dark to light, each part named once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from analysis.figures.assemble import AXIS_ROOM, Panel
from analysis.figures.compose import Part, layered
from analysis.figures.dots import MARGIN
from analysis.figures.glyphs import text_width
from analysis.figures.layers import (
    evidence,
    not_stated_layers,
    row_labels,
    silence_room,
    text_layer,
)
from analysis.figures.rows import Across, Lines, values, vertical
from analysis.figures.setting import Setting
from analysis.figures.theme import FONT, INK, PAPER, STEPS, contrast

Parts = Sequence[tuple[str, str]]


def fills(parts: Parts) -> dict[str, str]:
    """Part → fill: four greys of clearly different lightness, used in turn."""
    return {key: STEPS[i % len(STEPS)] for i, (key, _) in enumerate(parts)}


def stack_panel(
    setting: Setting,
    lines: Lines,
    parts: Parts,
    bars: Sequence[Mapping[str, Any]],
    silent: Sequence[float] = (),
    colours: Mapping[str, str] | None = None,
) -> Panel:
    """Bars over a 0–100 % axis with a key on top.

    ``bars``: ``y``, ``part``, ``share`` (0–1), and evidence fields; shares of a row add up to 1.
    A part's percentage is written in it where it fits. ``colours`` gives fills of its own.
    """
    shades = fills(parts) if colours is None else colours
    room = silence_room(setting) if silent else 0.0
    total = setting.size.width - MARGIN - lines.left - 12
    across = Across(0, 100, setting.say("axis.share")).between(room, total)
    rows = _placed(setting, parts, bars, total - room, shades)
    layers: list[Any] = [
        *row_labels(lines, setting),
        _rects(rows, setting, lines.height, across),
        text_layer(
            [row for row in rows if row["text"]],
            setting,
            lines.height,
            x=across.x("middle"),
            align="center",
            small=True,
        ),
    ]
    if silent:
        layers += not_stated_layers(silent, setting, lines.height, across)
    key = _key(setting, parts, lines.left, total, shades)
    layers += key.layers
    chart = layered(layers, width=total, height=lines.height)
    return Panel(chart, lines.left, total, below=AXIS_ROOM * setting.size.line, above=key.height)


def _placed(
    setting: Setting,
    parts: Parts,
    bars: Sequence[Mapping[str, Any]],
    width: float,
    colours: Mapping[str, str],
) -> list[dict[str, Any]]:
    order = [key for key, _ in parts]
    reached: dict[float, float] = {}
    rows = []
    for bar in sorted(bars, key=lambda bar: (bar["y"], order.index(bar["part"]))):
        start = reached.get(bar["y"], 0.0)
        end = start + 100 * float(bar["share"])
        reached[bar["y"]] = end
        fill = colours[bar["part"]]
        text = f"{100 * float(bar['share']):.0f}%"
        fits = text_width(text, setting.size.small) + 4 < (end - start) / 100 * width
        dark = contrast(fill, PAPER) >= 4.5
        rows.append(
            {
                **bar,
                "low": start,
                "high": end,
                "middle": (start + end) / 2,
                "fill": fill,
                "text": text if fits else "",
                "colour": PAPER if dark else INK,
            }
        )
    return rows


def _rects(
    rows: Sequence[Mapping[str, Any]], setting: Setting, height: float, across: Across
) -> Part:
    half = setting.size.row * 0.4
    records = [{**row, "top": row["y"] - half, "foot": row["y"] + half} for row in rows]
    return (
        alt.Chart(values(records))
        .mark_rect(stroke=INK, strokeWidth=0.6)
        .encode(
            x=across.x("low"),
            x2="high:Q",
            y=vertical(height, "top"),
            y2="foot:Q",
            fill=alt.Fill("fill:N", scale=None),
            **evidence(records, setting),
        )
    )


class _Key:
    """Swatches and words above the bars, broken into lines where the figure is narrow."""

    def __init__(self, layers: list[Any], height: float):
        self.layers = layers
        self.height = height


def _key(
    setting: Setting, parts: Parts, left: float, total: float, colours: Mapping[str, str]
) -> _Key:
    size = setting.size
    swatch, x, row = size.text * 0.9, -left, 0
    placed = []
    for key, name in parts:
        need = swatch + 5 + text_width(name, size.small) + 16
        if x > -left and x + need > total:
            x, row = -left, row + 1
        placed.append((key, name, x, row))
        x += need
    count = row + 1
    height = count * size.line + size.text * 0.6
    layers = []
    for key, name, start, line in placed:
        y = -height + (line + 0.5) * size.line
        one = alt.Chart(values([{"text": name}]))
        layers.append(
            one.mark_rect(color=colours[key], stroke=INK, strokeWidth=0.6, aria=False).encode(
                x=alt.value(start),
                x2=alt.value(start + swatch),
                y=alt.value(y - swatch / 2),
                y2=alt.value(y + swatch / 2),
            )
        )
        layers.append(
            one.mark_text(
                align="left", baseline="middle", font=FONT, fontSize=size.small, aria=False
            ).encode(x=alt.value(start + swatch + 5), y=alt.value(y), text="text:N")
        )
    return _Key(layers, height)
