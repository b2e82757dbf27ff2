"""Any number of different documents, made by varying the registered ones."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

_NUMBER = re.compile(r"\d+")
A_FOLDER = 1000


def varied(text: str, rng: random.Random) -> str:
    """A document like ``text``: other numbers, some paragraphs gone, some in another place."""
    lines = [line for line in text.split("\n") if rng.random() > 0.15]
    for _ in range(len(lines) // 10):
        at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines.insert(to, lines.pop(at))
    return _NUMBER.sub(lambda match: _other(match.group(), rng), "\n".join(lines))


def _other(digits: str, rng: random.Random) -> str:
    """Another number of as many digits; years and what looks like one stay."""
    if len(digits) >= 4 or rng.random() < 0.5:
        return digits
    return str(rng.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))


def make(folder: Path, texts: Sequence[str], count: int, seed: int) -> int:
    """Write ``count`` documents, a thousand a folder; returns their bytes."""
    rng = random.Random(seed)  # noqa: S311 - a corpus, not a secret
    size = 0
    for number in range(count):
        place = folder / f"{number // A_FOLDER:03}"
        if number % A_FOLDER == 0:
            place.mkdir(parents=True, exist_ok=True)
        data = varied(texts[number % len(texts)], rng).encode("utf-8")
        (place / f"d{number:06}.txt").write_bytes(data)
        size += len(data)
    return size
