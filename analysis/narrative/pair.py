"""Report 07: two regions side by side, differences first."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.figures import charts_targets, charts_themes
from analysis.measures import specificity
from analysis.narrative import themes
from analysis.narrative.pair_tables import compared, glance, money, promises
from analysis.narrative.prose import link
from analysis.narrative.region_tables import owned
from analysis.narrative.study import (
    PLANS,
    SPUN,
    main_documents,
    own_figure,
    relations_of,
    study_of,
)
from analysis.narrative.tables import document_links
from analysis.narrative.view import View
from analysis.narrative.wording_quotes import between, excerpt, stretch_count
from analysis.publish import cells
from analysis.publish.cells import Block

__all__ = [
    "answer", "differences", "emphasis", "explain", "glance", "method", "money", "promises",
    "specific", "title", "warning", "wording",
]  # fmt: skip

PAGE = "pair"
MOST_SHARED = 15


def title(view: View, region_a: str, region_b: str) -> Block:
    """The question of the page, with both names."""
    return cells.title(view.prose(PAGE)("title", **_names(view, region_a, region_b)))


def _names(view: View, region_a: str, region_b: str) -> dict[str, str]:
    return {"a": view.setting.region(region_a), "b": view.setting.region(region_b)}


def _documents(view: View, region_a: str, region_b: str) -> tuple[str, str]:
    documents = main_documents(view)
    return documents[region_a], documents[region_b]


def _related(view: View, region_a: str, region_b: str) -> bool:
    return relations_of(view).related(*_documents(view, region_a, region_b))


def answer(view: View, region_a: str, region_b: str) -> Block:
    """What they are to each other, what differs in promises, money, emphasis and words."""
    sentences = [
        _relation_sentence(view, region_a, region_b),
        _promises_sentence(view, region_a, region_b),
        _money_sentence(view, region_a, region_b),
        _emphasis_sentence(view, region_a, region_b),
        _wording_sentence(view, region_a, region_b),
    ]
    return cells.answer(view.join(sentences))


def _relation_sentence(view: View, region_a: str, region_b: str) -> str:
    say = view.prose(PAGE)
    if not _related(view, region_a, region_b):
        return ""
    a_is_child = region_b in relations_of(view).above(region_a)
    child, parent = (region_a, region_b) if a_is_child else (region_b, region_a)
    told = _names(view, child, parent)
    return say("answer_related", child=told["a"], parent=told["b"])


def _promises_sentence(view: View, region_a: str, region_b: str) -> str:
    table = compared(view, region_a, region_b)
    sides = table["side"].value_counts()
    gaps = int((table["gap"].notna() & table["gap"].map(lambda gap: bool(gap))).sum())
    numbers = {
        "only_a": int(sides.get("only_a", 0)),
        "only_b": int(sides.get("only_b", 0)),
        "both": int(sides.get("both", 0)),
        "gaps": gaps,
    }
    if not len(table):
        return view.prose(PAGE)("answer_no_promises")
    linked = {key: link(n, "#table-promises") for key, n in numbers.items()}
    return view.prose(PAGE)("answer_promises", **_names(view, region_a, region_b), **linked)


def _money_sentence(view: View, region_a: str, region_b: str) -> str:
    say, rows = view.prose(PAGE), view.table("funding")
    amounts = rows[rows["amount_cny"].notna()].groupby("region_id").size()
    counts = [int(amounts.get(region, 0)) for region in (region_a, region_b)]
    if not any(counts):
        return say("answer_no_money")
    n_a, n_b = (link(n, "#table-money") for n in counts)
    return say("answer_money", **_names(view, region_a, region_b), n_a=n_a, n_b=n_b)


@lru_cache(maxsize=64)
def _stress(view: View, region_a: str, region_b: str) -> pd.DataFrame:
    return themes.pair_of(study_of(view), *_documents(view, region_a, region_b))


def _emphasis_sentence(view: View, region_a: str, region_b: str) -> str:
    table = _stress(view, region_a, region_b)
    if _related(view, region_a, region_b):
        return view.prose(PAGE)("answer_emphasis_related")
    return themes.pair_sentence(view, region_a, region_b, table)


def _wording_sentence(view: View, region_a: str, region_b: str) -> str:
    documents = _documents(view, region_a, region_b)
    counted = stretch_count(view, *documents)
    n = int(counted["n"].sum())
    if not n:
        return view.prose(PAGE)("answer_no_wording")
    longest = max(row["characters"] for row in between(view, *documents))
    linked = {"n": link(n, "#table-wording"), "longest": link(longest, "#table-wording")}
    return view.prose(PAGE)("answer_wording", **linked)


def warning(view: View, region_a: str, region_b: str) -> Block:
    """Different kinds of documents, kinship, damage."""
    say, documents = view.prose(PAGE), view.documents
    kinds = [
        kind
        for doc in _documents(view, region_a, region_b)
        for kind in documents.loc[documents["doc_id"] == doc, "kind"]
    ]
    both_plans = all(kind in PLANS for kind in kinds)
    spun = documents[documents["spun_share"].fillna(0) > SPUN]
    part = documents[documents["completeness"] != "full"]
    told = {
        "warning_kinds": len(set(kinds)) > 1 and not both_plans,
        "warning_plans": len(set(kinds)) > 1 and both_plans,
        "warning_same": len(set(kinds)) == 1,
        "warning_related": _related(view, region_a, region_b),
    }
    sentences = [say(key) for key, holds in told.items() if holds]
    for key, rows in (("warning_spun", spun), ("warning_part", part)):
        if len(rows):
            names = view.listing(document_links(view, rows["doc_id"]))
            sentences.append(say(key, listing=names))
    return cells.warning(view.join(sentences))


def emphasis(view: View, region_a: str, region_b: str) -> Block:
    """The difference in share of text, theme by theme, with its interval."""
    table = _stress(view, region_a, region_b)
    drawn = charts_themes.differences(table, view.setting, region_a, region_b)
    return cells.figure(own_figure(drawn, "pair", f"{region_a}-{region_b}"))


def differences(view: View, region_a: str, region_b: str) -> Block:
    """The same in numbers."""
    table = _stress(view, region_a, region_b)
    return themes.difference_table(view, table, (region_a, region_b))


def specific(view: View, region_a: str, region_b: str) -> Block:
    """How specific the promises of either are, with intervals."""
    pledged = specificity.pledges(
        view.table("passages"),
        view.table("sections"),
        view.table("targets"),
        view.table("pledge_terms").to_dict("records"),
    )
    documents = view.documents[view.documents["doc_id"].isin(main_documents(view).values())]
    frame = specificity.specificity(view.table("targets"), documents, owned(view), pledged)
    drawn = charts_targets.specificity(frame, view.setting)
    return cells.figure(own_figure(drawn, "pair", f"{region_a}-{region_b}"))


def wording(view: View, region_a: str, region_b: str) -> Block:
    """Sentences of the two that share wording, side by side."""
    say, documents = view.prose(PAGE), _documents(view, region_a, region_b)
    rows: list[dict[str, Any]] = between(view, *documents)[:MOST_SHARED]
    if not rows:
        return cells.prose(say("no_wording"))
    frame = pd.DataFrame(
        {
            "characters": [row["characters"] for row in rows],
            "first": [excerpt(view, row["passage_a"], row["texts_a"]) for row in rows],
            "second": [excerpt(view, row["passage_b"], row["texts_b"]) for row in rows],
        }
    )
    names = _names(view, region_a, region_b)
    labels = {name: say(f"column_{name}", **names) for name in frame.columns}
    title_, note = say("wording_title"), say("wording_note")
    return cells.table(frame, title_, labels, note, "wording", ["first", "second"])


def explain(view: View, region_a: str, region_b: str, part: str) -> Block:
    """Running text of the page."""
    names = _names(view, region_a, region_b)
    return cells.prose(view.prose(PAGE)(f"explain_{part}", **names))


def method(view: View, region_a: str, region_b: str) -> Block:
    """Method and limits."""
    return cells.method(view.prose(PAGE)("method"))
