"""Spun text: how far words were swapped for synonyms, and the way back.

A spinner replaces words as substrings, blind to word boundaries (扩大学前教育 →
扩高校前教化). The detector compares, pair by pair, how often the spun word stands
where policy text uses the ordinary one; only text that is clearly spun is touched,
because 中小学 means itself in an honest document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.text.repair.draft import Draft, Edit
from analysis.text.repair.lexicon import SpunEntry
from analysis.text.wordlist import WordList, alternatives

_WINDOW_BEFORE = 12
_WINDOW_AFTER = 60
_SLICE = 5_000
_SLICES = 50  # a long text is judged by this many evenly spread slices
_CAP = 12  # no single pair may decide: 教化 alone outnumbers all others
_EVIDENCE = 3.0
_PAIRS = 2
_ALONE = 5  # so often one telling word alone is enough
_SHARE = 0.6  # from here on the whole text counts as spun
_MIXED = 0.12  # from here on its blocks are judged one by one
_BLOCK = 600
_STEPS = ("plain", "context", "context", "all", "all")


def spun_share(text: str, entries: tuple[SpunEntry, ...]) -> float:
    """How far ``text`` is spun: 0 (ordinary wording) to 1 (every telling word swapped).

    Weighted share of telling spun words among these and their ordinary counterparts,
    0 while the evidence is thinner than three telling words of two kinds.
    """
    sample = _sample(text)
    sure, words, pairs = _telling(entries)
    present = sure.present(sample)
    seen = [term for term, _, weight in pairs if weight == 1 and term in present]
    if len(seen) < _PAIRS and not any(sample.count(term) >= _ALONE for term in seen):
        return 0.0  # most texts end here, so the ordinary words are not even counted
    found = words.counts(sample)
    evidence = sum(weight * min(found[term], _CAP) for term, _, weight in pairs)
    if evidence < _EVIDENCE:
        return 0.0
    ordinary = sum(weight * min(found[word], _CAP) for _, word, weight in pairs)
    return evidence / (evidence + ordinary)


def _sample(text: str) -> str:
    if len(text) <= _SLICE * _SLICES:
        return text
    step = len(text) // _SLICES
    return "\n".join(text[at : at + _SLICE] for at in range(0, len(text), step))


@lru_cache(maxsize=8)
def _telling(
    entries: tuple[SpunEntry, ...],
) -> tuple[WordList, WordList, tuple[tuple[str, str, float], ...]]:
    """The words that tell for sure, all that are counted, and every telling word with its
    original and weight."""
    weights = {"yes": 1.0, "weak": 0.25}
    pairs = {(e.term, e.original): weights[e.tells] for e in entries if e.tells}
    sure = WordList(term for (term, _), weight in pairs.items() if weight == 1)
    every = WordList(word for pair in pairs for word in pair)
    return sure, every, tuple((term, original, w) for (term, original), w in pairs.items())


@dataclass(frozen=True, slots=True)
class _Rule:
    entry: SpunEntry
    before: re.Pattern[str] | None
    before_wanted: bool
    after: re.Pattern[str] | None
    after_wanted: bool

    @property
    def asks(self) -> bool:
        """Whether it wants to see certain words beside it and is sure of what it finds."""
        wants = (self.before and self.before_wanted) or (self.after and self.after_wanted)
        return bool(wants) and self.entry.certainty != "uncertain"

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the words on both sides are those the entry asks for."""
        if self.before is not None:
            head = text[max(0, start - _WINDOW_BEFORE) : start]
            if bool(self.before.search(head)) != self.before_wanted:
                return False
        if self.after is not None:
            tail = text[end : end + _WINDOW_AFTER]
            return bool(self.after.match(tail)) == self.after_wanted
        return True


@lru_cache(maxsize=32)
def _rules(
    entries: tuple[SpunEntry, ...], step: str
) -> tuple[re.Pattern[str], dict[str, tuple[_Rule, ...]]]:
    """The entries of one step, by term: ``plain`` words, those in ``context``, then ``all``."""
    by_term: dict[str, list[_Rule]] = {}
    for entry in entries:
        by_term.setdefault(entry.term, []).append(_rule(entry))
    if step == "plain":
        by_term = {
            term: rules
            for term, rules in by_term.items()
            if len(rules) == 1 and not rules[0].asks and rules[0].entry.certainty != "uncertain"
        }
    elif step == "context":
        asking = {t: [r for r in rules if r.asks] for t, rules in by_term.items()}
        by_term = {term: rules for term, rules in asking.items() if rules}
    pattern = re.compile(alternatives(by_term) or r"(?!)")
    return pattern, {term: tuple(rules) for term, rules in by_term.items()}


def _rule(entry: SpunEntry) -> _Rule:
    before, after = entry.before.removeprefix("!"), entry.after.removeprefix("!")
    return _Rule(
        entry,
        re.compile(f"(?:{before})$") if before else None,
        not entry.before.startswith("!"),
        re.compile(f"(?:{after})") if after else None,
        not entry.after.startswith("!"),
    )


def despin(draft: Draft, entries: tuple[SpunEntry, ...]) -> float:
    """Repair the spun stretches of ``draft`` in place; returns how far the text was spun.

    Contexts are written in ordinary wording, so words that need none come first and
    each later step finds more of its neighbours mended. What one step mended no later
    one touches.
    """
    if not entries:
        return 0.0
    share = spun_share(draft.text, entries)
    if share < _MIXED:
        return share
    spans = None if share >= _SHARE else list(_spun_raw_blocks(draft, entries))
    for number, step in enumerate(_STEPS, 1):
        edits = _edits(draft, entries, step, spans)
        last = number == len(_STEPS)  # marks are set once, when all else is mended
        draft.apply([edit for edit in edits if last or edit.certainty != "uncertain"])
    return share


def _spun_raw_blocks(draft: Draft, entries: tuple[SpunEntry, ...]) -> Iterator[tuple[int, int]]:
    """Raw spans of the spun blocks of a text that is spun in part."""
    text = draft.text
    for start in range(0, len(text), _BLOCK):
        stop = min(start + _BLOCK, len(text))
        if spun_share(text[start:stop], entries) >= _SHARE:
            yield draft.current.raw_span(start, stop)


def _mended(draft: Draft) -> list[tuple[int, int]]:
    """Clean spans that this rule has changed already."""
    current = draft.current
    pairs = zip(current.offsets.clean_starts, current.offsets.clean_ends, strict=True)
    return [
        span for span, repair in zip(pairs, current.repairs, strict=True) if "spun" in repair.rule
    ]


def _edits(
    draft: Draft,
    entries: tuple[SpunEntry, ...],
    step: str,
    raw_spans: list[tuple[int, int]] | None,
) -> Iterator[Edit]:
    """Edits of one step; within ``raw_spans`` when the text is spun only there."""
    text = draft.text
    pattern, rules = _rules(entries, step)
    mended = _mended(draft)
    ends = [end for _, end in mended]
    spans = [(0, len(text))]
    if raw_spans is not None:
        spans = [draft.current.clean_span(start, end) for start, end in raw_spans]
    for low, high in spans:
        for match in pattern.finditer(text, low, high):
            start, end = match.span()
            near = bisect_right(ends, start)
            if near < len(mended) and mended[near][0] < end:
                continue
            for rule in rules[match.group()]:
                if rule.fits(text, start, end):
                    entry = rule.entry
                    yield Edit(start, end, entry.original, "spun", entry.certainty)
                    break
