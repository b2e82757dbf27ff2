"""Charts of what is promised: stated or not, how specifically, and by whom alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.dots import Dots, dot_panel
from analysis.figures.figure import (
    Figure,
    as_number,
    is_missing,
    number_text,
    require_columns,
    row_dicts,
)
from analysis.figures.grid import column_batches, grid_panel
from analysis.figures.intervals import interval_rows, percent, share_axis
from analysis.figures.labels import listing
from analysis.figures.marks import amount, proof, select, statements_of, with_statement_ids
from analysis.figures.narrow import narrowing
from analysis.figures.rows import lay_out
from analysis.figures.setting import Setting
from analysis.figures.table import Column, table_panel
from analysis.measures.comparable import scale

COVERAGE = (
    "indicator_id", "region_id", "doc_id", "coverage", "value", "value_high", "comparator",
    "unit", "target_year", "status", "statement_ids", "reason",
)  # fmt: skip
TIE = 1e-9
SPECIFIC = ("region_id", "feature", "k", "n", "share", "low", "high", "statement_ids")
ALONE = (
    "region_id", "doc_id", "indicator_id", "indicator", "value", "value_high", "comparator",
    "unit", "target_year", "statement_ids",
)  # fmt: skip


@narrowing
def coverage_matrix(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Indicator × region: the value, or how it is missing.

    ``frame``: DataFrame[indicator_id, region_id, doc_id, coverage (stated, not_stated,
    not_applicable, unreadable), value, value_high, comparator, unit, statement_id, quote,
    certainty, status], one row a cell; a cell that is not in the frame is drawn as not stated.
    Indicators that nobody states are counted in the caption and kept in the data.
    """
    require_columns(frame, ("indicator_id", "region_id", "coverage"), "coverage_matrix")
    rows = setting.keep(with_statement_ids(frame))
    stated = rows[rows["coverage"] == "stated"]
    reach = stated.groupby("indicator_id")["region_id"].nunique()
    every = sorted(rows["indicator_id"].drop_duplicates(), key=lambda one: -int(reach.get(one, 0)))
    indicators = [one for one in every if reach.get(one, 0)] or every
    named = [(one, setting.name("indicators", one)) for one in indicators]
    lines = lay_out(setting, [("", named)], widest=0.33 if setting.size.name == "column" else 0.42)
    cells = _cells(rows, [str(one) for one in indicators], setting)
    panels = []
    for batch in column_batches(setting, lines, setting.region_ids):
        columns = [(region, setting.region(region)) for region in batch]
        panels.append(
            grid_panel(setting, lines, columns, [c for c in cells if c["column"] in set(batch)])
        )
    return finish(
        "targets-coverage",
        setting,
        panels,
        select(rows, COVERAGE),
        _coverage_words(rows, setting),
    )


def _cells(rows: pd.DataFrame, indicators: Sequence[str], setting: Setting) -> list[dict[str, Any]]:
    known: dict[tuple[str, str], Mapping[str, Any]] = {}
    row: Mapping[str, Any]
    for row in row_dicts(rows):
        key = (str(row["indicator_id"]), str(row["region_id"]))
        # Where a region has two documents, what either of them states is what counts.
        if key not in known or (row["coverage"] == "stated" != known[key]["coverage"]):
            known[key] = row
    cells = []
    for indicator in indicators:
        for region in setting.region_ids:
            row = known.get((indicator, region)) or {"coverage": "not_stated", "region_id": region}
            state = str(row["coverage"])
            text = amount(row, setting) if state == "stated" else ""
            short = amount({**row, "unit": None}, setting) if text else ""
            seen = text or setting.code("coverage", state)
            found = proof(row, setting, f"{setting.name('indicators', indicator)}: {seen}")
            shown = {"row": indicator, "column": region, "state": state, "text": text}
            if short and scale(row.get("unit")) == 0:
                shown["short"] = short
            cells.append({**shown, **found})
    return cells


def _coverage_words(rows: pd.DataFrame, setting: Setting) -> Words:
    counts = [
        (int((rows[rows["region_id"] == region]["coverage"] == "stated").sum()), region)
        for region in setting.region_ids
    ]
    total = rows["indicator_id"].nunique()
    stated = rows[rows["coverage"] == "stated"]
    if stated.empty:
        title = setting.say("title.nothing", n=0)
        return Words(title, setting.say("subtitle.coverage", n=total), title, 0, counted="cells")
    high, low = max(counts), min(counts)
    title = _widest_reach(stated, total, setting)
    alt = setting.say(
        "alt.coverage",
        title=title,
        high=setting.region(high[1]),
        high_n=high[0],
        low=setting.region(low[1]),
        low_n=low[0],
    )
    return Words(
        title,
        setting.say("subtitle.coverage", n=total),
        alt,
        len(rows),
        notes=[setting.say("note.signs"), *_unstated(rows, stated, setting)],
        counted="cells",
    )


def _widest_reach(stated: pd.DataFrame, total: int, setting: Setting) -> str:
    """How many indicators all regions state; where none does, how far the widest one reaches."""
    regions = len(setting.region_ids)
    reach = stated.groupby("indicator_id")["region_id"].nunique()
    widest = int(reach.max())
    key = "title.coverage_all" if widest == regions else "title.coverage_most"
    at_widest = int((reach == widest).sum())
    return setting.say(key, n=total, regions=regions, widest=widest, indicators=at_widest)


def _unstated(rows: pd.DataFrame, stated: pd.DataFrame, setting: Setting) -> list[str]:
    count = rows["indicator_id"].nunique() - stated["indicator_id"].nunique()
    return [setting.say("note.unstated_rows", n=count)] if count else []


