"""A sentence with all that is known around it: its section's time, and what was said before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.statements.context import (
    SectionContext,
    horizon,
    later_plan,
    lead_year,
    own_year,
    plan_start,
)
from analysis.statements.genre import AHEAD, Genre, genre_of
from analysis.statements.growth import TRIGGER
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.sentences import Sentence, sentences
from analysis.statements.tables import READ_BY_CELL
from analysis.text.numerals import MEASURED, Numeral
from analysis.text.spans import Passage, Structure

_COMPARED_PLAN = re.compile(
    r"[较比][“\"]?十[一二三四五六七]五[”\"]?(?:期间|时期|末)?[^，,。；;]{0,4}[增提减下]"
)
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]|《[^《》]*》")
_SCOPE = re.compile(r"\s*(?:目前)?(?:，|,)?(?:全[省市区县州]|[我本][省市区县])")
_TURN = re.compile(r"\s*(?:下一?步|接下来|今后[一三五]年|明年)[，,]?")
_VERBS = ("doing_verb", "norm_modal", "bound_verb")
_CONTINUES = ("其中", "此外", "另有")


@dataclass(frozen=True)
class Scene:
    """``past``: facts are being reported; ``future``: plans are being told. Both of the
    sentences of one section up to and with this one; neither where nothing says so.
    ``issued`` is the year of the document itself."""

    sentence: Sentence
    context: SectionContext
    lexicon: StatementLexicon
    past: bool
    future: bool
    genre: Genre
    issued: int | None = None


class _Timeline:
    """What the sentences of one section say about time, up to the one stepped into last."""

    def __init__(self, lexicon: StatementLexicon, begins: int | None, *, reports: bool) -> None:
        self._lexicon = lexicon
        self._begins = begins
        self.future = False
        self.past = self._review = reports
        self.lead: int | None = None

    def step(self, sentence: Sentence) -> None:
        """Step into the next sentence.

        A bare list of facts goes on in the time of the sentence before it (2021年末全市共有
        …。特殊教育学校1所，在校学生206人。). What a span of the past opens (五年来，…) goes on,
        verbs or not, until a sentence looks ahead or asks.
        """
        words, lexicon = sentence.text, self._lexicon
        dated = AHEAD.search(words) is not None
        forward = dated or lexicon.looks_ahead(words)
        if forward and lexicon.has("future_turn", words):
            self.past, self.future = False, True
        elif _is_dated_before(sentence, self._begins) or (
            not forward and lexicon.has("past_sentence", words)
        ):
            self.past, self.future = True, False
        elif forward and not lexicon.has("past_sentence", words):
            self.past, self.future = False, True
        elif not forward and (
            _is_bare_count(sentence, lexicon)
            or (self._review and not lexicon.has("norm_modal", words))
        ):
            self.past = True
        elif (self.past or forward) and not _goes_on(words, lexicon):
            self.past, self.future = False, self.future or forward
        if not sentence.quantities and "20" in words:
            self.lead = lead_year(words, lexicon) or self.lead
        self._review = self.past and (self._review or lexicon.has("past_span", words))


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
    genre = genre_of(structure, found, lexicon)
    issued = own_year(structure)
    tables = [(t.start, t.end) for t in structure.tables if t.kind in READ_BY_CELL]
    for passages in _by_section(structure):
        last = _last_live(passages, live)
        timeline = _Timeline(lexicon, begins, reports=_turns(passages))
        for passage in passages[: last + 1]:
            if any(low <= passage.start < high for low, high in tables):
                continue
            for sentence in sentences(text, passage, structure, numerals, starts):
                timeline.step(sentence)
                if _holds(live, sentence.start, sentence.end):
                    context = _led(found[sentence.section], timeline.lead)
                    past, future = timeline.past, timeline.future
                    yield Scene(sentence, context, lexicon, past, future, genre, issued)


def _turns(passages: list[Passage]) -> bool:
    """Whether a section comes to what is next only later on (下一步，…): before, it reports."""
    return any(_TURN.match(passage.text) for passage in passages[1:])


def _led(context: SectionContext, lead: int | None) -> SectionContext:
    """The context with the year that a sentence before sets for what it opens."""
    return context if lead is None or context.review else replace(context, heading_year=lead)


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


def _is_dated_before(sentence: Sentence, begins: int | None) -> bool:
    """Whether all that dates a sentence lies before the document's own period."""
    if "五" in sentence.text and _COMPARED_PLAN.search(sentence.text) is not None:
        return True
    dated = [n for n in sentence.numerals if n.kind == "year" and n.years]
    if begins is None or not (dated or "五" in sentence.text):
        return False
    words = _BRACKETS.sub(lambda match: " " * len(match.group()), sentence.text)
    years = [max(n.years) for n in dated if words[n.start - sentence.start] != " "]
    plan = plan_start(words)
    if plan is not None:
        years.append(plan)
    return bool(years) and max(years) < begins


def _is_bare_count(sentence: Sentence, lexicon: StatementLexicon) -> bool:
    """全区中小学教师6321人，其中高级职称1232人: what there is, told without any verb."""
    words = sentence.text
    if _SCOPE.match(words) is None or any(lexicon.has(role, words) for role in _VERBS):
        return False
    counted = [n for n in sentence.quantities if n.unit_kind == "count" and n.comparator == "="]
    return bool(counted) and counted[0] is sentence.quantities[0]


def _goes_on(words: str, lexicon: StatementLexicon) -> bool:
    """Whether a sentence keeps the time of the one before: 其中…, or facts without a verb."""
    return words.lstrip().startswith(_CONTINUES) or not lexicon.has("doing_verb", words)
