"""Many words looked for at once: one pattern, one pass over the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import groupby


def alternatives(words: Iterable[str]) -> str:
    """A pattern that finds the longest of ``words`` at a place.

    Words are grouped by their first character: of hundreds of words, only those that begin
    with the character at hand are tried.
    """
    ordered = sorted(set(words), key=lambda word: (word[:1], -len(word), word))
    return "|".join(map(_group, (list(group) for _, group in groupby(ordered, _first))))


def _first(word: str) -> str:
    return word[:1]


def _group(words: list[str]) -> str:
    """Words of one first character, longest first."""
    if len(words) == 1:
        return re.escape(words[0])
    rests = "|".join(re.escape(word[1:]) for word in words)
    return f"{re.escape(words[0][:1])}(?:{rests})"


class WordList:
    """Words that are looked for in whole texts, most of which hold none of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._pattern = re.compile(_anywhere(self._words))

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        """Each word with the words that it begins with, itself included."""
        return {word: [w for w in self._words if word.startswith(w)] for word in self._words}

    def present(self, text: str) -> set[str]:
        """The words that occur in ``text``, also where they overlap one another."""
        found = set(self._pattern.findall(text))
        return {word for longest in found for word in self._beginnings[longest]}

    def counts(self, text: str) -> Counter[str]:
        """At how many places each word begins, one inside another included."""
        found: Counter[str] = Counter()
        for longest, count in Counter(self._pattern.findall(text)).items():
            found.update(dict.fromkeys(self._beginnings[longest], count))
        return found


def _anywhere(words: Collection[str]) -> str:
    """A pattern that finds the longest of ``words`` at every place, and takes up one character.

    It begins with a character and, where all words have two, looks at the next: what is no
    beginning of a word is passed over without trying any.
    """
    if not words:
        return r"(?!)"
    firsts, seconds = (
        "".join(re.escape(c) for c in {w[at : at + 1] for w in words}) for at in (0, 1)
    )
    next_one = f"(?=[{seconds}])" if all(len(word) > 1 for word in words) else ""
    return rf"[{firsts}]{next_one}(?<=(?=({alternatives(words)}))[\s\S])"
