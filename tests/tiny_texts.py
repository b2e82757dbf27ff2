"""Read a text written in a test with the project's own word lists, without documents."""

from __future__ import annotations

from functools import cache

from analysis import store
from analysis.paths import Project
from analysis.statements.extract import StatementLexicon, Statements, statements
from analysis.statements.sentences import Sentence
from analysis.text.numerals import Numeral, find
from analysis.text.repair import RepairLexicon, clean
from analysis.text.segment import segment


@cache
def lexicon() -> StatementLexicon:
    """The curated word lists of the statement layer."""
    project = Project.here()
    return StatementLexicon.from_rows(
        {name: store.rows(project, name) for name in StatementLexicon.TABLES}
    )


def read(raw: str) -> Statements:
    """Statements of a raw text, repaired by rule only."""
    repaired = clean(raw, RepairLexicon.empty())
    return statements(repaired, segment(repaired), lexicon())


def numerals(text: str) -> list[Numeral]:
    """Numerals of a clean text."""
    return find(text, lexicon().numerals)


def one(text: str) -> Numeral:
    """The only measured numeral of a text."""
    (found,) = [n for n in numerals(text) if n.kind in ("quantity", "money")]
    return found


def sentence(text: str) -> Sentence:
    """A clean text as one sentence."""
    return Sentence(text, 0, len(text), 0, 0, tuple(numerals(text)))
