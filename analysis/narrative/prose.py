"""The words of the reports: ``words/<page>.yml`` holds key → zh and en, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from analysis.errors import InputError
from analysis.publish.markup import markdown_escape

FOLDER = Path(__file__).parent / "words"
HAN = r"\u3400-\u9fff"
# Half-width brackets and marks of Chinese prose, told from those of Latin words and numbers.
BRACKETS = re.compile(rf"(?<=[{HAN}”》])\(([^()]*)\)|\(([^()]*[{HAN}][^()]*)\)")
MARKS = re.compile(rf"(?<=[{HAN}”》）])[,;:]")
FULL_WIDTH = str.maketrans(",;:", "，；：")


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

    def known(self, key: str) -> bool:
        """Whether the page has a text of this key."""
        return key in words(self.page)


def link(text: object, address: str) -> str:
    """Words of ours as a link to one of our own addresses (``doc:``, ``page:``, ``#table-``)."""
    return f"[{markdown_escape(str(text))}]({address})"


def full_width(text: str) -> str:
    """Our own Chinese notes, kept with half-width marks in tables, as Chinese is printed.

    Never for words of a document: a quotation keeps the marks of its source.
    """
    bracketed = BRACKETS.sub(lambda found: f"（{found[1] or found[2] or ''}）", text)
    return MARKS.sub(lambda found: found[0].translate(FULL_WIDTH), bracketed)
