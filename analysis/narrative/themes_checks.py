"""Checks on report 04: findings under other choices, and topics found without the codebook."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.figures import charts_reliability
from analysis.measures.stress import Study
from analysis.narrative.prose import link
from analysis.narrative.study import (
    best_pair,
    interval,
    main_documents,
    narrower,
    relations_of,
    signed,
    study_of,
    theme_name,
)
from analysis.narrative.tables import page_table, rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block
from analysis.publish.markup import markdown_escape

PAGE = "themes"
# Every pair is made again under every variant: beyond this many regions only the longest texts.
MOST_TESTED = 12
MOST_DRAWN = 30
LEAST_CORRELATION = 0.3


@lru_cache(maxsize=4)
def tested(view: View) -> Study:
    """The study whose pairs are tested: all regions, or the pair shown and the longest texts."""
    if len(view.region_ids) <= MOST_TESTED:
        return study_of(view)
    longest = view.documents.sort_values("clean_count", ascending=False)["region_id"]
    chosen = dict.fromkeys([*(best_pair(view) or ()), *map(str, longest)])
    kept = set(list(chosen)[:MOST_TESTED])
    return study_of(narrower(view, tuple(r for r in view.region_ids if r in kept)))


def tested_pairs(view: View) -> int:
    """How many pairs of independent regions are tested."""
    relations, present = relations_of(view), set(tested(view).documents["doc_id"])
    documents = [doc for doc in main_documents(view).values() if doc in present]
    return sum(not relations.related(a, b) for a, b in combinations(documents, 2))


def _found(view: View) -> pd.DataFrame:
    """Findings between the documents that speak for their regions."""
    table, main = tested(view).findings, set(main_documents(view).values())
    return table[table["doc_a"].isin(main) & table["doc_b"].isin(main)].reset_index(drop=True)


def variant_name(view: View, code: str) -> str:
    """A variant in words."""
    return view.prose(PAGE)(f"variant_{code}")


def variant_names(view: View, codes: str) -> str:
    """Variants separated by semicolons, in words."""
    return view.listing(variant_name(view, code) for code in codes.split(";") if code)


def _sides(view: View, row: dict[str, Any]) -> tuple[str, str]:
    """(the region that stresses the theme more, the other)."""
    regions = dict(zip(view.documents["doc_id"], view.documents["region_id"], strict=True))
    a, b = regions[row["doc_a"]], regions[row["doc_b"]]
    return (a, b) if row["difference"] >= 0 else (b, a)


def _finding(view: View, row: dict[str, Any]) -> str:
    more, less = (view.setting.region(region) for region in _sides(view, row))
    theme = theme_name(view, row["theme_id"])
    return view.prose(PAGE)("finding", more=more, less=less, theme=theme)


def sensitivity(view: View) -> Block:
    """Every finding under every variant; beyond a screenful only the firmest are drawn."""
    if len(view.region_ids) < 2 or _found(view).empty:
        return cells.prose(view.prose(PAGE)("no_findings"))
    study, found = tested(view), rows_of(_found(view).head(MOST_DRAWN))
    keys = ["doc_a", "doc_b", "theme_id"]
    spoken = {
        (*(row[k] for k in keys), row["variant"])
        for row in rows_of(study.compared[["variant", *keys]])
    }
    variants = [v for v in dict.fromkeys(study.compared["variant"]) if v != "published"]
    records = []
    for row in found:
        failing = set(str(row["fails_in"]).split(";"))
        for variant in variants:
            told = (*(row[k] for k in keys), variant) in spoken
            holds = variant not in failing if told else None
            name = variant_name(view, variant)
            records.append({"finding": _finding(view, row), "variant": name, "holds": holds})
    frame = pd.DataFrame(records).astype({"holds": object})
    return cells.figure(charts_reliability.sensitivity(frame, view.setting))


def findings(view: View) -> Block:
    """Every difference that stands out, those that hold in all variants first."""
    say, rows = view.prose(PAGE), rows_of(_found(view)) if len(view.region_ids) > 1 else []
    sides = [_sides(view, row) for row in rows]
    frame = pd.DataFrame(
        {
            "finding": [_linked(view, *side, row) for side, row in zip(sides, rows, strict=True)],
            "gap": [signed(100 * abs(row["difference"]), plus=True) for row in rows],
            "interval": [_reach(row) for row in rows],
            "sureness": [say(f"sureness_{row['sureness']}") for row in rows],
            "as_sure": [f"{row['as_sure']}/{row['variants']}" for row in rows],
            "fails": [variant_names(view, row["fails_in"]) for row in rows],
        }
    )
    return page_table(view, PAGE, frame, "findings", ["finding"])


def _linked(view: View, more: str, less: str, row: dict[str, Any]) -> str:
    names = (link(view.setting.region(one), f"region:{one}") for one in (more, less))
    told = dict(zip(("more", "less"), names, strict=True))
    theme = markdown_escape(theme_name(view, row["theme_id"]))
    return view.prose(PAGE)("finding_linked", **told, theme=theme)


def _reach(row: dict[str, Any]) -> str:
    low, high = row["low"], row["high"]
    return interval(low, high) if row["difference"] >= 0 else interval(-high, -low)


def topics(view: View) -> Block:
    """Topics found by factorisation, by their words, with the theme each goes with best."""
    say = view.prose(PAGE)
    try:
        described, held = study_of(view).topics()
    except InputError:
        return cells.prose(say("no_topics"))
    best = held.sort_values("correlation", ascending=False, na_position="last")
    nearest = {row["topic"]: row for row in rows_of(best.drop_duplicates("topic"))}
    rows = rows_of(described)
    frame = pd.DataFrame(
        {
            "topic": [row["topic"] for row in rows],
            "words": [row["words"].replace(" ", "、") for row in rows],
            "weight": [f"{100 * row['weight']:.0f}" for row in rows],
            "stability": [f"{row['stability']:.2f}" for row in rows],
            "nearest": [_nearest(view, nearest[row["topic"]]) for row in rows],
        }
    )
    return page_table(view, PAGE, frame, "topics")


def _nearest(view: View, row: dict[str, Any]) -> str:
    correlation = row["correlation"]
    if pd.isna(correlation) or correlation < LEAST_CORRELATION:
        return view.prose(PAGE)("no_theme")
    return f"{theme_name(view, row['theme_id'])} ({correlation:.2f})"
