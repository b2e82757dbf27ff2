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
# Each begins with one plain character: so a search passes over others many times faster.
_STOPS = [re.compile(sign + r"(?=\d{1,2}([%％‰]|[万亿]))") for sign in "。·・"]
_YEAR = re.compile(rf"二[{_DIGITS}]{{3}}(?=年)")
_WHOLE = re.compile(r"(?<![\d.])\d{1,3}$")
_ZEROS = str.maketrans("○◯Oo0", "〇〇〇〇〇")


def edits(text: str) -> Iterator[Edit]:
    """Probable edits of shares and years; other numbers with a stop inside are marks."""
    for pattern in _STOPS:
        for match in pattern.finditer(text):
            at = match.start()
            if _WHOLE.search(text, max(0, at - 5), at):
                certainty: Certainty = "probable" if match[1] in "%％‰" else "uncertain"
                yield Edit(at, at + 1, ".", "digits", certainty)
    for match in _YEAR.finditer(text):
        yield Edit(*match.span(), match.group().translate(_ZEROS), "digits", "probable")
