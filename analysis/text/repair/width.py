"""Signs in another form than the text's own: full width, look-alikes, letters for digits (2O25年).

Look-alikes are characters that print like others (`forms`).
Chinese punctuation stays, but for a comma inside a number (2，580万元). One search finds all
of them: it passes over ordinary text at the same cost however many signs it looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.repair import forms
from analysis.text.repair.draft import Edit

_LETTERS = "OoIlＯｏＩｌ"  # what OCR takes 0 and 1 for
_INSIDE = _LETTERS + "."
_WIDE = "０-９Ａ-Ｚａ-ｚ％＋－／＝＜＞＠＃＆．"
_PRIVATE = "\ue000-\uf8ff"  # a font's own characters: nobody else knows what was printed
_ODD = f"[{_WIDE}{forms.CLASS}{_LETTERS}{_PRIVATE}]"
_RUN = re.compile(f"{_ODD}{_ODD}*")  # a first character of its own: twice as fast a search
_POINT = re.compile(
    r"(?<![０-９0-9])．|．(?![０-９0-9])|．(?=\d{1,4}[年月日])"
)  # a point of a list number, not of a decimal
_THOUSANDS = re.compile(
    r"，(?<=[\d０-９]，)(?<!\d{4}，)(?=[\d０-９]{3}(?:[万亿元人名所平]|[.．][\d０-９]))"
)
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE = _PLAIN | forms.TABLE
_FORMS = frozenset(forms.CLASS)
_LOST = re.compile(f"(?![{min(forms.BULLETS):c}-{max(forms.BULLETS):c}])[{_PRIVATE}]")
_NUMBER = re.compile(rf"[\d{_LETTERS}]{{1,12}}(?:\.[\d{_LETTERS}]{{1,4}})?")
_COUNTED = re.compile(
    r"\s?(?:[年月日号%％‰万亿元个所名项人次家处套间周岁级期公平米倍条件张台册亩余多]|[-—–~～至到]\d)"
)
_NOT_NUMBER = re.compile(r"[A-Za-z@/_\-.]")
_DIGITS = str.maketrans(_LETTERS, "00110011")
_LONGEST = 16


def edits(text: str) -> Iterator[Edit]:
    """One edit a run of such signs, of equal length; characters of a font's own are marks."""
    if "，" in text:
        for match in _THOUSANDS.finditer(text):
            yield Edit(match.start(), match.end(), ",", "width", "probable")
    for match in _RUN.finditer(text):
        run = match.group()
        if run.strip(_LETTERS) == "" and (edit := _letters(text, *match.span())):
            yield edit
        elif _LOST.search(run):
            yield Edit(*match.span(), run, "lost", "uncertain")
        else:
            yield from _plain(text, *match.span())


def _plain(text: str, at: int, end: int) -> Iterator[Edit]:
    rule = "width" if _FORMS.isdisjoint(text[at:end]) else "forms"
    points = [place for place in range(at, end) if _POINT.match(text, place)]
    for stop in (*points, end):
        if stop > at:
            yield Edit(at, stop, text[at:stop].translate(_TABLE), rule)
        at = stop + 1


def _letters(text: str, start: int, end: int) -> Edit | None:
    """Letters inside a number that something is counted by: 2O25年, 9O%; never in 5G or O2O."""
    low = start
    while low and start - low < _LONGEST and (text[low - 1].isdigit() or text[low - 1] in _INSIDE):
        low -= 1
    number = _NUMBER.match(text, low)
    if number is None or number.end() < end or not _COUNTED.match(text, number.end()):
        return None
    if not any(char.isdigit() for char in number.group()):
        return None
    if low and _NOT_NUMBER.match(text[low - 1]):
        return None
    return Edit(start, end, text[start:end].translate(_DIGITS), "digits", "probable")
