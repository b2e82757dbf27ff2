"""Report 03: who pays, how much and for what, and what the texts leave unsaid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.figures import charts_funding, charts_rates
from analysis.figures.figure import is_missing
from analysis.measures import money_bounds, money_tables
from analysis.measures.money import RATES
from analysis.narrative.amounts import about, class_name, purpose_of, span, stated_amount
from analysis.narrative.prose import link
from analysis.narrative.tables import page_table, rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block
from analysis.publish.labels import Labels

PAGE = "funding"
STATUSES = money_tables.STATUSES
NAMED = 3  # regions whose sums the answer tells
MOST_PAYERS = 4  # of them the answer names the most frequent
LITTLE = 0.01  # a share below this is told as such


def title(view: View) -> Block:
    """The question of the page."""
    return cells.title(view.prose(PAGE)("title"))


def answer(view: View) -> Block:
    """How many statements of money, who gives amounts, what they come to at least and most."""
    say, funding = view.prose(PAGE), view.table("funding")
    if funding.empty:
        return cells.answer(say("answer_nothing"))
    counts = funding["status"].value_counts()
    numbers = {s: link(int(counts.get(s, 0)), "#table-money") for s in STATUSES}
    sentences = [
        say("answer_counts", n=link(len(funding), "#table-money"), **numbers),
        _who_sentence(view, funding),
        _payer_sentence(view, funding),
        *_sum_sentences(view, funding),
    ]
    return cells.answer(view.join(sentences))


def _who_sentence(view: View, funding: pd.DataFrame) -> str:
    say = view.prose(PAGE)
    amounts = set(funding.loc[funding["amount_cny"].notna(), "region_id"])
    giving = [r for r in view.region_ids if r in amounts]
    silent = [r for r in view.region_ids if r not in amounts]
    names = {
        key: view.listing(link(view.setting.region(r), f"region:{r}") for r in regions)
        for key, regions in (("giving", giving), ("silent", silent))
    }
    if not giving:
        return say("answer_no_amount")
    return say("answer_who" if silent else "answer_who_all", **names)


def _payer_sentence(view: View, funding: pd.DataFrame) -> str:
    """How many statements say who pays, and who it is, the most frequent first."""
    named = funding["payer"].dropna().map(lambda one: view.setting.code("payer", one))
    counts = named.value_counts()
    told = [
        view.prose(PAGE)("payer_item", payer=payer, n=link(int(n), "#table-money"))
        for payer, n in counts.head(MOST_PAYERS).items()
    ]
    return view.prose(PAGE)(
        "answer_payer" if told else "answer_no_payer",
        n=link(len(named), "#table-money"),
        whole=link(len(funding), "#table-money"),
        listing=view.listing(told, whole=len(counts)),
    )


def _sum_sentences(view: View, funding: pd.DataFrame) -> Iterable[str]:
    """The totals of the regions with the largest ones, least and most."""
    say, found = view.prose(PAGE), []
    for region in view.region_ids:
        sums = {}
        for status in ("spent", "committed"):
            own = funding[
                (funding["region_id"] == region)
                & (funding["status"] == status)
                & (funding["basis"] == "total")
            ]
            total = money_bounds.bounds(own)
            if total.low_cny is not None and total.high_cny is not None:
                sums[status] = (total.low_cny, total.high_cny)
        if sums:
            found.append((max(high for _, high in sums.values()), region, sums))
    for _, region, sums in sorted(found, reverse=True)[:NAMED]:
        told = {
            status: link(about(view, *sums[status]), "#table-sums")
            if status in sums
            else view.optional(None)
            for status in ("spent", "committed")
        }
        yield say("answer_sum", region=view.setting.region(region), **told)


def warning(view: View) -> Block:
    """What kinds of documents stand behind the amounts."""
    return cells.warning(view.prose(PAGE)("warning"))


def explain(view: View, part: str) -> Block:
    """Running text of the page."""
    return cells.prose(view.prose(PAGE)(f"explain_{part}"))


def amounts(view: View) -> Block:
    """Every sum by status and region, parts marked, silence drawn."""
    return cells.figure(charts_funding.amounts(view.table("funding"), view.setting))


def silence(view: View) -> Block:
    """Statements of money by region and status, and why a region may give no amount."""
    say, funding = view.prose(PAGE), view.table("funding")
    stated = money_tables.stated(funding, view.region_ids)
    counts = stated.set_index(["region_id", "status"])["statements"]
    with_amount = set(funding.loc[funding["amount_cny"].notna(), "region_id"])
    frame = pd.DataFrame(
        {
            "region": [link(view.setting.region(r), f"region:{r}") for r in view.region_ids],
            **{
                status: [
                    str(counts[region, status]) if counts[region, status] else view.optional(None)
                    for region in view.region_ids
                ]
                for status in STATUSES
            },
            "why": [
                say("why_stated") if region in with_amount else _why(view, region)
                for region in view.region_ids
            ],
        }
    )
    return page_table(view, PAGE, frame, "silence", ["region"])


def _why(view: View, region: str) -> str:
    """Reasons a region may give no amount, from the kinds of its documents and their damage."""
    say, keys = view.prose(PAGE), []
    for row in rows_of(view.documents[view.documents["region_id"] == region]):
        keys += [f"why_{row['kind']}", f"why_{row['completeness']}"]
    told = [say(key) for key in dict.fromkeys(keys) if say.known(key)]
    return view.join(told) or say("why_unknown")


def purposes(view: View) -> Block:
    """By purpose: what the review says was spent against what the plan commits."""
    return cells.figure(
        charts_funding.purposes(money_tables.phases(view.table("funding")), view.setting)
    )


def compared(view: View) -> Block:
    """Spent and committed by purpose, with each purpose's share of its total."""
    funding = view.table("funding")
    parts = money_tables.shares(funding)
    shares = {
        (row["region_id"], row["status"], row["purpose_class"]): _percent(row)
        for row in rows_of(parts)
    }
    rows = []
    for row in rows_of(money_tables.review_against_plan(funding)):
        key = (row["region_id"], row["purpose_class"])
        cells_of = {
            status: span(view, row[f"{status}_low_cny"], row[f"{status}_high_cny"])
            for status in ("spent", "committed")
        }
        rows.append(
            {
                "region": view.setting.region(row["region_id"]),
                "purpose_class": class_name(view, row["purpose_class"]),
                "spent": cells_of["spent"],
                "spent_share": shares.get((key[0], "spent", key[1]), "–"),
                "committed": cells_of["committed"],
                "committed_share": shares.get((key[0], "committed", key[1]), "–"),
                "statement_ids": [*row["spent_ids"], *row["committed_ids"]],
            }
        )
    columns = ["region", "purpose_class", "spent", "spent_share", "committed"]
    columns += ["committed_share", "statement_ids"]
    return page_table(view, PAGE, pd.DataFrame(rows, columns=columns), "compared")


