"""Damage to the texts and doubt about their numbers: part of report 01."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.measures.suspicious import RULES, suspicious
from analysis.narrative.prose import full_width
from analysis.narrative.tables import document_links, page_table, rows_of
from analysis.narrative.view import View
from analysis.publish.cells import Block
from analysis.publish.labels import Labels

PAGE = "sources"
SHOWN = 24  # characters of an example


def losses(view: View) -> Block:
    """What lowers the quality, in words, each factor below 1."""
    parts = view.table("quality_parts")
    parts = parts[parts["factor"].round(3) < 1].assign(
        _rank=lambda rows: rows["doc_id"].map({doc: n for n, doc in enumerate(view.doc_ids)})
    )
    parts = parts.sort_values(["_rank", "factor"], kind="stable")
    words = parts[f"words_{view.lang}"].map(full_width if view.lang == "zh" else str)
    frame = pd.DataFrame(
        {
            "document": document_links(view, parts["doc_id"]),
            "factor": [f"{value:.3f}" for value in parts["factor"]],
            "why": list(words),
        }
    )
    return page_table(view, PAGE, frame, "losses", ["document"])


def repairs(view: View) -> Block:
    """Repairs by document, rule and certainty, each with its most frequent case."""
    labels, rows = Labels(view.lang), view.table("repairs")
    rank = {doc: n for n, doc in enumerate(view.doc_ids)}
    found: list[dict[str, Any]] = []
    for (doc, rule, certainty), group in rows.groupby(["doc_id", "rule", "certainty"]):
        pairs = group.fillna("").groupby(["before", "after"], sort=True).size()
        before, after = map(str, pairs.index[int(pairs.argmax())])
        found.append(
            {
                "document": str(doc),
                "rule": labels.rule(str(rule)),
                "certainty": labels.code("certainty", certainty),
                "n": len(group),
                "example": _example(view, before, after, str(certainty)),
            }
        )
    found.sort(key=lambda row: (rank[row["document"]], -row["n"]))
    columns = ["document", "rule", "certainty", "n", "example"]
    frame = pd.DataFrame(found, columns=columns)
    frame["document"] = document_links(view, frame["document"])
    return page_table(view, PAGE, frame, "repairs", ["document"])


def _example(view: View, before: str, after: str, certainty: str) -> str:
    say = view.prose(PAGE)
    shown = [" ".join(text.split()) or "⏎" if text else "" for text in (before, after)]
    shown = [text if len(text) <= SHOWN else text[: SHOWN - 1] + "…" for text in shown]
    if certainty == "uncertain":
        return say("example_marked", before=shown[0] or "–")
    return f"{shown[0] or '–'} → {shown[1] or say('example_removed')}"


def doubts(view: View) -> Block:
    """Numbers that cannot be right as printed."""
    rows = view.table("suspicions")
    reasons = rows[f"reason_{view.lang}"].map(full_width if view.lang == "zh" else str)
    frame = pd.DataFrame(
        {
            "statement_id": rows["statement_id"],
            "document": document_links(view, rows["doc_id"]),
            "printed": rows["text"],
            "reason": list(reasons),
        }
    )
    return page_table(view, PAGE, frame, "doubts", ["document"])


@lru_cache(maxsize=4)
def _suspicious(view: View) -> pd.DataFrame:
    tables = (view.table("targets"), view.table("indicators"), view.documents)
    return suspicious(*tables, view.table("regions"))


def second_look(view: View) -> Block:
    """Statements that a rule of plausibility singles out; odd, not wrong."""
    found = _suspicious(view)
    at = 0 if view.lang == "zh" else 1
    frame = pd.DataFrame(
        {
            "statement_id": found["statement_id"],
            "region": [view.setting.region(region) for region in found["region_id"]],
            "indicator": [view.setting.called(row, "indicator") for row in rows_of(found)],
            "found": [_found(view, row) for row in rows_of(found)],
            "odd": [RULES[rule][at] for rule in found["rule"]],
        }
    )
    return page_table(view, PAGE, frame, "second_look", [])


def _found(view: View, row: dict[str, Any]) -> str:
    """The numbers that made the rule speak; the value where it is the reading that is in doubt."""
    if row["rule"] == "uncertain":
        return view.amount(row["value"], row["unit"])
    unit = view.setting.unit(row["unit"])
    text = str(row["found"]).replace(">=", "≥").replace("<=", "≤")
    return f"{text}{'' if view.lang == 'zh' or unit == '%' else ' '}{unit}"
