"""Targets, money, owners and gaps of one region: the tables of report 06."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.figures import charts_change, charts_funding
from analysis.figures.figure import is_missing
from analysis.figures.money import span_of_yuan
from analysis.measures import money_tables, specificity
from analysis.measures import owners as load
from analysis.measures.comparable import comparable
from analysis.measures.promises import promises_of
from analysis.narrative.prose import full_width, link
from analysis.narrative.study import narrower, own_figure, theme_name
from analysis.narrative.tables import page_table, rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block, quoted
from analysis.publish.values import count_text, number_text

PAGE = "region"
MOST_TARGETS = 12
MOST_OWNERS = 8
MOST_MISSING = 100
STATUS_ORDER = {"target": 0, "norm": 1, "achieved": 2}
MONEY_ORDER = ("committed", "standing", "spent")
SUMS = ("total", "per_year")
# Amounts in running text: the exact ones stand in the table.
ROUNDED = Context(prec=4)


@lru_cache(maxsize=4)
def owned(view: View) -> pd.DataFrame:
    """Who is named responsible for each statement."""
    names = ("targets", "passages", "responsibilities", "projects")
    return specificity.owners(*(view.table(name) for name in names))


@lru_cache(maxsize=4)
def compared(view: View) -> pd.DataFrame:
    """The most telling statement of every indicator and region."""
    return comparable(
        view.table("targets"),
        view.table("indicators"),
        view.documents,
        view.table("regions"),
        view.table("benchmarks"),
    )


def changes(view: View, region: str) -> Block:
    """Baseline → target of the indicators that have a baseline or a national value."""
    frame = compared(view)
    kept = (frame["region_id"] == region) & (frame["why_not"] == "")
    kept &= frame["baseline_value"].notna() | frame["benchmark_value"].notna()
    if not kept.any():
        return cells.prose(view.prose(PAGE)("no_changes"))
    drawn = charts_change.dumbbell(frame[kept], narrower(view, (region,)).setting)
    return cells.figure(own_figure(drawn, "region", region))


def targets(view: View, region: str) -> Block:
    """The most specific promises; where there is none, what is reported."""
    say, rows = view.prose(PAGE), view.table("targets")
    agencies = dict(zip(owned(view)["statement_id"], owned(view)["agency_ids"], strict=True))
    rows = rows[rows["region_id"] == region]
    kept = {record["statement_id"] for record in promises_of(rows)}
    kept |= set(rows.loc[rows["status"] == "achieved", "statement_id"])
    own = sorted(
        rows_of(rows[rows["statement_id"].isin(kept)]),
        key=lambda row: (STATUS_ORDER[row["status"]], -_specific(row, agencies),
                         row["number_start"], row["statement_id"]),
    )[:MOST_TARGETS]  # fmt: skip
    frame = pd.DataFrame(
        {
            "indicator": [_indicator(view, row) for row in own],
            "baseline": [_baseline(view, row) for row in own],
            "value": [view.amount(row["value"], row["unit"], row["comparator"], row["value_high"])
                      for row in own],
            "year": [view.optional(row["target_year"]) for row in own],
            "owners": [view.agencies(agencies.get(row["statement_id"])) for row in own],
            "status": [view.setting.code("status", row["status"]) for row in own],
            "statement_id": [row["statement_id"] for row in own],
        }
    )  # fmt: skip
    frame["owners"] = frame["owners"].replace(view.listing([]), say("no_owner"))
    return page_table(view, PAGE, frame, "targets")


def _specific(row: dict[str, Any], agencies: dict[str, str]) -> int:
    """How much a promise says about itself; a shared indicator counts for being comparable."""
    given = [row[name] for name in ("baseline_value", "target_year", "nature", "indicator_id")]
    return sum(not pd.isna(value) for value in given) + (row["statement_id"] in agencies)


def _indicator(view: View, row: dict[str, Any]) -> str:
    """The shared name where there is one, else the words of the text."""
    known = row["indicator_id"]
    if pd.isna(known):
        return view.setting.called(row, "indicator")
    return view.setting.name("indicators", known)


def _baseline(view: View, row: dict[str, Any]) -> str:
    if pd.isna(row["baseline_value"]):
        return view.optional(None)
    year = "" if pd.isna(row["baseline_year"]) else f" ({row['baseline_year']})"
    return view.amount(row["baseline_value"], row["unit"]) + year


def _funding(view: View, region: str) -> pd.DataFrame:
    rows = view.table("funding")
    return rows[rows["region_id"] == region]


def money(view: View, region: str) -> Block:
    """Every sum on one axis; without sums, that there are none."""
    rows = _funding(view, region)
    if not (rows["basis"].isin(SUMS) & rows["amount_cny"].notna()).any():
        return cells.prose(view.prose(PAGE)("no_money"))
    drawn = charts_funding.amounts(rows, narrower(view, (region,)).setting)
    return cells.figure(own_figure(drawn, "region", region))


def totals(view: View, region: str) -> dict[str, str]:
    """Totals by status in words, only those stated: the least and the most they add up to."""
    table = money_tables.by_purpose(_funding(view, region))
    found = {}
    for status in MONEY_ORDER:
        for basis in SUMS:
            own = table[(table["status"] == status) & (table["basis"] == basis)]
            if len(own):
                low, high = _sum(own["low_cny"]), _sum(own["high_cny"])
                key = status if basis == "total" else f"{status}_yearly"
                found[key] = yuan_between(view, *(ROUNDED.plus(end) for end in (low, high)))
    return found


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def yuan_between(view: View, low: Decimal, high: Decimal) -> str:
    """An amount of yuan, or from the least to the most it may be."""
    return span_of_yuan({"amount_cny": low, "amount_high_cny": high}, view.setting)


def sums(view: View, region: str) -> Block | None:
    """Sums by status and purpose, nothing counted twice; nothing where none is stated."""
    table, tables = money_tables.by_purpose(_funding(view, region)), view.prose(PAGE)
    table = table[table["basis"].isin(SUMS)]
    if table.empty:
        return None
    classes = view.table("purpose_classes").set_index("purpose_class")[f"name_{view.lang}"]
    rank = {status: n for n, status in enumerate(MONEY_ORDER)}
    rows = sorted(rows_of(table), key=lambda row: (rank.get(row["status"], 9), -row["high_cny"]))
    frame = pd.DataFrame(
        {
            "purpose": [str(classes.get(row["purpose_class"], tables("unclassed")))
                        for row in rows],
            "status": [view.setting.code("status", row["status"]) for row in rows],
            "basis": [tables(f"basis_{row['basis']}") for row in rows],
            "amount": [yuan_between(view, row["low_cny"], row["high_cny"]) for row in rows],
            "n": [row["statements"] for row in rows],
            "statement_ids": [list(row["statement_ids"]) for row in rows],
        }
    )  # fmt: skip
    return page_table(view, PAGE, frame, "sums")


def rules(view: View, region: str) -> Block | None:
    """Growth rules in their own words; nothing where there is none."""
    rows = rows_of(money_tables.growth_rules(_funding(view, region)))
    if not rows:
        return None
    frame = pd.DataFrame(
        {
            "purpose": [view.setting.called(row, "purpose") for row in rows],
            "rate": [view.optional(None) if pd.isna(row["growth_pct"])
                     else f"{number_text(row['growth_pct'])}%" for row in rows],
            "quote": [quoted(" ".join(str(row["quote"]).split()), row["statement_id"])
                      for row in rows],
        }
    )  # fmt: skip
    return page_table(view, PAGE, frame, "rules", ["quote"])


def owners(view: View, region: str) -> Block:
    """The bodies named most often, what they lead, and under which themes."""
    docs = view.documents.loc[view.documents["region_id"] == region, "doc_id"]
    rows = view.table("responsibilities")
    rows = rows[rows["doc_id"].isin(docs)]
    table = load.owner_load(rows, view.table("agencies"))
    themes = load.main_theme_load(rows, view.table("passages"), view.table("passage_themes"))
    by_body = table.groupby(["agency_id", f"name_{view.lang}"], sort=False)
    summed = by_body[["lead", "member"]].sum().reset_index()
    found = rows_of(summed.sort_values(["lead", "member"], ascending=False, kind="stable"))
    found = found[:MOST_OWNERS]
    if not found:
        return cells.prose(view.prose(PAGE)("no_owners"))
    frame = pd.DataFrame(
        {
            "agency": [row[f"name_{view.lang}"] for row in found],
            "lead": [row["lead"] for row in found],
            "member": [row["member"] for row in found],
            "themes": [_busy(view, themes, row["agency_id"]) for row in found],
        }
    )
    return page_table(view, PAGE, frame, "owners")


def _busy(view: View, themes: pd.DataFrame, agency: str) -> str:
    """The three main themes of an agency's tasks, with their number."""
    own = themes[themes["agency_id"] == agency]
    counts = own.assign(n=own["lead"] + own["member"]).groupby("theme_id")["n"].sum()
    ordered = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:3]
    told = [f"{theme_name(view, theme)} {n}" for theme, n in ordered]
    return ("；" if view.lang == "zh" else "; ").join(told) or "–"


