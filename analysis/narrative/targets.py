"""Report 02: what each region promises, and what can be compared."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from analysis.figures import charts_change, charts_pace, charts_targets
from analysis.figures.quantity import quantity
from analysis.measures import ambition, comparable, promises, specificity
from analysis.measures import reported as reports
from analysis.narrative.prose import Prose, link
from analysis.narrative.study import series
from analysis.narrative.tables import statement_table
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block

PAGE = "targets"
# Counts of schools or people follow the size of a region and tell nothing side by side.
STATUSES = ("target", "norm", "achieved")
NAMED = 4  # regions that the answer names for an indicator
RATES = ("share", "ratio", "duration", "per_unit")


def _tables(view: View) -> tuple[pd.DataFrame, ...]:
    """What every comparison of values reads: targets, indicators, documents, regions, goals."""
    return (
        view.table("targets"),
        view.table("indicators"),
        view.documents,
        view.table("regions"),
        view.table("benchmarks"),
    )


@lru_cache(maxsize=4)
def _compared(view: View) -> pd.DataFrame:
    return comparable.comparable(*_tables(view))


@lru_cache(maxsize=4)
def _national(view: View) -> pd.DataFrame:
    return ambition.national(*_tables(view))


@lru_cache(maxsize=4)
def _owners(view: View) -> pd.DataFrame:
    return specificity.owners(
        view.table("targets"),
        view.table("passages"),
        view.table("responsibilities"),
        view.table("projects"),
    )


def title(view: View) -> Block:
    """The question of the page."""
    return cells.title(view.prose(PAGE)("title"))


def answer(view: View) -> Block:
    """How much is promised, how much of it can be compared, what already passes the nation."""
    say = view.prose(PAGE)
    targets = view.table("targets")
    counts = targets["status"].value_counts()
    promise = specificity.promised(targets, _owners(view))
    usable = _compared(view)
    usable = usable[(usable["why_not"] == "") & (usable["regions"] >= 2)]
    regional = targets[targets["status"] == "target"].groupby("region_id").size()
    every, whole = "#table-statements", "#table-complete"
    listing = view.listing(
        f"{view.setting.region(region)} "
        + link(int(regional.get(region, 0)), f"found:{region}/target")
        for region in view.region_ids
    )
    stated = {status: link(int(counts.get(status, 0)), every) for status in STATUSES}
    sentences = [
        say("answer_counts", n=link(len(targets), every), listing=listing, **stated),
        say(
            "answer_compared",
            n=link(usable["indicator_id"].nunique(), "#part-2"),
            complete=link(int(promise["is_complete"].sum()), whole),
            promises=link(len(promise), every),
        ),
        _national_sentence(view),
    ]
    return cells.answer(view.join(sentences))


def _national_sentence(view: View) -> str:
    """How many values meet the national one, and which do not, by indicator."""
    say, found = view.prose(PAGE), _national(view)
    # A baseline is told only where nothing later is.
    found = found[found["at"] != "baseline"]
    met, short = (found[found["is_passed"].eq(passed)] for passed in (True, False))
    if met.empty:
        return say("answer_national_none")
    numbers = {
        name: link(len(rows), "#table-national") for name, rows in (("n", met), ("short", short))
    }
    if short.empty:
        return say("answer_national_all", n=numbers["n"])
    return say("answer_national", **numbers, listing=_values(view, short))


def _values(view: View, rows: pd.DataFrame) -> str:
    """Each indicator once, with the regions and their values."""
    say, parts = view.prose(PAGE), []
    for indicator, own in rows.groupby(f"name_{view.lang}", sort=False):
        told = own.head(NAMED).to_dict("records")
        values = view.listing(
            (
                say(
                    "national_value",
                    region=view.setting.region(row["region_id"]),
                    value=view.linked(
                        quantity(row["value"], row["unit"], view.lang), row["statement_id"]
                    ),
                )
                for row in told
            ),
            whole=len(own),
        )
        parts.append(say("national_item", indicator=indicator, values=values))
    return series(view, parts)


def warning(view: View) -> Block:
    """What kinds of documents are compared here."""
    return cells.warning(view.prose(PAGE)("warning"))


def coverage(view: View) -> Block:
    """Indicator by region: the value, or how it is missing."""
    stated = view.table("coverage")
    known = view.table("indicators").set_index("indicator_id")["measure"]
    asked = stated.loc[stated["coverage"] == "stated", "indicator_id"].unique()
    shown = [one for one in asked if known.get(one) in RATES]
    compared = _compared(view)
    keep = ["indicator_id", "region_id", "value", "value_high", "comparator", "unit"]
    keep += ["statement_id", "quote", "certainty", "status"]
    regions = dict(zip(view.documents["doc_id"], view.documents["region_id"], strict=True))
    frame = stated[stated["indicator_id"].isin(shown)].assign(
        region_id=lambda rows: rows["doc_id"].map(regions)
    )
    frame = frame.merge(compared[keep], on=["indicator_id", "region_id"], how="left")
    return cells.figure(charts_targets.coverage_matrix(frame, view.setting))


def side_by_side(view: View) -> Block:
    """Baseline → target of the indicators that several regions state, with the national value."""
    frame = _compared(view)
    frame = frame[(frame["why_not"] == "") & (frame["regions"] >= min(2, len(view.region_ids)))]
    return cells.figure(charts_change.dumbbell(frame, view.setting))


def pace(view: View) -> Block:
    """Required change a year, where a baseline and both years are stated."""
    return cells.figure(charts_pace.pace(ambition.pace(_compared(view)), view.setting))


def national(view: View) -> Block:
    """Every point that can be set against a national value for 2025."""
    say, found = view.prose(PAGE), _national(view)
    rank = {region: n for n, region in enumerate(view.region_ids)}
    place = {one: n for n, one in enumerate(dict.fromkeys(found["indicator_id"]))}
    order = found["indicator_id"].map(place) * len(rank) + found["region_id"].map(rank)
    found = found.assign(_order=order).sort_values("_order", kind="stable")
    goals = view.table("benchmarks")
    goals = goals[goals["kind"] == "target"].set_index("indicator_id")
    sources = goals["source" if view.lang == "zh" else "source_en"].to_dict()
    frame = pd.DataFrame(
        {
            "statement_id": found["statement_id"],
            "region": [view.setting.region(r) for r in found["region_id"]],
            "indicator": found[f"name_{view.lang}"],
            "at": [say(f"at_{at}") for at in found["at"]],
            "value": [
                view.amount(v, u, c)
                for v, u, c in zip(found["value"], found["unit"], found["comparator"], strict=True)
            ],
            "goal": [
                view.amount(v, u, c)
                for v, u, c in zip(
                    found["benchmark_value"],
                    found["unit"],
                    found["benchmark_comparator"],
                    strict=True,
                )
            ],
            "relation": [_relation(say, passed) for passed in found["is_passed"]],
            "source": [sources[one] for one in found["indicator_id"]],
        }
    )
    labels = {name: say(f"column_{name}") for name in frame.columns if name != "statement_id"}
    return cells.table(frame, say("national_title"), labels, say("national_note"), "national")


def _relation(say: Prose, passed: object) -> str:
    if passed is None or passed is pd.NA:
        return say("relation_open")
    return say("relation_passed" if passed is True else "relation_short")


def specific(view: View) -> Block:
    """Which promises have a number, a year, a baseline, an owner, a nature."""
    pledged = specificity.pledges(
        view.table("passages"),
        view.table("sections"),
        view.table("targets"),
        view.table("pledge_terms").to_dict("records"),
    )
    frame = specificity.specificity(view.table("targets"), view.documents, _owners(view), pledged)
    return cells.figure(charts_targets.specificity(frame, view.setting))


def complete(view: View) -> Block:
    """The promises that have a number, a year and a responsible body."""
    say = view.prose(PAGE)
    promise = specificity.promised(view.table("targets"), _owners(view))
    own = promise.loc[promise["is_complete"], ["statement_id", "agency_ids"]]
    own = own.merge(view.table("targets"), on="statement_id")
    own["owners"] = [view.agencies(ids) for ids in own["agency_ids"]]
    return statement_table(
        view, own, say("complete_title"), say("complete_note"), "complete", extra=("owners",)
    )


def only_here(view: View) -> Block:
    """Promises that one region alone makes."""
    frame = promises.only_here(
        view.table("targets"), view.table("indicators"), view.table("regions")
    )
    return cells.figure(charts_targets.only_here(frame, view.setting))


def reported(view: View) -> Block:
    """What is reported as reached beside what is promised."""
    frame = reports.achieved_and_promised(
        view.table("targets"),
        view.table("indicators"),
        view.documents,
        view.table("regions"),
    )
    return cells.figure(charts_change.reported(frame, view.setting))


def doubtful(view: View) -> Block:
    """Values that cannot be right as printed, or are doubtful, with the reason."""
    say, rows = view.prose(PAGE), view.table("suspicions")
    rows = rows[rows["statement_id"].notna()]
    frame = pd.DataFrame(
        {
            "statement_id": rows["statement_id"],
            "document": [view.setting.name("documents", d) for d in rows["doc_id"]],
            "printed": rows["text"],
            "reason": rows[f"reason_{view.lang}"],
        }
    )
    labels = {name: say(f"column_{name}") for name in frame.columns if name != "statement_id"}
    return cells.table(frame, say("doubtful_title"), labels, say("doubtful_note"), "doubtful")


def statements(view: View) -> Block:
    """Every statement, each linked to its sentence."""
    say = view.prose(PAGE)
    return statement_table(
        view, view.table("targets"), say("statements_title"), say("statements_note"), "statements"
    )


def explain(view: View, part: str) -> Block:
    """Running text of the page: a heading and what the next figure means and cannot mean."""
    return cells.prose(view.prose(PAGE)(f"explain_{part}"))


def method(view: View) -> Block:
    """Method and limits."""
    return cells.method(view.prose(PAGE)("method"))
