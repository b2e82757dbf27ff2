"""Charts of emphasis: shares with intervals, and the differences that survive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.figures.assemble import Panel, Words, finish
from analysis.figures.dots import Dots, dot_panel, side_by_side, span
from analysis.figures.figure import Figure, as_number, require_columns, row_dicts
from analysis.figures.intervals import percent, root_axis
from analysis.figures.labels import listing
from analysis.figures.layers import look
from analysis.figures.marks import select
from analysis.figures.narrow import narrowing
from analysis.figures.rows import Across, Lines, Record, lay_out, same_left
from analysis.figures.setting import Setting
from analysis.figures.theme import MUTED, PAPER

EMPHASIS = ("theme_id", "region_id", "share", "low", "high", "baseline", "passages")
DIFFERENCE = ("theme_id", "difference", "low", "high", "q_value", "survives", "sureness")
LIKELY = "likely"
PANELS = {"column": 2, "page": 5, "slide": 6}


@narrowing
def emphasis(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Share of text a theme, a small panel a region, with 95 % intervals.

    ``frame``: DataFrame[theme_id, region_id, share, low, high, baseline, passages]; shares 0–1 of
    the document's text; ``baseline`` the theme's share in wording common to all (drawn as a tick,
    and the order of the rows); where it is missing rows go by their mean share.
    """
    require_columns(frame, ("theme_id", "region_id", "share", "low", "high"), "emphasis")
    rows = setting.keep(frame)
    themes = _theme_order(rows)
    regions = setting.region_ids
    # Few regions share the width; slots left empty would only make their panels small.
    each = min(PANELS[setting.size.name], max(len(regions), 1))
    batches = [regions[i : i + each] for i in range(0, len(regions), each)]
    members = [(theme, setting.name("themes", theme)) for theme in themes]
    lines = same_left([lay_out(setting, [(" ", members or [("", "")])])])[0]
    drawn = [
        as_number(v) for name in ("share", "high", "baseline") if name in rows for v in rows[name]
    ]
    highest = max((n for n in drawn if n is not None), default=0.3)
    panels = [_emphasis_panel(rows, batch, each, lines, highest, setting) for batch in batches]
    return finish(
        "themes-emphasis", setting, panels, select(rows, EMPHASIS), _emphasis_words(rows, setting)
    )


def _theme_order(rows: pd.DataFrame) -> list[str]:
    key = "baseline" if "baseline" in rows and rows["baseline"].notna().any() else "share"
    means = rows.assign(_key=rows[key].astype(float)).groupby("theme_id", sort=False)["_key"].mean()
    return [str(theme) for theme in means.sort_values(ascending=False, kind="stable").index]


def _emphasis_panel(
    rows: pd.DataFrame,
    regions: Sequence[str],
    slots: int,
    lines: Lines,
    highest: float,
    setting: Setting,
) -> Panel:
    across = root_axis(setting, max(highest, 0.05))
    sides = [
        (across, _emphasis_side(rows[rows["region_id"] == region], region, lines, setting))
        for region in regions
    ]
    sides[0] = (across, replace(sides[0][1], labels=True))
    return side_by_side(setting, lines, sides, slots=slots)


def _emphasis_side(own: pd.DataFrame, region: str, lines: Lines, setting: Setting) -> Dots:
    """The marks of one region; a region without shares is said to be silent in its own panel."""
    half = setting.size.row * 0.36
    points, intervals, references = [], [], []
    style = look(setting, region, filled=True)
    for row in row_dicts(own):
        share, low, high = (as_number(row[name]) for name in ("share", "low", "high"))
        if share is None:
            continue
        y = lines.y[row["theme_id"]]
        text = f"{setting.name('themes', row['theme_id'])} {_estimate(row)}"
        told = {"tip_region": setting.region(region), "tip_value": text, "say": text}
        points.append({**style, **told, "x": 100 * share, "y": y})
        if low is not None and high is not None:
            reach = {"low": 100 * low, "high": 100 * high}
            intervals.append({**reach, "y": y, "colour": style["colour"]})
        base = as_number(row.get("baseline"))
        if base is not None:
            references.append({"x": 100 * base, "top": y - half, "foot": y + half})
    silent = () if points else tuple(lines.y.values())
    head = setting.region(region)
    return Dots(
        points, intervals, (), silent, references, head=head, silent_inside=True, dashed=False
    )


