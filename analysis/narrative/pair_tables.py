"""Two columns, the same rows: what two regions are, promise and pay, for report 07."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.figures.figure import is_missing
from analysis.measures import money_tables
from analysis.measures.money import RATES
from analysis.measures.promises import difference
from analysis.narrative.prose import link
from analysis.narrative.region_tables import yuan_between
from analysis.narrative.study import main_documents
from analysis.narrative.tables import rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block, quoted
from analysis.publish.labels import Labels
from analysis.publish.values import count_text, number_text

PAGE = "pair"
MOST_PROMISES = 100
STATUSES = ("target", "norm", "achieved")
# What a row is about (its rank first), and what one region says of it, as Markdown.
Cell = tuple[tuple[str, ...], str]


def two_columns(
    view: View, rows: list[dict[str, Any]], regions: tuple[str, str], name: str, *more: str
) -> Block:
    """Rows with ``what``, ``a``, ``b`` (Markdown) and further columns as a table of the page."""
    say = view.prose(PAGE)
    names = {"a": view.setting.region(regions[0]), "b": view.setting.region(regions[1])}
    columns = ["what", "a", "b", *more]
    labels = {column: say(f"column_{column}", **names) for column in columns}
    frame = pd.DataFrame(rows, columns=columns)
    return cells.table(
        frame, say(f"{name}_title"), labels, say(f"{name}_note"), name, ["what", "a", "b"]
    )


def glance(view: View, region_a: str, region_b: str) -> Block:
    """Documents, quality, length and numbers of statements; what differs comes first."""
    say, told = view.prose(PAGE), []
    sides = [_facts(view, region) for region in (region_a, region_b)]
    for key in sides[0]:
        told.append({"what": say(f"row_{key}"), "a": sides[0][key], "b": sides[1][key]})
    told.sort(key=lambda row: row["a"] == row["b"])
    return two_columns(view, told, (region_a, region_b), "glance")


def _facts(view: View, region: str) -> dict[str, str]:
    labels, doc = Labels(view.lang), main_documents(view)[region]
    row = rows_of(view.documents[view.documents["doc_id"] == doc])[0]
    period = view.optional(row["period_start"])
    if not is_missing(row["period_end"]) and row["period_end"] != row["period_start"]:
        period = f"{period}–{row['period_end']}"
    targets, regions = view.table("targets"), view.table("regions")
    counts = targets[targets["region_id"] == region]["status"].value_counts()
    place = rows_of(regions[regions["region_id"] == region])[0]
    return {
        "document": link(view.setting.name("documents", doc), f"doc:{doc}"),
        "level": quoted(labels.code("level", place["level"])),
        "province": quoted(str(place[f"province_{view.lang}"])),
        "kind": quoted(labels.code("kind", row["kind"])),
        "period": quoted(period),
        "source": quoted(labels.code("source_kind", row["source_kind"])),
        "completeness": quoted(labels.code("completeness", row["completeness"])),
        "quality": f"{row['quality']:.2f}",
        "length": count_text(int(row["clean_count"])),
        **{s: link(int(counts.get(s, 0)), f"found:{region}/{s}") for s in STATUSES},
    }


@lru_cache(maxsize=64)
def compared(view: View, region_a: str, region_b: str) -> pd.DataFrame:
    """`promises.difference` of the two."""
    tables = (view.table("targets"), view.table("indicators"), view.documents)
    return difference(*tables, view.table("regions"), region_a, region_b)


def promise_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of `promises.difference`: different values, one side only, then the same."""

    def order(row: Mapping[str, Any]) -> tuple[int, int]:
        if row["side"] == "both":
            gap = row["gap"]
            return (0, 0) if not is_missing(gap) and gap else (3, 0)
        known = 0 if not is_missing(row["indicator_id"]) else 1
        return (1 if row["side"] == "only_a" else 2, known)

    return sorted(rows_of(table), key=order)


