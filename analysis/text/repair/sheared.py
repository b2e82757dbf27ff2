"""Characters cut in two by a site's converter: 足球?qū)W習 → 足球學習, 發展?jié)摿Φ → 發展潛力的.

The converter read GBK text byte by byte: it put a mark and a syllable, always the same one, for
the first byte of a character, so that every byte behind went to the wrong character until an
ASCII one. With the lost byte in front, the bytes read as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair.draft import Edit

_LOST = {"qū": 0x8C, "jié": 0x9D}
_CUT = re.compile(rf"\?({'|'.join(_LOST)})\)([^\x00-\x7f。，；：]{{0,40}}[@-~]?)")


def edits(text: str) -> Iterator[Edit]:
    """One edit a cut, where the bytes with the lost one in front are whole characters again."""
    if "?" not in text:
        return
    for match in _CUT.finditer(text):
        mended = _mended(_LOST[match[1]], match[2])
        if mended is not None:
            yield Edit(*match.span(), mended, "pinyin", "probable")


def _mended(lost: int, words: str) -> str | None:
    try:
        return (bytes([lost]) + words.encode("gbk")).decode("gbk")
    except UnicodeError:
        return None
