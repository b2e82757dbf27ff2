"""The words of the linked view in both languages, as data (``words.csv``: key, zh, en)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from analysis import tabular
from analysis.figures.labels import read_words

TABLE = Path(__file__).parent / "words.csv"
CALLS = Path(__file__).parent / "calls.csv"


@lru_cache(maxsize=2)
def words(lang: str) -> dict[str, str]:
    """Key → text of one language."""
    return {key: texts[lang] for key, texts in read_words(TABLE).items()}


def calls(lang: str) -> list[tuple[str, str]]:
    """What a session can be asked: (an example, what it does), in order (``calls.csv``)."""
    with CALLS.open(encoding="utf-8", newline="") as stream:
        return [(row["call"], row[lang]) for row in tabular.records(stream)]


def word(lang: str) -> Callable[..., str]:
    """``word("en")("figure_subtitle", n=3)``: a text with its values put in."""

    def say(key: str, **values: object) -> str:
        return words(lang)[key].format(**values)

    return say
