"""Cases for fuzzing: plans mutated, cut and encoded, and bytes that are no plan at all.

A seed makes the same case for ever, given the same texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

ODD = (
    "\x00\ufeff\u200b\u202e\u3000\xa0\r\n\t（）()【】[]〔〕《》“”‘’<>&;%‰％/\\*#@!|~—–-－…·、，。；：？！"
    "0123456789０１２３４５６７８９零一二三四五六七八九十百千万亿两半几余多每第年月日元所个名人"
    "𠮷龘規劃教育āáǎàüABCxyz😀é"
)
Texts = Sequence[str]
Mutator = Callable[[random.Random, str, Texts], str]


def _delete(rng: random.Random, text: str, _: Texts) -> str:
    start, size = rng.randrange(len(text) + 1), rng.randrange(1, 200)
    return text[:start] + text[start + size :]


def _insert(rng: random.Random, text: str, _: Texts) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + "".join(rng.choices(ODD, k=rng.randrange(1, 40))) + text[at:]


def _scatter(rng: random.Random, text: str, _: Texts) -> str:
    characters = list(text)
    for _number in range(len(characters) // 50 + 1):
        characters[rng.randrange(len(characters))] = rng.choice(ODD)
    return "".join(characters)


def _splice(rng: random.Random, text: str, texts: Texts) -> str:
    other = rng.choice(texts)
    start, at = rng.randrange(len(other)), rng.randrange(len(text) + 1)
    return text[:at] + other[start : start + rng.randrange(1, 2000)] + text[at:]


def _shuffle_lines(rng: random.Random, text: str, _: Texts) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _one_line(rng: random.Random, text: str, _: Texts) -> str:
    return text.replace("\n", rng.choice(["", " ", "。", "\r", "\f"]))


def _break_lines(rng: random.Random, text: str, _: Texts) -> str:
    width = rng.randrange(1, 40)
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def _repeat(rng: random.Random, text: str, _: Texts) -> str:
    size = rng.choice([1, 2, 3, 7])
    start = rng.randrange(max(1, len(text) - size))
    piece = text[start : start + size] if rng.random() < 0.5 else rng.choice(ODD)
    return text + piece * rng.randrange(1, 60_000 // len(piece))


def _markup(rng: random.Random, text: str, _: Texts) -> str:
    tag = rng.choice(["p", "div", "td", "script", "!--", "b"])
    return "".join(f"<{tag}>{line}</{tag}>&nbsp;&#{rng.randrange(99999)};" for line in text.split())


def _numbers(rng: random.Random, text: str, _: Texts) -> str:
    wide = {d: chr(ord(d) + 0xFEE0) for d in "0123456789"}
    drop = rng.random() < 0.5
    return "".join(
        ("" if drop else wide[c]) if c in wide and rng.random() < 0.2 else c for c in text
    )


MUTATORS: tuple[Mutator, ...] = (
    _delete,
    _insert,
    _scatter,
    _splice,
    _shuffle_lines,
    _one_line,
    _break_lines,
    _repeat,
    _markup,
    _numbers,
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-16-be")


def case(seed: int, texts: Texts) -> bytes:
    """The bytes of one case: a mutated plan, cut or not, or no plan at all."""
    rng = random.Random(seed)  # noqa: S311 - cases, not secrets
    if rng.random() < 0.1:
        magic = rng.choice([b"", b"%PDF-1.5\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"{\\rtf"])
        return magic + rng.randbytes(rng.randrange(3000))
    text = rng.choice(texts)
    if rng.random() < 0.7:
        start = rng.randrange(len(text))
        text = text[start : start + rng.randrange(1, 5000)]
    for _ in range(rng.randrange(1, 5)):
        text = rng.choice(MUTATORS)(rng, text or "空", texts) or "空"
    data = text.encode(rng.choice(ENCODINGS), "replace")
    return data[: rng.randrange(1, len(data) + 1)] if rng.random() < 0.3 else data
