"""Sums of money with their parts, what is refused, and what can be brought to a year or a head."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.figures.figure import is_missing
from analysis.measures import money, money_bounds, money_rates
from analysis.narrative.amounts import class_name, purpose_of, span, stated_amount
from analysis.narrative.tables import page_table, rows_of
from analysis.narrative.view import View
from analysis.publish.cells import Block
from analysis.publish.values import count_text

PAGE = "funding"
KEYS = ["region_id", "status", "basis"]


def _groups(view: View) -> list[tuple[dict[str, str], pd.DataFrame]]:
    """Amounts that are of one kind, by region in display order: the only ones ever added."""
    placed = money_bounds.summable(view.table("funding"))
    if placed.empty:
        return []
    rank = {region: n for n, region in enumerate(view.region_ids)}
    found = [
        (dict(zip(KEYS, map(str, key), strict=True)), group)
        for key, group in placed.groupby(KEYS, sort=True)
    ]
    return sorted(found, key=lambda item: rank[item[0]["region_id"]])


def _kind(view: View, key: dict[str, str]) -> dict[str, str]:
    return {
        "region": view.setting.region(key["region_id"]),
        "status": view.setting.code("status", key["status"]),
        "basis": view.setting.code("basis", key["basis"]),
    }


def sums(view: View) -> Block:
    """Each sum at least and at most, beside what adding every amount would have given."""
    rows = []
    for key, group in _groups(view):
        total = money_bounds.bounds(group)
        plain = sum((Decimal(value) for value in group["amount_cny"]), Decimal(0))
        rows.append(
            _kind(view, key)
            | {
                "n": len(group),
                "least": span(view, total.low_cny, None),
                "most": span(view, total.high_cny, None),
                "plain": span(view, plain, None),
            }
        )
    columns = ["region", "status", "basis", "n", "least", "most", "plain"]
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "sums")


def parts(view: View) -> Block:
    """Every amount of those sums with its place in them."""
    say, rows = view.prose(PAGE), []
    for key, group in _groups(view):
        for row in rows_of(money_bounds.breakdown(group)):
            inside = row["inside"]
            rows.append(
                {
                    "kind": say("kind", **_kind(view, key)),
                    "purpose": purpose_of(view, row),
                    "amount": span(view, row["amount_cny"], None),
                    "role": say(f"role_{row['role']}"),
                    "adds": span(view, row["low_cny"], row["high_cny"]),
                    "statement_ids": [row["statement_id"], *([inside] if inside else [])],
                }
            )
    columns = ["kind", "purpose", "amount", "role", "adds", "statement_ids"]
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "parts")


def refused(view: View) -> Block:
    """Why the amounts of one kind cannot simply be added, with the statements concerned."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for key, group in _groups(view):
        for refusal in money.add_up(group).refusals:
            reason = refusal.reason_zh if view.lang == "zh" else refusal.reason_en
            row = rows.setdefault(
                (*key.values(), refusal.rule),
                _kind(view, key) | {"reason": reason, "statement_ids": []},
            )
            known = row["statement_ids"]
            known += [one for one in refusal.statement_ids if one not in known]
    columns = ["region", "status", "basis", "reason", "statement_ids"]
    return page_table(view, PAGE, pd.DataFrame(rows.values(), columns=columns), "refused")


def yearly(view: View) -> Block:
    """Sums brought to one year; those that cannot be stand together under their reason."""
    funding = view.table("funding")
    placed = money_bounds.breakdown(funding)
    twice = placed.loc[placed["role"] == "repeat", "statement_id"]
    made = money_rates.annualised(funding[~funding["statement_id"].isin(twice)])
    rows = [
        _yearly_row(view, row)
        | {"year": span(view, row["year_cny"], row["year_high_cny"]), "why": "–", "n": 1}
        | {"statement_ids": [row["statement_id"]]}
        for row in rows_of(made[made["year_cny"].notna()])
    ]
    empty = made[made["year_cny"].isna()]
    keys = ["region_id", "status", f"reason_{view.lang}"]
    for _, group in empty.groupby(keys, sort=False):
        first = rows_of(group.iloc[:1])[0]
        rows.append(
            _yearly_row(view, first)
            | {"purpose": "–", "year": "–", "why": first[f"reason_{view.lang}"], "n": len(group)}
            | {"statement_ids": list(group["statement_id"])}
        )
    columns = ["region", "status", "purpose", "year", "why", "n", "statement_ids"]
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "yearly")


def _yearly_row(view: View, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "region": view.setting.region(row["region_id"]),
        "status": view.setting.code("status", row["status"]),
        "purpose": purpose_of(view, row),
    }


def per_resident(view: View) -> Block:
    """Sums by resident where a population has a source; else why there is none."""
    rows = []
    for key, group in _groups(view):
        total = money_bounds.bounds(group)
        rows.append(key | {"low_cny": total.low_cny, "high_cny": total.high_cny})
    told = {row["region_id"] for row in rows}
    rows += [
        {"region_id": region, "status": None, "basis": None, "low_cny": None, "high_cny": None}
        for region in view.region_ids
        if region not in told
    ]
    frame = pd.DataFrame(rows, columns=[*KEYS, "low_cny", "high_cny"], dtype=object)
    made = money_rates.per_resident(frame, view.table("denominators"))
    order = made["region_id"].map({region: n for n, region in enumerate(view.region_ids)})
    made = made.assign(_order=order).sort_values("_order", kind="stable")
    shown = pd.DataFrame([_resident_row(view, row) for row in rows_of(made)], columns=RESIDENT)
    return page_table(view, PAGE, shown, "residents")


RESIDENT = ["region", "status", "basis", "sum", "residents", "source", "each", "why"]


def _resident_row(view: View, row: dict[str, Any]) -> dict[str, Any]:
    say = view.prose(PAGE)
    low, high = row["low_cny_per_resident"], row["high_cny_per_resident"]
    why = row[f"reason_{view.lang}"]
    if is_missing(why):
        why = say("no_sum") if is_missing(row["low_cny"]) else "–"
    return {
        "region": view.setting.region(row["region_id"]),
        "status": view.setting.code("status", row["status"]) if row["status"] else "–",
        "basis": view.setting.code("basis", row["basis"]) if row["basis"] else "–",
        "sum": span(view, row["low_cny"], row["high_cny"]),
        "residents": "–" if is_missing(row["residents"]) else count_text(int(row["residents"])),
        "source": "–" if is_missing(row["residents_source"]) else row["residents_source"],
        "each": "–" if is_missing(low) else span(view, low, high),
        "why": why,
    }


def rates_a_year(view: View) -> Block:
    """Rates a head brought to a year, like purposes together."""
    rows = []
    for row in rows_of(money_rates.rates(view.table("funding"))):
        why = row[f"reason_{view.lang}"]
        rows.append(
            {
                "region": view.setting.region(row["region_id"]),
                "purpose_class": class_name(view, row["purpose_class"]),
                "purpose": purpose_of(view, row),
                "rate": stated_amount(view, row | {"growth_pct": None}),
                "basis": view.setting.code("basis", row["basis"]),
                "year": span(view, row["year_cny"], row["year_high_cny"])
                if not is_missing(row["year_cny"])
                else "–",
                "why": "–" if is_missing(why) else why,
                "statement_id": row["statement_id"],
            }
        )
    columns = ["region", "purpose_class", "purpose", "rate", "basis", "year", "why"]
    columns += ["statement_id"]
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "rates")
