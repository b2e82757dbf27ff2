"""Where things stand in the site, and how our own addresses become links to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.publish.blocks import anchor
from analysis.publish.content import Content
from analysis.publish.markup import slug


def lang_page(name: str, lang: str) -> str:
    """Pages made here: ``codebook.html`` in Chinese, ``codebook.en.html`` in English."""
    return f"{name}.html" if lang == "zh" else f"{name}.{lang}.html"


def source_page(doc_id: str, lang: str) -> str:
    """The reader of a document."""
    return "sources/" + lang_page(slug(doc_id), lang)


@dataclass(frozen=True)
class Places:
    """What the site will hold: pages by topic and language, figures by id."""

    content: Content
    topics: frozenset[tuple[str, str]]
    figures: Mapping[tuple[str, str], str]
    region_topics: Mapping[str, str]


@dataclass(frozen=True)
class Linker:
    """Turns ``statement:…``, ``passage:…``, ``doc:…``, ``region:…``, ``figure:…``, ``page:…``
    and ``found:<region>/<status>`` into addresses.

    An address that leads nowhere becomes ``#missing-…``, which the check before publishing
    reports with the page it stands on.
    """

    places: Places
    lang: str
    root: str = ""

    def __call__(self, address: str) -> str:
        kind, _, rest = address.partition(":")
        found = {
            "statement": self.statement,
            "passage": self.passage,
            "doc": self.document,
            "region": self.region,
            "figure": self.figure,
            "page": self.page,
            "found": self._asked,
        }[kind](rest)
        return self.root + found if found else f"#missing-{slug(address)}"

    def statement(self, statement_id: str) -> str:
        row = self.places.content.statements.get(statement_id)
        if row is None or row["doc_id"] not in self.places.content.texts:
            return ""
        return f"{source_page(str(row['doc_id']), self.lang)}#{statement_id}"

    def passage(self, passage_id: str) -> str:
        """The sentence, list item or table row in the reader of its document."""
        doc_id = self.places.content.passage_documents.get(passage_id, "")
        page = self.document(doc_id)
        return f"{page}#{passage_id}" if page else ""

    def document(self, doc_id: str) -> str:
        return source_page(doc_id, self.lang) if doc_id in self.places.content.texts else ""

    def region(self, region_id: str) -> str:
        """The region's profile if the suite has one, else the reader of its first document."""
        topic = self.places.region_topics.get(region_id)
        if topic and (topic, self.lang) in self.places.topics:
            return f"{topic}.{self.lang}.html"
        documents = self.places.content.documents.values()
        own = [str(d["doc_id"]) for d in documents if d.get("region_id") == region_id]
        return next(filter(None, map(self.document, own)), "")

    def figure(self, figure_id: str) -> str:
        name = anchor(figure_id)
        page = self.places.figures.get((name, self.lang))
        return f"{page}#figure-{name}" if page else ""

    def page(self, topic: str) -> str:
        if topic in ("index", "codebook", "search"):
            return lang_page(topic, self.lang)
        return f"{topic}.{self.lang}.html" if (topic, self.lang) in self.places.topics else ""

    def _asked(self, asked: str) -> str:
        region_id, _, status = asked.partition("/")
        return self.found(region_id, status) if region_id in self.places.content.regions else ""

    def found(self, region_id: str, status: str) -> str:
        """The search that lists the statements of a region with one status."""
        return f"{lang_page('search', self.lang)}?region={slug(region_id)}&status={status}"

    def attributes(self, address: str) -> dict[str, str]:
        """What a link says beside where it leads: the quote behind a number."""
        kind, _, rest = address.partition(":")
        quote = short_quote(self.places.content.statements.get(rest)) if kind == "statement" else ""
        return {"title": quote} if quote else {}


def short_quote(row: Mapping[str, Any] | None, most: int = 140) -> str:
    """The quote of a statement on one line, cut in the middle of nothing."""
    if row is None:
        return ""
    quote = " ".join(str(row.get("quote") or "").split())
    return quote if len(quote) <= most else quote[: most - 1] + "…"
