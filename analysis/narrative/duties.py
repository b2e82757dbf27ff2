"""Who answers for what: the agencies named after each task, by theme and by load."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from analysis.figures import charts_agencies
from analysis.measures import owners
from analysis.narrative.prose import link
from analysis.narrative.study import study_of
from analysis.narrative.tables import document_links, page_table, rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block

PAGE = "funding"


@lru_cache(maxsize=4)
def _load(view: View) -> pd.DataFrame:
    return owners.owner_load(view.table("responsibilities"), view.table("agencies"))


def busiest(view: View) -> str:
    """The document that names the most responsible bodies; the first where none names any."""
    counts = view.table("responsibilities")["doc_id"].value_counts()
    return max(view.doc_ids, key=lambda doc: (int(counts.get(doc, 0)), -view.doc_ids.index(doc)))


def matrix(view: View) -> Block:
    """Theme by agency in the document that names the most responsible bodies."""
    doc = busiest(view)
    tasks = view.table("responsibilities")
    load = owners.main_theme_load(
        tasks[tasks["doc_id"] == doc], view.table("passages"), study_of(view).passage_themes
    )
    regions = dict(zip(view.documents["doc_id"], view.documents["region_id"], strict=True))
    order = list(view.table("themes").sort_values("position")["theme_id"])
    load = load.sort_values("theme_id", key=lambda ids: ids.map(order.index), kind="stable")
    return cells.figure(charts_agencies.responsibility(load, view.setting, regions[doc]))


def load(view: View) -> Block:
    """Tasks led and shared by each agency that leads any, by document."""
    rows = _load(view)
    rows = rows[rows["lead"] > 0]
    frame = pd.DataFrame(
        {
            "document": document_links(view, rows["doc_id"]),
            "agency": rows[f"name_{view.lang}"],
            "lead": rows["lead"],
            "share": [f"{100 * value:.0f}%" for value in rows["lead_share"]],
            "member": rows["member"],
            "projects": rows["projects"],
        }
    )
    return page_table(view, PAGE, frame, "load", ["document"])


def summary(view: View) -> Block:
    """How many tasks name a responsible body, and who leads most of them."""
    say, found = view.prose(PAGE), _load(view)
    sentences = []
    for doc in view.doc_ids:
        own = found[found["doc_id"] == doc]
        named = document_links(view, [doc])[0]
        if own.empty:
            sentences.append(say("duties_none", document=named))
            continue
        top = rows_of(own.iloc[:1])[0]
        told = {
            "document": named,
            "agencies": link(len(own), "#table-load"),
            "lead": link(int(own["lead"].sum()), "#table-load"),
        }
        if not top["lead"]:
            sentences.append(say("duties_no_lead", **told))
            continue
        sentences.append(
            say(
                "duties_lead",
                agency=top[f"name_{view.lang}"],
                top=link(int(top["lead"]), "#table-load"),
                **told,
            )
        )
    return cells.prose(
        say("explain_duties") + "\n\n" + "\n".join(f"- {sentence}" for sentence in sentences)
    )
