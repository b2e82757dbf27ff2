"""Text whose bytes were read in a wrong encoding: æ•™è‚² or 鏁欒偛 → 教育.

A stretch is taken back only when its bytes, written as they were read, are whole UTF-8
characters again: ordinary text of more than two characters never is. What was lost for
good (�, 锟斤拷) is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from analysis.text.repair.draft import Edit

_CP1252 = {
    char: bytes([code])
    for code in range(0x80, 0xA0)
    if (char := bytes([code]).decode("cp1252", "ignore"))
}
_BYTES = {chr(code): bytes([code]) for code in range(0x80, 0x100)} | _CP1252
_TAIL = re.escape("".join(_BYTES))
_LATIN = re.compile(rf"[\xc3\xe2-\xe9\xef][{_TAIL}]+")
# Punctuation and the commonest characters of UTF-8 text read as GBK; each is rare by itself.
_TELLING = "锛銆鈥鐨鏁瀛涓鏄鍦"
_AROUND = 60
_LOST = re.compile("\ufffd+|(?:锟斤拷|锟斤|斤拷)+")
_LEAST = 3
_PATIENCE = 20  # stretches tried in vain before a text counts as honest


def edits(text: str) -> Iterator[Edit]:
    """Edits where the reading can be undone, marks where characters are lost."""
    if any(char in text for char in "\xc3âãäåæçèéï"):
        for match in _LATIN.finditer(text):
            yield from _latin(match)
    yield from _read_as_gbk(text)
    if "\ufffd" in text or "锟" in text:
        for match in _LOST.finditer(text):
            yield Edit(match.start(), match.end(), match.group(), "lost", "uncertain")


def _latin(match: re.Match[str]) -> Iterator[Edit]:
    data = b"".join(_BYTES[char] for char in match.group())
    whole = _whole(data)
    if whole:
        yield Edit(match.start(), match.start() + whole, data[:whole].decode(), "mojibake")


def _read_as_gbk(text: str) -> Iterator[Edit]:
    told = [char for char in _TELLING if char in text]
    at, failures = 0, 0
    for match in re.finditer("|".join(told), text) if told else ():
        if match.start() < at:
            continue
        if found := _gbk(text, match.start(), at):
            yield found
            at = found.end
        else:
            failures += 1
        if failures == _PATIENCE:
            return  # an honest text that happens to hold such characters


def _gbk(text: str, place: int, least: int) -> Edit | None:
    """The stretch around ``place`` that comes back, beginning not before ``least``."""
    low = place
    while low > max(least, place - _AROUND) and text[low - 1] > "\x7f":
        low -= 1
    high = place
    while high < min(len(text), place + _AROUND) and text[high] > "\x7f":
        high += 1
    for start in range(low, place + 1):
        pieces = [char.encode("gb18030", "replace") for char in text[start:high]]
        data = b"".join(pieces)
        whole = _whole(data)
        ends = list(accumulate(map(len, pieces)))
        count = bisect_right(ends, whole)
        while count and ends[count - 1] < whole and data[ends[count - 1]] & 0xC0 == 0x80:
            count -= 1  # never inside a character
        if start + count > place and count >= _LEAST:
            return Edit(start, start + count, data[: ends[count - 1]].decode(), "mojibake")
    return None


def _whole(data: bytes) -> int:
    """How many bytes from the start are whole UTF-8 characters."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)
