"""Numerals of Chinese policy text: exact values, units, ranges, and the words that hedge them."""

from analysis.text.numerals.lexicon import NumeralLexicon, Unit
from analysis.text.numerals.model import MEASURED, Comparator, Kind, Numeral
from analysis.text.numerals.reader import find

__all__ = ["MEASURED", "Comparator", "Kind", "Numeral", "NumeralLexicon", "Unit", "find"]
