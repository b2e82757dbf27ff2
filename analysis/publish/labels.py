"""The words of the pages in both languages, as data (``templates/labels.csv``: key, zh, en)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.errors import InputError

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("zh", "en")


@lru_cache(maxsize=1)
def table() -> Mapping[str, Mapping[str, str]]:
    """Key → language → text. Codes are keyed ``kind.code``."""
    with (TEMPLATES / "labels.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["key"]: {lang: row[lang] for lang in LANGUAGES} for row in csv.DictReader(stream)
        }


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

    def code(self, kind: str, code: object) -> str:
        """The name of a code of a table; the code itself when it has none."""
        entry = table().get(f"{kind}.{code}")
        return entry[self.lang] if entry else str(code if code is not None else "")

    def rule(self, rule: str) -> str:
        """The name of a rule of repair."""
        named = self.code("rule", rule)
        return rule.replace("_", " ") if named == rule else named
