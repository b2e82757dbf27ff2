"""Charts of how far to trust our own reading: its errors, and findings under other choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.dots import Dots, dot_panel
from analysis.figures.figure import Figure, as_number, require_columns, row_dicts
from analysis.figures.grid import grid_panel
from analysis.figures.intervals import counted, percent, share_axis
from analysis.figures.labels import listing
from analysis.figures.marks import select
from analysis.figures.narrow import narrowing
from analysis.figures.rows import lay_out
from analysis.figures.setting import Setting
from analysis.figures.theme import INK, PAPER

ERRORS = ("table", "measure", "variant", "value", "low", "high", "k", "n")
SENSITIVE = ("finding", "variant", "holds")
READINGS = {"rules": ("circle", PAPER), "reviewed": ("square", INK)}


@narrowing
def error_rates(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Recall, precision and field accuracy, of the rules alone and of the reviewed table.

    ``frame``: DataFrame[table, measure, variant (rules, reviewed), value, low, high, k, n];
    shares 0–1 of ``n`` checked rows, 95 % intervals. Names and kinds are codes of ``table.*``,
    ``measure.*``, ``reading.*``.
    """
    require_columns(
        frame, ("table", "measure", "variant", "value", "low", "high", "n"), "error_rates"
    )
    rows = frame[frame["value"].notna()].reset_index(drop=True)
    groups = [
        (setting.code("table", table), _error_keys(rows[rows["table"] == table], setting))
        for table in rows["table"].drop_duplicates()
    ]
    lines = lay_out(setting, groups or [("", [("", setting.say("none"))])])
    lowest = min((as_number(v) or 0.0 for v in rows["low"]), default=0.0)
    start = 0.0 if lowest < 0.5 else 0.5 if lowest < 0.8 else 0.8
    points, intervals, ends = [], [], []
    for row in row_dicts(rows):
        y = lines.y[row["table"], row["measure"], row["variant"]]
        shape, fill = READINGS.get(str(row["variant"]), ("diamond", INK))
        text = counted({**row, "share": row["value"]}, 1)
        low, high = as_number(row["low"]), as_number(row["high"])
        spoken = f"{_error_name(row, setting)} {text} [{percent(low, 1)}, {percent(high, 1)}]"
        style = {"colour": INK, "shape": shape, "fill": fill, "tip_value": spoken, "say": spoken}
        points.append({**style, "x": 100 * float(row["value"]), "y": y})
        if low is not None and high is not None:
            intervals.append({"low": 100 * low, "high": 100 * high, "y": y, "colour": INK})
        ends.append({"y": y, "text": text})
    silent = () if points else tuple(lines.y.values())
    dots = Dots(
        points, intervals, ends, silent, labels=True, silent_words=setting.say("not_measured")
    )
    panel = dot_panel(setting, lines, share_axis(setting, start), dots)
    words = _error_words(rows, setting)
    return finish("reliability-errors", setting, [panel], select(rows, ERRORS), words)


def _error_keys(rows: pd.DataFrame, setting: Setting) -> list[tuple[object, str]]:
    return [
        (
            (row["table"], row["measure"], row["variant"]),
            setting.say(
                "row.error",
                measure=setting.code("measure", row["measure"]),
                reading=setting.code("reading", row["variant"]),
            ),
        )
        for row in row_dicts(rows)
    ]


def _error_name(row: Mapping[Any, Any], setting: Setting) -> str:
    line = setting.say(
        "row.error",
        measure=setting.code("measure", row["measure"]),
        reading=setting.code("reading", row["variant"]),
    )
    return setting.say("name.error", table=setting.code("table", row["table"]), row=line)


def _error_words(rows: pd.DataFrame, setting: Setting) -> Words:
    subtitle = setting.say("subtitle.errors")
    if rows.empty:
        title = setting.say("title.errors_none")
        return Words(title, subtitle, title, 0, counted="checks")
    final = rows[rows["variant"] == "reviewed"]
    ranked = (final if len(final) else rows).sort_values("value", kind="stable")
    low, high = row_dicts(ranked.iloc[[0, -1]])
    told = [f"{_error_name(row, setting)} {percent(row['value'], 1)}" for row in (high, low)]
    title = setting.say("title.errors", low=told[1])
    alt = setting.say("alt.extremes", title=title, high=told[0], low=told[1])
    checked = rows.assign(n=pd.to_numeric(rows["n"])).groupby("table")["n"].max()
    n = int(checked.sum())
    return Words(title, subtitle, alt, n, counted="checks")


@narrowing
def sensitivity(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Which findings hold when a choice of ours is made otherwise.

    ``frame``: DataFrame[finding, variant, holds]; findings already in words of the page's
    language, ``variant`` a code of ``variant.*``; ``holds`` true, false, or missing when the
    variant cannot test it.
    """
    require_columns(frame, ("finding", "variant", "holds"), "sensitivity")
    findings = list(frame["finding"].drop_duplicates())
    variants = list(frame["variant"].drop_duplicates())
    members = [(finding, str(finding)) for finding in findings]
    lines = lay_out(setting, [("", members or [("", setting.say("none"))])])
    columns = [(variant, setting.code("variant", variant)) for variant in variants]
    cells = []
    for row in row_dicts(frame):
        known = row["holds"] is not None and not pd.isna(row["holds"])
        state = "not_applicable" if not known else "stated" if row["holds"] else "fails"
        text = setting.say("holds" if state == "stated" else "fails")
        spoken = f"{row['finding']} – {setting.code('variant', row['variant'])}: {text}"
        cells.append(
            {"row": row["finding"], "column": row["variant"], "state": state, "text": text,
             "tip_value": spoken, "say": spoken}
        )  # fmt: skip
    failing = frame[frame["holds"].notna()].groupby("finding", sort=False)["holds"].min()
    solid = int(sum(bool(value) for value in failing))
    title = setting.say("title.sensitivity", k=solid, n=len(findings), v=len(variants))
    shaky = [str(name) for name, value in failing.items() if not value]
    alt = setting.say("alt.sensitivity", title=title, who=listing(shaky, setting.lang))
    notes = [setting.say("note.holds")] if any(cell["state"] == "fails" for cell in cells) else []
    words = Words(
        title, setting.say("subtitle.sensitivity"), alt, len(cells), notes=notes, counted="cells"
    )
    panel = grid_panel(setting, lines, columns, cells)
    return finish("themes-sensitivity", setting, [panel], select(frame, SENSITIVE), words)
