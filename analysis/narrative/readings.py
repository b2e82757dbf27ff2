"""Readings by persons held against each other and against the tables: part of report 08."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.figures import charts_reliability
from analysis.figures.figure import is_missing
from analysis.measures import agreement
from analysis.narrative.tables import document_links, page_table, rows_of
from analysis.narrative.view import CERTAINTIES, View
from analysis.publish import cells
from analysis.publish.cells import Block

PAGE = "reliability"
# Read only after rules and decisions were frozen; the other readers were seen while making them.
HELD_OUT = "c"
VARIANTS = ("rules", "reviewed")
QUOTED = 60  # characters of a quote


@lru_cache(maxsize=4)
def _whole(view: View) -> View:
    """The same documents with every row: what is measured must not be filtered by certainty."""
    return replace(view, certainty=CERTAINTIES[0])


@lru_cache(maxsize=4)
def reviewed(view: View) -> pd.DataFrame:
    """Targets and funding as published, in one frame with a ``table`` column."""
    whole = _whole(view)
    frames = [whole.table(name).assign(table=name) for name in agreement.FIELDS]
    return pd.concat(frames, ignore_index=True)


def readers(view: View) -> dict[str, pd.DataFrame]:
    """Reader → what that reader read in these documents."""
    rows = view.table("readings")
    return {str(name): group for name, group in rows.groupby("reader", sort=True)}


def reference(view: View) -> tuple[str, bool]:
    """The reader the tables are measured by, and whether that reading was held out.

    Without a held-out reading the first one serves, and the page says that it flatters.
    """
    known = readers(view)
    if HELD_OUT in known:
        return HELD_OUT, True
    return (next(iter(known)) if known else ""), False


@lru_cache(maxsize=4)
def errors(view: View) -> pd.DataFrame:
    """Recall, precision and fields of rules and tables against the reference reading.

    DataFrame[table, measure, variant, value, low, high, k, n]; ``all_fields`` pools every
    field of every matched row.
    """
    name, _ = reference(view)
    rows: list[dict[str, Any]] = []
    if name:
        truth = readers(view)[name]
        found = {"rules": view.table("rule_readings"), "reviewed": reviewed(view)}
        for variant in VARIANTS:
            rows += _rows_of_variant(found[variant], truth, variant)
    columns = ["table", "measure", "variant", "value", "low", "high", "k", "n"]
    frame = pd.DataFrame(rows, columns=columns)
    # Rules and review of one measure stand side by side, tables and measures in their order.
    place = {
        name: {key: n for n, key in enumerate(dict.fromkeys(frame[name]))}
        for name in ("table", "measure", "variant")
    }
    return frame.sort_values(
        ["table", "measure", "variant"],
        key=lambda column: column.map(place[str(column.name)]),
        kind="stable",
        ignore_index=True,
    )


def _rows_of_variant(
    found: pd.DataFrame, truth: pd.DataFrame, variant: str
) -> list[dict[str, Any]]:
    made = []
    every = agreement.rows_agreement(found, truth)
    fields = agreement.fields_agreement(found, truth)
    for table in agreement.FIELDS:
        (whole,) = rows_of(every[(every["table"] == table) & (every["doc_id"] == "all")])
        for measure, n in (("recall", whole["reference"]), ("precision", whole["found"])):
            made.append(_rate(table, measure, variant, whole["matched"], n))
        own = fields[fields["table"] == table]
        made.append(_rate(table, "all_fields", variant, own["same"].sum(), own["n"].sum()))
        made += [_rate(table, row["field"], variant, row["same"], row["n"]) for row in rows_of(own)]
    return made


def _rate(table: str, measure: str, variant: str, k: Any, n: Any) -> dict[str, Any]:
    low, high = agreement.wilson(int(k), int(n))
    value = int(k) / int(n) if n else None
    told = {"table": table, "measure": measure, "variant": variant, "value": value}
    return told | {"low": low, "high": high, "k": int(k), "n": int(n)}


def error_rates(view: View) -> Block:
    """Recall, precision and the fields, of the rules alone and of the reviewed tables."""
    frame = errors(view)
    shown = frame[frame["measure"] != "all_fields"].reset_index(drop=True)
    return cells.figure(charts_reliability.error_rates(shown, view.setting))


def agreed(view: View) -> Block:
    """Every reader against every other: rows shared and fields alike."""
    say, known = view.prose(PAGE), readers(view)
    rows = []
    for (one, first), (two, second) in combinations(known.items(), 2):
        every = agreement.rows_agreement(first, second)
        fields = agreement.fields_agreement(first, second)
        for table in agreement.FIELDS:
            (whole,) = rows_of(every[(every["table"] == table) & (every["doc_id"] == "all")])
            own = fields[fields["table"] == table]
            rows.append(
                {
                    "pair": say("pair", one=one, two=two),
                    "table": view.setting.code("table", table),
                    "first": whole["found"],
                    "second": whole["reference"],
                    "matched": whole["matched"],
                    "f1": "–" if is_missing(whole["f1"]) else f"{whole['f1']:.3f}",
                    "fields": share(own["same"].sum(), own["n"].sum()),
                    "kappa": _kappa(first, second, table),
                }
            )
    columns = ["pair", "table", "first", "second", "matched", "f1", "fields", "kappa"]
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "agreed")


def _kappa(first: pd.DataFrame, second: pd.DataFrame, table: str) -> str:
    """Cohen's kappa of the status two readers gave the rows they share."""
    one, two = (frame[frame["table"] == table] for frame in (first, second))
    pairs = agreement.match(one, two)
    if not pairs:
        return "–"
    codes = [(str(one.at[a, "status"]), str(two.at[b, "status"])) for a, b in pairs]
    kappa = agreement.cohen_kappa([a for a, _ in codes], [b for _, b in codes])
    return "–" if is_missing(kappa) else f"{kappa:.3f}"


