"""Traditional → Simplified by opencc ``tw2s``, only where the text is Traditional.

opencc must not see Simplified text: ``tw2s`` turns 显著 into 显着. A text, or a line
of it, counts as Traditional by its share of characters that opencc changes and that
do not occur in GB 2312 (著 and 乾 are at home in both scripts and tell nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress
from operator import ne

import opencc

from analysis.text.repair.draft import Edit

_TEXT_SHARE = 0.02
_TEXT_COUNT = 3
_LINE_SHARE = 0.10
_LINE_COUNT = 2
# tw2s makes 着 of every 著 but a few; in these words it means a written work or "notable".
_WRITTEN = re.compile(r"(?<=[编原土论专卓巨译遗显昭])着")
# Forms of characters that opencc leaves as they are.
_VARIANTS = str.maketrans("陜衞竝砲踪羣敎", "陕卫并炮踪群教")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    """Characters that only Traditional text has."""
    every = list(map(chr, range(0x4E00, 0xA000)))
    # Each on a line of its own: one call for all, and no two make a phrase.
    converted = _plain("\n".join(every)).split("\n")
    found = [
        old
        for old, new in zip(every, converted, strict=True)
        if new != old and not old.encode("gb2312", "ignore")
    ]
    return re.compile(f"[{''.join(found)}]")


def _plain(words: str) -> str:
    """The words in Simplified script."""
    return str(_converter().convert(words)).translate(_VARIANTS)


def traditional_share(text: str) -> float:
    """Share of Han characters that only Traditional text has (about 0.3 in such a text)."""
    telling = _count(_telling(), text)
    return telling / _count(_HAN, text) if telling else 0.0


def _is_traditional(words: str, least: int, share: float) -> bool:
    """Whether enough characters of ``words`` tell, in number and among the Han characters."""
    telling = _count(_telling(), words)
    return telling >= least and telling / _count(_HAN, words) >= share


def _count(pattern: re.Pattern[str], text: str) -> int:
    """How often a pattern matches, without a list of a million characters."""
    return pattern.subn("", text)[1]


def edits(text: str) -> Iterator[Edit]:
    """Runs of changed characters; a lone Traditional character (a name, a quotation) is a mark."""
    first = _telling().search(text)
    if not first:
        return
    if _is_traditional(text, _TEXT_COUNT, _TEXT_SHARE):
        yield from _changed(text, 0)
        return
    seen = -1
    for match in _telling().finditer(text, first.start()):
        if match.start() < seen:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.start())
        seen = end if end >= 0 else len(text)
        yield from _line(text[start:seen], start)


def _line(line: str, offset: int) -> Iterator[Edit]:
    if _is_traditional(line, _LINE_COUNT, _LINE_SHARE):
        yield from _changed(line, offset)
        return
    for match in _telling().finditer(line):
        after = _plain(match.group())
        at = offset + match.start()
        yield Edit(at, at + 1, after, "script", "uncertain")


def _changed(text: str, offset: int) -> Iterator[Edit]:
    """Edits between ``text`` and its conversion, which has the same length line by line."""
    converted = _WRITTEN.sub("著", _simplified(text))
    changed = list(compress(range(len(text)), map(ne, text, converted)))
    for start, end in _runs(changed):
        yield Edit(offset + start, offset + end, converted[start:end], "script")


def _simplified(text: str) -> str:
    """The text in Simplified script, or those of its lines that keep their length."""
    converted = _plain(text)
    if len(converted) == len(text):
        return converted
    lines = [(line, _plain(line)) for line in text.splitlines(keepends=True)]
    return "".join(new if len(new) == len(old) else old for old, new in lines)


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring positions as spans."""
    if not positions:
        return
    start = end = positions[0]
    for position in positions:
        if position > end:
            yield start, end
            start = position
        end = position + 1
    yield start, end
