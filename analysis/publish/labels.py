"""The words of the pages in both languages, as data (``templates/labels.csv``: key, zh, en)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.errors import InputError
from analysis.figures import labels as charts

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def table() -> Mapping[str, Mapping[str, str]]:
    """Key → language → text."""
    return charts.read_words(TEMPLATES / "labels.csv")


@dataclass(frozen=True)
class Labels:
    """Words in one language; an unknown code stays as it is, an unknown word is a fault."""

    lang: str

    def __getitem__(self, word: str) -> str:
        entry = table().get(word)
        if entry is None:
            raise InputError(f"label {word!r} is not in labels.csv; add it in both languages")
        return entry[self.lang]

    def say(self, word: str, **values: object) -> str:
        """A word with values put in."""
        return self[word].format(**values)

    def code(self, kind: str, code: object, table: str = "") -> str:
        """The word for a code of a table; the code itself when it has none."""
        return "" if code is None else charts.code(kind, code, self.lang, table)

    def rule(self, rule: str) -> str:
        """The name of a rule of repair."""
        named = self.code("rule", rule)
        return rule.replace("_", " ") if named == rule else named