def share(k: Any, n: Any) -> str:
    """``99.2% [98.1–99.7]``: a share with its 95 % interval, or that nothing was tried."""
    if not n:
        return "–"
    low, high = agreement.wilson(int(k), int(n))
    return f"{100 * int(k) / int(n):.1f}% [{100 * low:.1f}–{100 * high:.1f}]"


def by_document(view: View) -> Block:
    """Rows of the published tables against the reference reading, document by document."""
    name, _ = reference(view)
    rows = []
    if name:
        every = agreement.rows_agreement(reviewed(view), readers(view)[name])
        rank = {doc: n for n, doc in enumerate(view.doc_ids)}
        kept = every[every["doc_id"].isin(rank)]
        ordered = kept.assign(_r=kept["doc_id"].map(rank)).sort_values(["_r"], kind="stable")
        rows = [
            {
                "document": row["doc_id"],
                "table": view.setting.code("table", row["table"]),
                "read": row["reference"],
                "found": row["found"],
                "matched": row["matched"],
                "recall": share(row["matched"], row["reference"]),
                "precision": share(row["matched"], row["found"]),
            }
            for row in rows_of(ordered)
        ]
    columns = ["document", "table", "read", "found", "matched", "recall", "precision"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["document"] = document_links(view, frame["document"])
    return page_table(view, PAGE, frame, "by_document", ["document"])


def differences(view: View) -> Block:
    """Every row and field in which the published tables and the reference reading differ."""
    name, _ = reference(view)
    say, tables = view.prose(PAGE), reviewed(view)
    rows = []
    if name:
        ids = {
            (row["table"], row["doc_id"], row["number_start"]): row["statement_id"]
            for row in rows_of(tables)
        }
        for row in rows_of(agreement.differences(tables, readers(view)[name])):
            rows.append(
                {
                    "document": row["doc_id"],
                    "table": view.setting.code("table", row["table"]),
                    "quote": short(row["quote"]),
                    "field": say("whole_row")
                    if row["field"] == "row"
                    else view.setting.code("measure", row["field"]),
                    "ours": _cell(view, row["found"]),
                    "theirs": _cell(view, row["reference"]),
                    "statement_id": ids.get((row["table"], row["doc_id"], row["number_start"])),
                }
            )
    columns = ["document", "table", "quote", "field", "ours", "theirs", "statement_id"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["document"] = document_links(view, frame["document"])
    return page_table(view, PAGE, frame, "differences", ["document"])


def short(quote: Any) -> str:
    """A quote on one line, cut where it is too long for a cell."""
    text = " ".join(str(quote).split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def _cell(view: View, value: Any) -> str:
    if value in ("present", "absent"):
        return view.prose(PAGE)(str(value))
    return view.optional(value)
