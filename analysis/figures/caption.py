"""The words under a figure: where it comes from, how many, and what to keep in mind.

A caption tells each weakness of a document in a few words beside its name; the page that shows
the figure has room for the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.figures.figure import is_missing, row_dicts
from analysis.figures.labels import listing
from analysis.figures.setting import Setting

LOW_QUALITY = 0.6
SPUN = 0.05
MANY = 6
MOST_NESTED = 3

# What a caption leaves out beside these: a kind of document tells itself, and a low quality is
# made of the other weaknesses.
TOLD_BY_KIND = ("warning.draft", "warning.one_year")
LOW = "warning.low_quality"

Row = Mapping[Any, Any]


def _is(column: str, *values: str) -> Callable[[Row], bool]:
    return lambda document: document.get(column) in values


def _over(column: str, limit: float) -> Callable[[Row], bool]:
    def test(document: Row) -> bool:
        value = document.get(column)
        return not is_missing(value) and value is not None and float(value) > limit

    return test


def _under(column: str, limit: float) -> Callable[[Row], bool]:
    def test(document: Row) -> bool:
        value = document.get(column)
        return not is_missing(value) and value is not None and float(value) < limit

    return test


# What weakens a document as evidence: label key → test on its row.
TESTS: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("warning.draft", _is("kind", "draft_plan")),
    ("warning.one_year", _is("kind", "work_points")),
    ("warning.summary", _is("completeness", "summary")),
    ("warning.truncated", _is("completeness", "truncated")),
    ("warning.spun", _over("spun_share", SPUN)),
    ("warning.unofficial", _is("source_kind", "repost", "sharing_site")),
    ("warning.low_quality", _under("quality", LOW_QUALITY)),
)


def warnings(setting: Setting, doc_ids: Iterable[str] | None = None) -> tuple[str, ...]:
    """What a reader must keep in mind about these documents, one sentence each.

    Kinds of weakness, not documents, are listed, so that fifty documents still give few lines.
    """
    documents = _documents(setting, doc_ids)
    return (*_weaknesses(setting, documents), *_nested(setting, documents))


def _weaknesses(setting: Setting, documents: pd.DataFrame) -> list[str]:
    rows = row_dicts(documents)
    found = []
    for key, weak in TESTS:
        named = [setting.region(row["region_id"]) for row in rows if weak(row)]
        if named:
            found.append(setting.say(key, who=listing(list(dict.fromkeys(named)), setting.lang)))
    return found


def _nested(setting: Setting, documents: pd.DataFrame) -> list[str]:
    shown = set(documents["region_id"])
    told = [
        setting.say(
            "warning.nested",
            child=setting.region(row["region_id"]),
            parent=setting.region(row["parent_id"]),
        )
        for row in row_dicts(setting.regions)
        if row["region_id"] in shown and row["parent_id"] in shown
    ]
    more = len(told) - MOST_NESTED
    return told if more <= 0 else [*told[:MOST_NESTED], setting.say("warning.nested_many", n=more)]


def _documents(setting: Setting, doc_ids: Iterable[str] | None) -> pd.DataFrame:
    if doc_ids is None:
        return setting.documents
    return setting.documents[setting.documents["doc_id"].isin(set(doc_ids))]


def sources(setting: Setting, doc_ids: Iterable[str] | None = None) -> str:
    """The source line: each document as region, kind, year and weaknesses; many are counted."""
    documents = _documents(setting, doc_ids)
    if len(documents) == 0:
        return setting.say("caption.no_source")
    if len(documents) > MANY:
        return setting.say("caption.sources_many", n=len(documents))
    parts = [_source(setting, row) for row in row_dicts(documents)]
    return setting.say("caption.sources", list=setting.say("caption.join").join(parts))


def _source(setting: Setting, document: Row) -> str:
    issued = document.get("issued_on")
    year = "" if is_missing(issued) or not issued else str(issued)[:4]
    if not year and not is_missing(document.get("period_start")):
        year = f"{document['period_start']}–{document['period_end']}"
    weak = [key for key, test in TESTS if test(document) and key not in TOLD_BY_KIND]
    if len(weak) > 1:
        weak = [key for key in weak if key != LOW]
    brief = [setting.say(key.replace("warning.", "brief.")) for key in weak]
    separator = "；" if setting.lang == "zh" else "; "
    comma = "、" if setting.lang == "zh" else ", "
    return setting.say(
        "caption.source",
        region=setting.region(document["region_id"]),
        kind=setting.code("kind", document["kind"]),
        year=separator.join([year or setting.say("no_date"), *filter(None, [comma.join(brief)])]),
    )


def caption(
    setting: Setting,
    n: int,
    *,
    notes: Iterable[str] = (),
    counted: str = "statements",
    doc_ids: Iterable[str] | None = None,
) -> str:
    """Sources with what weakens them, n, the notes of this figure, and which regions are nested.

    Many documents are not named; their weaknesses then follow as sentences.
    """
    docs = None if doc_ids is None else list(doc_ids)
    documents = _documents(setting, docs)
    parts = [
        sources(setting, docs),
        setting.say(f"caption.n_{counted}", n=n),
        *notes,
        *(_weaknesses(setting, documents) if len(documents) > MANY else ()),
        *_nested(setting, documents),
    ]
    return ("" if setting.lang == "zh" else " ").join(parts)