def _estimate(row: Mapping[Any, Any]) -> str:
    text = percent(row["share"], 1)
    if as_number(row["low"]) is None or as_number(row["high"]) is None:
        return text
    return f"{text} [{percent(row['low'], 1)}, {percent(row['high'], 1)}]"


def _rounded(row: Mapping[Any, Any], setting: Setting) -> str:
    """An estimate as a title gives it: whole per cent, and what the interval is."""
    if as_number(row["low"]) is None or as_number(row["high"]) is None:
        return percent(row["share"])
    low, high = percent(row["low"]).removesuffix("%"), percent(row["high"])
    return setting.say("estimate", value=percent(row["share"]), low=low, high=high)


def _emphasis_told(row: Mapping[Any, Any], value: str, setting: Setting) -> str:
    return setting.say(
        "alt.share_item",
        region=setting.region(row["region_id"]),
        name=setting.name("themes", row["theme_id"]),
        value=value,
    )


def _emphasis_words(rows: pd.DataFrame, setting: Setting) -> Words:
    subtitle = setting.say("subtitle.emphasis")
    records = [row for row in row_dicts(rows) if as_number(row["share"]) is not None]
    if not records:
        title = setting.say("title.nothing", n=0)
        return Words(title, subtitle, title, 0, counted="passages")
    high = max(records, key=lambda row: float(row["share"]))
    low = min(records, key=lambda row: float(row["share"]))
    told = [_emphasis_told(row, _estimate(row), setting) for row in (high, low)]
    title = setting.say(
        "title.emphasis", top=_emphasis_told(high, _rounded(high, setting), setting)
    )
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    n = int(pd.to_numeric(rows["passages"]).sum()) if "passages" in rows else len(records)
    counted = "passages" if "passages" in rows else "cells"
    notes = [setting.say("note.interval95")]
    return Words(title, subtitle, alt, n, notes=notes, counted=counted)


@narrowing
def differences(frame: pd.DataFrame, setting: Setting, region_a: str, region_b: str) -> Figure:
    """A minus B for each theme with its interval; only what survives is in colour.

    ``frame``: DataFrame[theme_id, difference, low, high, q_value, survives]; shares 0–1, 95 %
    intervals, ``survives`` true where the finding holds after false-discovery control and in
    every sensitivity variant. Where a ``sureness`` column says ``likely``, it does so with
    sentences as the unit and not with sections, over which the interval is drawn: such a mark is
    open, and the title says "probably". A ``related`` column that is true says that the one
    region lies in the other, and that nothing was tested.
    """
    require_columns(frame, ("theme_id", "difference", "low", "high", "survives"), "differences")
    rows = frame[frame["difference"].notna()]
    rows = rows.sort_values("difference", ascending=False, kind="stable")
    members = [(theme, setting.name("themes", theme)) for theme in rows["theme_id"]]
    lines = lay_out(setting, [("", members or [("", setting.say("none"))])])
    numbers = [as_number(v) for name in ("difference", "low", "high") for v in rows[name]]
    low, high = span([None if n is None else 100 * n for n in numbers], include=(0.0,))
    a, b = setting.region(region_a), setting.region(region_b)
    across = Across(low, high, setting.say(_axis_key(setting), a=a, b=b))
    points, intervals, ends = [], [], []
    for row in row_dicts(rows):
        y = lines.y[row["theme_id"]]
        style = _difference_look(row, region_a, region_b, setting)
        text = setting.say("pp", value=_points(row["difference"]))
        name = setting.name("themes", row["theme_id"])
        spoken = f"{name} {text} [{_points(row['low'])}, {_points(row['high'])}]"
        told = {"tip_value": spoken, "say": spoken}
        points.append({**style, **told, "x": 100 * float(row["difference"]), "y": y})
        reach = {"low": 100 * float(row["low"]), "high": 100 * float(row["high"])}
        intervals.append({**reach, "y": y, "colour": style["colour"]})
        ends.append({"y": y, "text": text, "colour": style["colour"]})
    silent = () if points else tuple(lines.y.values())
    dots = Dots(points, intervals, ends, silent, zero=0.0, labels=True)
    words = _difference_words(rows, a, b, setting, {"a": region_a, "b": region_b})
    panel = dot_panel(setting, lines, across, dots)
    return finish("themes-difference", setting, [panel], select(rows, DIFFERENCE), words)