def promises(view: View, region_a: str, region_b: str) -> Block:
    """What either promises, differences first; each value leads to its sentence."""
    say = view.prose(PAGE)
    table = compared(view, region_a, region_b)
    if table.empty:
        return cells.prose(say("no_promises"))
    rows = [
        {
            "what": quoted(_named(view, row)),
            "a": _value(view, row, "a"),
            "b": _value(view, row, "b"),
            "gap": "–" if is_missing(row["gap"]) else _gap(row["gap"]),
        }
        for row in promise_rows(table)[:MOST_PROMISES]
    ]
    return two_columns(view, rows, (region_a, region_b), "promises", "gap")


def _named(view: View, row: Mapping[str, Any]) -> str:
    known = row["indicator_id"]
    if not is_missing(known):
        return view.setting.name("indicators", known)
    told = row["statement_id_b" if is_missing(row["statement_id_a"]) else "statement_id_a"]
    return view.setting.called({**row, "statement_id": told}, "indicator")


def _value(view: View, row: Mapping[str, Any], side: str) -> str:
    if is_missing(row[f"statement_id_{side}"]):
        return view.optional(None)
    value, unit, comparator, high, year = (
        row[f"{name}_{side}"]
        for name in ("value", "unit", "comparator", "value_high", "target_year")
    )
    text = view.linked(view.amount(value, unit, comparator, high), row[f"statement_id_{side}"])
    return text if is_missing(year) else view.prose(PAGE)("by_year", value=text, year=int(year))


def _gap(gap: Decimal) -> str:
    return "0" if not gap else ("+" if gap > 0 else "−") + number_text(abs(gap))


def money(view: View, region_a: str, region_b: str) -> Block:
    """Sums by status and purpose, rates and rules, in the same rows."""
    say, rows = view.prose(PAGE), view.table("funding")
    if rows.empty:
        return cells.prose(say("no_money"))
    cells_of: dict[tuple[str, ...], dict[str, str]] = {}
    for region, side in ((region_a, "a"), (region_b, "b")):
        own = rows[rows["region_id"] == region]
        for key, text in (*_sums(view, own), *_other(view, own)):
            cells_of.setdefault(key, {})[side] = text
    none = view.optional(None)
    told = [
        {"what": quoted(" · ".join(key[1:])), "a": own.get("a", none), "b": own.get("b", none)}
        for key, own in sorted(cells_of.items(), key=lambda item: (len(item[1]), item[0]))
    ]
    return two_columns(view, told, (region_a, region_b), "money")


def _sums(view: View, own: pd.DataFrame) -> list[Cell]:
    names = view.table("purpose_classes").set_index("purpose_class")[f"name_{view.lang}"]
    say = view.prose(PAGE)
    found: list[Cell] = []
    rank = {status: str(n) for n, status in enumerate(("committed", "standing", "spent"))}
    for row in rows_of(money_tables.by_purpose(own)):
        status = view.setting.code("status", row["status"])
        basis = say(f"basis_{row['basis']}")
        purpose = str(names.get(row["purpose_class"], say("unclassed")))
        text = yuan_between(view, row["low_cny"], row["high_cny"])
        first = view.linked(text, row["statement_ids"][0])
        found.append(((rank.get(row["status"], "9"), f"{status} ({basis})", purpose), first))
    return found


def _other(view: View, own: pd.DataFrame) -> list[Cell]:
    """How many rates a head and rules of growth, the first of each as evidence."""
    say = view.prose(PAGE)
    found: list[Cell] = []
    for rank, key, chosen in (
        ("7", "rates", own[own["basis"].isin(RATES)]),
        ("8", "rules", own[own["basis"].isin(["rule", "growth_rate"])]),
    ):
        if len(chosen):
            links = [view.linked(str(n + 1), one) for n, one in enumerate(chosen["statement_id"])]
            found.append(((rank, say(f"row_{key}")), say("these", n=len(chosen),
                                                         listing=" ".join(links))))  # fmt: skip
    return found
