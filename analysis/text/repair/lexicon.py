"""Curated word lists of the repair chain, handed in by the caller: this layer reads no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from analysis.text.spans import Certainty


class SpunEntry(NamedTuple):
    """One word of a synonym spinner: ``term`` as found, ``original`` as it was.

    ``before`` and ``after`` are regular expressions, in ordinary wording, for the text
    on either side ("" allows anything, a leading "!" forbids what follows it).
    ``tells`` says how well the word betrays a spun text: "yes", "weak" or "".
    """

    term: str
    original: str
    before: str = ""
    after: str = ""
    certainty: Certainty = "certain"
    tells: str = ""


class Slip(NamedTuple):
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
    chrome: tuple[str, ...] = ()

    @classmethod
    def empty(cls) -> RepairLexicon:
        """Rules only: no despinning and no slips."""
        return cls()

    @classmethod
    def from_rows(
        cls,
        spun_rows: Iterable[Mapping[str, str]],
        slip_rows: Iterable[Mapping[str, str]],
        chrome_rows: Iterable[Mapping[str, str]] = (),
    ) -> RepairLexicon:
        """From the rows of spun_map.csv, ocr_slips.csv and page_chrome.csv."""
        return cls(
            tuple(
                SpunEntry(*_fields(row), certainty=_certainty(row), tells=row.get("tells") or "")
                for row in spun_rows
            ),
            tuple(Slip(*_fields(row), certainty=_certainty(row)) for row in slip_rows),
            tuple(row["pattern"] for row in chrome_rows),
        )


def _fields(row: Mapping[str, str]) -> tuple[str, str, str, str]:
    return row["term"], row["original"], row.get("before") or "", row.get("after") or ""


def _certainty(row: Mapping[str, str]) -> Certainty:
    level = row.get("certainty") or "certain"
    if level in ("certain", "probable", "uncertain"):
        return level  # type: ignore[return-value]  # asked for just above
    raise ValueError(
        f"{row.get('term')}: certainty {level!r} is none of certain, probable, uncertain"
    )
