"""What the shipped font can write, how wide it writes it, and the part of it one figure needs.

Widths come from the font's own advance table, so text is wrapped and boxes are measured without
a browser; text with quotes, whose width hangs on their neighbours, is shaped. A character the
font lacks is an error: an empty box in print is a lie.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import uharfbuzz
from fontTools.ttLib import TTFont

from analysis.errors import WorkError
from analysis.figures.theme import FONT, FONT_FOLDER

# A break is allowed between Han characters, but not before these marks nor after an opening one.
NEVER_FIRST = "，。、；：？！）》」』”’…％%）]}·,.;:?!)"
NEVER_LAST = "（《「『“‘([{"
QUOTES = frozenset("‘’“”")
TORN = 0.3  # what a line that may end inside a word costs, in squares of a full line
_PIECES = re.compile(r"[⺀-鿿豈-﫿　-〿＀-￯]|[^\s⺀-鿿豈-﫿　-〿＀-￯]+|\s+")


@lru_cache(maxsize=2)
def _widths(bold: bool) -> tuple[dict[int, int], int]:
    font = TTFont(_path(bold), lazy=True)
    metrics = font["hmtx"].metrics
    widths = {code: metrics[name][0] for code, name in font.getBestCmap().items()}
    return widths, font["head"].unitsPerEm


def _path(bold: bool) -> str:
    weight = "Bold" if bold else "Regular"
    return str(FONT_FOLDER / f"{FONT.replace(' ', '')}-{weight}.otf")


def missing(text: str, *, bold: bool = False) -> list[str]:
    """Characters of ``text`` that the font cannot write, once each, in order."""
    known, _ = _widths(bold)
    return list(dict.fromkeys(c for c in text if ord(c) not in known and not c.isspace()))


def require(text: str, where: str) -> None:
    """Raise WorkError naming the first characters of ``text`` that the font cannot write."""
    lacking = missing(text)
    if lacking:
        named = ", ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:5])
        raise WorkError(
            f"{where}: the chart font has no glyph for {named}; every character drawn must be in "
            "it; add them to analysis/figures/fonts/extra_characters.txt and run make_font"
        )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in pixels at ``size`` pixels; an unknown character counts as a full em."""
    known, em = _widths(bold)
    if not QUOTES.isdisjoint(text):
        return sum(shaped_advances(text, bold=bold)) * size / em
    return sum(known.get(ord(character), em) for character in text) * size / em


def shaped_advances(text: str, *, bold: bool = False) -> list[int]:
    """What each glyph of a line moves the pen by, in font units, after the font's own rules."""
    line = uharfbuzz.Buffer()
    line.add_str(text)
    line.guess_segment_properties()
    uharfbuzz.shape(_shaper(bold), line)
    return [place.x_advance for place in line.glyph_positions]


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines of at most ``width`` pixels; words stay whole, Han text breaks by its own rules."""
    lines: list[str] = []
    line = ""
    for piece in _unbreakable(text):
        if line and text_width((line + piece).rstrip(), size, bold=bold) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def balanced(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """As few lines as `wrap` needs, of about equal length and broken where a reader would.

    No single word is left at the end; Han text, which has no spaces, breaks after a mark of
    punctuation where it can (least squares over all ways to break, after Knuth & Plass 1981).
    """
    lines = wrap(text, width, size, bold=bold)
    if len(lines) == 1:
        return lines
    pieces = _unbreakable(text)
    lengths = [text_width(piece, size, bold=bold) / width for piece in pieces]
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in lines:
        ways = _one_line_more(ways, pieces, lengths)
    if len(pieces) not in ways:
        return lines
    cuts = ways[len(pieces)][1]
    return ["".join(pieces[a:b]).strip() for a, b in pairwise(cuts)]


def _one_line_more(
    ways: dict[int, tuple[float, tuple[int, ...]]], pieces: list[str], lengths: list[float]
) -> dict[int, tuple[float, tuple[int, ...]]]:
    """Where the text can be broken next → the least cost of breaking it there, and the cuts."""
    found: dict[int, tuple[float, tuple[int, ...]]] = {}
    for start, (cost, cuts) in ways.items():
        length = 0.0
        for stop in range(start + 1, len(pieces) + 1):
            length += lengths[stop - 1]
            if length > 1.0 and stop > start + 1 and not pieces[stop - 1].isspace():
                break
            total = cost + length**2 + (TORN if _tears(pieces, stop) else 0.0)
            if stop not in found or total < found[stop][0]:
                found[stop] = (total, (*cuts, stop))
    return found


def _tears(pieces: list[str], stop: int) -> bool:
    """Whether a break before piece ``stop`` may tear a word: no space, no mark stands there."""
    if stop == len(pieces) or pieces[stop].isspace() or pieces[stop - 1].isspace():
        return False
    return pieces[stop - 1][-1].isalnum()


def _unbreakable(text: str) -> list[str]:
    """Pieces that may not be split: words, Han characters with the marks that cling to them."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text.replace("\n", " ")):
        clings = pieces and (piece[0] in NEVER_FIRST or pieces[-1][-1] in NEVER_LAST)
        if clings:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """``text`` cut to ``width`` pixels, with an ellipsis where something was left out."""
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text
    mark = "..." if text[:1].isascii() else "…"  # the Chinese ellipsis sits too high in Latin text
    while kept and text_width(kept + mark, size, bold=bold) > width:
        kept = kept[:-1]
    whole, _, begun = kept.rpartition(" ")
    if begun.isascii() and len(whole) > len(kept) / 2 and text[len(kept)] != " ":
        kept = whole  # no torn word where whole ones fill more than half of the room
    return kept.rstrip(" ,(") + mark


def font_face(text: str, *, bold: bool = False) -> str:
    """A CSS ``@font-face`` carrying just the glyphs of ``text``, for a picture that stands alone.

    The same text gives the same bytes: the subset keeps the font's own dates.
    """
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(character) for character in text)
    part = uharfbuzz.subset(_face(bold), wanted)
    font = TTFont(io.BytesIO(part.blob.data), recalcTimestamp=False)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream)
    data = base64.b64encode(stream.getvalue()).decode("ascii")
    weight = 700 if bold else 400
    return (
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


@lru_cache(maxsize=2)
def _face(bold: bool) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(_path(bold))))


@lru_cache(maxsize=2)
def _shaper(bold: bool) -> uharfbuzz.Font:
    return uharfbuzz.Font(_face(bold))


def characters(texts: Iterable[str]) -> str:
    """Every character of ``texts`` once, sorted, space included."""
    return "".join(sorted({" ", *(c for text in texts for c in text if not c.isspace())}))
