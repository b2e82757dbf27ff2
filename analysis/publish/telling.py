"""The changes of a publication in words: what an analyst asks first stands first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from analysis.figures.labels import LANGUAGES
from analysis.figures.quantity import quantity
from analysis.publish.address import Linker
from analysis.publish.changes import STATEMENT_ID, Change, Edition, id_order
from analysis.publish.content import Content
from analysis.publish.facts import what_is_stated
from analysis.publish.labels import Labels

CLAIMS = ("value", "status")
ABOUT_DOCUMENTS = ("quality", "moved")
# Groups of a page, in order; a group without an entry is not shown.
GROUPS = ("values", "documents", "come_and_gone", "wording", "figures")
NAMED = {"indicator_id": "indicators", "purpose_class": "purpose_classes"}
QUANTITIES = ("value", "value_high", "baseline_value")
FEED_LINES = 12


@dataclass(frozen=True)
class Told:
    """One line of a page of changes; ``inner`` are the statements a document took with it."""

    severity: str
    kind: str
    record: str
    name: str
    page: str
    field: str
    before: str
    after: str
    note: str
    inner: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """Tells editions in one language; ``titles`` are those of the figures by id."""

    content: Content
    labels: Labels
    link: Linker
    titles: Mapping[str, str]

    def groups(self, edition: Edition) -> list[tuple[str, list[Told]]]:
        """(heading, lines) of every group that has lines."""
        found: dict[str, list[Told]] = {name: [] for name in GROUPS}
        whole = _whole_documents(edition)
        for change in edition.changes:
            group = _group(change)
            if self._elsewhere(change) or (group == "come_and_gone" and _doc(change) in whole):
                continue
            found[group].append(self._line(change, edition))
        return [(self.labels[f"changes_{name}"], lines) for name, lines in found.items() if lines]

    def headline(self, edition: Edition) -> str:
        """How much changed, in one line: `Values or status: 1; new documents: 1 (statements 5)`."""
        whole = _whole_documents(edition)
        counts = {
            "values": len({c.record for c in edition.changes if _group(c) == "values"}),
            "new": sum(_loose(c, "new", whole) for c in edition.changes),
            "gone": sum(_loose(c, "gone", whole) for c in edition.changes),
            "figures": sum(c.kind == "figure" and not self._elsewhere(c) for c in edition.changes),
        }
        parts = [self.labels.say("told_values", n=counts["values"])] if counts["values"] else []
        parts += list(self._documents_told(edition, whole))
        parts += [
            self.labels.say(f"told_{name}", n=counts[name])
            for name in ("new", "gone", "figures")
            if counts[name]
        ]
        rest = len(edition.changes) if not parts else 0
        parts += [self.labels.say("told_rest", n=rest)] if rest else []
        return ("；" if self.labels.lang == "zh" else "; ").join(parts)

    def feed_lines(self, edition: Edition) -> list[str]:
        """The first lines of the page without mark-up, for a feed."""
        lines = [line for _, group in self.groups(edition) for line in group]
        return [
            f"{line.name}: {' '.join(filter(None, (line.field or line.kind, _arrow(line))))}"
            for line in lines[:FEED_LINES]
        ]

    def _documents_told(self, edition: Edition, whole: Mapping[str, str]) -> Iterator[str]:
        for kind in ("new", "gone"):
            own = [doc for doc, what in whole.items() if what == kind]
            inner = sum(len(_inner(edition, doc)) for doc in own)
            if own:
                yield self.labels.say(f"told_documents_{kind}", n=len(own), statements=inner)
        changed = [c for c in edition.changes if c.field == "sha256"]
        if changed:
            yield self.labels.say("told_texts", n=len(changed))

    def _elsewhere(self, change: Change) -> bool:
        """A figure of the other language is told on the page of that language."""
        if change.kind != "figure":
            return False
        return any(change.record.endswith(f"-{o}") for o in LANGUAGES if o != self.labels.lang)

    def _line(self, change: Change, edition: Edition) -> Told:
        inner = _inner(edition, change.record) if _is_document(change) else []
        return Told(
            change.severity,
            "" if change.kind == "figure" else self.labels[f"change_{change.kind}"],
            change.record,
            self._name(change),
            self._page(change),
            self._field(change),
            "" if _came_or_went(change) else self._value(change, change.before),
            "" if _came_or_went(change) else self._value(change, change.after),
            change.note if change.kind != "figure" and change.note != change.after else "",
            tuple(one.before or one.after for one in inner),
        )

    def _name(self, change: Change) -> str:
        lang = self.labels.lang
        row = self.content.statements.get(change.record)
        if row is not None and not _is_document(change):
            region = self.content.regions.get(str(row.get("region_id")), {}).get(f"name_{lang}")
            return " · ".join(filter(None, (region, what_is_stated(row, self.content, lang))))
        document = self.content.documents.get(_doc(change), {})
        title = document.get(f"title_{lang}") or document.get("title_zh")
        told = change.before or change.after if _came_or_went(change) else ""
        return str(self.titles.get(change.record) or title or told or change.record)

    def _page(self, change: Change) -> str:
        record = change.record
        return self.link.statement(record) or self.link.figure(record) or self.link.document(record)

    def _field(self, change: Change) -> str:
        if change.kind == "figure":
            return self.labels["rows" if change.field == "rows" else "data"] if change.field else ""
        name = self._columns.get(change.field, change.field)
        return re.split("[,，（(]", name)[0].strip()

    @cached_property
    def _columns(self) -> dict[str, str]:
        zh = self.labels.lang == "zh"
        return {
            column.name: column.zh if zh else column.en
            for name in ("documents", "funding", "targets")
            if name in self.content.schemas
            for column in self.content.schemas[name].columns
        }

    def _value(self, change: Change, text: str) -> str:
        field, row = change.field, self.content.statements.get(change.record, {})
        if field in QUANTITIES and text and row.get("unit"):
            return quantity(Decimal(text), row["unit"], self.labels.lang)
        if field in NAMED and text:
            for named in self.content.rows(NAMED[field]):
                if named.get(field) == text:
                    return str(named.get(f"name_{self.labels.lang}") or text)
        return self.labels.code(field, text) if field else text


def _is_document(change: Change) -> bool:
    return STATEMENT_ID.fullmatch(change.record) is None and change.kind != "figure"


def _came_or_went(change: Change) -> bool:
    """A document that is there or not: its title says it all."""
    return _is_document(change) and change.kind in ("new", "gone")


def _doc(change: Change) -> str:
    return change.record if _is_document(change) else id_order(change.record)[0]


def _whole_documents(edition: Edition) -> dict[str, str]:
    """Documents that came or went, with everything in them."""
    return {
        change.record: change.kind
        for change in edition.changes
        if change.kind in ("new", "gone") and _is_document(change)
    }


def _inner(edition: Edition, doc_id: str) -> list[Change]:
    """The statements that came or went with a document."""
    if doc_id not in _whole_documents(edition):
        return []
    return [
        change
        for change in edition.changes
        if change.kind in ("new", "gone") and not _is_document(change) and _doc(change) == doc_id
    ]


def _loose(change: Change, kind: str, whole: Mapping[str, str]) -> bool:
    return change.kind == kind and not _is_document(change) and _doc(change) not in whole


def _group(change: Change) -> str:
    if change.kind == "figure":
        return "figures"
    if change.kind in CLAIMS:
        return "values"
    if change.kind in ABOUT_DOCUMENTS or _is_document(change):
        return "documents"
    return "come_and_gone" if change.kind in ("new", "gone") else "wording"


def _arrow(line: Told) -> str:
    return " → ".join(filter(None, (line.before, line.after)))
