"""The layers a row chart is drawn from, back to front: bands, words, intervals, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, cast

import altair as alt

from analysis.figures.compose import Part
from analysis.figures.glyphs import text_width
from analysis.figures.rows import GAP, Across, Lines, Record, under_one_another, values, vertical
from analysis.figures.setting import Setting
from analysis.figures.theme import BAND, FONT, INK, MUTED, PAPER

Align = Literal["left", "center", "right"]


def bands(lines: Lines, width: float) -> Part:
    """A pale band under every second row to lead the eye, and clear ground behind headings."""
    rows = [line for line in lines.lines if line.key is not None][::2]
    heads = [line for line in lines.lines if line.key is None]
    records = [
        {"y": line.top, "y2": line.foot, "colour": colour}
        for colour, members in ((BAND, rows), (PAPER, heads))
        for line in members
    ]
    return (
        alt.Chart(values(records))
        .mark_rect(aria=False)
        .encode(
            y=vertical(lines.height),
            y2="y2:Q",
            x=alt.value(-lines.left),
            x2=alt.value(width),
            color=alt.Color("colour:N", scale=None),
        )
    )


def row_labels(lines: Lines, setting: Setting) -> list[Part]:
    """Row names right of the margin's edge, headings bold from its left end."""
    placed = [
        (line, {"y": y, "text": piece})
        for line in lines.lines
        for y, piece in under_one_another(line.label, line.y, setting)
    ]
    names = [record for line, record in placed if line.key is not None]
    heads = [record for line, record in placed if line.key is None]
    return [
        text_layer(names, setting, lines.height, x=-GAP, align="right"),
        text_layer(heads, setting, lines.height, x=-lines.left, align="left", bold=True),
    ]


def text_layer(
    records: Iterable[Mapping[str, Any]],
    setting: Setting,
    height: float,
    *,
    x: float | alt.X,
    align: str = "left",
    bold: bool = False,
    small: bool = False,
    dx: float = 0.0,
    dy: float = 0.0,
    colour: str = INK,
) -> Part:
    """Text at a pixel or on the axis; ``text``, ``y`` and, when present, ``colour`` are fields."""
    rows = [{"colour": colour, **record} for record in records]
    size = setting.size.small if small else setting.size.text
    return (
        alt.Chart(values(rows))
        .mark_text(
            font=FONT,
            fontSize=size,
            fontWeight="bold" if bold else "normal",
            align=cast(Align, align),
            baseline="middle",
            dx=dx,
            dy=dy,
            aria=False,
        )
        .encode(
            x=alt.value(x) if isinstance(x, (int, float)) else x,
            y=vertical(height),
            text="text:N",
            color=alt.Color("colour:N", scale=None),
        )
    )


def interval_layer(
    records: Iterable[Mapping[str, Any]], height: float, across: Across, setting: Setting
) -> Part:
    """Intervals as lines from ``low`` to ``high``, under the points."""
    return (
        alt.Chart(values(records))
        .mark_rule(strokeWidth=2 * setting.size.stroke, aria=False)
        .encode(
            x=across.x("low"),
            x2="high:Q",
            y=vertical(height),
            color=alt.Color("colour:N", scale=None),
        )
    )


def point_layer(
    records: Iterable[Mapping[str, Any]], height: float, across: Across, setting: Setting
) -> Part:
    """The marks that stand for statements: shape, stroke and fill come with each record.

    ``say`` is what a screen reader speaks, ``tip_*`` fields the hover, ``href`` the sentence.
    """
    rows = list(records)
    encodings: dict[str, Any] = {
        "x": across.x(),
        "y": vertical(height),
        "shape": alt.Shape("shape:N", scale=None),
        "stroke": alt.Stroke("colour:N", scale=None),
        "fill": alt.Fill("fill:N", scale=None),
    }
    encodings |= evidence(rows, setting)
    return (
        alt.Chart(values(rows))
        .mark_point(size=setting.size.mark, strokeWidth=1.6 * setting.size.stroke, opacity=1)
        .encode(**encodings)
    )


def evidence(rows: Sequence[Mapping[str, Any]], setting: Setting) -> dict[str, Any]:
    """Hover, link and spoken text, for whatever of them the rows carry.

    Texts reach the hover as field values, which the tooltip escapes; none is ever part of an
    expression.
    """
    present = {key for row in rows for key in row}
    tips = [
        alt.Tooltip(f"tip_{name}:N", title=setting.say(f"tip.{name}"))
        for name in ("region", "value", "status", "certainty", "quote")
        if f"tip_{name}" in present
    ]
    found: dict[str, Any] = {}
    if tips:
        found["tooltip"] = tips
    if "href" in present:
        found["href"] = alt.Href("href:N")
    if "say" in present:
        found["description"] = alt.Description("say:N")
    return found


def silence_room(setting: Setting, words: str = "") -> float:
    """Pixels kept free left of the axis for the words, so that no value can lie on them."""
    return text_width(words or setting.say("not_stated"), setting.size.small) + 14


def not_stated_layers(
    ys: Iterable[float],
    setting: Setting,
    height: float,
    across: Across,
    words: str = "",
    *,
    inside: bool = False,
) -> list[Part]:
    """Silence drawn as itself: the words in their own room, then a dashed line through the row.

    ``inside`` puts the words on the axis, where a whole panel is silent and nothing can collide.
    """
    text = words or setting.say("not_stated")
    records = [{"y": y, "text": text} for y in ys]
    if inside:
        return [text_layer(records, setting, height, x=across.start, small=True, colour=MUTED)]
    dashes = (
        alt.Chart(values(records))
        .mark_rule(
            strokeDash=[2 * setting.size.stroke, 4 * setting.size.stroke],
            color=MUTED,
            strokeWidth=setting.size.stroke,
            aria=False,
        )
        .encode(y=vertical(height), x=alt.value(across.start), x2=alt.value(across.end))
    )
    start = across.start - silence_room(setting, words) + 6
    return [dashes, text_layer(records, setting, height, x=start, small=True, colour=MUTED)]


def zero_line(lines: Lines, across: Across, setting: Setting, at: float = 0.0) -> Part:
    """A firm line where a comparison turns (no difference, or a reference value)."""
    runs = lines.runs()
    return (
        alt.Chart(values([{"x": at, "top": top, "foot": foot} for top, foot in runs]))
        .mark_rule(color=INK, strokeWidth=setting.size.stroke, aria=False)
        .encode(x=across.x(), y=vertical(lines.height, "top"), y2="foot:Q")
    )


def look(setting: Setting, region_id: object, *, filled: bool) -> Record:
    """Colour, shape and fill of one region's mark; open marks are paper inside."""
    style = setting.style(region_id)
    return {
        "colour": style.colour,
        "shape": style.shape,
        "fill": style.colour if filled else PAPER,
    }
