"""Which texts are copies of one another: sketches over character shingles.

A sketch is a one-permutation MinHash (Li, Owen & Zhang 2012, "One Permutation Hashing",
NIPS 25) with its empty bins filled from their neighbours (Shrivastava & Li 2014,
"Densifying One Permutation Hashing via Rotation", ICML). The share of equal bins estimates
the Jaccard similarity of the two sets of shingles. Candidates are found by banding
(Leskovec, Rajaraman & Ullman 2014, "Mining of Massive Datasets", 3.4), so that no two
documents of a corpus are compared without cause.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Sketch = bytes
Key = TypeVar("Key", bound=Hashable)
SHINGLE = 5
BINS = 128
ROWS = 4
SAME = 0.8
MOST_HEADS = 100
EMPTY = np.uint32(0xFFFFFFFF)
_NOISE = re.compile(r"[^\u3400-\u9fff0-9A-Za-z]+")
_PRIME, _MIX_1, _MIX_2 = (
    np.uint64(0x100000001B3),
    np.uint64(0xFF51AFD7ED558CCD),
    np.uint64(0xC4CEB9FE1A85EC53),
)


def shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of every run of five characters; punctuation and white space do not count.

    A text shorter than a shingle is its own only shingle; an empty one has none.
    """
    codes = np.frombuffer(_NOISE.sub("", text).encode("utf-32-le"), dtype=np.uint32)
    if not len(codes):
        return np.empty(0, dtype=np.uint64)
    width = min(SHINGLE, len(codes))
    count = len(codes) - width + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(width):
        hashes = hashes * _PRIME + codes[offset : offset + count].astype(np.uint64)
    return _mixed(hashes)


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """MurmurHash3's finaliser: neighbours in, unrelated numbers out."""
    shift = np.uint64(33)
    hashes = (hashes ^ (hashes >> shift)) * _MIX_1
    hashes = (hashes ^ (hashes >> shift)) * _MIX_2
    mixed: NDArray[np.uint64] = hashes ^ (hashes >> shift)
    return mixed


def sketch(text: str) -> Sketch:
    """128 bins of 32 bits: the least hash of each bin; ``b""`` for a text without words."""
    hashes = shingles(text)
    if not len(hashes):
        return b""
    bins = (hashes & np.uint64(BINS - 1)).astype(np.int64)
    values = (hashes >> np.uint64(32)).astype(np.uint32)
    least = np.full(BINS, EMPTY, dtype=np.uint32)
    np.minimum.at(least, bins, values)
    return _densified(least).astype("<u4").tobytes()


def _densified(least: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """An empty bin borrows from the next full one to its right, marked by the distance."""
    full = np.flatnonzero(least != EMPTY)
    if len(full) == BINS:
        return least
    at = np.arange(BINS)
    following = full[np.searchsorted(full, at) % len(full)]
    distance = ((following - at) % BINS).astype(np.uint64)
    moved = least[following].astype(np.uint64) + distance * np.uint64(0x9E3779B1)
    return (moved & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def similarity(left: Sketch, right: Sketch) -> float:
    """Estimated Jaccard similarity of two texts, 0 to 1 (standard error ≤ 0.045)."""
    if not left or not right:
        return 0.0
    return float(np.mean(np.frombuffer(left, "<u4") == np.frombuffer(right, "<u4")))


def groups(sketches: Mapping[Key, Sketch], threshold: float = SAME) -> list[list[Key]]:
    """Documents that copy one another, as groups of two and more in the order of ``sketches``.

    Two documents are joined when their similarity reaches ``threshold``; groups are the
    connected components. With 32 bands of 4 bins a pair of 0.8 is missed once in 10^7.
    """
    keys = [key for key, value in sketches.items() if value]
    table = [sketches[key] for key in keys]
    parent = list(range(len(keys)))
    width = ROWS * 4
    for band in range(0, BINS * 4, width):  # one after the other: the buckets of one at a time
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for index, value in enumerate(table):
            buckets[value[band : band + width]].append(index)
        for members in buckets.values():
            if len(members) > 1:
                _join(members, table, parent, threshold)
    return _components(keys, parent)


def _join(
    members: Sequence[int], table: Sequence[Sketch], parent: list[int], threshold: float
) -> None:
    """Join the members of one bucket: each is compared with one member of each group in it.

    A formula shared by a whole corpus would fill a bucket with strangers: past the first
    hundred groups a member is left to its other bands.
    """
    heads: list[int] = []
    for member in members:
        root = _root(parent, member)
        for head in heads:
            if _root(parent, head) == root:
                break
            if similarity(table[head], table[member]) >= threshold:
                parent[root] = _root(parent, head)
                break
        else:
            if len(heads) < MOST_HEADS:
                heads.append(member)


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _components(keys: Sequence[Key], parent: list[int]) -> list[list[Key]]:
    found: dict[int, list[Key]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[_root(parent, index)].append(key)
    return [members for members in found.values() if len(members) > 1]
