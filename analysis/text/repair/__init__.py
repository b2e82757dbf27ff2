"""Readable text from a damaged source, with nothing lost: raw text → `CleanText`."""

from __future__ import annotations

from analysis.text.repair import (
    chrome,
    dates,
    dropped,
    footnotes,
    html,
    line_breaks,
    page_marks,
    pinyin,
    redaction,
    script,
    slips,
    spaces,
    spun,
    width,
)
from analysis.text.repair.draft import Draft
from analysis.text.repair.lexicon import RepairLexicon, Slip, SpunEntry
from analysis.text.spans import CleanText

__all__ = ["RepairLexicon", "Slip", "SpunEntry", "clean"]


def clean(raw: str, lexicon: RepairLexicon) -> CleanText:
    """The repaired text of ``raw`` with every repair and the map back to raw offsets.

    The order matters: signs before words, words before what spans several of them.
    """
    draft = Draft(raw)
    for rule in (
        html.edits,
        line_breaks.returns,
        width.edits,
        pinyin.edits,
        script.edits,
        page_marks.edits,
        line_breaks.edits,
        spaces.edits,
        footnotes.edits,
        dates.edits,
        redaction.edits,
        dropped.edits,
    ):
        draft.apply(rule(draft.text))
    draft.apply(chrome.edits(draft.text, lexicon.chrome))
    draft.apply(slips.edits(draft.text, lexicon.slips))
    spun.despin(draft, lexicon.spun)
    return draft.current
