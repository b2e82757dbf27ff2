"""Footnote marks that a copy left in the sentence: 发展[16] → 发展."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_SIGN = re.compile(r"[\[［〔【①-⑳⁽¹²³⁰⁴-⁹]")
_MARK = re.compile(
    r"(?<=[\u3400-\u9fff。，,、；;：:”’》〉）)％%\d])"
    r"(?:[\[［]\s?(?:注\d{0,2}|\d{1,3}(?:\s?[-–,，]\s?\d{1,3}){0,3})\s?[\]］])+(?![^\n]{0,2}号)"
    r"|(?<=[\u3400-\u9fff。，,、；;”》])⁽?[¹²³⁰⁴-⁹]+⁾?(?![\dA-Za-z])"
)
# Circled and book brackets number a list, but for one with a stop behind it: 教育①，
_CLOSING = re.compile(
    r"(?<=[\u3400-\u9fff”》）)％%])(?:[①-⑳]|[〔【]\s?(?:注|\d{1,2})\s?[〕】])(?=[，。；、])"
)
_UNIT = re.compile(r"[米里尺寸]$")


def edits(text: str) -> Iterator[Edit]:
    """Deletions of ``[1]``, ``［12］``, ``[注]``, ``①，`` and raised digits; m² stays."""
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if match := _CLOSING.match(text, at):
            yield Edit(*match.span(), "", "footnotes", "probable")
        elif match := _MARK.match(text, at):
            raised = sign.group() in "²³"
            if not (raised and _UNIT.search(text, at - 1, at)):
                yield Edit(*match.span(), "", "footnotes")
