"""Reads lists of public bodies in a text from a known edge, also where separators were lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.statements.agency_names import (
    BODY_CHARS,
    LEVELS,
    STEM_ENDINGS,
    UNRESOLVED,
    AgencyLexicon,
)

LONGEST_NAME = 26
SEPARATORS = "、,;/\\ \t\r\n\u3000"
# 和, 与 and 及 join two bodies (教育局和财政局) and also stand inside one (教育和体育局).
JOINTS = ("以及", "会同", "和", "与", "及")
JOINT = re.compile("|".join(JOINTS))
UNKNOWN_PLACE = re.compile(
    rf"^[^{BODY_CHARS}]{{1,8}}?(?:自治[区州县旗]|街道|[{LEVELS}])(?:人民政府|政府|委)?"
)
# Bodies that are nobody in particular: 各有关部门, 相关单位.
GENERIC = re.compile(
    r"(?:^|[、,;(:\s])((?:[各本]|其[他它]|有关|相关)[一-龥·]{1,8}|[一-龥]{0,4}(?:单位|部门|企业))$"
)
LONGEST_PLACE = 4
PLACE_NAME = re.compile(rf"(?:(?![{LEVELS}{BODY_CHARS}由对与和及各])[一-龥])+")
BODY_ENDINGS = (
    *STEM_ENDINGS,
    "管委会",
    "联合会",
    "协会",
    "学会",
    "政府",
    "工会",
    "中心",
    "集团",
    "公司",
    "大队",
    "支队",
    "院",
    "馆",
    "联",
)
HAN_NAME = re.compile(r"[一-龥A-Za-z()·]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in the text, in clean offsets; ``agency_id`` may be `UNRESOLVED`."""

    start: int
    end: int
    agency_id: str


@dataclass(frozen=True)
class NameReader:
    """Reads lists of bodies in one half-width text, backwards or forwards from a known edge."""

    text: str
    lexicon: AgencyLexicon
    places: frozenset[str]

    def name_ending_at(self, end: int, low: int, stems: bool) -> Mention | None:
        """The longest known name that ends at ``end`` and starts at or after ``low``."""
        if self.text[end - 1] not in self.lexicon.last_characters:
            return None
        first = max(low, end - LONGEST_NAME)
        for start in range(first, end - 1):
            part = self.text[start:end]
            agency = None if part.startswith(JOINTS) else self._agency(part, stems)
            if agency:
                return Mention(start, end, agency)
        return None

    def _agency(self, part: str, stems: bool) -> str | None:
        """Agency of a stretch of text that is one name; 区政府和教育工委 are two."""
        if not HAN_NAME.fullmatch(part) or not _is_balanced(part):
            return None
        agency = self.lexicon.resolve(part, self.places, stems)
        two = any(
            part[joint.end() :] != "政府"
            and self.lexicon.resolve(part[: joint.start()], self.places)
            for joint in JOINT.finditer(part)
        )
        return None if two else agency

    def name_starting_at(self, start: int, high: int, stems: bool) -> Mention | None:
        """The longest known name that starts at ``start`` and ends at or before ``high``."""
        for end in range(min(high, start + LONGEST_NAME), start + 1, -1):
            agency = self._agency(self.text[start:end], stems)
            if agency:
                return Mention(start, end, agency)
        return None

    def list_before(
        self, end: int, low: int, *, enclosed: bool = False, stems: bool = False
    ) -> tuple[Mention, ...]:
        """Bodies listed up to ``end``, in reading order.

        Separators may be missing between known names. An unknown name is taken only
        where the list is ``enclosed`` (in brackets, or behind 责任单位:) and it ends like
        the name of a body; elsewhere it ends the list.
        """
        found: list[Mention] = []
        at = self._skip_back(end, low)
        while at > low:
            mention = self.name_ending_at(at, low, stems)
            if enclosed:
                mention = self._whole_chunk(at, low, mention) or mention
            if mention is None:
                skipped = GENERIC.search(self.text, max(low, at - 14), at) if enclosed else None
                if skipped is None:
                    break
                at = self._skip_back(skipped.start(1), low)
                continue
            found.append(self._with_place(mention, low))
            at = self._skip_back(found[-1].start, low)
        return tuple(reversed(found))

    def list_after(self, start: int, high: int, *, stems: bool = False) -> tuple[Mention, ...]:
        """Known bodies listed from ``start`` on, in reading order."""
        found: list[Mention] = []
        at = self._skip_on(start, high)
        while at < high:
            mention = self.name_starting_at(at, high, stems)
            if mention is None:
                break
            found.append(mention)
            at = self._skip_on(mention.end, high)
        return tuple(found)

    def _with_place(self, mention: Mention, low: int) -> Mention:
        """A name widened over the place in front of its level: 海淀|区教委 becomes 海淀区教委."""
        if self.text[mention.start] not in LEVELS:
            return mention
        for length in range(2, LONGEST_PLACE + 1):
            start = mention.start - length
            edge = self.text[start - 1 : start] if start > 0 else "\n"
            if start < low or not PLACE_NAME.fullmatch(self.text, start, mention.start):
                break
            if start == low or edge in SEPARATORS + "。(:;":
                return Mention(start, mention.end, mention.agency_id)
        return mention

    def _whole_chunk(self, end: int, low: int, known: Mention | None) -> Mention | None:
        """Between two separators of an enclosed list: a body of an unknown place, or unknown."""
        start = end
        while start > low and self.text[start - 1] not in SEPARATORS:
            start -= 1
        if known and self.name_ending_at(known.start, start, False):
            return None  # two known names whose separator was lost
        if known and known.start == start:
            return None
        chunk = self.text[start:end]
        if not 2 <= len(chunk) <= LONGEST_NAME or not HAN_NAME.fullmatch(chunk):
            return None
        place = UNKNOWN_PLACE.match(chunk)
        agency = self.lexicon.resolve(chunk[place.end() :], self.places) if place else None
        if agency:
            return Mention(start, end, agency)
        if known is None and chunk.endswith(BODY_ENDINGS):
            return Mention(start, end, UNRESOLVED)
        return None

    def _skip_back(self, at: int, low: int) -> int:
        while at > low:
            if self.text[at - 1] in SEPARATORS:
                at -= 1
                continue
            joint = next((j for j in JOINTS if self.text.endswith(j, low, at)), None)
            if joint is None:
                break
            at -= len(joint)
        return at

    def _skip_on(self, at: int, high: int) -> int:
        while at < high:
            if self.text[at] in SEPARATORS:
                at += 1
                continue
            joint = next((j for j in JOINTS if self.text.startswith(j, at, high)), None)
            if joint is None:
                break
            at += len(joint)
        return at


def _is_balanced(part: str) -> bool:
    """Whether brackets inside a name close again: 各镇(街道) does, 学校(教育局 does not."""
    return part.count("(") == part.count(")") and part[0] not in "()"
