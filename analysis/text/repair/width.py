"""Full-width digits, letters and signs → their plain forms; Chinese punctuation stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_RUN = re.compile(r"[０-９Ａ-Ｚａ-ｚ％＋－／＝＜＞＠＃＆]+|(?<=[０-９])．(?=[０-９])")
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def edits(text: str) -> Iterator[Edit]:
    """One edit a run of full-width characters, of equal length."""
    for match in _RUN.finditer(text):
        plain = match.group().translate(_PLAIN)
        yield Edit(match.start(), match.end(), plain, "width")
