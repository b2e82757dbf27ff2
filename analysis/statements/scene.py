"""A sentence with all that is known around it: its section's time, and what was said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.statements.context import SectionContext, horizon, plan_start
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.sentences import Sentence, sentences
from analysis.text.numerals import Numeral
from analysis.text.spans import Structure

_AHEAD = re.compile(r"(?:到|至)\s?20\d\d\s?年|[“\"]?十四五[”\"]?(?:期间|时期)")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]|《[^《》]*》")
_COMPARED_PLAN = re.compile(
    r"[较比][“\"]?十[一二三四五六七]五[”\"]?(?:期间|时期|末)?[^，。；]{0,4}[增提减下]"
)
_CONTINUES = ("其中", "此外", "另有")


@dataclass(frozen=True)
class Scene:
    """``past``: facts are being reported; ``future``: plans are being told. Both of the
    sentences of one section up to and with this one; neither where nothing says so."""

    sentence: Sentence
    context: SectionContext
    lexicon: StatementLexicon
    past: bool
    future: bool


def scenes(
    text: str,
    structure: Structure,
    numerals: Sequence[Numeral],
    found: list[SectionContext],
    lexicon: StatementLexicon,
) -> Iterator[Scene]:
    """The sentences of a text in reading order, each with its time.

    A bare list of facts goes on in the time of the sentence before it (2021年末全市共有
    …。特殊教育学校1所，在校学生206人。); a new section starts afresh.
    """
    section, past, future = -1, False, False
    begins = horizon(structure, found)
    for sentence in sentences(text, structure, numerals):
        if sentence.section != section:
            section, past, future = sentence.section, False, False
        words = sentence.text
        forward = _AHEAD.search(words) is not None or lexicon.has("future_cue", words)
        if lexicon.has("future_turn", words):
            past, future = False, True
        elif _is_dated_before(sentence, begins) or (
            not forward and lexicon.has("past_sentence", words)
        ):
            past, future = True, False
        elif not _goes_on(words, lexicon):
            past, future = False, future or forward
        yield Scene(sentence, found[sentence.section], lexicon, past, future)


def _is_dated_before(sentence: Sentence, begins: int | None) -> bool:
    """Whether all that dates a sentence lies before the document's own period."""
    if _COMPARED_PLAN.search(sentence.text) is not None:
        return True
    if begins is None:
        return False
    words = _BRACKETS.sub(lambda match: " " * len(match.group()), sentence.text)
    years = [
        max(n.years)
        for n in sentence.numerals
        if n.years and n.kind == "year" and words[n.start - sentence.start] != " "
    ]
    plan = plan_start(words)
    if plan is not None:
        years.append(plan)
    return bool(years) and max(years) < begins


def _goes_on(words: str, lexicon: StatementLexicon) -> bool:
    """Whether a sentence keeps the time of the one before: 其中…, or facts without a verb."""
    return words.lstrip().startswith(_CONTINUES) or not lexicon.has("doing_verb", words)
