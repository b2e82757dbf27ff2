"""Passages → themes: a codebook of terms, applied so that every code can be explained.

A passage scores for a theme by the terms it holds, and a little by the heading it
stands under, since a list item seldom repeats what its section is about. Themes that
score enough share the passage between them; a passage may belong to none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import InputError
from analysis.measures.places import raw_place
from analysis.text.spans import CleanText

Floats = npt.NDArray[np.float64]

ROLES = ("counts", "blocks", "mutes")
WEIGHT_DIGITS = 4
BRACKET = re.compile(r"[（(][^（）()]*[）)]")
# A row of a table is its own unit: the section it happens to stand in says nothing about it.
INHERITING = ("sentence", "list_item")


@dataclass(frozen=True, slots=True)
class Coding:
    """How scores become weights. All in points; a defining term is worth 2, an indicative one 1.

    ``threshold``: least score of a theme. ``share``: least score as a part of the best
    theme's. ``heading``: points a heading that is wholly about one theme passes on.
    ``repeats``: how often the same term may count in one passage. ``equal``: give every
    theme found the same weight, whatever its score.
    """

    threshold: float = 1.5
    share: float = 0.45
    heading: float = 1.5
    repeats: int = 2
    equal: bool = False


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term of a theme found in a text."""

    theme_id: str
    term: str
    weight: float
    start: int
    end: int


AtWords = Callable[[str, tuple[TermMatch, ...]], tuple[TermMatch, ...]]


