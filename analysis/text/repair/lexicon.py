"""Curated word lists of the repair chain, handed in by the caller: this layer reads no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.text.spans import Certainty


@dataclass(frozen=True, slots=True)
class SpunEntry:
    """One word of a synonym spinner: ``term`` as found, ``original`` as it was.

    ``before`` and ``after`` are regular expressions for the text on either side
    ("" allows anything).
    """

    term: str
    original: str
    before: str = ""
    after: str = ""
    certainty: Certainty = "certain"


@dataclass(frozen=True, slots=True)
class Slip:
    """A misread or mistyped word and its right form."""

    term: str
    original: str
    before: str = ""
    after: str = ""
    certainty: Certainty = "certain"


@dataclass(frozen=True, slots=True)
class RepairLexicon:
    """Everything `clean` knows that is not a rule."""

    spun: tuple[SpunEntry, ...] = ()
    slips: tuple[Slip, ...] = ()

    @classmethod
    def empty(cls) -> RepairLexicon:
        """Rules only: no despinning and no slips."""
        return cls()

    @classmethod
    def from_rows(
        cls, spun_rows: Iterable[Mapping[str, str]], slip_rows: Iterable[Mapping[str, str]]
    ) -> RepairLexicon:
        """From the rows of spun_map.csv and ocr_slips.csv."""
        return cls(
            tuple(SpunEntry(**_fields(row)) for row in spun_rows),
            tuple(Slip(**_fields(row)) for row in slip_rows),
        )


def _fields(row: Mapping[str, str]) -> dict[str, str]:
    names = ("term", "original", "before", "after", "certainty")
    return {name: row.get(name) or "" for name in names}
