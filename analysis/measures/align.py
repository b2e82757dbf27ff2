"""Shared stretches of two character streams: exact seeds, chained across small edits.

Works on arrays of character codes. A seed is a maximal run of equal characters
(found through equal k-grams on one diagonal); seeds that follow each other closely in
both texts are chained, so that a sentence with a word changed stays one stretch.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AlignRule:
    """What counts as shared; lengths in Han characters.

    ``seed``: shortest run of equal characters that takes part at all. ``exact``: an
    unbroken run this long is shared by itself. ``near``: a chain of seeds must span
    this much and be equal in ``similar`` of its longer side. ``gap``: most characters
    between two seeds of a chain, on either side.
    """

    seed: int = 5
    exact: int = 10
    near: int = 16
    similar: float = 0.7
    gap: int = 8


@dataclass(frozen=True, slots=True)
class Chain:
    """Equal pieces ``(start in first, start in second, length)`` in order."""

    pieces: tuple[tuple[int, int, int], ...]

    @property
    def first(self) -> tuple[int, int]:
        return self.pieces[0][0], self.pieces[-1][0] + self.pieces[-1][2]

    @property
    def second(self) -> tuple[int, int]:
        return self.pieces[0][1], self.pieces[-1][1] + self.pieces[-1][2]

    @property
    def matched(self) -> int:
        return sum(length for _, _, length in self.pieces)

    def holds(self, other: Chain) -> bool:
        """Whether both sides of ``other`` lie within this stretch."""
        inside = (
            mine[0] <= theirs[0] and theirs[1] <= mine[1]
            for mine, theirs in ((self.first, other.first), (self.second, other.second))
        )
        return all(inside)

    @property
    def similarity(self) -> float:
        """Equal characters over the longer side: 1 for an exact stretch."""
        longer = max(self.first[1] - self.first[0], self.second[1] - self.second[0])
        return self.matched / longer


def grams(codes: Ints, size: int) -> Ints:
    """One integer for each window of ``size`` codes; codes must be below 2^(62/size)."""
    bits = 62 // size
    if codes.size and int(codes.max()) >= 1 << bits:
        raise ValueError(f"codes must be below {1 << bits} for windows of {size}")
    count = max(len(codes) - size + 1, 0)
    packed = np.zeros(count, dtype=np.int64)
    for offset in range(size):
        packed = (packed << bits) | codes[offset : offset + count]
    return packed


def seeds(first: Ints, second: Ints, size: int) -> list[tuple[int, int, int]]:
    """Maximal runs of at least ``size`` equal codes: (start in first, start in second, length)."""
    one, two = grams(first, size), grams(second, size)
    order = np.argsort(two, kind="stable")
    low = np.searchsorted(two[order], one, side="left")
    count = np.searchsorted(two[order], one, side="right") - low
    i = np.repeat(np.arange(len(one)), count)
    within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    j = order[np.repeat(low, count) + within] if len(i) else i
    along = np.lexsort((i, i - j))
    i, j = i[along], j[along]
    opens = np.ones(len(i), dtype=bool)
    opens[1:] = (np.diff(i - j) != 0) | (np.diff(i) != 1)
    starts = np.flatnonzero(opens)
    lengths = np.diff(np.append(starts, len(i))) + size - 1
    return sorted(zip(i[starts].tolist(), j[starts].tolist(), lengths.tolist(), strict=True))


def chains(blocks: list[tuple[int, int, int]], gap: int) -> list[Chain]:
    """Best chain ending in each block that no longer chain continues, best first.

    Each block may follow one that ends at most ``gap`` characters before it in both
    texts; the predecessor with the most equal characters wins.
    """
    by_end = sorted(range(len(blocks)), key=lambda b: blocks[b][0] + blocks[b][2])
    ends = [blocks[b][0] + blocks[b][2] for b in by_end]
    score = [length for _, _, length in blocks]
    before: list[int | None] = [None] * len(blocks)
    continued = [False] * len(blocks)
    for index, (i, j, length) in enumerate(blocks):
        best = 0
        for place in range(bisect_left(ends, i - gap), len(ends)):
            if ends[place] > i:
                break
            other = by_end[place]
            distance = j - blocks[other][1] - blocks[other][2]
            if 0 <= distance <= gap and score[other] > best:
                best, before[index] = score[other], other
        score[index] = best + length
    for earlier in before:
        if earlier is not None:
            continued[earlier] = True
    tails = sorted((b for b in range(len(blocks)) if not continued[b]), key=lambda b: -score[b])
    return [_unwound(tail, blocks, before) for tail in tails]


def _unwound(tail: int, blocks: list[tuple[int, int, int]], before: list[int | None]) -> Chain:
    pieces = []
    at: int | None = tail
    while at is not None:
        pieces.append(blocks[at])
        at = before[at]
    return Chain(tuple(reversed(pieces)))


def shared(first: Ints, second: Ints, rule: AlignRule) -> list[Chain]:
    """Stretches of ``first`` that stand in ``second`` too, exactly or nearly.

    A stretch that lies on both sides within better ones already taken is left out.
    """
    found = []
    taken_first = np.zeros(len(first), dtype=bool)
    taken_second = np.zeros(len(second), dtype=bool)
    for chain in chains(seeds(first, second, rule.seed), rule.gap):
        for part in _accepted(chain, rule):
            (a, b), (c, d) = part.first, part.second
            if taken_first[a:b].all() and taken_second[c:d].all():
                continue
            taken_first[a:b] = taken_second[c:d] = True
            found.append(part)
    return found


def _accepted(chain: Chain, rule: AlignRule) -> list[Chain]:
    """The chain itself if it is alike enough, else its long pieces."""
    if len(chain.pieces) > 1:
        spans = (chain.first, chain.second)
        long_enough = all(end - start >= rule.near for start, end in spans)
        if long_enough and chain.similarity >= rule.similar:
            return [chain]
    return [Chain((piece,)) for piece in chain.pieces if piece[2] >= rule.exact]
