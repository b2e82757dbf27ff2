"""Cuts the chart font out of Noto Sans CJK SC, so that no reader needs a Chinese font installed.

Run once when the character set must grow (the result is committed):

    python -m analysis.figures.make_font /usr/share/fonts/opentype/noto \\
        data/raw/*.txt data/curated/places.csv

The source is Debian's ``fonts-noto-cjk`` (SIL OFL 1.1, no reserved font name). The subset carries
a family name of its own so that it never shadows, nor is replaced by, an installed Noto. Static
weights only: a variable CJK font crashes the PDF writer. Same input, same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from analysis.figures.font_quotes import narrow_glyphs, teach_quotes

FAMILY = "Plan Sans SC"
SOURCE_FAMILY = "Noto Sans CJK SC"
QUOTES_FAMILY = "Noto Sans CJK KR"
WEIGHTS = ("Regular", "Bold")
FOLDER = Path(__file__).parent / "fonts"
EXTRA_CHARACTERS = FOLDER / "extra_characters.txt"

# Unicode blocks a label may need beside Chinese: Latin with pinyin tone marks, punctuation, sub-
# and superscripts, currency, number forms, arrows, operators, circled numbers, shapes, CJK marks.
BLOCKS = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01CD, 0x01DC),
    (0x0250, 0x02AF),
    (0x02B0, 0x036F),
    (0x0391, 0x03C9),
    (0x1E00, 0x1EFF),
    (0x2000, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x21FF),
    (0x2200, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x27BF),
    (0x3000, 0x303F),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)


def gb2312_characters() -> set[str]:
    """The 7,445 characters of GB 2312-80, read off the codec itself."""
    cells = (bytes([row + 0xA0, column + 0xA0]) for row in range(1, 95) for column in range(1, 95))
    return set("".join(cell.decode("gb2312", "ignore") for cell in cells))


def wanted_characters(texts: list[str]) -> set[int]:
    """Code points the font must carry: GB 2312, the blocks above, and every one in ``texts``."""
    blocks = {code for first, last in BLOCKS for code in range(first, last + 1)}
    written = {ord(character) for text in texts for character in text}
    return blocks | written | {ord(character) for character in gb2312_characters()}


def rename(font: TTFont, weight: str) -> None:
    """Put our family name in every name the font carries; copyright and licence stay."""
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    names = {1: FAMILY, 2: weight, 3: f"{postscript};2.004", 4: f"{FAMILY} {weight}", 6: postscript}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 7, 13, 14)]
    table.names = [record for record in table.names if record.langID == 0x409]
    for name_id, value in names.items():
        table.setName(value, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, f"{FAMILY} {weight}"
    for index, part in enumerate(getattr(top, "FDArray", [])):
        part.FontName = f"{postscript}-{index}"


def cut(source: Path, weight: str, wanted: set[int]) -> TTFont:
    """The SC face of one weight, reduced to ``wanted`` (characters the source lacks are left)."""
    collection = TTCollection(source / f"NotoSansCJK-{weight}.ttc", lazy=True)
    faces = {face["name"].getDebugName(1): face for face in collection.fonts}
    font, narrow = faces[SOURCE_FAMILY], narrow_glyphs(faces[QUOTES_FAMILY])
    font.recalcTimestamp = False
    options = Options()
    options.layout_features = ["kern", "mark", "ccmp", "liga"]
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 5, 7, 13, 14]
    options.recalc_timestamp = False
    options.drop_tables += ["VORG", "vhea", "vmtx", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted, glyphs=list(narrow.values()))
    subsetter.subset(font)
    teach_quotes(font, narrow)
    rename(font, weight)
    return font


def main(arguments: list[str]) -> None:
    """Write both weights as OTF (for PNG and PDF) and WOFF2 (for pages and SVG)."""
    source, texts = Path(arguments[0]), [Path(path) for path in arguments[1:]]
    written = [path.read_text(encoding="utf-8") for path in [*texts, EXTRA_CHARACTERS]]
    wanted = wanted_characters(written)
    for weight in WEIGHTS:
        font = cut(source, weight, wanted)
        stem = f"{FAMILY.replace(' ', '')}-{weight}"
        font.save(FOLDER / f"{stem}.otf")
        font.flavor = "woff2"
        font.save(FOLDER / f"{stem}.woff2")


if __name__ == "__main__":
    main(sys.argv[1:])