def _percent(row: dict[str, Any]) -> str:
    low, high = (None if is_missing(row[k]) else row[k] for k in ("low_share", "high_share"))
    if low is None or high is None:
        return "–"
    if high < LITTLE:
        return f"< {100 * LITTLE:.0f}%"
    first, last = (f"{100 * value:.0f}" for value in (low, high))
    return f"{first}%" if first == last else f"{first}–{last}%"


def rates(view: View) -> Block:
    """Rates a person, a month or a year."""
    return cells.figure(charts_rates.rates(view.table("funding"), view.setting))


def growth(view: View) -> Block:
    """Every rule about growth, in its own words."""
    rules = money_tables.growth_rules(view.table("funding"))
    rank = {region: n for n, region in enumerate(view.region_ids)}
    order = rules["region_id"].map(rank)
    rules = rules.assign(_rank=order).sort_values("_rank", kind="stable")
    labels = Labels(view.lang)
    frame = pd.DataFrame(
        {
            "region": [view.setting.region(r) for r in rules["region_id"]],
            "quote": [" ".join(str(quote).split()) for quote in rules["quote"]],
            "pct": [
                "–" if is_missing(v) else f"{view.amount(v, None)}%" for v in rules["growth_pct"]
            ],
            "purpose_class": [class_name(view, p) for p in rules["purpose_class"]],
            "certainty": [labels.code("certainty", c) for c in rules["certainty"]],
            "statement_id": rules["statement_id"],
        }
    )
    return page_table(view, PAGE, frame, "growth")


def money(view: View) -> Block:
    """Every statement of money."""
    rank = {region: n for n, region in enumerate(view.region_ids)}
    funding, labels = view.table("funding"), Labels(view.lang)
    funding = funding.assign(_rank=funding["region_id"].map(rank))
    funding = funding.sort_values(["_rank", "doc_id", "number_start"], kind="stable")
    rows = rows_of(funding)
    frame = pd.DataFrame(
        {
            "region": [view.setting.region(row["region_id"]) for row in rows],
            "purpose": [purpose_of(view, row) for row in rows],
            "amount": [stated_amount(view, row) for row in rows],
            "basis": [view.setting.code("basis", row["basis"]) for row in rows],
            "status": [view.setting.code("status", row["status"]) for row in rows],
            "payer": [
                view.optional(None)
                if is_missing(row["payer"])
                else view.setting.code("payer", row["payer"])
                for row in rows
            ],
            "certainty": [labels.code("certainty", row["certainty"]) for row in rows],
            "statement_id": [row["statement_id"] for row in rows],
        }
    )
    return page_table(view, PAGE, frame, "money")


def method(view: View) -> Block:
    """Method and limits."""
    return cells.method(view.prose(PAGE)("method", rates=len(RATES)))
