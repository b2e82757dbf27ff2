"""Whether two characters parted by a gap form one word, judged by the text itself."""

from __future__ import annotations

_SAMPLE = 300_000  # characters looked at: bounds the work on a text of any size
_SHARE = 0.12
_MINIMUM = 3


class Adjacency:
    """How strongly two characters belong together in this text.

    ``left + right`` counts as one word when it occurs at least three times and makes
    up a good part of the rarer character's occurrences.
    """

    def __init__(self, text: str) -> None:
        self._text = text[:_SAMPLE]
        self._counts: dict[str, int] = {}

    def _count(self, string: str) -> int:
        if string not in self._counts:
            self._counts[string] = self._text.count(string)
        return self._counts[string]

    def belongs(self, left: str, right: str) -> bool:
        pair = self._count(left + right)
        if pair < _MINIMUM:
            return False
        return pair >= _SHARE * min(self._count(left), self._count(right))
