"""The words of the reports: ``words/<page>.yml`` holds key → zh and en, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from analysis.errors import InputError

FOLDER = Path(__file__).parent / "words"


@cache
def words(page: str) -> dict[str, dict[str, str]]:
    """All texts of a page by key and language; raises InputError where one is missing."""
    content = yaml.safe_load((FOLDER / f"{page}.yml").read_text(encoding="utf-8"))
    lacking = [key for key, texts in content.items() if set(texts) != {"zh", "en"}]
    if lacking:
        raise InputError(f"words/{page}.yml: {lacking[0]} must have zh and en, and nothing else")
    return dict(content)


@dataclass(frozen=True)
class Prose:
    """The texts of one page in one language."""

    page: str
    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key`` with ``values`` put in; an unknown key is a fault told at once."""
        texts = words(self.page).get(key)
        if texts is None:
            raise InputError(f"words/{self.page}.yml: no text {key!r}; add it in zh and en")
        return texts[self.lang].strip().format(**values)