def _axis_key(setting: Setting) -> str:
    return "axis.difference_short" if setting.size.name == "column" else "axis.difference"


def _difference_look(row: Mapping[Any, Any], a: str, b: str, setting: Setting) -> Record:
    region = a if float(row["difference"]) >= 0 else b
    if bool(row["survives"]):
        return look(setting, region, filled=row.get("sureness") != LIKELY)
    return {**look(setting, region, filled=False), "colour": MUTED, "fill": PAPER}


def _points(value: object) -> str:
    shown = round(100 * (as_number(value) or 0.0), 1)
    return f"{'+' if shown > 0 else '−' if shown < 0 else ''}{abs(shown):.1f}"


def _surviving(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What holds with sections as the unit, and what holds with sentences only."""
    found = rows[rows["survives"].astype(bool)]
    if "sureness" not in found:
        return found, found.iloc[:0]
    return found[found["sureness"] != LIKELY], found[found["sureness"] == LIKELY]


def _more(key: str, rows: pd.DataFrame, a: str, b: str, setting: Setting) -> list[str]:
    """What either region stresses more, largest first, as parts of a title."""
    more, less = rows[rows["difference"] > 0], rows[rows["difference"] < 0][::-1]
    told = []
    for own, first, second in ((more, a, b), (less, b, a)):
        if len(own):
            names = [setting.name("themes", theme) for theme in own["theme_id"]]
            told.append(setting.say(key, a=first, b=second, what=listing(names, setting.lang, 3)))
    return told


def _difference_words(
    rows: pd.DataFrame, a: str, b: str, setting: Setting, parameters: Mapping[str, str]
) -> Words:
    firm, likely = _surviving(rows)
    parts = [*_more("part.more", firm, a, b, setting),
             *_more("part.more_likely", likely, a, b, setting)]  # fmt: skip
    joined = setting.say("caption.join").join(parts)
    title = joined or setting.say("title.difference_none", a=a, b=b)
    key = "_likely" if len(likely) else "" if len(firm) else "_none"
    counts = {"n": len(rows), "k": len(firm), "likely": len(likely)}
    subtitle = setting.say(f"subtitle.difference{key}", a=a, b=b, **counts)
    note = setting.say("note.survives")
    if "related" in rows and rows["related"].any():
        title = setting.say("title.difference_related", a=a, b=b)
        subtitle = setting.say("subtitle.difference_related", a=a, b=b, n=len(rows))
        note = setting.say("note.related")
    alt = setting.say("alt.nothing", title=title)
    if len(rows):
        ends = (rows.iloc[0], rows.iloc[-1])
        told = [
            f"{setting.name('themes', row['theme_id'])} "
            f"{setting.say('pp', value=_points(row['difference']))}"
            for row in ends
        ]
        alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    shown = setting.documents[setting.documents["region_id"].isin(parameters.values())]
    return Words(
        title,
        subtitle,
        alt,
        len(rows),
        notes=[note, *([setting.say("note.likely")] if len(likely) else [])],
        counted="themes",
        doc_ids=[str(doc) for doc in shown["doc_id"]],
        parameters=parameters,
    )
