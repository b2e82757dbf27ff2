"""Report 08: how reliable the numbers are, measured, with what was not measured said plainly."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import store
from analysis.figures import charts_sources
from analysis.figures.caption import warnings
from analysis.figures.charts_sources import document_names
from analysis.narrative import coders, readings
from analysis.narrative.prose import link
from analysis.narrative.tables import document_links, page_table, rows_of
from analysis.narrative.themes_checks import tested, variant_name
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block
from analysis.publish.values import count_text

PAGE = "reliability"
STATED = ("target", "funding")
UNCLASSED = "other"
# Readers of theme codes, without whom agreement cannot be worked out.


def title(view: View) -> Block:
    """The question of the page."""
    return cells.title(view.prose(PAGE)("title"))


def answer(view: View) -> Block:
    """Ledger, errors against the reference reading, agreement on themes."""
    say, numerals = view.prose(PAGE), view.table("numerals")
    classed = int(numerals["class"].notna().sum())
    percent = f"{100 * classed / len(numerals):.1f}%" if len(numerals) else "–"
    sentences = [
        say(
            "answer_ledger",
            n=link(count_text(len(numerals)), "#table-ledger"),
            share=link(percent, "#table-ledger"),
            stated=link(int(numerals["class"].isin(STATED).sum()), "#table-ledger"),
        ),
        *_error_sentences(view),
        *coders.sentences(view),
    ]
    return cells.answer(view.join(sentences))


def _error_sentences(view: View) -> list[str]:
    say, found = view.prose(PAGE), readings.errors(view)
    final = found[(found["variant"] == "reviewed") & (found["n"] > 0)]
    told = []
    for table in final["table"].drop_duplicates():
        own = {row["measure"]: row for row in rows_of(final[final["table"] == table])}
        shares = {
            name: link(readings.share(own[name]["k"], own[name]["n"]), "#table-by_document")
            if name in own
            else "–"
            for name in ("recall", "precision", "all_fields")
        }
        told.append(say("answer_errors", table=view.setting.code("table", table), **shares))
    if not told:
        return [say("answer_unread")]
    name, held_out = readings.reference(view)
    return [*told, say("answer_held_out" if held_out else "answer_not_held_out", reader=name)]


def warning(view: View) -> Block:
    """Why these figures flatter."""
    return cells.warning(view.prose(PAGE)("warning"))


def explain(view: View, part: str) -> Block:
    """Running text of the page."""
    return cells.prose(view.prose(PAGE)(f"explain_{part}"))


def ledger(view: View) -> Block:
    """Numerals by class and document, with totals: none is left out."""
    counts = view.table("numerals").groupby(["class", "doc_id"]).size()
    totals = counts.groupby("class").sum().sort_values(ascending=False, kind="stable")
    names = document_names(view.setting)
    rows = [
        {"class": view.setting.code("class", kind), "total": int(total)}
        | {doc: int(counts.get((kind, doc), 0)) for doc in view.doc_ids}
        for kind, total in totals.items()
    ]
    say, sizes = view.prose(PAGE), view.table("numerals").groupby("doc_id").size()
    whole = {doc: int(sizes.get(doc, 0)) for doc in view.doc_ids}
    rows.append({"class": say("all_classes"), "total": int(sizes.sum())} | whole)
    frame = pd.DataFrame(rows, columns=["class", "total", *view.doc_ids])
    labels = {"class": say("column_class"), "total": say("column_total")}
    labels |= {doc: names[doc] for doc in view.doc_ids}
    return cells.table(frame, say("ledger_title"), labels, say("ledger_note"), "ledger")


def leftovers(view: View) -> Block:
    """The numerals of the class “other”, each in its surroundings: what the rules cannot name."""
    rows = view.table("numerals")
    rows = rows[rows["class"] == UNCLASSED]
    passages = view.table("passages")
    frame = pd.DataFrame(
        {
            "document": document_links(view, rows["doc_id"]),
            "printed": rows["text"],
            "context": [_around(passages, row) for row in rows_of(rows)],
        }
    )
    return page_table(view, PAGE, frame, "leftovers", ["document"])


def _around(passages: pd.DataFrame, numeral: dict[str, Any]) -> str:
    """The repaired passage a numeral stands in."""
    at = int(numeral["char_start"])
    inside = passages[
        (passages["doc_id"] == numeral["doc_id"])
        & (passages["char_start"] <= at)
        & (passages["char_end"] > at)
    ]
    return readings.short(inside["text"].iloc[0]) if len(inside) else "–"


def coverage(view: View) -> Block:
    """For each document the share of indicators stated, not stated, not applicable."""
    return cells.figure(charts_sources.coverage_shares(view.table("coverage"), view.setting))


def reviewed(view: View) -> Block:
    """How many rows a reviewer looked at, and what was decided."""
    say = view.prose(PAGE)
    decisions = pd.DataFrame(store.rows(view.project, "decisions"))
    own = decisions[decisions["doc_id"].isin(view.doc_ids)] if len(decisions) else decisions
    rows = readings.reviewed(view)
    text = say(
        "reviewed",
        rows=len(rows),
        reviewed=int(rows["reviewed"].fillna(False).sum()),
        decisions=len(own),
    )
    return cells.prose(text)


def sensitivity(view: View) -> Block:
    """How many differences between regions hold when each choice of method is changed."""
    say, found = view.prose(PAGE), _findings(view)
    if found.empty:
        return cells.prose(say("sensitivity_none"))
    text = say(
        "sensitivity",
        n=link(len(found), "#table-variants"),
        firm=link(int((found["sureness"] == "firm").sum()), "#table-variants"),
        holds=link(int(found["holds"].sum()), "#table-variants"),
        variants=link(int(found["variants"].max()), "#table-variants"),
    )
    return cells.prose(text)


def _findings(view: View) -> pd.DataFrame:
    return tested(view).findings if len(view.region_ids) > 1 else pd.DataFrame()


def variants(view: View) -> Block:
    """Each other way of making the figures, and how many of the findings fail under it."""
    found, rows = _findings(view), []
    if len(found):
        keys = ["doc_a", "doc_b", "theme_id"]
        made = tested(view).compared
        for code in made["variant"].drop_duplicates():
            if code == "published":
                continue
            spoken = found[keys].merge(made.loc[made["variant"] == code, keys], on=keys)
            failing = found["fails_in"].str.split(";").map(lambda codes, one=code: one in codes)
            rows.append(
                {
                    "variant": variant_name(view, str(code)),
                    "tested": len(spoken),
                    "fails": int(failing.sum()),
                }
            )
    frame = pd.DataFrame(rows, columns=["variant", "tested", "fails"])
    return page_table(view, PAGE, frame, "variants")


def limits(view: View) -> Block:
    """What is known to be weak, of the method and of these documents, in plain words."""
    told = [view.prose(PAGE)("explain_limits"), *(f"- {text}" for text in warnings(view.setting))]
    return cells.prose("\n".join(told))


def method(view: View) -> Block:
    """Method of measuring."""
    return cells.method(view.prose(PAGE)("method"))
