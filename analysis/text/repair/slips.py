"""Misread and mistyped words, from the curated list ``ocr_slips.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.text.repair.draft import Edit
from analysis.text.repair.lexicon import Slip


_WINDOW = 12


@lru_cache(maxsize=8)
def _index(
    slips: tuple[Slip, ...],
) -> dict[str, list[tuple[Slip, re.Pattern[str], re.Pattern[str]]]]:
    by_term: dict[str, list[tuple[Slip, re.Pattern[str], re.Pattern[str]]]] = {}
    for slip in slips:
        before = re.compile(f"(?:{slip.before.removeprefix('!')})$")
        after = re.compile(slip.after.removeprefix("!"))
        by_term.setdefault(slip.term, []).append((slip, before, after))
    return by_term


def edits(text: str, slips: tuple[Slip, ...]) -> Iterator[Edit]:
    """One edit for each listed slip in its context."""
    if not slips:
        return
    by_term = _index(slips)
    letters = set(text)
    present = [term for term in by_term if letters.issuperset(term) and term in text]
    if not present:
        return
    present.sort(key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, present)), text):
        for slip, before, after in by_term[match.group()]:
            head = text[max(0, match.start() - _WINDOW) : match.start()]
            tail = text[match.end() : match.end() + _WINDOW]
            if _fits(slip.before, before.search(head)) and _fits(slip.after, after.match(tail)):
                yield Edit(match.start(), match.end(), slip.original, "slips", slip.certainty)
                break


def _fits(context: str, found: re.Match[str] | None) -> bool:
    if not context:
        return True
    return (found is None) if context.startswith("!") else (found is not None)
