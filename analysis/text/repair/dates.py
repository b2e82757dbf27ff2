"""Dates that lost characters: marked with the reading that fits, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

# [12][09]: a search passes quickly over what begins with neither.
_DATE = re.compile(
    r"(?P<year>[12][09](?<=19|20)\d{2})"
    r"(?:年(?P<joined>\d{2,4})日|(?P<bare>\d{3,4})(?P<day>日?)(?![\d年.%％])"
    r"|(?P<month>\d{1,2})月(?P<of>\d{1,2})日)"
)


def edits(text: str) -> Iterator[Edit]:
    """Marks; ``after`` is the only possible reading, or the text itself where there are several.

    2022年927日 → 2022年9月27日, 20221026日 → 2022年10月26日; 2022年111日 stays open.
    """
    for match in _DATE.finditer(text):
        start, end = match.span()
        if _is_inside_number(text, start, end):
            continue
        year = match["year"]
        if match["month"]:
            after = f"{year}年{int(match['month'])}月{int(match['of'])}日"
            yield Edit(start, end, after, "dates", "uncertain")
            continue
        readings = _readings(match["joined"] or match["bare"])
        if match["bare"] and not (readings and (match["day"] or len(match["bare"]) == 4)):
            continue
        after = f"{year}年{readings[0]}日" if len(readings) == 1 else match.group()
        yield Edit(start, end, after, "dates", "uncertain")


def _is_inside_number(text: str, start: int, end: int) -> bool:
    """Whether the digits are part of an address, a code or a longer number."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return (
        (left.isascii() and (left.isalnum() or left in ("/", "_", "-", "."))) and left != ""
    ) or (right.isascii() and (right.isalnum() or right in ("/", "_")))


def _readings(digits: str) -> list[str]:
    """Every way to part ``digits`` into a month and a day: 927 → 9月27."""
    found = []
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        if month == "0" or not 1 <= len(day) <= 2 or (day[0] == "0" and len(digits) < 4):
            continue
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            found.append(f"{int(month)}月{int(day)}")
    return found
