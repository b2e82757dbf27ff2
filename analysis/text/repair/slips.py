"""Misread and mistyped words, from the curated list ``ocr_slips.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.text.repair.draft import Edit
from analysis.text.repair.lexicon import Slip
from analysis.text.wordlist import WordList

_WINDOW = 12


_Context = tuple[Slip, re.Pattern[str], re.Pattern[str]]


@lru_cache(maxsize=8)
def _index(slips: tuple[Slip, ...]) -> tuple[WordList, dict[str, list[_Context]]]:
    by_term: dict[str, list[_Context]] = {}
    for slip in slips:
        before = re.compile(f"(?:{slip.before.removeprefix('!')})$")
        after = re.compile(slip.after.removeprefix("!"))
        by_term.setdefault(slip.term, []).append((slip, before, after))
    return WordList(by_term), by_term


def edits(text: str, slips: tuple[Slip, ...]) -> Iterator[Edit]:
    """One edit for each listed slip in its context."""
    terms, by_term = _index(slips)
    present = terms.present(text)
    for term in by_term:
        at = text.find(term) if term in present else -1
        while at >= 0:
            yield from _edit(text, at, by_term[term])
            at = text.find(term, at + 1)


def _edit(text: str, start: int, listed: list[_Context]) -> Iterator[Edit]:
    """The first listed slip whose context is met at ``start``."""
    for slip, before, after in listed:
        end = start + len(slip.term)
        head, tail = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
        if _fits(slip.before, before.search(head)) and _fits(slip.after, after.match(tail)):
            yield Edit(start, end, slip.original, "slips", slip.certainty)
            return


def _fits(context: str, found: re.Match[str] | None) -> bool:
    if not context:
        return True
    return (found is None) if context.startswith("!") else (found is not None)
