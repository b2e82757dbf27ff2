"""The pages around the reports: index, search, codebook, and the files to download."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from analysis.measures import money_bounds
from analysis.publish.address import Linker, lang_page, short_quote, source_page
from analysis.publish.blocks import Report
from analysis.publish.content import Content
from analysis.publish.facts import value_text, what_is_stated
from analysis.publish.labels import Labels
from analysis.publish.markup import render_inline, render_markdown, safe_url, script_json
from analysis.publish.values import number_text

TRUST = ((0.8, "high"), (0.55, "middle"), (0.0, "low"))
# Columns of `documents` the reader shows; a table without one of them shows nothing there.
SHOWN_COLUMNS = (
    "title_zh", "issuer", "document_number", "issued_on", "source_name", "char_count", "licence",
    "sha256",
)  # fmt: skip
# Characters of a sentence that the search looks at: a text may be one line of megabytes.
MOST_SEARCHED = 1_000
QUALITY_PARTS = ("repair", "spun", "completeness", "redaction", "kind")


def trust(quality: float | None) -> str:
    """``high``, ``middle`` or ``low``: what a document's quality means for quoting it."""
    return next(word for least, word in TRUST if (quality or 0.0) >= least)


def document_card(doc: dict[str, Any], content: Content, labels: Labels) -> dict[str, Any]:
    """Identity and trust of a document, in words and numbers."""
    lang = labels.lang
    quality = doc.get("quality")
    title = doc.get(f"title_{lang}") or doc.get("title_zh") or doc["doc_id"]
    return {
        **dict.fromkeys(SHOWN_COLUMNS),
        **doc,
        "title": title,
        "region": content.regions.get(str(doc.get("region_id")), {}),
        "kind_name": labels.code("kind", doc.get("kind")),
        "completeness_name": labels.code("completeness", doc.get("completeness")),
        "source_kind_name": labels.code("source_kind", doc.get("source_kind")),
        "script_name": labels.code("script", doc.get("script")),
        "url": safe_url(doc.get("source_url")),
        "trust": trust(quality),
        "trust_name": labels["trust_" + trust(quality)],
        "quality_text": "" if quality is None else f"{quality:.2f}",
        "parts": [
            (labels[f"quality_{part}"], float(doc[f"quality_{part}"]))
            for part in QUALITY_PARTS
            if doc.get(f"quality_{part}") is not None
        ],
        "page": source_page(str(doc["doc_id"]), lang),
        "readable": doc["doc_id"] in content.texts,
        "period": _period(doc),
        "defects": content.defects(str(doc["doc_id"]), lang),
    }


def _period(doc: dict[str, Any]) -> str:
    start, end = doc.get("period_start"), doc.get("period_end")
    if start is None and end is None:
        return ""
    return str(start or end) if start == end or not (start and end) else f"{start}–{end}"


def region_card(
    region: dict[str, Any], content: Content, labels: Labels, link: Linker
) -> dict[str, Any]:
    """One column of the strip on the index: place, document, trust, targets and money."""
    lang = labels.lang
    own = [d for d in content.documents.values() if d.get("region_id") == region["region_id"]]
    rows = [r for r in content.statements.values() if r.get("region_id") == region["region_id"]]
    by_status = {
        status: sum(1 for row in rows if row["table"] == "targets" and row["status"] == status)
        for status in ("target", "norm", "achieved")
    }
    parent = content.regions.get(str(region.get("parent_id") or ""))
    return {
        "id": region["region_id"],
        "name": region[f"name_{lang}"],
        "province": region.get(f"province_{lang}") or "",
        "level": labels.code("level", region.get("level")),
        "parent": parent[f"name_{lang}"] if parent else "",
        "parent_compared": parent is not None and parent in content.covered_regions,
        "documents": [document_card(doc, content, labels) for doc in own],
        "counts": [
            (name, by_status[status], link.found(str(region["region_id"]), status))
            for name, status in (("targets", "target"), ("norms", "norm"), ("achieved", "achieved"))
        ],
        "funding": sum(1 for row in rows if row["table"] == "funding"),
        "money": committed_text(content, str(region["region_id"]), labels),
        "money_page": link.found(str(region["region_id"]), "committed"),
        "profile": link.region(str(region["region_id"])),
        "themes": list(content.themes.get((str(region["region_id"]), lang), ())),
    }


def committed_text(content: Content, region_id: str, labels: Labels) -> str:
    """What a region commits in total, nothing counted twice; “not stated” when it names no sum."""
    funding = content.tables.get("funding")
    if funding is None or funding.empty:
        return labels["money_none"]
    own = funding["region_id"].eq(region_id) & funding["status"].eq("committed")
    total = money_bounds.bounds(funding[own & funding["basis"].eq("total")])
    if total.low_cny is None or total.high_cny is None:
        return labels["money_none"]
    ends = list(dict.fromkeys((total.low_cny, total.high_cny)))
    if labels.lang == "en":
        return f"CNY {_in_steps(ends, 1_000_000)} million"
    if total.low_cny >= 100_000_000:
        return f"{_in_steps(ends, 100_000_000)} 亿元"
    return f"{_in_steps(ends, 10_000)} 万元"


