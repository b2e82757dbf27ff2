"""Words in both languages, as data: ``labels.csv`` for the charts, ``codes.csv`` for all.

``codes.csv`` has the one word for each code of the tables (``<column>.<code>``, or
``<table>.<column>.<code>`` where two tables use a code differently); charts, pages, reports and
the linked view all take it from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from analysis import tabular
from analysis.errors import InputError

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")


class _Count(int):
    """A number whose noun agrees with it: ``{n:target|targets}`` is one or the other."""

    def __format__(self, form: str) -> str:
        one, bar, many = form.partition("|")
        if bar:
            return one if self == 1 else many
        return int(self).__format__(form)


def read_words(path: Path) -> dict[str, dict[str, str]]:
    """Key → language → text of a table with the columns key, zh, en."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            row["key"]: {lang: row[lang] for lang in LANGUAGES} for row in tabular.records(stream)
        }


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Mapping[str, str]]:
    """The words for the codes of the tables: key → language → text."""
    return read_words(FOLDER / "codes.csv")


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Mapping[str, str]]:
    return read_words(FOLDER / "labels.csv")


def label(key: str, lang: str, **values: object) -> str:
    """The text of ``key`` with ``values`` put in; raises InputError for an unknown key.

    A count chooses between two words: ``{n} {n:target|targets}``.
    """
    if lang not in LANGUAGES:
        raise InputError(f"language: found {lang!r}; allowed are zh, en")
    texts = _labels().get(key)
    if texts is None:
        raise InputError(f"label: found {key!r}; it is not in analysis/figures/labels.csv; add it")
    counted = {name: _Count(v) if type(v) is int else v for name, v in values.items()}
    return texts[lang].format(**counted)


def code(kind: str, value: object, lang: str, table: str = "") -> str:
    """The word for a code, e.g. ``code("status", "target", "en")``; unknown codes show as is.

    ``table`` is asked first, for a column whose codes mean something of their own there.
    """
    words = codes()
    texts = words.get(f"{table}.{kind}.{value}") or words.get(f"{kind}.{value}")
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
