"""Where a figure is drawn: language, size, and the names and styles of what is compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from analysis.errors import InputError
from analysis.figures.figure import Language, is_missing, row_dicts
from analysis.figures.labels import LANGUAGES, code, label
from analysis.figures.quantity import unit_heading
from analysis.figures.theme import Size, Style, region_styles, size_of

_LEVEL_WORD = re.compile(r"\s+(District|City|County|Prefecture|Province|Banner)\b")
_BRACKET = re.compile(r"\s*[（(].*[)）]\s*$")
NAMED_TABLES = {
    "indicators": "indicator_id",
    "themes": "theme_id",
    "agencies": "agency_id",
    "purpose_classes": "purpose_class",
}


@dataclass(frozen=True)
class Setting:
    """What every chart needs beside its frame, so that no chart reads a file.

    ``regions`` and ``documents`` are frames of those compared, in display order: a child follows
    its parent, never beside it as a peer. Styles are drawn from *all* known regions, so that a
    page about two regions has the colours of the page about fifty.
    """

    lang: Language
    size: Size
    regions: pd.DataFrame
    documents: pd.DataFrame
    names: Mapping[tuple[str, str], str]
    styles: Mapping[str, Style]

    @classmethod
    def of(
        cls,
        tables: Mapping[str, pd.DataFrame],
        lang: str = "zh",
        size: str = "page",
        regions: Sequence[str] | None = None,
    ) -> Setting:
        """From curated tables (``regions``, ``documents``; others give names).

        ``regions`` chooses and orders; by default all that have a document. Raises InputError
        for an unknown language, size or region.
        """
        if lang not in LANGUAGES:
            raise InputError(f"language: found {lang!r}; allowed are zh, en")
        every, documents = tables["regions"], tables["documents"]
        chosen = list(regions) if regions is not None else display_order(every, documents)
        unknown = sorted(set(chosen) - set(every["region_id"]))
        if unknown:
            raise InputError(
                f"regions: found {', '.join(unknown)}; allowed are {', '.join(every['region_id'])}"
            )
        styles = region_styles(list(zip(every["region_id"], every["adcode"], strict=True)))
        shown = documents[documents["region_id"].isin(chosen)]
        rank = {region: position for position, region in enumerate(chosen)}
        shown = shown.assign(_rank=shown["region_id"].map(rank)).sort_values(["_rank", "doc_id"])
        return cls(
            cast(Language, lang),
            size_of(size),
            every.set_index("region_id", drop=False).loc[chosen].reset_index(drop=True),
            shown.drop(columns="_rank").reset_index(drop=True),
            _names(tables, lang),
            styles,
        )

    @property
    def region_ids(self) -> list[str]:
        return [str(region) for region in self.regions["region_id"]]

    @property
    def doc_ids(self) -> list[str]:
        return [str(doc) for doc in self.documents["doc_id"]]

    def say(self, key: str, **values: object) -> str:
        """A label in the language of this setting."""
        return label(key, self.lang, **values)

    def code(self, kind: str, value: object) -> str:
        """The word for a code in the language of this setting."""
        return code(kind, value, self.lang)

    def name(self, table: str, key: object) -> str:
        """The name of a record; its id where no name is known."""
        return self.names.get((table, str(key)), str(key))

    def region(self, region_id: object) -> str:
        return self.name("regions", region_id)

    def called(self, row: Mapping[Any, Any], field: str) -> str:
        """What a statement is about: the words of its ``field``, or their English gloss."""
        gloss = self.names.get(("glosses", str(row.get("statement_id"))))
        return gloss or ("" if is_missing(row.get(field)) else str(row[field]))

    def word(self, word: object) -> str:
        """A word of the texts; in English with what it means, where a gloss was written."""
        gloss = self.names.get(("words", str(word)))
        return f"{word} ({gloss})" if gloss else str(word)

    def unit(self, unit: object) -> str:
        """A unit as an axis names it; empty when the text gives none."""
        return unit_heading(unit, self.lang)

    def style(self, region_id: object) -> Style:
        return self.styles.get(str(region_id), Style("#1a1a1a", "circle"))

    def keep(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of ``frame`` about the regions compared here, in their display order."""
        rank = {region: position for position, region in enumerate(self.region_ids)}
        kept = frame[frame["region_id"].isin(rank)]
        order = kept["region_id"].map(rank)
        return kept.assign(_rank=order).sort_values("_rank", kind="stable").drop(columns="_rank")


def display_order(regions: pd.DataFrame, documents: pd.DataFrame) -> list[str]:
    """Regions that have a document, by code, each child directly after its parent."""
    having = set(documents["region_id"])
    rows = regions[regions["region_id"].isin(having)].sort_values("adcode")
    parents = dict(zip(rows["region_id"], rows["parent_id"], strict=True))
    ordered: list[str] = []

    def visit(region: str) -> None:
        ordered.append(region)
        for child in rows["region_id"]:
            if child not in ordered and parents[child] == region:
                visit(child)

    for region in rows["region_id"]:
        parent = parents[region]
        if region not in ordered and (is_missing(parent) or parent not in having):
            visit(region)
    return ordered


def _names(tables: Mapping[str, pd.DataFrame], lang: str) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for table, key in NAMED_TABLES.items():
        if table in tables:
            pairs = zip(tables[table][key], tables[table][f"name_{lang}"], strict=True)
            names |= {(table, str(record)): str(name) for record, name in pairs}
    regions = tables["regions"]
    full = distinct([str(name) for name in regions[f"name_{lang}"]], regions, lang)
    for record, name in zip(regions["region_id"], short_names(full), strict=True):
        names["regions", str(record)] = name
    for row in row_dicts(tables["documents"]):
        names["documents", str(row["doc_id"])] = _title(row, lang)
    if lang == "en" and "glosses" in tables:
        for row in row_dicts(tables["glosses"]):
            # A gloss says what, a colon, how much; the chart has the amount already.
            names["glosses", str(row["statement_id"])] = str(row["gloss_en"]).partition(": ")[0]
    if lang == "en" and "word_glosses" in tables:
        for row in row_dicts(tables["word_glosses"]):
            names["words", str(row["word"])] = str(row["gloss_en"])
    return names


def _title(document: Mapping[Any, Any], lang: str) -> str:
    title = document.get(f"title_{lang}")
    return str(document["title_zh"] if is_missing(title) or not title else title)


def distinct(names: list[str], regions: pd.DataFrame, lang: str) -> list[str]:
    """Names that several regions share (there are two 江北区) get their province in brackets."""
    provinces = [str(name) for name in regions[f"province_{lang}"]]
    opening, closing = ("（", "）") if lang == "zh" else (" (", ")")
    return [
        f"{name}{opening}{province}{closing}" if names.count(name) > 1 else name
        for name, province in zip(names, provinces, strict=True)
    ]


def short_names(names: list[str]) -> list[str]:
    """Names without level word and bracket, as far as they stay different from one another.

    >>> short_names(["Zibo City", "Heping District (Tianjin)", "Heping District (Shenyang)"])
    ['Zibo', 'Heping (Tianjin)', 'Heping (Shenyang)']
    """
    plain = [_LEVEL_WORD.sub("", name) for name in names]
    bare = [_BRACKET.sub("", name) for name in plain]
    return [
        short if bare.count(short) == 1 else long for short, long in zip(bare, plain, strict=True)
    ]
