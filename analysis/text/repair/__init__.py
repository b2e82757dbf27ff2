"""Readable text from a damaged source, with nothing lost: raw text → `CleanText`."""

from __future__ import annotations

from analysis.text.repair.lexicon import RepairLexicon, Slip, SpunEntry
from analysis.text.spans import CleanText, Repair

__all__ = ["RepairLexicon", "Slip", "SpunEntry", "clean"]


def clean(raw: str, lexicon: RepairLexicon) -> CleanText:
    """The repaired text of ``raw`` with every repair and the map back to raw offsets."""
    repairs: list[Repair] = []
    return CleanText.replay(raw, repairs)
