"""Which region a document speaks for: by the name, and by what stands around the name.

Several districts share a name (鼓楼区, 市中区, 江北区 …): the name proposes, the names of
the units above it decide, and where they do not, the code must be given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

ABOVE = ("prefecture_city", "prefecture", "municipality")
WIDE = (*ABOVE, "province")
_ENDINGS = re.compile(
    r"(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|自治州|自治县|地区|省|市|县|区|盟|旗)$"
)
# Zones have an administration and no code: 西咸新区, 郑州高新技术产业开发区.
_ZONE = re.compile(
    r"(?:(?!教育|建设|创建)[\u4e00-\u9fff]){2,14}?(?:新区|开发区|高新区|经开区|示范区|试验区|工业园区|管理区|度假区)"
)
TITLE, SIGNATURE, HEAD = 20, 10, 1
CLEAR = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A province, prefecture or county-level unit."""

    adcode: str
    name_zh: str
    name_en: str
    level: str
    parent: str
    until: int | None = None

    @property
    def stem(self) -> str:
        """The name as texts shorten it: 山东省 → 山东; names of two characters stay whole."""
        short = _ENDINGS.sub("", self.name_zh)
        return short if len(short) >= 2 else self.name_zh


@dataclass(frozen=True, slots=True)
class RegionGuess:
    """The place found, and the others it might be; ``place`` is None when it must be told."""

    place: Place | None
    candidates: tuple[Place, ...]
    basis: str


@dataclass(frozen=True)
class Gazetteer:
    """All places by code and name."""

    places: tuple[Place, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_rows(
        cls, rows: Iterable[Mapping[str, str]], alias_rows: Iterable[Mapping[str, str]] = ()
    ) -> Gazetteer:
        """From the rows of `places` and `place_aliases`."""
        return cls(
            tuple(
                Place(
                    row["adcode"],
                    row["name_zh"],
                    row["name_en"],
                    row["level"],
                    row["parent_adcode"],
                    int(row["until"]) if row["until"] else None,
                )
                for row in rows
            ),
            {row["alias"]: row["adcode"] for row in alias_rows},
        )

    @cached_property
    def by_code(self) -> dict[str, Place]:
        """The present place of each code (the former one where none is)."""
        ordered = sorted(self.places, key=lambda p: p.until or 9999)
        return {place.adcode: place for place in ordered}

    @cached_property
    def by_name(self) -> dict[str, tuple[Place, ...]]:
        """Every place of a name."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.name_zh, []).append(place)
        return {name: tuple(members) for name, members in found.items()}

    @cached_property
    def _names(self) -> re.Pattern[str]:
        ordered = sorted([*self.by_name, *self.aliases], key=len, reverse=True)
        return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")

    def above(self, place: Place) -> tuple[Place, ...]:
        """The units above a place, nearest first."""
        chain: list[Place] = []
        at = self.by_code.get(place.parent)
        while at is not None and at not in chain:
            chain.append(at)
            at = self.by_code.get(at.parent)
        return tuple(chain)

    def named_in(self, text: str) -> list[str]:
        """Full names of places in reading order, the longest where several begin."""
        found = (match.group() for match in self._names.finditer(text) if self._tells(match))
        codes = ((name, self.aliases.get(name)) for name in found)
        return [self.by_code[code].name_zh if code else name for name, code in codes]

    def begins_with(self, text: str, within: int) -> bool:
        """Whether a name of a place or of a zone begins in the first characters of ``text``."""
        place = self._names.search(text)
        zone = _ZONE.match(text)
        return zone is not None or (place is not None and place.start() <= within)

    def _tells(self, match: re.Match[str]) -> bool:
        """城区 and 郊区 are words first: they name a place only behind the name of another."""
        if len(match.group()) > 2 or not match.group().endswith("区"):
            return True
        before = match.string[max(0, match.start() - 12) : match.start()]
        return any(before.endswith(p.name_zh) for p in self.places if p.level in ABOVE)

    def guess(self, title: str, signature: str, text: str, year: int | None = None) -> RegionGuess:
        """The region of a document from its title, its issuer and its first pages.

        ``year`` is the first year of its period: a unit that ended before is no candidate.
        """
        if zone := self._zone(title):
            inside = tuple(p for p in self.places if p.level in ABOVE and p.stem in zone)
            return RegionGuess(None, inside, f"title: {zone} is a zone without a code of its own")
        for where, source in (("title", title), ("issuer", signature), ("text", text[:3000])):
            names = self.named_in(source)
            if names:
                return self._decided(names, where, (title, signature, text), year)
        return self._by_stem(title)

    def _zone(self, title: str) -> str | None:
        """The zone a title speaks of, where no unit has that name."""
        zone = _ZONE.match(title)
        if zone is None or any(zone.group().endswith(name) for name in self.named_in(title)):
            return None
        return zone.group()

    def _by_stem(self, title: str) -> RegionGuess:
        """A province or prefecture named without its kind: 上海教育规划."""
        wide = [p for p in self.places if p.level in WIDE and p.until is None and p.stem in title]
        if len(wide) == 1:
            return RegionGuess(wide[0], (wide[0],), f"title: {wide[0].stem}")
        return RegionGuess(None, tuple(wide), "no name of a place")

    def _decided(
        self, names: list[str], where: str, context: tuple[str, str, str], year: int | None
    ) -> RegionGuess:
        weights = Counter(names)
        scored = [
            (self._score(place, context), place)
            for name in weights
            for place in self.by_name[name]
            if place.until is None or (year is not None and place.until >= year)
        ]
        below = self._lowest([place for _, place in scored], names)
        ranked = sorted(
            ((s, p) for s, p in scored if p.name_zh == below), key=lambda item: -item[0]
        )
        candidates = tuple(place for _, place in ranked)
        if not ranked:
            return RegionGuess(None, (), f"{where}: no present unit of that name")
        best, runner_up = ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0
        if len(ranked) == 1:
            return RegionGuess(candidates[0], candidates, f"{where}: the only {below}")
        if best > 0 and best >= CLEAR * runner_up:
            above = "、".join(p.name_zh for p in self.above(candidates[0]))
            return RegionGuess(candidates[0], candidates, f"{where}: {below} with {above}")
        return RegionGuess(None, candidates, f"{where}: {below} is the name of several units")

    def _lowest(self, places: list[Place], names: list[str]) -> str:
        """Of the names found, the unit they end in: 山东省淄博市淄川区 → 淄川区."""
        named = set(names)
        inner = {p.name_zh for p in places if any(a.name_zh in named for a in self.above(p))}
        for name, _ in Counter(names).most_common():
            if name in inner and not self._is_above_another(name, inner):
                return name
        return Counter(names).most_common(1)[0][0]

    def _is_above_another(self, name: str, inner: set[str]) -> bool:
        return any(
            above.name_zh == name
            for other in inner
            for place in self.by_name[other]
            for above in self.above(place)
        )

    def _score(self, place: Place, context: tuple[str, str, str]) -> float:
        """How often the units above are named, in title, issuer and text."""
        title, signature, text = context
        score = 0.0
        for above in self.above(place):
            for name in {above.name_zh, above.stem}:
                score += TITLE * title.count(name) + SIGNATURE * signature.count(name)
                score += HEAD * text.count(name)
        return score
