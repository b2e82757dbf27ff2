"""Dates and ranges that lost characters: marked with the reading that fits, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_NO_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2}年)(\d{2,4})日")
_NO_SIGNS = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{3,4})(日|(?![\d年.%％]))(?=[^\dA-Za-z]|\Z)")
_NO_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{1,2})月(\d{1,2})日")


def edits(text: str) -> Iterator[Edit]:
    """Marks; ``after`` is the only possible reading, or the text itself where there are several."""
    for match in _NO_MONTH.finditer(text):
        yield _mark(match, match.group(1), match.group(2), "日")
    for match in _NO_SIGNS.finditer(text):
        readings = _readings(match.group(2))
        if (readings and match.group(3)) or (readings and len(match.group(2)) == 4):
            yield _mark(match, match.group(1) + "年", match.group(2), "日")
    for match in _NO_YEAR.finditer(text):
        after = f"{match.group(1)}年{match.group(2)}月{match.group(3)}日"
        yield Edit(match.start(), match.end(), after, "dates", "uncertain")


def _mark(match: re.Match[str], year: str, digits: str, day: str) -> Edit:
    readings = _readings(digits)
    after = year + readings[0] + day if len(readings) == 1 else match.group()
    return Edit(match.start(), match.end(), after, "dates", "uncertain")


def _readings(digits: str) -> list[str]:
    """Every way to part ``digits`` into a month and a day: 927 → 9月27."""
    found = []
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        if not day or (month.startswith("0") and len(month) == 1) or len(day) > 2:
            continue
        if (
            1 <= int(month) <= 12
            and 1 <= int(day) <= 31
            and (len(day) == 1 or day[0] != "0" or cut == 2)
        ):
            found.append(f"{int(month)}月{int(day)}")
    return found
