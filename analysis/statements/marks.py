"""Punctuation in one width, so that a rule is written once for both."""

from __future__ import annotations

import re

HALF_WIDTH = str.maketrans(
    "\uff0c\uff1b\uff1a\uff08\uff09\uff01\uff1f\uff0f\u3000\u3010\u3011\u3014\u3015[]",
    ",;:()!?/ ()()()",
)
# 各县(市、区), 各市、县政府: the comma is part of the name.
LISTED_LEVELS = re.compile(
    r"\([省市县区旗镇乡街道办村社、]{3,12}\)|各[市县区旗镇乡]、[市县区旗镇乡街](?:道|[、和][市县区旗])?"
)


def half_width(text: str) -> str:
    """``text`` with half-width commas, colons, brackets …; of the same length, so offsets hold.

    Brackets of every kind become round ones; the commas in 各县(市、区) and 各市、县 become dots.
    """
    plain = text.translate(HALF_WIDTH)
    return LISTED_LEVELS.sub(lambda match: match.group().replace("、", "·"), plain)