def _in_steps(ends: Sequence[Decimal], step: int) -> str:
    return "–".join(number_text(round(end / step, 2), 1_000) for end in ends)


def index_context(
    content: Content, reports: Sequence[Report], labels: Labels, link: Linker
) -> dict[str, Any]:
    """What the index shows."""
    own = [report for report in reports if report.job.lang == labels.lang]
    comparisons = [report for report in own if not report.job.subject]
    pairs = [report for report in own if len(report.job.subject) > 1]
    return {
        "regions": [region_card(r, content, labels, link) for r in content.covered_regions],
        "comparisons": [_report_card(report, content, labels, link) for report in comparisons],
        "pairs": [
            {
                "page": f"{report.job.name}.html",
                "names": [region_name(content, r, labels.lang) for r in report.job.subject],
            }
            for report in pairs
        ],
        "downloads": _downloads(content, labels.lang),
    }


def _downloads(content: Content, lang: str) -> dict[str, list[dict[str, Any]]]:
    """Tables to download by origin: ``derived`` from the texts, or ``added`` by hand."""
    found: dict[str, list[dict[str, Any]]] = {"derived": [], "added": []}
    for name, schema in content.schemas.items():
        if name in content.tables:
            rows = len(content.tables[name])
            found[schema.origin].append({"table": name, "title": schema.title[lang], "rows": rows})
    return found


def region_name(content: Content, region_id: str, lang: str) -> str:
    """The region's name; its id when it is not in the table."""
    return str(content.regions.get(region_id, {}).get(f"name_{lang}") or region_id)


def report_title(report: Report, content: Content) -> str:
    """The page's own title, else the question of its notebook."""
    return report.title or content.question(report.job.notebook, report.job.lang)


def _report_card(report: Report, content: Content, labels: Labels, link: Linker) -> dict[str, Any]:
    """Short name, question and finding of a report, with its first chart as a thumbnail."""
    answers = report.of("answer")
    figures = report.of("figure")
    picture = ""
    if figures:
        files = report.figures[figures[0]["figure_id"]]
        picture = f"figures/{files.figure_id}/{files.names['png']}"
    return {
        "page": f"{report.job.name}.html",
        "short": content.report_name(report.job.notebook, labels.lang),
        "title": report_title(report, content),
        "finding": render_markdown(answers[0]["markdown"], link, link.attributes)
        if answers
        else "",
        "headline": render_inline(figures[0]["title"].replace("*", ""), link) if figures else "",
        "picture": picture,
        "alt": figures[0]["alt"] if figures else "",
    }


def search_data(content: Content) -> str:
    """A script file with every statement, so that search works from disk.

    Fields: id, document, region, table, status, what (zh, en), value (zh, en), year, gloss,
    quote, passage, payer.
    """
    entries = [
        [
            key,
            row["doc_id"],
            row.get("region_id") or "",
            row["table"],
            row["status"],
            what_is_stated(row, content, "zh"),
            what_is_stated(row, content, "en"),
            value_text(row),
            value_text(row, "en"),
            str(row.get("target_year") or row.get("period") or ""),
            content.glosses.get(key, ""),
            short_quote(row, 400),
            row.get("passage_id") or "",
            row.get("payer") or "",
        ]
        for key, row in content.statements.items()
        if row["doc_id"] in content.texts
    ]
    return f"window.planStatements={script_json(entries)};\n"


def search_passages(content: Content) -> str:
    """A script file with every sentence of every text: id, document, text."""
    entries = [
        [row["passage_id"], row["doc_id"], str(row["text"])[:MOST_SEARCHED]]
        for row in content.rows("passages")
        if row["doc_id"] in content.texts and row["kind"] != "heading"
    ]
    return f"window.planPassages={script_json(entries)};\n"


def navigation(
    content: Content, reports: Sequence[Report], labels: Labels, link: Linker
) -> dict[str, Any]:
    """The menus at the head of every page."""
    lang = labels.lang
    comparative = [
        {
            "page": f"{report.job.name}.html",
            "name": content.report_name(report.job.notebook, lang),
        }
        for report in reports
        if report.job.lang == lang and not report.job.subject
    ]
    return {
        "reports": comparative,
        "regions": [
            {
                "region_id": region["region_id"],
                "page": link.region(str(region["region_id"])),
                "name": region[f"name_{lang}"],
            }
            for region in content.covered_regions
            if link.region(str(region["region_id"]))
        ],
        "sources": [
            {
                "doc_id": doc_id,
                "page": source_page(doc_id, lang),
                "name": doc.get(f"title_{lang}") or doc.get("title_zh"),
            }
            for doc_id, doc in content.documents.items()
            if doc_id in content.texts
        ],
        "pages": {name: lang_page(name, lang) for name in ("index", "codebook", "search")},
        "changes": "changes/" + lang_page("index", lang),
    }