@dataclass(frozen=True)
class Codebook:
    """The terms of all themes, indexed by first character for one pass over a text.

    Within one theme the longest term that starts first wins; a term of role ``blocks``
    wins like any other but counts for nothing, which keeps 健康 out of 健康发展. Terms
    of role ``mutes`` mark a passage that must not inherit from its heading.
    """

    themes: tuple[str, ...]
    mutes: tuple[str, ...]
    lengths: Mapping[str, tuple[int, ...]] = field(repr=False)
    entries: Mapping[str, tuple[tuple[str, float], ...]] = field(repr=False)
    # Texts already read: variants of a measure code the same passages again.
    read: dict[str, tuple[TermMatch, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, theme_terms: pd.DataFrame) -> Codebook:
        """From theme_terms.csv: DataFrame[theme_id, term, role, weight].

        Raises InputError for an unknown role or an empty term.
        """
        entries: dict[str, list[tuple[str, float]]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        mutes = []
        columns = (theme_terms[name] for name in ("theme_id", "term", "role", "weight"))
        for theme_id, term, role, weight in zip(*columns, strict=True):
            if role not in ROLES or not term:
                raise InputError(
                    f"theme_terms {theme_id}/{term}: found role {role!r}; "
                    f"a term must not be empty and its role one of {', '.join(ROLES)}"
                )
            if role == "mutes":
                mutes.append(term)
                continue
            entries[term].append((theme_id, float(weight) if role == "counts" else 0.0))
            lengths[term[0]].add(len(term))
        return cls(
            tuple(sorted({theme for found in entries.values() for theme, _ in found})),
            tuple(sorted(mutes)),
            {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
            {term: tuple(found) for term, found in entries.items()},
        )

    def matches(self, text: str) -> tuple[TermMatch, ...]:
        """Terms that count in ``text``, in order; the longest wins within a theme."""
        if text not in self.read:
            self.read[text] = tuple(self._matches(self.without_lists(text)))
        return self.read[text]

    def _matches(self, text: str) -> Iterator[TermMatch]:
        taken: dict[str, int] = {}
        for start, character in enumerate(text):
            for length in self.lengths.get(character, ()):
                term = text[start : start + length]
                for theme_id, weight in self.entries.get(term, ()):
                    if start < taken.get(theme_id, 0):
                        continue
                    taken[theme_id] = start + length
                    if weight:
                        yield TermMatch(theme_id, term, weight, start, start + length)

    def without_lists(self, text: str) -> str:
        """The text with bracketed lists of responsible agencies blanked, lengths kept.

        A bureau's name (财政局) says who acts, not what the passage is about.
        """
        return BRACKET.sub(
            lambda found: " " * len(found.group()) if self.silent(found.group()) else found.group(),
            text,
        )

    def silent(self, text: str) -> bool:
        """Whether a passage that holds no term of its own must not inherit from its heading."""
        return any(term in text for term in self.mutes)


def scores(matches: Iterable[TermMatch], repeats: int) -> dict[str, float]:
    """Points by theme; the same term counts at most ``repeats`` times."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    total: dict[str, float] = defaultdict(float)
    for match in matches:
        seen[match.theme_id, match.term] += 1
        if seen[match.theme_id, match.term] <= repeats:
            total[match.theme_id] += match.weight
    return dict(total)


def heading_scores(
    sections: pd.DataFrame, codebook: Codebook, coding: Coding
) -> dict[str, dict[str, float]]:
    """What each section passes on to its passages: section_id → theme_id → points.

    The nearest heading with any theme counts, its points scaled so that the best theme
    gets ``coding.heading``; a heading without a theme passes on its parent's, halved.
    """
    ids = sections["section_id"].tolist()
    parents = dict(zip(ids, sections["parent_id"].tolist(), strict=True))
    headings = dict(zip(ids, sections["heading"].tolist(), strict=True))
    found: dict[str, dict[str, float]] = {}

    def passed_on(section_id: Any) -> dict[str, float]:
        if section_id not in headings:
            return {}
        if section_id not in found:
            heading = headings[section_id]
            own = scores(codebook.matches(heading) if isinstance(heading, str) else (), 1)
            if own:
                best = max(own.values())
                points = {theme: coding.heading * s / best for theme, s in own.items()}
            else:
                points = {t: s / 2 for t, s in passed_on(parents[section_id]).items()}
            found[section_id] = points
        return found[section_id]

    return {section_id: passed_on(section_id) for section_id in headings}


def weights_of(points: Floats, coding: Coding) -> Floats:
    """Shares of each passage by theme (N, K): rows sum to 1 at most, to 0 where none scores enough.

    ``points`` (N, K) are those of the passage itself and of what stands over it.
    """
    best = points.max(axis=1, initial=0.0, keepdims=True)
    kept = np.where(points >= np.maximum(coding.threshold, coding.share * best), points, 0.0)
    if coding.equal:
        kept = (kept > 0).astype(np.float64)
    total = kept.sum(axis=1, keepdims=True)
    # Cut, not rounded: the weights of a passage must never add up to more than 1.
    scale = 10**WEIGHT_DIGITS
    shares = np.divide(scale * kept, total, out=np.zeros_like(kept), where=total > 0)
    return np.asarray(np.floor(shares) / scale)


def own_points(
    passages: pd.DataFrame,
    codebook: Codebook,
    repeats: int = 2,
    at_words: AtWords | None = None,
) -> Floats:
    """Points of each passage by its own terms (N, K), themes as in ``codebook.themes``.

    ``at_words``, if given, keeps the terms that begin and end where words of the text do,
    which makes the coding depend on a segmenter (for sensitivity).
    """
    column = {theme: at for at, theme in enumerate(codebook.themes)}
    found = np.zeros((len(passages), len(column)))
    for row, text in enumerate(passages["text"].tolist()):
        matches = codebook.matches(text)
        if at_words is not None and matches:
            matches = at_words(text, matches)
        for theme, points in scores(matches, repeats).items():
            found[row, column[theme]] = points
    return found


def passed_points(
    passages: pd.DataFrame,
    sections: pd.DataFrame,
    codebook: Codebook,
    coding: Coding,
    own: Floats,
) -> Floats:
    """Points each passage has from the heading it stands under (N, K).

    Headings and table rows have none, nor has a passage without points of its ``own``
    that holds a term of role ``mutes``.
    """
    column = {theme: at for at, theme in enumerate(codebook.themes)}
    inherited = heading_scores(sections, codebook, coding)
    silent = [not row.any() for row in own]
    found = np.zeros_like(own)
    columns = (passages[n].tolist() for n in ("section_id", "kind", "text"))
    for row, (section_id, kind, text) in enumerate(zip(*columns, strict=True)):
        if kind in INHERITING and not (silent[row] and codebook.silent(text)):
            for theme, points in inherited.get(section_id, {}).items():
                found[row, column[theme]] = points
    return found


def code_passages(
    passages: pd.DataFrame,
    sections: pd.DataFrame,
    codebook: Codebook,
    coding: Coding | None = None,
    at_words: AtWords | None = None,
) -> pd.DataFrame:
    """The passage_themes table: DataFrame[passage_id, theme_id, weight].

    Headings and table rows are coded too, but by their own words only. ``at_words``:
    see `own_points`.
    """
    coding = coding or Coding()
    own = own_points(passages, codebook, coding.repeats, at_words)
    points = own + passed_points(passages, sections, codebook, coding, own)
    weights = weights_of(points, coding)
    rows, columns = np.nonzero(weights)
    return pd.DataFrame(
        {
            "passage_id": passages["passage_id"].to_numpy()[rows],
            "theme_id": [codebook.themes[column] for column in columns],
            "weight": weights[rows, columns],
        }
    )


def evidence(
    passages: pd.DataFrame, codebook: Codebook, cleans: Mapping[str, CleanText] | None = None
) -> pd.DataFrame:
    """Why a passage was coded so: every term that counted, with its raw span.

    DataFrame[passage_id, doc_id, theme_id, term, weight, char_start, char_end].
    """
    rows = []
    for row in passages.to_dict("records"):
        for match in codebook.matches(str(row["text"])):
            clean = (cleans or {}).get(str(row["doc_id"]))
            start, end = raw_place(clean, row, match.start, match.end)
            owner = (row["passage_id"], row["doc_id"])
            rows.append((*owner, match.theme_id, match.term, match.weight, start, end))
    columns = ["passage_id", "doc_id", "theme_id", "term", "weight", "char_start", "char_end"]
    return pd.DataFrame(rows, columns=columns)
