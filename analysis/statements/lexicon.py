"""The curated words by which sentences become statements, loaded once and handed down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import ClassVar

from analysis.text.numerals import NumeralLexicon
from analysis.text.wordlist import alternatives

_KEPT = 64  # texts of which an answer is kept
Rows = Sequence[Mapping[str, str]]
#: Terms of one rank as a pattern, with the value each stands for; lower ranks first.
Ranked = tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]


@dataclass(frozen=True)
class StatementLexicon:
    """Word lists of the statement layer; ``cues`` maps a role to one pattern of its words."""

    TABLES: ClassVar[tuple[str, ...]] = (
        "units",
        "qualifiers",
        "numeral_names",
        "statement_cues",
        "payers",
        "purpose_terms",
        "level_terms",
    )

    numerals: NumeralLexicon
    cues: Mapping[str, re.Pattern[str]]
    payers: re.Pattern[str]
    purpose_terms: Ranked
    level_terms: Ranked

    @classmethod
    def from_rows(cls, tables: Mapping[str, Rows]) -> StatementLexicon:
        """Build from the rows of the csv tables named in ``TABLES``."""
        roles: dict[str, list[str]] = {}
        for row in tables["statement_cues"]:
            roles.setdefault(row["role"], []).append(row["text"])
        return cls(
            numerals=NumeralLexicon.from_rows(
                tables["units"],
                tables["qualifiers"],
                tables["numeral_names"],
                tables["statement_cues"],
            ),
            cues={role: pattern(words) for role, words in roles.items()}
            | {"reach_verb_end": re.compile(f"(?:{pattern(roles['reach_verb']).pattern})$")},
            payers=_payers(tables["payers"], roles["not_payer_before"]),
            purpose_terms=_ranked(tables["purpose_terms"], "purpose_class"),
            level_terms=_ranked(tables["level_terms"], "level"),
        )

    def has(self, role: str, text: str) -> bool:
        """Whether ``text`` holds a word of ``role``."""
        return self.cues[role].search(text) is not None

    def looks_ahead(self, text: str) -> bool:
        """Whether a word of what is to come stands in ``text``, not one that only holds it
        (要 in 主要)."""
        return self.has("future_cue", text) and self.has("future_cue", self.meant(text))

    @cached_property
    def meant(self) -> Callable[[str], str]:
        """A text without the words that only hold a word of what is to come; the last ones
        are kept, for the numbers of one clause ask for the same."""
        return lru_cache(maxsize=_KEPT)(partial(self.cues["future_not"].sub, ""))

    @cached_property
    def _level(self) -> Callable[[str], str | None]:
        return lru_cache(maxsize=_KEPT)(partial(_first, self.level_terms))

    @cached_property
    def _purpose_class(self) -> Callable[[str], str | None]:
        return lru_cache(maxsize=_KEPT)(partial(_first, self.purpose_terms))

    def level(self, *texts: str) -> str:
        """Level of education named first among ``texts`` (nearest first), else ``all``."""
        return next(filter(None, map(self._level, texts)), "all")

    def purpose_class(self, *texts: str) -> str:
        """Class of purpose named first among ``texts``, else ``other``."""
        return next(filter(None, map(self._purpose_class, texts)), "other")


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many words, longest first."""
    return re.compile(alternatives(words))


def _payers(rows: Rows, not_before: Sequence[str]) -> re.Pattern[str]:
    """Names of payers, but not inside other names (国家助学金, 政府购买服务)."""
    names = pattern(row["payer"] for row in rows).pattern
    return re.compile(f"(?:{names})(?!{pattern(not_before).pattern})")


def _ranked(rows: Rows, column: str) -> Ranked:
    """One pattern of terms a rank, with the value of each term; lower ranks come first."""
    groups: dict[int, dict[str, str]] = {}
    for row in rows:
        groups.setdefault(int(row["rank"]), {})[row["term"]] = row[column]
    return tuple((pattern(terms), terms) for _, terms in sorted(groups.items()))


def _first(ranked: Ranked, text: str) -> str | None:
    """Value of the longest term of the lowest rank (教师生活补助, not 生活补助) in ``text``;
    the earlier term where two are as long."""
    for terms, values in ranked:
        found = terms.findall(text)
        if found:
            return values[max(found, key=len)]
    return None
