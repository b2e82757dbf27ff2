"""Years told as a list, and the list of numbers that is told for them, one for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.text.numerals import MEASURED, Numeral

_JOINT = r"(?:[、，,和与及]|以及)"
_BETWEEN_YEARS = re.compile(rf"\s*年?[度底末]?\s*{_JOINT}\s*[到至在]?\s*")
_BETWEEN_NUMBERS = re.compile(rf"[^、，,。；;]{{0,12}}{_JOINT}\s*")
_BARE = re.compile(r"(?:19|20)[0-9]{2}")  # 2023、2024年: the first stands without its 年
#: Words in which nothing else is listed, so that the numbers can only be the years'.
_NO_LIST = re.compile(r"[^、和与及。；;]{0,60}")
_ONE_EACH = re.compile(
    r"^年?[度底末]?(?:[^。；;]*[，,；;])?[^、和与及，,。；;]*(?:分别|依次)[^、和与及。；;]{0,30}$"
)


class SharedYear(NamedTuple):
    """The year of one number of a list, and where the year is printed."""

    year: int
    start: int


def shared_years(text: str, offset: int, numerals: Sequence[Numeral]) -> dict[int, SharedYear]:
    """2023、2024年普惠率分别达到85%、88%: start of each number → its year.

    ``text`` is a sentence that begins at ``offset``. Only lists of equal length are told one
    for one; a range of years (2021—2023年) shares only where the text says so (分别, 依次).
    """
    found: dict[int, SharedYear] = {}
    named = [n for n in numerals if n.years or (n.kind == "year" and _BARE.fullmatch(n.text))]
    runs = _chains(named, _BETWEEN_YEARS, text, offset)
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        years = _years(run)
        if len(years) < 2:
            continue
        stop = following[0].start if following else offset + len(text)
        at = run[-1].end
        later = [n for n in numerals if n.kind in MEASURED and at <= n.start < stop]
        for chain in _chains(later, _BETWEEN_NUMBERS, text, offset):
            lead = text[at - offset : chain[0].span_start - offset]
            listed = at == run[-1].end and len(run) > 1 and _NO_LIST.fullmatch(lead)
            if len(chain) == len(years) and (listed or _ONE_EACH.search(lead)):
                found |= {n.start: year for n, year in zip(chain, years, strict=True)}
            at = chain[-1].span_end
    return found


def _chains(
    numerals: Sequence[Numeral], joint: re.Pattern[str], text: str, offset: int
) -> list[list[Numeral]]:
    """Runs of numerals of one kind with nothing but a joint between each two."""
    chains: list[list[Numeral]] = []
    for numeral in numerals:
        before = chains[-1][-1] if chains else None
        if before is not None and before.unit_kind == numeral.unit_kind:
            end = max(before.end, before.span_end)
            between = text[end - offset : max(end, numeral.span_start, numeral.start) - offset]
            if joint.fullmatch(between):
                chains[-1].append(numeral)
                continue
        chains.append([numeral])
    return chains


def _years(run: Sequence[Numeral]) -> list[SharedYear]:
    """The years of a run, each year of a range."""
    if len(run) == 1 and len(run[0].years) == 2:
        first, last = run[0].years
        return [SharedYear(year, run[0].start) for year in range(first, last + 1)]
    return [SharedYear(max(n.years) if n.years else int(n.text), n.start) for n in run]
