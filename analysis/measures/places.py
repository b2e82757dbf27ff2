"""From a span inside a passage's clean text back to raw characters."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.text.spans import CleanText


def clean_start(clean: CleanText, char_start: int, char_end: int, text: str) -> int:
    """Clean offset at which a passage's ``text`` begins.

    ``char_start`` and ``char_end`` are the passage's raw span. Where a repair longer or
    shorter than what it replaced stands at the start, the clean span can be wider than
    the text: the text is then looked for inside it. Raises ValueError when it is not
    there, which means passage and clean text are not of the same build.
    """
    low, high = clean.clean_span(char_start, char_end)
    at = clean.text.find(text, low, max(high, low + len(text)))
    if at < 0:
        raise ValueError(f"passage {text[:20]!r} is not at raw {char_start}–{char_end}")
    return at


def raw_place(
    clean: CleanText | None, row: Mapping[Hashable, Any] | pd.Series, start: int, end: int
) -> tuple[int, int]:
    """Raw span of ``row['text'][start:end]``.

    Without a clean text (a source that needed no repair) offsets are simply added.
    """
    char_start, char_end = int(row["char_start"]), int(row["char_end"])
    if clean is None:
        return char_start + start, char_start + end
    at = clean_start(clean, char_start, char_end, str(row["text"]))
    return clean.raw_span(at + start, at + end)
