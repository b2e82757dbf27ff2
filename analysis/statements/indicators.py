"""Which shared indicator a printed name means: a reviewed alias table decides.

No similarity score separates right from wrong matches, so nothing is matched by a
threshold: a name either contains a reviewed alias, with the right unit and none of the
words that forbid it, or it stays unmatched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import add
from typing import Any

NO_UNIT = "-"
RATES = frozenset("%")
GAP = "*"
NOT = "!"
# How many characters "*" may stand for: long enough for 专任教师中, too short for a new clause.
GAP_PATTERN = r"[^,。;!?]{0,16}?"
QUOTES = re.compile(r"[\s“”\"'‘’《》〈〉「」『』·]")
BRACKETED = re.compile(r"\([^()]*\)")
MAGNITUDE = re.compile(r"^[十百千]*[万亿]+(?=\S)")
# A name that ends like this measures a percentage, also where the text lost its "%".
RATE_ENDING = re.compile(r"(率|比例|占比|比重)$")
COORDINATION = re.compile(r"[、和与及]")


@dataclass(frozen=True)
class Alias:
    """One reviewed name.

    ``level``: the only level of education it means, ``!`` before one it does not; empty allows
    all. ``units`` are listed without 万 and 亿.
    """

    alias: str
    indicator_id: str
    units: frozenset[str]
    level: str = ""
    excludes: tuple[str, ...] = ()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The normalised words of the alias between its gaps."""
        return tuple(normalise(part) for part in self.alias.split(GAP) if part)

    @cached_property
    def length(self) -> int:
        """How much of a name the alias fixes, in characters; the longest alias decides."""
        return sum(map(len, self.parts))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(GAP_PATTERN.join(map(re.escape, self.parts)))

    @cached_property
    def forbidden(self) -> tuple[str, ...]:
        return tuple(normalise(word) for word in self.excludes)

    def fits_level(self, level: str) -> bool:
        """Whether a statement at this level (empty: not known) may bear the name."""
        if self.level.startswith(NOT):
            return level != self.level.removeprefix(NOT)
        return not self.level or level == self.level

    def find(self, text: str) -> tuple[int, int] | None:
        """Span of the alias in a normalised text, if nothing in the text forbids it."""
        if self.parts[0] not in text or any(word in text for word in self.forbidden):
            return None
        found = self.pattern.search(text)
        return found.span() if found else None


class Aliases(tuple[Alias, ...]):
    """All reviewed names, longest first, indexed by their units and by how they begin."""

    @cached_property
    def _by_beginning(self) -> dict[str, dict[str, list[int]]]:
        index: dict[str, dict[str, list[int]]] = {}
        for place, alias in enumerate(self):
            for unit in alias.units | ({NO_UNIT} if alias.units == RATES else set()):
                index.setdefault(unit, {}).setdefault(alias.parts[0][:2], []).append(place)
        return index

    def in_view(self, text: str, unit: str) -> list[Alias]:
        """The few names of a unit, longest first, whose first two characters stand in ``text``.

        A rate may have lost its unit: without one, names of rates are in view as well.
        """
        index = self._by_beginning.get(unit, {})
        beginnings = index.keys() & {*text, *map(add, text, text[1:])}
        found = {place for beginning in beginnings for place in index[beginning]}
        return [self[place] for place in sorted(found)]


def aliases_of(rows: Iterable[Mapping[str, Any]]) -> Aliases:
    """Rows of ``indicator_aliases`` (text cells, empty or missing allowed), longest first."""
    aliases = (
        Alias(
            alias=str(row["alias"]),
            indicator_id=str(row["indicator_id"]),
            units=frozenset(_words(row.get("unit"))),
            level="".join(_words(row.get("level"))),
            excludes=tuple(_words(row.get("excludes"))),
        )
        for row in rows
    )
    return Aliases(sorted(aliases, key=lambda a: (-a.length, not a.level, a.alias, a.indicator_id)))


def _words(cell: Any) -> list[str]:
    return [word for word in cell.split("|") if word] if isinstance(cell, str) else []


def normalise(text: str) -> str:
    """One spelling for comparing: half width, without blanks and quotation marks."""
    return QUOTES.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=1024)
def base_unit(unit: str | None) -> str:
    """The unit without its magnitude (万人 → 人, 个百分点 → 百分点); ``-`` for none."""
    text = MAGNITUDE.sub("", normalise(unit)) if isinstance(unit, str) else ""
    return text.removeprefix("个") or text or NO_UNIT


def match(indicator_text: str, unit: str | None, level: str | None, aliases: Aliases) -> str | None:
    """The indicator that a printed name means, or None where no reviewed alias fits safely.

    The longest alias contained in the name decides. A name that joins two indicators
    (“优良率和近视率”) is nobody's: it stays unmatched for a reviewer.
    """
    spelled = normalise(indicator_text)
    plain = BRACKETED.sub("", spelled)
    for text in dict.fromkeys((plain, spelled)):
        found = _longest(text, base_unit(unit), level or "", aliases)
        if found:
            return found
    return None


def _longest(text: str, unit: str, level: str, aliases: Aliases) -> str | None:
    best: tuple[Alias, tuple[int, int]] | None = None
    for alias in aliases.in_view(text, unit):
        if not alias.fits_level(level) or not _unit_fits(alias, unit, text):
            continue
        span = alias.find(text)
        if span is None:
            continue
        if best is None:
            best = alias, span
        elif alias.indicator_id != best[0].indicator_id and _are_joined(text, best[1], span):
            return None
    return best[0].indicator_id if best else None


def _unit_fits(alias: Alias, unit: str, text: str) -> bool:
    if unit in alias.units:
        return True
    return unit == NO_UNIT and alias.units == RATES and bool(RATE_ENDING.search(text))


def _are_joined(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans stand apart with a word of coordination between them."""
    first, second = sorted((one, other))
    return first[1] <= second[0] and bool(COORDINATION.search(text[first[1] : second[0]]))


def mentions(text: str, aliases: Sequence[Alias]) -> dict[str, tuple[int, int]]:
    """Indicators whose name a clause contains, whatever number follows: id → span.

    For finding indicators a text names without a number. ``text`` is one normalised
    clause; aliases bound to a level are left out, because their names say too little.
    """
    found: dict[str, tuple[int, int]] = {}
    for alias in aliases:
        if alias.fits_level("") and alias.indicator_id not in found:
            span = alias.find(text)
            if span:
                found[alias.indicator_id] = span
    return found
