"""Numbers written with a wrong sign inside: 96。5%, 二O二五年.

Only where no other reading is left: a sentence cannot end between a number and the rest
of a share, and a year has four digits. Anything less is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit
from analysis.text.spans import Certainty

_DIGITS = "一二三四五六七八九零〇○◯Oo0"
_STOP = r"(?<=\d.)(?=\d{1,2}(?P<unit%d>[%%％‰]|[万亿]))"
# Alternatives that begin with a plain character: a search passes quickly over all others.
_FOUND = re.compile(
    "|".join(sign + _STOP % number for number, sign in enumerate("。·・"))
    + rf"|二[{_DIGITS}]{{3}}(?=年)"
)
_WHOLE = re.compile(r"(?<![\d.])\d{1,3}$")
_ZEROS = str.maketrans("○◯Oo0", "〇〇〇〇〇")


def edits(text: str) -> Iterator[Edit]:
    """Probable edits of shares and years; other numbers with a stop inside are marks."""
    for match in _FOUND.finditer(text):
        at, end = match.span()
        unit = match[match.lastindex] if match.lastindex else ""
        if unit and _WHOLE.search(text, max(0, at - 5), at):
            certainty: Certainty = "probable" if unit in "%％‰" else "uncertain"
            yield Edit(at, at + 1, ".", "digits", certainty)
        elif not unit:
            yield Edit(at, end, match.group().translate(_ZEROS), "digits", "probable")
