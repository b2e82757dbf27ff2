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


def stretch(text: str, rng: random.Random, characters: int) -> str:
    """At most ``characters`` of a text from the start of one of its lines."""
    if len(text) <= characters:
        return text
    start = text.find("\n", rng.randrange(len(text) - characters)) + 1
    return text[start : start + characters]


def make(
    folder: Path, texts: Sequence[str], count: int, seed: int, characters: int | None = None
) -> int:
    """Write ``count`` documents, a thousand a folder; returns their bytes.

    ``characters`` cuts each to at most so many, so that ten thousand take minutes.
    """
    rng = random.Random(seed)  # noqa: S311 - a corpus, not a secret
    size = 0
    for number in range(count):
        place = folder / f"{number // A_FOLDER:03}"
        if number % A_FOLDER == 0:
            place.mkdir(parents=True, exist_ok=True)
        source = texts[number % len(texts)]
        if characters is not None:
            source = stretch(source, rng, characters)
        data = varied(source, rng).encode("utf-8")
        (place / f"d{number:06}.txt").write_bytes(data)
        size += len(data)
    return size
