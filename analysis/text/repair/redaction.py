"""Redactions and lost signs of names and document numbers: marked, never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_SIGN = "[*＊×Xx○Ｏ□■]"
_SIGNS = re.compile(_SIGN + _SIGN + "{0,7}")  # a first sign of its own: twice as fast a search
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = "“”《》（）()，,、。；;：: \n"
_ALONE = "*＊×"  # one of these blanks a name; the others only in rows (XX市)
# [12][09]: a search passes quickly over what begins with neither.
_NUMBER = re.compile(r"([12][09](?<=19|20)\d{2})(\d{1,4})号")
_ISSUERS = "发字办函规教政委府"


def edits(text: str) -> Iterator[Edit]:
    """Marks for blanked names, and for document numbers that lost 〔〕 around the year."""
    for match in _SIGNS.finditer(text):
        if _blanks(text, match.start(), match.end()):
            yield Edit(match.start(), match.end(), match.group(), "redaction", "uncertain")
    for match in _NUMBER.finditer(text):
        if match.start() and text[match.start() - 1] in _ISSUERS:
            after = f"〔{match.group(1)}〕{match.group(2)}号"
            yield Edit(match.start(), match.end(), after, "document_number", "uncertain")


def _blanks(text: str, start: int, end: int) -> bool:
    """Whether the signs stand in place of words: between Han characters or quotes."""
    if end - start < 2 and text[start] not in _ALONE:
        return False
    left, right = text[start - 1 : start], text[end : end + 1]
    han_left, han_right = bool(_HAN.match(left)), bool(_HAN.match(right))
    if text[start] in "Xx○Ｏ□■":
        return han_left and han_right
    return (han_right and (han_left or not left or left in _QUOTED)) or (
        han_left and right != "" and right in "”》）)，,、。"
    )
