"""Rates of money a person, a month or a year, set in a table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.figures.assemble import Words, finish
from analysis.figures.charts_funding import AMOUNTS
from analysis.figures.figure import Figure, require_columns, row_dicts
from analysis.figures.marks import proof, select, statements_of, with_statement_ids
from analysis.figures.money import span_of_yuan
from analysis.figures.narrow import narrowing
from analysis.figures.setting import Setting
from analysis.figures.table import Column, table_panel


@narrowing
def rates(frame: pd.DataFrame, setting: Setting, most: int = 20) -> Figure:
    """Rates a person, a month, a year, as a table that can be compared line by line.

    ``frame``: rows of the funding table whose basis is a rate; at most ``most`` a region drawn.
    """
    require_columns(frame, ("region_id", "basis", "amount_cny", "purpose"), "rates")
    rows = setting.keep(with_statement_ids(frame))
    rows = rows[~rows["basis"].isin(("total", "rule", "growth_rate")) & rows["amount_cny"].notna()]
    columns = (
        Column("name", setting.say("column.purpose"), 0.38),
        Column("money", setting.say("column.rate"), 0.21, "right"),
        Column("basis", setting.say("column.basis"), 0.21),
        Column("status", setting.say("column.status"), 0.2),
    )
    groups = [
        (_heading(rows, region, most, setting), _rate_rows(rows, region, most, setting))
        for region in setting.region_ids
    ]
    subtitle = setting.say("subtitle.rates", n=len(rows))
    counts = {"n": len(rows), "regions": rows["region_id"].nunique()}
    key = "title.rates" if len(rows) else "title.rates_none"
    title = setting.say(key, **counts, m=len(setting.region_ids))
    alt = _rates_alt(rows, title, setting)
    words = Words(title, subtitle, alt, len(statements_of(rows)))
    panel = table_panel(setting, columns, groups)
    return finish("funding-rates", setting, [panel], select(rows, AMOUNTS), words)


def _heading(rows: pd.DataFrame, region: str, most: int, setting: Setting) -> str:
    """The region; with the number of its rates where not all of them are drawn."""
    name, count = setting.region(region), int((rows["region_id"] == region).sum())
    if count <= most:
        return name
    return setting.say("heading.alone_more", region=name, n=count, shown=most)


def _rate_rows(
    rows: pd.DataFrame, region: str, most: int, setting: Setting
) -> list[dict[str, Any]]:
    found = []
    for row in row_dicts(rows[rows["region_id"] == region].head(most)):
        money = span_of_yuan(row, setting)
        shown = {
            "name": setting.called(row, "purpose"),
            "money": money,
            "basis": setting.code("basis", row["basis"]),
            "status": setting.code("status", row.get("status")),
        }
        told = f"{shown['name']} {money} {shown['basis']}"
        found.append({**shown, "region_id": region, **proof(row, setting, told)})
    return found


def _rates_alt(rows: pd.DataFrame, title: str, setting: Setting) -> str:
    if rows.empty:
        return setting.say("alt.nothing", title=title)
    ordered = sorted(row_dicts(rows), key=lambda row: float(row["amount_cny"]))
    told = [
        setting.say(
            "alt.money_item",
            region=setting.region(row["region_id"]),
            name=f"{setting.called(row, 'purpose')} {setting.code('basis', row['basis'])}",
            value=span_of_yuan(row, setting),
        )
        for row in (ordered[-1], ordered[0])
    ]
    return setting.say("alt.extremes", title=title, high=told[0], low=told[1])
