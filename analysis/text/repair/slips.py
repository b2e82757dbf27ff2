"""Misread and mistyped words, from the curated list ``ocr_slips.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.text.repair.draft import Edit
from analysis.text.repair.lexicon import Slip

_WINDOW = 12


class _Looked(NamedTuple):
    """A slip by the character it is looked for by, which stands at ``place`` of its term."""

    slip: Slip
    place: int
    before: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=8)
def _index(slips: tuple[Slip, ...]) -> tuple[re.Pattern[str], dict[str, list[_Looked]]]:
    """A pattern for all slips, and the slips by their misread character.

    The misread character is the rarest of a slip (没施, 教肓): looked for by it, a long list
    costs a search little. Slips of one character are tried in the order of the list.
    """
    by_char: dict[str, list[_Looked]] = {}
    for slip in slips:
        place = next((i for i, c in enumerate(slip.term) if c not in slip.original), 0)
        before = re.compile(f"(?:{slip.before.removeprefix('!')})$")
        after = re.compile(slip.after.removeprefix("!"))
        looked = _Looked(slip, place, before, after)
        by_char.setdefault(slip.term[place], []).append(looked)
    pattern = "|".join(
        f"{char}(?:{'|'.join(sorted({_around(one) for one in looked}))})"
        for char, looked in by_char.items()
    )
    return re.compile(pattern or r"(?!)"), by_char


def _around(looked: _Looked) -> str:
    """What must stand around the misread character, without a width of its own."""
    term, place = looked.slip.term, looked.place
    head, tail = re.escape(term[: place + 1]), re.escape(term[place + 1 :])
    return (f"(?<={head})" if place else "") + (f"(?={tail})" if tail else "")


def edits(text: str, slips: tuple[Slip, ...]) -> Iterator[Edit]:
    """One edit for each listed slip in its context."""
    pattern, by_char = _index(slips)
    for match in pattern.finditer(text):
        yield from _edit(text, match.start(), by_char[match.group()])


def _edit(text: str, at: int, listed: list[_Looked]) -> Iterator[Edit]:
    """The first listed slip whose word and context are met."""
    for slip, place, before, after in listed:
        start = at - place
        if start < 0 or not text.startswith(slip.term, start):
            continue
        end = start + len(slip.term)
        head, tail = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
        if _fits(slip.before, before.search(head)) and _fits(slip.after, after.match(tail)):
            yield Edit(start, end, slip.original, "slips", slip.certainty)
            return


def _fits(context: str, found: re.Match[str] | None) -> bool:
    if not context:
        return True
    return (found is None) if context.startswith("!") else (found is not None)
