"""Misread and mistyped words, from the curated list ``ocr_slips.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.text.repair.draft import Edit
from analysis.text.repair.lexicon import Slip


@lru_cache(maxsize=8)
def _pattern(slips: tuple[Slip, ...]) -> re.Pattern[str] | None:
    if not slips:
        return None
    parts = []
    for number, slip in enumerate(slips):
        before = "".join(
            f"(?<!{p[1:]})" if p[0] == "!" else f"(?<={p})" for p in _lines(slip.before)
        )
        after = "".join(f"(?!{p[1:]})" if p[0] == "!" else f"(?={p})" for p in _lines(slip.after))
        parts.append(f"(?P<s{number}>{before}{re.escape(slip.term)}{after})")
    return re.compile("|".join(parts))


def _lines(contexts: str) -> list[str]:
    return [part for part in contexts.split("&&") if part]


def edits(text: str, slips: tuple[Slip, ...]) -> Iterator[Edit]:
    """One edit for each listed slip in its context."""
    pattern = _pattern(slips)
    if pattern is None or not any(slip.term in text for slip in slips):
        return
    for match in pattern.finditer(text):
        slip = slips[int((match.lastgroup or "s0")[1:])]
        yield Edit(match.start(), match.end(), slip.original, "slips", slip.certainty)
