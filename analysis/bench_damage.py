"""Further kinds of damage for the noise benchmark: scanners, typesetting, word processors, sites.

Each puts one kind of damage into clean text, as `bench_noise` does with its own.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

_STRETCH = 20  # characters of a stretch that was read in a wrong encoding
_HEAD_EVERY, _HEADS = 160, 3
_RADICALS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
_ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "《": "&#12298;", "》": "&#x300B;"}


def letters(text: str, rng: random.Random) -> str:
    """Letters for 0 and 1 inside whole numbers that something is counted by."""

    def damaged(match: re.Match[str]) -> str:
        wrong = {"0": rng.choice("Oo"), "1": rng.choice("lI")}
        number = match.group()
        return number[0] + "".join(wrong.get(digit, digit) for digit in number[1:])

    return re.sub(r"(?<![\d.〔])\d{2,}(?=[年所名个人%万亿])", damaged, text)


def radicals(text: str, rng: random.Random) -> str:
    """Characters named by the radical of their shape, as fonts of PDFs do."""
    return "".join(_RADICALS[c] if c in _RADICALS and rng.random() < 0.5 else c for c in text)


def running_heads(text: str, rng: random.Random) -> str:
    """The head of the page with its number, in the middle of sentences."""
    inside = re.compile(r"(?<=[\u4e00-\u9fff]{16})(?=[\u4e00-\u9fff]{4})")
    cuts: list[int] = []
    while match := inside.search(text, (cuts[-1] if cuts else 0) + _HEAD_EVERY):
        cuts.append(match.start())
    if len(cuts) < _HEADS:
        return text  # nobody can tell that a line keeps coming back
    pages = (text[low:high] for low, high in pairwise([0, *cuts, len(text)]))
    first = rng.randrange(1, 9)
    return next(pages) + "".join(
        f"\n某某区教育事业发展规划\n{first + number}\n{page}" for number, page in enumerate(pages)
    )


def thousands(text: str, rng: random.Random) -> str:
    """Thin, hard and ordinary spaces between thousands."""
    return re.sub(
        r"(?<=[\u4e00-\u9fff])\d{4,6}(?=[万亿元人名平所])",
        lambda match: f"{int(match.group()):,}".replace(",", rng.choice(" \u2009\xa0\u202f")),
        text,
    )


def unseen(text: str, rng: random.Random) -> str:
    """Zero-width characters, soft hyphens and control codes anywhere."""
    marks = "\u200b\xad\ufeff\u200e\x01\x7f\u2060\u180e\ufe0f"
    return "".join(c + rng.choice(marks) if rng.random() < 0.03 else c for c in text)


def spaced_out(text: str, rng: random.Random) -> str:
    """A space between all characters."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", rng.choice(" \u3000\xa0"), text)


def escaped(text: str, rng: random.Random) -> str:
    """Character entities, escaped once or twice."""
    twice = rng.random() < 0.5
    found = "".join(_ENTITIES.get(c, c) for c in text)
    return found.replace("&", "&amp;") if twice else found


def footnotes(text: str, rng: random.Random) -> str:
    """Marks of footnotes in front of a stop."""
    marks = ("[1]", "［12］", "①", "〔3〕", "【4】", "[注2]", "¹", "⁽²⁾")
    return re.sub(
        r"(?<=[\u4e00-\u9fff])(?=[，。；])",
        lambda _: rng.choice(marks) if rng.random() < 0.2 else "",
        text,
    )


def wrong_encoding(text: str, rng: random.Random) -> str:
    """Stretches of UTF-8 that were read as Western text."""

    def damaged(match: re.Match[str]) -> str:
        stretch = match.group()
        return stretch.encode().decode("latin-1") if rng.random() < 0.1 else stretch

    return re.sub(rf"[\u4e00-\u9fff，。、]{{{_STRETCH}}}", damaged, text)


def full_stops(text: str, rng: random.Random) -> str:
    """A full stop for the decimal point of a share."""
    return re.sub(r"(?<=\d)\.(?=\d{1,2}%)", lambda _: rng.choice("。·"), text)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "letters": letters,
    "radicals": radicals,
    "running_heads": running_heads,
    "thousands": thousands,
    "unseen": unseen,
    "spaced_out": spaced_out,
    "escaped": escaped,
    "footnotes": footnotes,
    "wrong_encoding": wrong_encoding,
    "full_stops": full_stops,
}
