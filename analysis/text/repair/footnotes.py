"""Footnote marks that a copy left in the sentence: 发展[16] → 发展."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_MARK = re.compile(
    r"(?<=[\u3400-\u9fff。，,、；;：:”’》〉）)％%\d])"
    r"(?:[\[［]\s?(?:注|\d{1,3}(?:\s?[-–,，]\s?\d{1,3}){0,3})\s?[\]］])+(?![^\n]{0,2}号)"
    r"|(?<=[\u3400-\u9fff。，,、；;”》])[¹²³⁰⁴-⁹]+(?![\dA-Za-z])"
)
_UNIT = re.compile(r"[米里尺寸]$")


def edits(text: str) -> Iterator[Edit]:
    """Deletions of ``[1]``, ``［12］``, ``[注]`` and raised digits; m² and 平方米 signs stay."""
    if "[" not in text and "［" not in text and not re.search("[¹²³⁰⁴-⁹]", text):
        return
    for match in _MARK.finditer(text):
        raised = match.group()[0] in "²³"
        if raised and _UNIT.search(text, match.start() - 1, match.start()):
            continue
        yield Edit(match.start(), match.end(), "", "footnotes")
