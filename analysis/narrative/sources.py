"""Report 01: which documents there are, and how far each can be trusted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import sources as raw_texts
from analysis.figures import charts_sources
from analysis.figures.figure import is_missing
from analysis.narrative.identity import identity
from analysis.narrative.prose import link
from analysis.narrative.tables import document_links, page_table, rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block
from analysis.publish.labels import Labels
from analysis.publish.values import count_text

PAGE = "sources"
PLANS = ("plan", "long_term_plan")
# Factors of `documents.quality`, as the figure names them.
PARTS = ("repair", "spun", "completeness", "redaction", "kind")
STATES = ("stated", "not_stated", "not_applicable", "unreadable")


def title(view: View) -> Block:
    """The question of the page."""
    return cells.title(view.prose(PAGE)("title"))


def answer(view: View) -> Block:
    """How many documents, which is a whole plan, how damaged, what is doubted."""
    say, documents = view.prose(PAGE), view.documents
    whole = documents[
        documents["kind"].isin(PLANS)
        & (documents["completeness"] == "full")
        & (documents["source_kind"] == "official")
    ]
    repairs = view.table("repairs")
    marks = repairs["certainty"] == "uncertain"
    doubts = view.table("suspicions")
    sentences = [
        say(
            "answer_documents",
            n=link(len(documents), "#table-documents"),
            characters=link(count_text(int(documents["char_count"].sum())), "#table-documents"),
            regions=link(len(view.region_ids), "#table-documents"),
        ),
        say(
            "answer_whole",
            n=link(len(whole), "#table-documents"),
            listing=view.listing(document_links(view, whole["doc_id"])),
        )
        if len(whole)
        else say("answer_whole_none"),
        _quality_sentence(view),
        say(
            "answer_repairs",
            repairs=link(count_text(int((~marks).sum())), "#table-repairs"),
            marks=link(int(marks.sum()), "#table-repairs"),
            doubts=link(len(doubts), "#table-doubts"),
        ),
    ]
    return cells.answer(view.join(sentences))


def _quality_sentence(view: View) -> str:
    documents = view.documents[view.documents["quality"].notna()]
    if documents.empty:
        return ""
    best, worst = documents["quality"].max(), documents["quality"].min()
    if best == worst:
        return view.prose(PAGE)("answer_quality_one", value=link(f"{best:.2f}", "#table-losses"))
    ends = {
        name: view.listing(
            document_links(view, documents.loc[documents["quality"] == value, "doc_id"])
        )
        for name, value in (("best", best), ("worst", worst))
    }
    high, low = (link(f"{value:.2f}", "#table-losses") for value in (best, worst))
    return view.prose(PAGE)("answer_quality", high=high, low=low, **ends)


def warning(view: View) -> Block:
    """What the figure of quality does not say."""
    return cells.warning(view.prose(PAGE)("warning"))


def explain(view: View, part: str) -> Block:
    """Running text of the page."""
    return cells.prose(view.prose(PAGE)(f"explain_{part}"))


def glance(view: View) -> Block:
    """Every document in one row."""
    labels, rows = Labels(view.lang), rows_of(view.documents)
    named = document_links(view, view.documents["doc_id"])
    counts = {
        name: view.table(name).groupby("doc_id").size().to_dict() for name in ("targets", "funding")
    }
    frame = pd.DataFrame(
        {
            "document": named,
            "quality": [f"{row['quality']:.2f}" for row in rows],
            "kind": [labels.code("kind", row["kind"]) for row in rows],
            "issued": [view.optional(row["issued_on"]) for row in rows],
            "completeness": [labels.code("completeness", row["completeness"]) for row in rows],
            "source": [labels.code("source_kind", row["source_kind"]) for row in rows],
            "characters": [row["char_count"] for row in rows],
            "statements": [
                counts["targets"].get(row["doc_id"], 0) + counts["funding"].get(row["doc_id"], 0)
                for row in rows
            ],
        }
    )
    return page_table(view, PAGE, frame, "documents", ["document"])


def documents(view: View) -> list[Block]:
    """Identity, source, licence and known defects of each document."""
    told = {
        source.doc_id: source.sidecar
        for source in raw_texts.registered(view.project)
        if source.doc_id in view.doc_ids
    }
    return [identity(view, row, told.get(row["doc_id"], {})) for row in rows_of(view.documents)]


def quality(view: View) -> Block:
    """The quality of each document and the factors it is the product of."""
    names = {"total": "quality"} | {part: f"quality_{part}" for part in PARTS}
    frame = pd.DataFrame(
        [
            {"doc_id": row["doc_id"], "part": part, "value": row[column]}
            for part, column in names.items()
            for row in rows_of(view.documents)
        ]
    )
    return cells.figure(charts_sources.quality(frame, view.setting))


def ledger(view: View) -> Block:
    """What became of every numeral of every text."""
    counts = view.table("numerals").groupby(["doc_id", "class"]).size()
    frame = counts.rename("n").reset_index()
    return cells.figure(charts_sources.ledger(frame, view.setting))


def coverage(view: View) -> Block:
    """How many of the shared indicators each document states."""
    states = view.table("coverage").groupby(["doc_id", "coverage"]).size()
    frame = pd.DataFrame({"document": document_links(view, view.documents["doc_id"])})
    for state in STATES:
        frame[state] = [int(states.get((doc, state), 0)) for doc in view.doc_ids]
    total = frame[list(STATES)].sum(axis=1)
    frame["share"] = (100 * frame["stated"] / total.where(total > 0)).round().astype("Int64")
    return page_table(view, PAGE, frame, "coverage", ["document"])


def conclusions(view: View) -> Block:
    """What each document can carry, and what it cannot, from its kind and its damage."""
    frame = pd.DataFrame(
        {
            "document": document_links(view, view.documents["doc_id"]),
            "can": [_can(view, row) for row in rows_of(view.documents)],
            "cannot": [_cannot(view, row) for row in rows_of(view.documents)],
        }
    )
    return page_table(view, PAGE, frame, "conclusions", ["document"])


def _can(view: View, row: dict[str, Any]) -> str:
    say = view.prose(PAGE)
    return say(f"can_{row['kind']}")


def _cannot(view: View, row: dict[str, Any]) -> str:
    say, spun = view.prose(PAGE), row["spun_share"]
    keys = [f"cannot_{row['kind']}"]
    keys += [f"cannot_{row[name]}" for name in ("completeness", "source_kind")]
    keys += ["cannot_spun"] if not is_missing(spun) and spun > 0 else []
    return view.join(say(key) for key in keys if say.known(key))


def method(view: View) -> Block:
    """Method and limits."""
    return cells.method(view.prose(PAGE)("method"))
