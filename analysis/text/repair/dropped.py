"""Signs that an extraction dropped: marked where the gap shows, never put back silently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

# 区教体局区发改局: two agencies of one level with nothing between them.
_AGENCIES = re.compile(r"(?<=[局委办部院])(?P<next>[区市县省])(?=[\u4e00-\u9fff]{1,8}[局委办部])")
_END = re.compile(r"负责[)）]")
_AGENCY = re.compile(
    r"[区市县省](?!场|域|级|直)[\u4e00-\u9fff]{1,6}?(?:局|委(?!员)|办(?!学|公|好|理)|部(?!门))"
)
_OPENING = "(（"
_LIMIT = 300


def edits(text: str) -> Iterator[Edit]:
    """Marks in lists of responsible agencies (“…负责)”): missing 、 and missing opening bracket."""
    if "负责" not in text:
        return
    for match in _END.finditer(text):
        start = _list_start(text, match.start())
        words = text[start : match.start()]
        if start and text[start - 1] not in _OPENING and (first := _AGENCY.search(words)):
            at = start + first.start()
            yield Edit(at, at + 1, f"({text[at]}", "dropped", "uncertain")
        for gap in _AGENCIES.finditer(words):
            at = start + gap.start()
            yield Edit(at, at + 1, f"、{gap['next']}", "dropped", "uncertain")


def _list_start(text: str, end: int) -> int:
    """Where the list that ends at ``end`` begins: behind a bracket, a full stop or a break."""
    at = end
    while at > 0 and end - at < _LIMIT and text[at - 1] not in "(（。；;\n)）":
        at -= 1
    return at