def _gaps(view: View, region: str) -> pd.DataFrame:
    """Indicators a region's documents do not state, with the regions that do."""
    table = view.table("coverage")
    docs = dict(zip(view.documents["doc_id"], view.documents["region_id"], strict=True))
    table = table.assign(region_id=table["doc_id"].map(docs))
    stated = table[table["coverage"] == "stated"]
    stating = stated.groupby("indicator_id")["region_id"].agg(lambda ids: list(dict.fromkeys(ids)))
    own = table[table["region_id"] == region]
    told = set(own.loc[own["coverage"] == "stated", "indicator_id"])
    gaps = own[~own["indicator_id"].isin(told)].drop_duplicates("indicator_id")
    others = [stating.get(one, []) for one in gaps["indicator_id"]]
    return gaps.assign(others=pd.Series(others, index=gaps.index, dtype=object),
                       n=[len(ids) for ids in others])  # fmt: skip


def unstated(view: View, region: str) -> dict[str, str]:
    """Numbers for the text: indicators in all, stated here, and missing though others state."""
    gaps, asked = _gaps(view, region), view.table("coverage")["indicator_id"].nunique()
    return {
        "asked": count_text(asked),
        "stated": count_text(asked - len(gaps)),
        "elsewhere": count_text(int((gaps["n"] > 0).sum())),
    }


