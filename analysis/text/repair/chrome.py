"""Page chrome (menus, share-site headers, forms, advertisements): marked, not removed.

The marks tell `segment` which lines make up the navigation parts; the text stays, so
that its numbers are still accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.text.repair.draft import Edit

_EDGE = 6000  # chrome stands around a text, not in it


@lru_cache(maxsize=8)
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def edits(text: str, patterns: tuple[str, ...]) -> Iterator[Edit]:
    """One mark a chrome line, near the start or the end of the text."""
    if not patterns:
        return
    found = _pattern(patterns)
    for low, high in _edges(text):
        for line in re.finditer(r"[^\n]+", text[low:high]):
            words = line.group().strip()
            if words and found.search(words):
                at = low + line.start() + line.group().index(words)
                yield Edit(at, at + len(words), "", "chrome", "uncertain")


def _edges(text: str) -> list[tuple[int, int]]:
    if len(text) <= 2 * _EDGE:
        return [(0, len(text))]
    first = text.find("\n", _EDGE) + 1 or _EDGE
    last = text.rfind("\n", 0, len(text) - _EDGE) + 1
    return [(0, min(first, 2 * _EDGE)), (max(last, len(text) - 2 * _EDGE, 2 * _EDGE), len(text))]
