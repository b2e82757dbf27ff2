"""What a report looks at: language, regions, documents and the certainty it insists on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from analysis import store
from analysis.errors import InputError
from analysis.figures.quantity import quantity
from analysis.figures.setting import Setting, display_order
from analysis.narrative.prose import Prose
from analysis.paths import Project
from analysis.publish.markup import markdown_escape

CERTAINTIES = ("uncertain", "probable", "certain")
BY_CERTAINTY = ("targets", "funding")


@dataclass(frozen=True)
class View:
    """One selection of the curated tables, in one language; reads each table once."""

    project: Project
    lang: str
    regions: tuple[str, ...]
    exclude_documents: tuple[str, ...]
    certainty: str
    seed: int

    @classmethod
    def of(
        cls,
        lang: str = "zh",
        regions: Sequence[str] = (),
        exclude_documents: Sequence[str] = (),
        certainty: str = "uncertain",
        seed: int = 2025,
        project: Project | None = None,
    ) -> View:
        """A view checked against what there is; no regions means all that have a document.

        Raises InputError naming what is allowed.
        """
        view = cls(
            project or Project.here(),
            lang,
            tuple(regions),
            tuple(exclude_documents),
            certainty,
            seed,
        )
        documents = store.read(view.project, "documents")
        _among("regions", regions, documents["region_id"])
        _among("exclude_documents", exclude_documents, documents["doc_id"])
        _among("certainty", [certainty], CERTAINTIES)
        _among("lang", [lang], ("zh", "en"))
        return view

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The documents looked at, each child region after its parent."""
        frame = store.read(self.project, "documents")
        frame = frame[~frame["doc_id"].isin(self.exclude_documents)]
        rank = {region: n for n, region in enumerate(self.region_ids_of(frame))}
        frame = frame[frame["region_id"].isin(rank)]
        order = frame["region_id"].map(rank)
        return frame.assign(_o=order).sort_values(["_o", "doc_id"]).drop(columns="_o")

    def region_ids_of(self, documents: pd.DataFrame) -> list[str]:
        """Regions in display order: as chosen, or all that have one of these documents."""
        having = display_order(store.read(self.project, "regions"), documents)
        return [r for r in self.regions if r in having] if self.regions else having

    @cached_property
    def doc_ids(self) -> list[str]:
        return [str(doc) for doc in self.documents["doc_id"]]

    @cached_property
    def region_ids(self) -> list[str]:
        return list(dict.fromkeys(str(region) for region in self.documents["region_id"]))

    @cached_property
    def _cache(self) -> dict[str, pd.DataFrame]:
        return {}

    def table(self, name: str) -> pd.DataFrame:
        """A curated table, its rows of documents not looked at left out.

        Statements less certain than asked for are left out too.
        """
        if name not in self._cache:
            frame = store.read(self.project, name)
            if name == "documents":
                frame = self.documents
            elif "doc_id" in frame:
                frame = frame[frame["doc_id"].isin(self.doc_ids)]
            if name in BY_CERTAINTY:
                kept = CERTAINTIES[CERTAINTIES.index(self.certainty) :]
                frame = frame[frame["certainty"].isin(kept)]
            self._cache[name] = frame.reset_index(drop=True)
        return self._cache[name].copy()

    @cached_property
    def setting(self) -> Setting:
        """Names, styles and size for the figures of this view."""
        names = ("indicators", "themes", "agencies", "purpose_classes", "regions", "glosses",
                 "word_glosses")  # fmt: skip
        tables = {name: self.table(name) for name in names} | {"documents": self.documents}
        return Setting.of(tables, self.lang, "page", self.region_ids)

    def prose(self, page: str) -> Prose:
        """The words of a page in the language of this view."""
        return Prose(page, self.lang)

    def listing(self, parts: Iterable[str], whole: int | None = None) -> str:
        """`A、B、C` or `A, B and C`; with ``whole`` larger than shown it stays open."""
        shown = list(parts)
        return listing(shown, self.lang, whole)

    def join(self, sentences: Iterable[str]) -> str:
        """Sentences as one paragraph in the manner of the language."""
        return ("" if self.lang == "zh" else " ").join(s for s in sentences if s)

    def linked(self, text: str, statement_id: str) -> str:
        """Words of ours as a link to a statement's evidence."""
        return f"[{markdown_escape(text)}](statement:{statement_id})"

    def optional(self, value: object) -> str:
        """A cell, or the words for “not stated”: never an empty cell."""
        missing = value is None or value is pd.NA or value != value
        return self.prose("tables")("not_stated") if missing else str(value)

    def amount(
        self, value: Decimal, unit: object, comparator: object = "=", high: object = None
    ) -> str:
        """A value as a reader writes it: 85% 以上, 1–2项, at least 85%."""
        stated = quantity(value, unit, self.lang, high)
        sign = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ "}.get(str(comparator), "")
        return f"{sign}{stated}"

    def agencies(self, ids: object) -> str:
        """Names of agencies from ids joined with ``|``."""
        known = str(ids).split("|") if isinstance(ids, str) else []
        return self.listing(self.setting.name("agencies", one) for one in known)


def listing(parts: Sequence[str], lang: str, whole: int | None = None) -> str:
    """A list in words; with ``whole`` larger than what is shown it stays open."""
    if not parts:
        return "无" if lang == "zh" else "none"
    rest = (whole or len(parts)) - len(parts)
    if lang == "zh":
        return "、".join(parts) + ("等" if rest > 0 else "")
    if rest > 0:
        return ", ".join(parts) + " and others"
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _among(name: str, found: Sequence[str], allowed: Sequence[str] | pd.Series) -> None:
    unknown = [value for value in found if value not in set(allowed)]
    if unknown:
        raise InputError(
            f"{name}: found {unknown[0]!r}; allowed are {', '.join(dict.fromkeys(allowed))}"
        )
