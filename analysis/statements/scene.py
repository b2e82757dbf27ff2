"""A sentence with all that is known around it: its section's time, and what was said before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.statements.context import (
    SectionContext,
    horizon,
    later_plan,
    own_year,
)
from analysis.statements.genre import Genre, first_year_ahead, first_year_of_will, genre_of
from analysis.statements.growth import TRIGGER
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.payers import payer_behind
from analysis.statements.sentences import Sentence, sentences
from analysis.statements.tables import READ_BY_CELL
from analysis.statements.timeline import Timeline
from analysis.text.numerals import MEASURED, Numeral
from analysis.text.spans import Passage, Structure, is_inside

_TURN = re.compile(
    r"\s*(?:(?:下一?步|接下来|今后[一三五]年|明年)[，,]?"
    r"|20\d\d\s?年(?:度)?(?:主要|重点|发展|工作|预期)*(?:目标|打算|安排|计划|思路|要点)[：:])"
)


class Scene(NamedTuple):
    """``past``: facts are being reported; ``future``: plans are being told. Both of the
    sentences of one section up to and with this one; neither where nothing says so.
    ``issued`` is the year of the document itself, ``begins`` the first year that it plans;
    ``turned``: the section has come to what is next (下一步，…); ``giver`` is the treasury of
    which the section tells, ``bearer`` who bears the money of this sentence by the next one."""

    sentence: Sentence
    context: SectionContext
    lexicon: StatementLexicon
    past: bool
    future: bool
    genre: Genre
    issued: int | None = None
    begins: int | None = None
    turned: bool = False
    giver: str | None = None
    bearer: str | None = None


def scenes(
    text: str,
    structure: Structure,
    numerals: Sequence[Numeral],
    found: list[SectionContext],
    lexicon: StatementLexicon,
) -> Iterator[Scene]:
    """The sentences that may state something, in reading order, each with its time.

    Passages of indicator tables are left out: `tables` reads them cell by cell. Where no
    number measures anything and no rule of growth can stand, nothing is looked at.
    """
    starts = [n.start for n in numerals]
    live = _live(text, numerals)
    begins = horizon(structure, found)
    if begins is None:
        begins = later_plan(text)
    if begins is None and own_year(structure) is None:
        begins = first_year_of_will(text)
    issued = own_year(structure)
    genre = genre_of(structure, found, lexicon, issued)
    if genre != "plan":
        begins = max(filter(None, (begins, issued)), default=first_year_ahead(text))
    tables = [(t.start, t.end) for t in structure.tables if t.kind in READ_BY_CELL]
    now = issued if issued is not None else begins and begins - 1
    if genre == "report" and issued is None:
        now = None
    told: dict[int, Timeline] = {}
    for passages in _by_section(structure):
        last = _last_live(passages, live)
        section = passages[0].section
        ahead = genre == "plan" and found[section].plans_a_year
        timeline = Timeline(
            lexicon, begins, now=now, reports=_turns(passages), plan=genre == "plan", ahead=ahead
        )
        timeline.follow(told.get(structure.sections[section].parent or 0))
        told[section] = timeline
        for passage in passages[last + 1 :]:
            timeline.hear(passage.text)
        for passage in passages[: last + 1]:
            if is_inside(tables, passage.start):
                continue
            for sentence in sentences(text, passage, structure, numerals, starts):
                timeline.step(sentence)
                if _holds(live, sentence.start, sentence.end):
                    context = _led(found[sentence.section], timeline.lead)
                    bearer = payer_behind(text, sentence.end, lexicon)
                    yield Scene(
                        sentence, context, lexicon, timeline.past, timeline.future, genre,
                        issued, begins, timeline.turned, timeline.giver, bearer,
                    )  # fmt: skip


def _turns(passages: list[Passage]) -> bool:
    """Whether a section comes to what is next only later on (下一步，…): before, it reports."""
    return any(_TURN.match(passage.text) for passage in passages[1:])


def _led(context: SectionContext, lead: int | None) -> SectionContext:
    """The context with the year that a sentence before sets for what it opens."""
    return context if lead is None or context.review else context._replace(heading_year=lead)


def _live(text: str, numerals: Sequence[Numeral]) -> list[int]:
    """Offsets at which something may be stated: measured numbers and words of growth."""
    measured = [n.start for n in numerals if n.kind in MEASURED]
    return sorted([*measured, *(match.start() for match in TRIGGER.finditer(text))])


def _holds(live: list[int], start: int, end: int) -> bool:
    index = bisect_left(live, start)
    return index < len(live) and live[index] < end


def _by_section(structure: Structure) -> Iterator[list[Passage]]:
    """Runs of passages of one section, in reading order."""
    run: list[Passage] = []
    for passage in structure.passages:
        if run and passage.section != run[-1].section:
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def _last_live(passages: list[Passage], live: list[int]) -> int:
    """Index of the last passage that may state something, -1 for none."""
    for index in range(len(passages) - 1, -1, -1):
        if _holds(live, passages[index].start, passages[index].end):
            return index
    return -1
