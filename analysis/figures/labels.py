"""The words of the charts in both languages, as data (``labels.csv``: key, zh, en)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from analysis.errors import InputError

TABLE = Path(__file__).parent / "labels.csv"
LANGUAGES = ("zh", "en")


@lru_cache(maxsize=1)
def table() -> Mapping[str, Mapping[str, str]]:
    """Key → language → text."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {
            row["key"]: {lang: row[lang] for lang in LANGUAGES} for row in csv.DictReader(stream)
        }


def label(key: str, lang: str, **values: object) -> str:
    """The text of ``key`` with ``values`` put in; raises InputError for an unknown key."""
    if lang not in LANGUAGES:
        raise InputError(f"language: found {lang!r}; allowed are zh, en")
    texts = table().get(key)
    if texts is None:
        raise InputError(f"label: found {key!r}; it is not in analysis/figures/labels.csv; add it")
    return texts[lang].format(**values)


def code(kind: str, value: object, lang: str) -> str:
    """The word for a code, e.g. ``code("status", "target", "en")``; unknown codes show as is."""
    texts = table().get(f"{kind}.{value}")
    return texts[lang] if texts else str(value)


def listing(parts: list[str], lang: str, most: int = 4) -> str:
    """`A、B和C` or `A, B and C`; past ``most`` the rest is counted, not named."""
    if not parts:
        return label("none", lang)
    if len(parts) > most:
        shown = ("、" if lang == "zh" else ", ").join(parts[:most])
        return label("and_more", lang, shown=shown, n=len(parts) - most)
    if len(parts) == 1:
        return parts[0]
    head = ("、" if lang == "zh" else ", ").join(parts[:-1])
    return f"{head}{'和' if lang == 'zh' else ' and '}{parts[-1]}"
