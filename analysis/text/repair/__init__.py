"""Readable text from a damaged source, with nothing lost: raw text → `CleanText`."""

from __future__ import annotations

from analysis.text.repair.chrome import edits as chrome_edits
from analysis.text.repair.dates import edits as dates_edits
from analysis.text.repair.digits import edits as digits_edits
from analysis.text.repair.draft import Draft
from analysis.text.repair.dropped import edits as dropped_edits
from analysis.text.repair.footnotes import edits as footnotes_edits
from analysis.text.repair.html import edits as html_edits
from analysis.text.repair.lexicon import RepairLexicon, Slip, SpunEntry
from analysis.text.repair.line_breaks import edits as line_break_edits
from analysis.text.repair.line_breaks import returns as line_return_edits
from analysis.text.repair.mojibake import edits as mojibake_edits
from analysis.text.repair.page_marks import edits as page_marks_edits
from analysis.text.repair.pinyin import edits as pinyin_edits
from analysis.text.repair.redaction import edits as redaction_edits
from analysis.text.repair.running import edits as running_edits
from analysis.text.repair.script import edits as script_edits
from analysis.text.repair.sheared import edits as sheared_edits
from analysis.text.repair.slips import edits as slips_edits
from analysis.text.repair.spaces import edits as spaces_edits
from analysis.text.repair.spun import despin
from analysis.text.repair.width import edits as width_edits
from analysis.text.spans import CleanText

__all__ = ["RepairLexicon", "Slip", "SpunEntry", "clean"]


def clean(raw: str, lexicon: RepairLexicon) -> CleanText:
    """The repaired text of ``raw`` with every repair and the map back to raw offsets.

    The order matters: signs before words, words before what spans several of them.
    """
    draft = Draft(raw)
    for rule in (
        html_edits,
        mojibake_edits,
        line_return_edits,
        width_edits,
        sheared_edits,
        pinyin_edits,
        script_edits,
        running_edits,
        page_marks_edits,
        line_break_edits,
        spaces_edits,
        footnotes_edits,
        digits_edits,
        dates_edits,
        redaction_edits,
        dropped_edits,
    ):
        draft.apply(rule(draft.text))
    draft.apply(chrome_edits(draft.text, lexicon.chrome))
    draft.apply(slips_edits(draft.text, lexicon.slips))
    despin(draft, lexicon.spun)
    return draft.current
