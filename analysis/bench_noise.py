"""How well repair undoes known damage: noise is put into clean text, and what stays is counted.

Pure: texts and a seed in, figures out. The character error rate is the Levenshtein
distance between the repaired and the clean text over the length of the clean text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import opencc

from analysis import bench_damage
from analysis.text.repair import RepairLexicon, SpunEntry, clean

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SYLLABLES = [
    "guī",
    "fā",
    "qū",
    "yè",
    "jīng",
    "shì",
    "xué",
    "jiào",
    "yuán",
    "shī",
    "chéng",
    "zhì",
    "liàng",
    "gāo",
    "zhōng",
    "bǎo",
    "zhàng",
    "tǒng",
    "chǎn",
    "lǜ",
    "nǚ",
    "ér",
    "wǎng",
    "jiàn",
    "huà",
    "mín",
    "shuāng",
    "qiáng",
    "ān",
    "ē",
    "yōu",
    "zhuān",
    "yùn",
]
_PINYIN_SHARE = 0.06
_PAGE_EVERY = 280
_WRAP = 34
_CHUNK = 1_500


@dataclass(frozen=True, slots=True)
class NoiseResult:
    """One kind of noise over all passages; ``touched`` is the share of characters it changed."""

    noise: str
    passages: int
    characters: int
    errors: int
    errors_before: int

    @property
    def error_rate(self) -> float:
        return self.errors / self.characters if self.characters else 0.0

    @property
    def touched(self) -> float:
        return self.errors_before / self.characters if self.characters else 0.0


Noise = Callable[[str, random.Random], str]


def run(texts: Iterable[str], lexicon: RepairLexicon, seed: int) -> list[NoiseResult]:
    """Every kind of noise over the same clean passages; ``none`` measures what repair breaks."""
    passages = [chunk for text in texts for chunk in chunks(text)]
    kinds: dict[str, Noise] = {
        "none": lambda text, _: text,
        "pinyin": pinyin,
        "script": traditional,
        "script_and_pinyin": lambda text, rng: pinyin(traditional(text, rng), rng),
        "page_marks": page_marks,
        "line_breaks": line_breaks,
        "spun": lambda text, _: spin(text, lexicon.spun),
        **bench_damage.KINDS,
    }
    return [_measure(name, noise, passages, lexicon, seed) for name, noise in kinds.items()]


def _measure(
    name: str, noise: Noise, passages: Sequence[str], lexicon: RepairLexicon, seed: int
) -> NoiseResult:
    rng = random.Random(f"{seed}-{name}")  # noqa: S311 - noise, not secrets
    errors = before = characters = 0
    for passage in passages:
        damaged = noise(passage, rng)
        errors += distance(clean(damaged, lexicon).text, passage)
        before += distance(damaged, passage)
        characters += len(passage)
    return NoiseResult(name, len(passages), characters, errors, before)


def chunks(text: str) -> list[str]:
    """Whole paragraphs, put together to passages of about 1,500 characters."""
    found: list[str] = []
    current = ""
    for line in text.splitlines(keepends=True):
        current += line
        if len(current) >= _CHUNK:
            found.append(current)
            current = ""
    return [*found, current] if len(current) > _CHUNK // 3 else found


def pinyin(text: str, rng: random.Random) -> str:
    """Pinyin after some characters: plain brackets, doubled, toneless, with mojibake."""

    def damaged(match: re.Match[str]) -> str:
        if rng.random() >= _PINYIN_SHARE:
            return match.group()
        return match.group() + _bracketed(rng.choice(_SYLLABLES), rng)

    return _HAN.sub(damaged, text)


def _bracketed(syllable: str, rng: random.Random) -> str:
    form = rng.randrange(6)
    if form == 0:
        return f"（{syllable}）"
    if form == 1:
        return f"({syllable})({syllable})"
    if form == 2:
        return f"({_toneless(syllable)})"
    if form == 3:
        return f"({syllable.encode('utf-8').decode('gb18030', 'replace')})"
    if form == 4:
        return f"({re.sub('[^a-z]', '?', syllable)})"
    return f"({syllable})"


def _toneless(syllable: str) -> str:
    table = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuvvvv")
    return syllable.translate(table)


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def traditional(text: str, rng: random.Random) -> str:
    """The text as a site's converter prints it in Traditional script."""
    return str(_to_traditional().convert(text))


def page_marks(text: str, rng: random.Random) -> str:
    """Page numbers in the middle of sentences, in one of the usual forms throughout."""
    form = rng.choice(["\n{}、", "\n— {} —\n", "\n- {} -\n", "\n第{}页\n", "\n第 {} 页 共 40 页\n"])
    pieces: list[str] = []
    at, number = 0, rng.randrange(1, 20) if form != "\n{}、" else 1
    while at < len(text):
        stop = _inside_sentence(text, at + _PAGE_EVERY + rng.randrange(40))
        pieces.append(text[at:stop])
        if stop < len(text):
            pieces.append(form.format(number))
            number += 1
        at = stop
    return "".join(pieces)


def line_breaks(text: str, rng: random.Random) -> str:
    """Lines wrapped at a fixed width, as text copied from a printed page."""
    width = _WRAP + rng.randrange(10)
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line[at : at + width] for at in range(0, len(line), width)] or [""]
    return "\n".join(lines)


def _inside_sentence(text: str, at: int) -> int:
    """The next place at or behind ``at`` with Han characters on both sides."""
    while at < len(text) and not (_HAN.match(text[at]) and _HAN.match(text[at - 1])):
        at += 1
    return at


def spin(text: str, entries: Sequence[SpunEntry]) -> str:
    """The inverse of the spun map, as the spinner works: substrings, blind to word boundaries."""
    swaps: dict[str, str] = {}
    for entry in entries:
        if entry.certainty != "uncertain":
            swaps.setdefault(entry.original, entry.term)
    pattern = "|".join(map(re.escape, sorted(swaps, key=len, reverse=True)))
    return re.sub(pattern, lambda match: swaps[match.group()], text) if pattern else text


def distance(left: str, right: str) -> int:
    """Levenshtein distance, bit-parallel (Myers 1999, J. ACM 46:395), in Hyyrö's 2003 form."""
    if not left or not right:
        return len(left) + len(right)
    peq: dict[str, int] = {}
    for position, char in enumerate(left):
        peq[char] = peq.get(char, 0) | 1 << position
    mask, top = (1 << len(left)) - 1, 1 << (len(left) - 1)
    plus, minus, score = mask, 0, len(left)
    for char in right:
        equal = peq.get(char, 0)
        vertical = equal | minus
        equal |= ((equal & plus) + plus) ^ plus
        rise = minus | ~(equal | plus) & mask
        fall = plus & equal
        score += bool(rise & top) - bool(fall & top)
        rise = (rise << 1 | 1) & mask
        fall = fall << 1 & mask
        plus = fall | ~(vertical | rise) & mask
        minus = rise & vertical
    return score
