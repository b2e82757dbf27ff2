"""The word lists of the numeral grammar, as values: units, qualifiers, fixed expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from analysis.text.numerals.model import Comparator
from analysis.text.wordlist import alternatives

Rows = Iterable[Mapping[str, str]]
NUMERAL_CHARACTERS = "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两"
_NUMERAL = re.compile(f"[{NUMERAL_CHARACTERS}]")


@dataclass(frozen=True)
class Unit:
    """A measure word: how it is printed, its normal spelling, its kind.

    ``one_counts`` says whether “一” in front of it may state a quantity at all.
    """

    text: str
    canonical: str
    kind: str
    one_counts: bool


@dataclass(frozen=True)
class NumeralLexicon:
    """Everything the grammar knows about words.

    ``names`` maps two characters to the fixed expressions that hold them as
    ``(offset of the numeral, expression, class)``, longest first: a numeral and its
    right neighbour, or ``<``, its left neighbour and a numeral that ends the expression.
    """

    units: Mapping[str, Unit]
    before: Mapping[str, Comparator]
    after: Mapping[str, Comparator]
    names: Mapping[str, tuple[tuple[int, str, str], ...]]
    enumerations: frozenset[str]
    chinese_enumerations: frozenset[str]
    doing_verbs: tuple[str, ...]
    unit_pattern: re.Pattern[str]
    before_pattern: re.Pattern[str]
    after_pattern: re.Pattern[str]

    @classmethod
    def from_rows(cls, units: Rows, qualifiers: Rows, names: Rows, cues: Rows) -> NumeralLexicon:
        """Build from the rows of units, qualifiers, numeral_names and statement_cues."""
        known = {
            row["unit"]: Unit(
                row["unit"], row["canonical"], row["kind"], row["one_counts"] == "yes"
            )
            for row in units
        }
        sides: dict[str, dict[str, Comparator]] = {"before": {}, "after": {}}
        for row in qualifiers:
            sides[row["position"]][row["qualifier"]] = cast(Comparator, row["comparator"])
        roles: dict[str, list[str]] = {}
        for row in cues:
            roles.setdefault(row["role"], []).append(row["text"])
        return cls(
            units=known,
            before=sides["before"],
            after=sides["after"],
            names=_by_two_characters(names),
            enumerations=frozenset(roles.get("enumeration", ())),
            chinese_enumerations=frozenset(roles.get("enumeration_chinese", ())),
            doing_verbs=tuple(sorted(roles.get("doing_verb", ()), key=len, reverse=True)),
            unit_pattern=re.compile(alternatives(known)),
            before_pattern=re.compile(f"(?:{alternatives(sides['before'])})$"),
            after_pattern=re.compile(alternatives(sides["after"])),
        )


def _by_two_characters(names: Rows) -> dict[str, tuple[tuple[int, str, str], ...]]:
    """Index fixed expressions by two characters: a numeral and its neighbour in the expression."""
    index: dict[str, list[tuple[int, str, str]]] = {}
    for row in names:
        words = row["text"]
        for match in _NUMERAL.finditer(words):
            at = match.start()
            key = words[at : at + 2] if at + 1 < len(words) else f"<{words[at - 1 : at + 1]}"
            index.setdefault(key, []).append((at, words, row["class"]))
    return {
        key: tuple(sorted(entries, key=lambda entry: (-len(entry[1]), entry)))
        for key, entries in index.items()
    }
