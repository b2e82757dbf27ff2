"""Full-width digits, letters and signs → their plain forms; Chinese punctuation stays,
but for a comma inside a number (2，580万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_WIDE = "[０-９Ａ-Ｚａ-ｚ％＋－／＝＜＞＠＃＆．]"
_RUN = re.compile(_WIDE + _WIDE + "*")  # a first character of its own: twice as fast a search
_POINT = re.compile(
    r"(?<![０-９0-9])．|．(?![０-９0-9])|．(?=\d{1,4}[年月日])"
)  # a point of a list number, not of a decimal
_THOUSANDS = re.compile(
    r"，(?<=[\d０-９]，)(?<!\d{4}，)(?=[\d０-９]{3}(?:[万亿元人名所平]|[.．][\d０-９]))"
)
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def edits(text: str) -> Iterator[Edit]:
    """One edit a run of full-width characters, of equal length."""
    if "，" in text:
        for match in _THOUSANDS.finditer(text):
            yield Edit(match.start(), match.end(), ",", "width", "probable")
    for match in _RUN.finditer(text):
        at, end = match.span()
        points = [place for place in range(at, end) if _POINT.match(text, place)]
        for stop in (*points, end):
            if stop > at:
                yield Edit(at, stop, text[at:stop].translate(_PLAIN), "width")
            at = stop + 1
