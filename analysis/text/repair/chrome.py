"""Page chrome (menus, share-site headers, forms, advertisements): marked, not removed.

The marks tell `segment` which lines make up the navigation parts; the text stays, so
that its numbers are still accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.text.repair.draft import Edit

_EDGE = 1500  # chrome stands around a text, not in it
_LINE = re.compile(r"[^\n]+")
_LONG = 300  # no menu, form or advertisement runs on so long


@lru_cache(maxsize=8)
def _patterns(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the start of a line, tried once, and those for anywhere in it."""
    groups: tuple[list[str], list[str]] = ([], [])
    for pattern in patterns:
        groups[not pattern.startswith("^")].append(f"(?:{pattern})")
    first, anywhere = (re.compile("|".join(group) or r"(?!)") for group in groups)
    return first, anywhere


def edits(text: str, patterns: tuple[str, ...]) -> Iterator[Edit]:
    """One mark a chrome line, near the start or the end of the text."""
    if not patterns:
        return
    first, anywhere = _patterns(patterns)
    for low, high in _edges(text):
        for line in _LINE.finditer(text, low, high):
            words = line.group().strip()
            if not words or len(words) > _LONG:
                continue
            if first.match(words) or anywhere.search(words):
                at = line.start() + line.group().index(words)
                yield Edit(at, at + len(words), "", "chrome", "uncertain")


def _edges(text: str) -> list[tuple[int, int]]:
    """The first and the last stretch, cut at line ends."""
    if len(text) <= 2 * _EDGE:
        return [(0, len(text))]
    first = text.rfind("\n", 0, _EDGE) + 1
    last = text.find("\n", len(text) - _EDGE) + 1
    return [(0, first), (last or len(text), len(text))]
