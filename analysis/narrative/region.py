"""Report 06: one region's plan on one page."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.figures import charts_themes
from analysis.figures.figure import is_missing
from analysis.measures import specificity
from analysis.measures.similarity import nearest
from analysis.narrative.prose import link
from analysis.narrative.region_tables import (
    changes,
    missing,
    money,
    owned,
    owners,
    rules,
    sums,
    targets,
    totals,
    unstated,
)
from analysis.narrative.study import (
    SPUN,
    interval,
    main_documents,
    narrower,
    own_figure,
    relations_of,
    study_of,
    theme_name,
)
from analysis.narrative.tables import page_table, rows_of
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block, quoted
from analysis.publish.labels import Labels
from analysis.publish.values import count_text

__all__ = [
    "answer", "changes", "emphasis", "explain", "identity", "method", "missing", "money",
    "neighbours", "owners", "rules", "sums", "targets", "title", "warning",
]  # fmt: skip

PAGE = "region"
LOW_QUALITY = 0.6


def title(view: View, region: str) -> Block:
    """The question of the page, with the name of the region."""
    _check(view, region)
    return cells.title(view.prose(PAGE)("title", region=_full_name(view, region)))


def _check(view: View, region: str) -> None:
    if region not in view.region_ids:
        raise InputError(
            f"region: found {region!r}; allowed are {', '.join(view.region_ids)}, "
            "the regions looked at that have a document"
        )


def _row(view: View, region: str) -> dict[str, Any]:
    table = view.table("regions")
    return rows_of(table[table["region_id"] == region])[0]


def _full_name(view: View, region: str) -> str:
    """The name in full; a bracket that only tells it from its namesakes is left to the facts."""
    return str(_row(view, region)[f"name_{view.lang}"])


def answer(view: View, region: str) -> Block:
    """What it is, what it promises, what it pays, what it stresses, whom it is like."""
    sentences = [
        _document_sentence(view, region),
        _targets_sentence(view, region),
        _money_sentence(view, region),
        _theme_sentence(view, region),
        _neighbour_sentence(view, region),
    ]
    return cells.answer(view.join(sentences))


def _documents(view: View, region: str) -> pd.DataFrame:
    return view.documents[view.documents["region_id"] == region]


def _document_sentence(view: View, region: str) -> str:
    documents = _documents(view, region)
    main = rows_of(documents[documents["doc_id"] == main_documents(view)[region]])[0]
    return view.prose(PAGE)(
        "answer_document" if len(documents) == 1 else "answer_documents",
        n=link(len(documents), f"doc:{main['doc_id']}"),
        document=link(view.setting.name("documents", main["doc_id"]), f"doc:{main['doc_id']}"),
        kind=Labels(view.lang).code("kind", main["kind"]),
        quality=link(f"{main['quality']:.2f}", f"doc:{main['doc_id']}"),
    )


def _targets_sentence(view: View, region: str) -> str:
    say, rows = view.prose(PAGE), view.table("targets")
    own = rows[rows["region_id"] == region]
    counts = own["status"].value_counts()
    if not int(counts.get("target", 0)):
        return say(
            "answer_no_targets", achieved=link(int(counts.get("achieved", 0)), "#table-targets")
        )
    promise = specificity.promised(own, owned(view))
    numbers = {
        "targets": int(counts.get("target", 0)),
        "complete": int(promise["is_complete"].sum()),
        "achieved": int(counts.get("achieved", 0)),
    }
    return say("answer_targets", **{k: link(v, "#table-targets") for k, v in numbers.items()})


def _money_sentence(view: View, region: str) -> str:
    say = view.prose(PAGE)
    told = [
        say(f"money_{status}", amount=link(amount, "#table-sums"))
        for status, amount in totals(view, region).items()
    ]
    rows = view.table("funding")
    n = int(((rows["region_id"] == region) & rows["basis"].isin(["rule", "growth_rate"])).sum())
    counted = link(n, "#table-rules") if n else say("none")
    if told:
        return say("answer_money", listing=view.listing(told), rules=counted)
    return say("answer_only_rules" if n else "answer_no_money", rules=counted)


def _shares(view: View, region: str) -> pd.DataFrame:
    table = study_of(view).emphasis
    return table[table["doc_id"] == main_documents(view)[region]]


def _theme_sentence(view: View, region: str) -> str:
    rows = _shares(view, region).sort_values("share", ascending=False, kind="stable")
    if rows.empty:
        return ""
    row = rows_of(rows.head(1))[0]
    share = f"{100 * row['share']:.1f}% {interval(row['low'], row['high'])}"
    return view.prose(PAGE)(
        "answer_theme", theme=theme_name(view, row["theme_id"]), share=link(share, "#part-1")
    )


def _neighbours(view: View, region: str) -> list[dict[str, Any]]:
    """The other regions by likeness of their vocabulary, most alike first."""
    documents = main_documents(view)
    others = {doc: one for one, doc in documents.items() if one != region}
    if not others:
        return []
    try:
        rows = rows_of(nearest(study_of(view).similarity, documents[region]))
    except InputError:  # too little text to compare
        return []
    return [{**row, "region_id": others[row["doc_id"]]} for row in rows if row["doc_id"] in others]


def _neighbour_sentence(view: View, region: str) -> str:
    rows = [row for row in _neighbours(view, region) if not row["related"]]
    if len(rows) < 2:
        return ""
    told = {
        key: link(view.setting.region(row["region_id"]), "#table-neighbours")
        for key, row in (("near", rows[0]), ("far", rows[-1]))
    }
    open_end = sum(row["high"] >= rows[0]["low"] for row in rows)
    key = "answer_neighbours" if open_end == 1 else "answer_neighbours_open"
    return view.prose(PAGE)(key, **told, n=link(open_end, "#table-neighbours"))


def warning(view: View, region: str) -> Block:
    """How far this one source can be trusted, and what it cannot show."""
    say, documents = view.prose(PAGE), _documents(view, region)
    sentences = []
    for row in rows_of(documents):
        sentences.append(say(f"warning_{row['kind']}"))
        if row["completeness"] != "full":
            sentences.append(say(f"warning_{row['completeness']}"))
        if not is_missing(row["spun_share"]) and row["spun_share"] > SPUN:
            sentences.append(say("warning_spun"))
        if not is_missing(row["quality"]) and row["quality"] < LOW_QUALITY:
            sentences.append(say("warning_quality", n=f"{row['quality']:.2f}"))
    return cells.warning(view.join(dict.fromkeys(sentences)))


def identity(view: View, region: str) -> Block:
    """Place, level, relatives, document and trust."""
    say, row = view.prose(PAGE), _row(view, region)
    labels, relations = Labels(view.lang), relations_of(view)
    inside = [view.setting.region(one) for one in relations.above(region)]
    below = [one for one in view.region_ids if region in relations.above(one)]
    facts = {
        "place": quoted(str(row[f"province_{view.lang}"])),
        "level": quoted(labels.code("level", row["level"])),
        "inside": view.listing(map(quoted, inside)),
        "contains": view.listing(link(view.setting.region(one), f"region:{one}") for one in below),
    }
    for document in rows_of(_documents(view, region)):
        facts |= _document_facts(view, document)
    return cells.facts({say(f"fact_{k}"): v for k, v in facts.items()}, _full_name(view, region))


def _document_facts(view: View, row: dict[str, Any]) -> dict[str, str]:
    labels, say = Labels(view.lang), view.prose(PAGE)
    period = view.optional(row["period_start"])
    if not is_missing(row["period_end"]) and row["period_end"] != row["period_start"]:
        period = f"{period}–{row['period_end']}"
    counts = {
        name: int((view.table(name)["doc_id"] == row["doc_id"]).sum())
        for name in ("targets", "funding")
    }
    return {
        "document": link(view.setting.name("documents", row["doc_id"]), f"doc:{row['doc_id']}"),
        "kind": quoted(labels.code("kind", row["kind"])),
        "issuer": quoted(view.optional(row["issuer"])),
        "issued": quoted(view.optional(row["issued_on"])),
        "period": quoted(period),
        "source": quoted(labels.code("source_kind", row["source_kind"])),
        "completeness": quoted(labels.code("completeness", row["completeness"])),
        "quality": link(f"{row['quality']:.2f}", f"doc:{row['doc_id']}"),
        "length": say("length", n=count_text(int(row["clean_count"]))),
        "statements": say("statements", **counts),
    }


def emphasis(view: View, region: str) -> Block:
    """Share of text a theme with intervals, beside the share in common wording."""
    setting = narrower(view, (region,)).setting
    drawn = charts_themes.emphasis(_shares(view, region), setting)
    return cells.figure(own_figure(drawn, "region", region))


def neighbours(view: View, region: str) -> Block:
    """All other regions, most alike first."""
    say = view.prose(PAGE)
    rows = _neighbours(view, region)
    if not rows:
        return cells.prose(say("no_neighbours"))
    frame = pd.DataFrame(
        {
            "region": [link(view.setting.region(r["region_id"]), f"region:{r['region_id']}")
                       for r in rows],
            "relation": [say("related" if row["related"] else "independent") for row in rows],
            "similarity": [f"{row['corrected']:.2f}" for row in rows],
            "interval": [f"[{row['low']:.2f}, {row['high']:.2f}]" for row in rows],
        }
    )  # fmt: skip
    return page_table(view, PAGE, frame, "neighbours", ["region"])


def explain(view: View, region: str, part: str) -> Block:
    """Running text of the page."""
    numbers = unstated(view, region) if part == "missing" else {}
    return cells.prose(view.prose(PAGE)(f"explain_{part}", **numbers))


def method(view: View, region: str) -> Block:
    """Method and limits."""
    return cells.method(view.prose(PAGE)("method"))
