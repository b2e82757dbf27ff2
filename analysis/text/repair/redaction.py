"""Redactions and lost signs of names and document numbers: marked, never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_BLANKED = re.compile(
    r"(?<=[\u4e00-\u9fff“”《（(，,、。；;：: \n])[*＊×]{1,8}(?=[\u4e00-\u9fff“”》）)])"
    r"|(?<=[\u4e00-\u9fff“])[*＊]{1,8}(?=[\u4e00-\u9fff”，,、。])"
    r"|(?<=[\u4e00-\u9fff])(?:[Xx×]{2,8}|[○Ｏ□■]{2,8})(?=[\u4e00-\u9fff])"
)
_NUMBER = re.compile(r"(?<=[发字办函规教政委府])((?:19|20)\d{2})(\d{1,4})号")


def edits(text: str) -> Iterator[Edit]:
    """Marks for blanked names, and for document numbers that lost 〔〕 around the year."""
    if any(sign in text for sign in "*＊×XxＯ○□■"):
        for match in _BLANKED.finditer(text):
            yield Edit(match.start(), match.end(), match.group(), "redaction", "uncertain")
    for match in _NUMBER.finditer(text):
        after = f"〔{match.group(1)}〕{match.group(2)}号"
        yield Edit(match.start(), match.end(), after, "document_number", "uncertain")
