"""Quotes that are wide in Chinese and narrow in English, though Unicode has one code for both.

The source font keeps the narrow ones for Japanese and Korean. Here the neighbours of a quote
decide, in a feature that every renderer applies by itself, so that no text needs mark-up.
"""

from __future__ import annotations

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

OPENING, CLOSING = "‘“", "’”"
BEFORE_ENGLISH = " (-/"
LETTERS = "".join(map(chr, [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180)]))
PRINTED = "".join(map(chr, range(0x21, 0x7F))) + LETTERS[52:]
# A quote is English after a space or a bracket, before a space or Latin text (an apostrophe),
# or beside Latin text with nothing Chinese on its other side.
RULES = """
lookup narrow {{ {pairs} }} narrow;
lookup quotes {{
  sub [{before}] [{opening}]' lookup narrow;
  ignore sub [{wide}] [{opening}]' [{letters}];
  sub [{opening}]' lookup narrow [{letters}];
  sub [{closing}]' lookup narrow [{space} {printed}];
  ignore sub [{printed}] [{closing}]' [{wide}];
  sub [{printed}] [{closing}]' lookup narrow;
}} quotes;
feature ccmp {{ lookup quotes; }} ccmp;
"""


def narrow_glyphs(font: TTFont) -> dict[str, str]:
    """Quote → glyph name in a face of the same collection that sets quotes narrow."""
    glyphs = font.getBestCmap()
    return {quote: glyphs[ord(quote)] for quote in OPENING + CLOSING}


def teach_quotes(font: TTFont, narrow: dict[str, str]) -> None:
    """Add the rules to the font's composition feature; it must have the ``narrow`` glyphs."""
    kept = font["GSUB"]
    addOpenTypeFeaturesFromString(font, _rules(font, narrow), tables={"GSUB"})
    added = font["GSUB"].table
    font["GSUB"] = kept
    first = len(kept.table.LookupList.Lookup)
    for lookup in added.LookupList.Lookup:
        for rule in lookup.SubTable:
            for record in getattr(rule, "SubstLookupRecord", ()):
                record.LookupListIndex += first
    own = [first + i for i in added.FeatureList.FeatureRecord[0].Feature.LookupListIndex]
    kept.table.LookupList.Lookup += added.LookupList.Lookup
    for record in kept.table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex += own


def _rules(font: TTFont, narrow: dict[str, str]) -> str:
    glyphs, em = font.getBestCmap(), font["head"].unitsPerEm

    def named(characters: str) -> str:
        return " ".join(glyphs[ord(c)] for c in characters if ord(c) in glyphs)

    quotes = {glyphs[ord(quote)] for quote in narrow}
    wide = {name for name in glyphs.values() if font["hmtx"][name][0] == em}
    return RULES.format(
        pairs=" ".join(f"sub {glyphs[ord(quote)]} by {name};" for quote, name in narrow.items()),
        opening=named(OPENING),
        closing=named(CLOSING),
        before=named(BEFORE_ENGLISH),
        space=named(" "),
        letters=named(LETTERS),
        printed=named(PRINTED),
        wide=" ".join(sorted(wide - quotes)),
    )
