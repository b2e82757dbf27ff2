"""Pinyin that a site's converter put in brackets after a character: 規(guī)劃 → 規劃.

Told from real brackets by content: after a Han character and made of nothing but
pinyin syllables: with tone marks, without, with the tone vowel damaged (mojibake,
``?``, U+FFFD), doubled, or several syllables in one bracket.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from analysis.text.repair.draft import Edit

_BRACKET = re.compile(r"[(（\[]\s?([^()（）\[\]\n]{1,40}?)\s?[)）\]]")
_HAN = re.compile(r"[\u3400-\u9fff〇]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜêńňǹḿ"
_PLAIN_MINIMUM = 2  # different plain syllables in a text before a lone one counts as pinyin

_INITIALS = [
    "b",
    "p",
    "m",
    "f",
    "d",
    "t",
    "n",
    "l",
    "g",
    "k",
    "h",
    "j",
    "q",
    "x",
    "zh",
    "ch",
    "sh",
    "r",
    "z",
    "c",
    "s",
    "y",
    "w",
]
_FINALS = [
    "a",
    "o",
    "e",
    "i",
    "u",
    "v",
    "ai",
    "ei",
    "ui",
    "ao",
    "ou",
    "iu",
    "ie",
    "ue",
    "ve",
    "er",
    "an",
    "en",
    "in",
    "un",
    "vn",
    "ang",
    "eng",
    "ing",
    "ong",
    "ia",
    "iao",
    "ian",
    "iang",
    "iong",
    "ua",
    "uo",
    "uai",
    "uan",
    "uang",
]
_SYLLABLE = re.compile(
    "(?:(?:"
    + "|".join(sorted(_INITIALS, key=len, reverse=True))
    + ")(?:"
    + "|".join(sorted(_FINALS, key=len, reverse=True))
    + ")|a|o|e|ai|ei|ao|ou|an|en|ang|eng|er|ng|n|m|hm|hng)"
)
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE.pattern})(?:[ '’]?(?:{_SYLLABLE.pattern}))*")
_SINGLE = re.compile(_SYLLABLE.pattern)


@lru_cache(maxsize=1)
def _mojibake() -> tuple[re.Pattern[str], dict[str, str]]:
    """What each toned vowel becomes when its bytes are read in a wrong encoding."""
    wrong: dict[str, str] = {}
    for vowel in _TONED:
        plain = _plain(vowel)
        for written, read in (
            ("utf-8", "gb18030"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("utf-8", "big5"),
            ("gb18030", "latin-1"), ("gb18030", "cp1252"), ("gb18030", "big5"),
        ):  # fmt: skip
            try:
                seen = vowel.encode(written).decode(read)
            except UnicodeError:
                continue
            if seen != vowel:
                wrong.setdefault(seen, plain)
    pattern = "|".join(re.escape(k) for k in sorted(wrong, key=len, reverse=True))
    return re.compile(pattern), wrong


def _plain(text: str) -> str:
    """Without tone marks; ü as v."""
    folded = unicodedata.normalize("NFD", text.replace("ɡ", "g").replace("ɑ", "a"))
    folded = folded.replace("u\u0308", "v")
    return "".join(char for char in folded if not unicodedata.combining(char))


def _reading(content: str) -> str | None:
    """``toned``, ``damaged`` or ``plain`` when the content is pinyin, else None."""
    lowered = content.lower() if content[:1].isupper() and content[1:].islower() else content
    plain = _plain(lowered)
    if _SYLLABLES.fullmatch(plain):
        if plain != lowered:
            return "toned"
        return "plain" if _SINGLE.fullmatch(plain) or " " not in plain else None
    pattern, wrong = _mojibake()
    mended = pattern.sub(lambda m: wrong[m.group()], lowered)
    if mended != lowered and _SYLLABLES.fullmatch(_plain(mended)):
        return "damaged"
    if re.fullmatch(r"[a-z]*[?\ufffd□]{1,3}[a-z]*", lowered) and len(lowered) > 1:
        ends = re.split(r"[?\ufffd□]+", lowered)
        if any(_SINGLE.fullmatch(ends[0] + vowel + ends[1]) for vowel in "aeiouv"):
            return "damaged"
    return None


def edits(text: str) -> Iterator[Edit]:
    """Deletions of pinyin brackets; a lone plain syllable (``(an)``) is only marked."""
    found: list[tuple[int, int, str]] = []
    for match in _BRACKET.finditer(text):
        start, end = match.span()
        if start and text[start - 1] in " \xa0":
            start -= 1
        follows = bool(found) and found[-1][1] == start
        if not (follows or (start and _HAN.match(text[start - 1]))):
            continue
        kind = _reading(match.group(1))
        if kind is None:
            continue
        if follows and kind == "plain":
            kind = "doubled"
            found[-1] = (*found[-1][:2], "doubled")
        found.append((start, end, kind))
    # (a), (e) may number a list; syllables of more letters number none.
    lone = {text[start:end].strip(" ()（）[]\xa0") for start, end, kind in found if kind == "plain"}
    many = any(kind != "plain" for _, _, kind in found)
    many = many or len({one for one in lone if len(one) > 1}) >= _PLAIN_MINIMUM
    for start, end, kind in found:
        certain = kind != "plain" or many
        yield Edit(start, end, "", "pinyin", "certain" if certain else "uncertain")
