"""Names of public bodies: which agency a printed name stands for.

A name is a place (淄川, 市, 区委 …) in front of a function (教体局, 发展和改革委员会 …). The
functions are data; what may stand before and after them is grammar and lives here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from analysis.statements.marks import half_width

UNRESOLVED = "unresolved"

LEVELS = "省市区县州旗盟镇乡"
NEEDLESS = re.compile(r"[和与及()·\s]")
LEVEL_PREFIX = re.compile(
    rf"^(?:国家|中央|全国|各|本|[各本]?(?:自治[区州县旗]|[{LEVELS}])(?:直|人民政府|政府|委)?)"
)
BODY_CHARS = "局委办厅部院会联署处"
LEAGUE = re.compile(rf"^团(?:中央|[{LEVELS}]委)$")
STEM_ENDINGS = (
    "行政主管部门",
    "行政部门",
    "主管部门",
    "委员会",
    "办公室",
    "部门",
    "分局",
    "总局",
    "局",
    "委",
    "厅",
    "办",
    "部",
    "署",
)
NEVER_IN_PLACE = frozenset(LEVELS + BODY_CHARS + "全各本我城社学小校园地及")
PLACE = re.compile(rf"(?=([一-龥]{{2,3}})[{LEVELS[:7]}])")


@dataclass(frozen=True)
class AgencyLexicon:
    """Names and stems of agencies, all compared without 和, 与 and 及."""

    names: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_rows(
        cls, agencies: Iterable[Mapping[str, str]], aliases: Iterable[Mapping[str, str]]
    ) -> AgencyLexicon:
        """From the rows of agencies.csv and agency_aliases.csv; Chinese names count as aliases."""
        names: dict[str, str] = {}
        stems: dict[str, str] = {}
        for agency in agencies:
            names[_bare(agency["name_zh"])] = agency["agency_id"]
        for alias in aliases:
            target = stems if alias["form"] == "stem" else names
            target[_bare(alias["alias"])] = alias["agency_id"]
        return cls(names, stems)

    @cached_property
    def last_characters(self) -> frozenset[str]:
        """Characters in which a name can end; most places in a text are ruled out by it."""
        endings = (*self.names, *self.stems, *STEM_ENDINGS)
        return frozenset(word[-1] for word in endings if word) | {")"}

    def resolve(
        self, name: str, places: frozenset[str] = frozenset(), stems: bool = False
    ) -> str | None:
        """Agency of a printed name, or None.

        ``places`` are short place names that may stand in front (淄川规划办); with
        ``stems`` a bare stem is enough, as in 教育、财政等部门.
        """
        for rest in _without_place(_bare(name), places):
            agency = self.names.get(rest) or self._of_stem(rest, stems)
            if agency:
                return agency
        return None

    def _of_stem(self, rest: str, bare_stem: bool) -> str | None:
        if bare_stem and rest in self.stems:
            return self.stems[rest]
        for ending in STEM_ENDINGS:
            if rest.endswith(ending) and rest[: -len(ending)] in self.stems:
                return self.stems[rest[: -len(ending)]]
        return None


def _bare(name: str) -> str:
    return NEEDLESS.sub("", half_width(name))


def _without_place(name: str, places: frozenset[str]) -> Iterator[str]:
    """``name`` and what remains of it after each place or level word that may be dropped."""
    yield name
    if LEAGUE.match(name):
        yield "团委"
    for place in places:
        if name.startswith(place) and len(name) > len(place) + 1:
            yield from _without_place(name[len(place) :], frozenset())
    prefix = LEVEL_PREFIX.match(name)
    if prefix:
        # 区委宣传部 may drop 区委, 市委 itself may not; the shorter cut is tried first.
        level = prefix.group().removesuffix("人民政府").removesuffix("政府").removesuffix("委")
        for cut in dict.fromkeys((len(level), prefix.end())):
            if len(name) > cut:
                yield name[cut:]


def places_of(text: str, least: int = 3) -> frozenset[str]:
    """Short place names a text uses itself: two or three characters often followed by 区, 市, 县.

    A plan names its own place many times; this finds 淄川 without a gazetteer.
    """
    counts: dict[str, int] = {}
    for match in PLACE.finditer(text):
        counts[match.group(1)] = counts.get(match.group(1), 0) + 1
    return frozenset(
        place
        for place, count in counts.items()
        if count >= least and not set(place) & NEVER_IN_PLACE
    )