def missing(view: View, region: str) -> Block:
    """What others state and this region does not, with the way it is missing."""
    gaps = _gaps(view, region)
    gaps = gaps[gaps["n"] > 0].sort_values(["n", "indicator_id"], ascending=[False, True])
    rows = rows_of(gaps.head(MOST_MISSING))
    if not rows:
        return cells.prose(view.prose(PAGE)("none_missing"))
    column = "reason" if view.lang == "zh" else "reason_en"
    usual = str(gaps[column].mode().iloc[0])
    frame = pd.DataFrame(
        {
            "indicator": [view.setting.name("indicators", row["indicator_id"]) for row in rows],
            "coverage": [view.setting.code("coverage", row["coverage"]) for row in rows],
            "reason": ["–" if row[column] == usual else _reason(view, row[column]) for row in rows],
            "others": [view.listing(link(view.setting.region(r), f"region:{r}")
                                    for r in row["others"][:5]) for row in rows],
        }
    )  # fmt: skip
    say, names = view.prose(PAGE), frame.columns
    return cells.table(frame, say("missing_title"), {name: say(f"column_{name}") for name in names},
                       say("missing_note", usual=_reason(view, usual)), "missing",
                       ["others"])  # fmt: skip


def _reason(view: View, reason: object) -> str:
    text = "" if is_missing(reason) else str(reason)
    return full_width(text) if view.lang == "zh" else text
