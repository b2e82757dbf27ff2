"""Characters that print like others but are not them, by Unicode's own tables.

Fonts of many PDFs name a character by the radical of its shape (⼗四五, ⽣均, ⺠办), old
encodings kept second code points of ordinary characters (compatibility ideographs), and
typesetting systems have small and half-width forms of the punctuation (﹪, ﹐, ｡).
"""

from __future__ import annotations

import unicodedata

# CJK radicals of simplified shape: Unicode, EquivalentUnifiedIdeograph.txt.
_ALIKE = (
    "⺌小⺟母⺠民⺩王⺬示⺮竹⺶羊⺼月⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
# Chinese text sets them as its own signs, which the compatibility mapping does not say.
_SIGNS = "﹐，﹑、﹔；﹕：﹖？﹗！﹙（﹚）｡。､、｢「｣」〝“〞”〟”﹪%﹣-﹢+﹒."
# Old forms that Simplified text has only by a slip of the font.
_OLD = "敎教羣群衞卫竝并幷并"
#: A bullet of Symbol or Wingdings, which have no Unicode code points.
BULLETS = range(0xF020, 0xF100)


def _pairs(written: str) -> dict[int, str]:
    return {ord(written[i]): written[i + 1] for i in range(0, len(written), 2)}


def _compatible() -> dict[int, str]:
    """Radicals of the Kangxi list and compatibility ideographs → the character they stand for."""
    codes = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {code: char for code, char in plain.items() if len(char) == 1 and ord(char) != code}


TABLE = _pairs(_ALIKE) | _pairs(_SIGNS) | _pairs(_OLD) | _compatible() | dict.fromkeys(BULLETS, "•")
#: For the inside of a character class.
CLASS = "".join(map(chr, TABLE))