@narrowing
def specificity(frame: pd.DataFrame, setting: Setting) -> Figure:
    """Share of promises that give a number, baseline, year, owner, nature; with intervals.

    ``frame``: DataFrame[region_id, feature, k, n, share, low, high]; shares 0–1, ``k`` of ``n``
    promises; low and high a 95 % interval (Wilson or bootstrap, said by the measure).
    """
    require_columns(frame, ("region_id", "feature", "share", "low", "high"), "specificity")
    rows = setting.keep(with_statement_ids(frame))
    groups = [
        (
            setting.code("feature", feature),
            [((feature, region), setting.region(region)) for region in setting.region_ids],
        )
        for feature in rows["feature"].drop_duplicates()
    ]
    lines = lay_out(setting, groups)
    points, intervals, ends = interval_rows(rows, "feature", lines, setting)
    drawn = {point["y"] for point in points}
    silent = [y for y in lines.y.values() if y not in drawn]
    none = setting.say("none_to_count")
    dots = Dots(points, intervals, ends, silent, labels=True, silent_words=none)
    return finish(
        "targets-specificity",
        setting,
        [dot_panel(setting, lines, share_axis(setting), dots)],
        select(rows, SPECIFIC),
        _specific_words(rows, setting),
    )


def _specific_words(rows: pd.DataFrame, setting: Setting) -> Words:
    records = [row for row in row_dicts(rows) if as_number(row["share"]) is not None]
    if not records:
        title = setting.say("title.nothing", n=0)
        return Words(title, setting.say("subtitle.specificity"), title, 0)
    weakest = min(records, key=lambda row: float(row["share"]))
    strongest = max(records, key=lambda row: float(row["share"]))
    shares = rows.assign(share=pd.to_numeric(rows["share"]))
    means = shares.groupby("feature", sort=False)["share"].mean()
    rarest = [setting.code("feature_noun", one) for one in means.index[means <= means.min() + TIE]]
    title = setting.say("title.specificity", feature=listing(rarest, setting.lang))
    told = [
        setting.say(
            "alt.share_item",
            region=setting.region(row["region_id"]),
            name=setting.code("feature", row["feature"]),
            value=percent(row["share"]),
        )
        for row in (strongest, weakest)
    ]
    counts = pd.to_numeric(rows["n"]).groupby(rows["region_id"]).max() if "n" in rows else None
    return Words(
        title,
        setting.say("subtitle.specificity"),
        setting.say("alt.extremes", title=title, high=told[0], low=told[1]),
        0 if counts is None else int(counts.sum()),
        notes=[setting.say("note.interval95")],
        counted="promises",
    )


@narrowing
def only_here(frame: pd.DataFrame, setting: Setting, most: int = 6) -> Figure:
    """Promises that only one of the compared regions makes, at most ``most`` a region shown.

    ``frame``: DataFrame[region_id, doc_id, statement_id, indicator_id, indicator, value,
    value_high, comparator, unit, target_year, quote, certainty], one row a promise, in the order
    in which they should be shown; all of them go into the data.
    """
    require_columns(frame, ("region_id", "value", "unit"), "only_here")
    rows = setting.keep(with_statement_ids(frame))
    counts = {region: int((rows["region_id"] == region).sum()) for region in setting.region_ids}
    columns = (
        Column("name", setting.say("column.promise"), 0.62),
        Column("value", setting.say("column.value"), 0.22, "right"),
        Column("year", setting.say("column.year"), 0.12, "right"),
    )
    groups = [
        (
            _alone_heading(region, counts[region], most, setting),
            _alone_rows(rows, region, most, setting),
        )
        for region in setting.region_ids
    ]
    return finish(
        "targets-only-here",
        setting,
        [table_panel(setting, columns, groups, setting.say("none"))],
        select(rows, ALONE),
        _alone_words(rows, counts, setting),
    )


def _alone_heading(region: str, count: int, most: int, setting: Setting) -> str:
    key = "heading.alone_more" if count > most else "heading.alone"
    return setting.say(key, region=setting.region(region), n=count, shown=min(count, most))


def _alone_rows(
    rows: pd.DataFrame, region: str, most: int, setting: Setting
) -> list[dict[str, Any]]:
    found = []
    for row in row_dicts(rows[rows["region_id"] == region].head(most)):
        own = row.get("indicator_id")
        named = not is_missing(own) and ("indicators", str(own)) in setting.names
        name = setting.name("indicators", own) if named else setting.called(row, "indicator")
        year = as_number(row.get("target_year"))
        value = amount(row, setting)
        shown = {
            "name": name,
            "value": value,
            "year": setting.say("no_year") if year is None else number_text(year),
        }
        found.append({**shown, "region_id": region, **proof(row, setting, f"{name} {value}")})
    return found


def _alone_words(rows: pd.DataFrame, counts: Mapping[str, int], setting: Setting) -> Words:
    named = len(statements_of(rows))
    subtitle = setting.say("subtitle.alone", n=len(rows), statements=named)
    if rows.empty:
        title = setting.say("title.alone_none")
        return Words(title, subtitle, title, 0)
    top = max(counts, key=lambda region: counts[region])
    least = min(counts, key=lambda region: counts[region])
    title = setting.say("title.alone", region=setting.region(top), n=counts[top])
    told = setting.say("alt.alone", title=title, low=setting.region(least), low_n=counts[least])
    silent = [setting.region(region) for region, count in counts.items() if not count]
    notes = [setting.say("note.alone_silent", who=listing(silent, setting.lang))] if silent else []
    return Words(title, subtitle, told, named, notes=notes)
