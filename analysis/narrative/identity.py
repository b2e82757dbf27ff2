"""Who a document is: dates, source, licence and what is known to be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from analysis.figures.figure import is_missing
from analysis.narrative.prose import full_width, link
from analysis.narrative.view import View
from analysis.publish import cells
from analysis.publish.cells import Block, quoted
from analysis.publish.labels import Labels
from analysis.publish.markup import safe_url
from analysis.publish.values import count_text

PAGE = "sources"
FINGERPRINT = 16  # digits of the hash that are shown
ADDRESS_MARKS = ":/?#@!$&*+,;=%~"


def identity(view: View, document: Mapping[str, Any], sidecar: Mapping[str, Any]) -> Block:
    """One document as label–value pairs; ``sidecar`` as kept beside the raw text."""
    say, labels = view.prose(PAGE), Labels(view.lang)
    doc, region = str(document["doc_id"]), str(document["region_id"])
    number = document.get("document_number")
    facts = {
        "text": link(say("open_text"), f"doc:{doc}"),
        "region": link(view.setting.region(region), f"region:{region}"),
        "kind": quoted(labels.code("kind", document["kind"])),
        "issuer": _words(view, document.get("issuer")),
        "number": _words(view, number),
        "issued": _words(view, document.get("issued_on")),
        "period": _period(view, document),
        "force": say(f"force_{_force(document.get('in_force'))}"),
        "completeness": quoted(labels.code("completeness", document["completeness"])),
        "source": _source(view, document),
        "address": _address(view, document),
        "licence": _licence(view, document.get("licence")),
        "characters": _length(view, document),
        "quality": link(f"{float(document['quality']):.2f}", "#table-losses"),
        "fingerprint": str(document["sha256"])[:FINGERPRINT],
        "defects": _defects(view, sidecar.get("defects")),
    }
    title = view.setting.name("documents", doc)
    return cells.facts({say(f"fact_{key}"): value for key, value in facts.items()}, title)


def _words(view: View, value: object) -> str:
    """A cell of the document's own words, or that it is not stated."""
    return quoted(view.optional(value))


def _period(view: View, document: Mapping[str, Any]) -> str:
    start, end = document["period_start"], document["period_end"]
    if is_missing(start):
        return view.optional(None)
    return str(start) if start == end else f"{start}–{end}"


def _force(value: object) -> str:
    return "unknown" if is_missing(value) else "yes" if value else "no"


def _source(view: View, document: Mapping[str, Any]) -> str:
    kind = Labels(view.lang).code("source_kind", document["source_kind"])
    name = view.optional(document.get("source_name"))
    name = full_width(name) if view.lang == "zh" else name
    return view.prose(PAGE)("source_line", name=quoted(name), kind=quoted(kind))


def _address(view: View, document: Mapping[str, Any]) -> str:
    """The web address as a link named by its host."""
    address = safe_url(document.get("source_url"))
    if not address:
        return view.optional(None)
    # Brackets and spaces would end a Markdown address early.
    return link(urlsplit(address).hostname or address, quote(address, safe=ADDRESS_MARKS))


def _licence(view: View, licence: object) -> str:
    """The half of a bilingual line (``zh · en``) that this page is for."""
    if is_missing(licence):
        return view.optional(None)
    halves = str(licence).split(" · ", 1)
    return quoted(full_width(halves[0]) if view.lang == "zh" else halves[-1])


def _length(view: View, document: Mapping[str, Any]) -> str:
    raw, body = (int(document[name]) for name in ("char_count", "clean_count"))
    return view.prose(PAGE)("length_line", raw=count_text(raw), body=count_text(body))


def _defects(view: View, defects: Any) -> str:
    """Known defects in the language of the page, as the sidecar tells them."""
    say = view.prose(PAGE)
    told = [
        str(one.get(view.lang) or one.get("zh")) if isinstance(one, Mapping) else str(one)
        for one in defects or ()
    ]
    if not told:
        return say("no_defects")
    if view.lang == "zh":
        return "；".join(quoted(full_width(one)) for one in told) + "。"
    return "; ".join(quoted(one) for one in told) + "."
