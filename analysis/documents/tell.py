"""What `add` says at the end: what was found, what looks damaged, what wants review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.documents.add import Added

SHOWN = (
    "kind", "completeness", "issuer", "document_number", "issued_on", "period_start",
    "period_end", "source_name", "source_kind",
)  # fmt: skip
MOST_LISTED = 12
LONGEST = 40


def told(added: Added) -> str:
    """The report on a new document, as plain lines."""
    frames = {name: _own(frame, added.doc_id) for name, frame in added.build.frames.items()}
    lines = [*_identity(added), "", "Found", *_found(frames)]
    lines += ["", "Looks damaged", *_damaged(frames)]
    lines += ["", "Wants review", *_review(added, frames)]
    return "\n".join(lines)


def _own(frame: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    return frame[frame["doc_id"] == doc_id] if "doc_id" in frame.columns else frame.iloc[:0]


def _identity(added: Added) -> Iterator[str]:
    sidecar, region = added.sidecar, added.region
    guessed = set(sidecar["guessed"])
    yield f"Registered {added.doc_id}: {sidecar['title_zh']}"
    new = " (new in regions.csv)" if region["region_id"] in added.new_regions else ""
    yield (
        f"  region  {region['name_zh']} {region['adcode']}, {region['province_zh']}"
        f"{new}{_mark('region_id', guessed)}"
    )
    if "region_id" in guessed:
        yield f"  read from        {added.region_basis}"
    for name in SHOWN:
        if sidecar[name] is not None:
            yield f"  {name:16}{sidecar[name]}{_mark(name, guessed)}"


def _mark(name: str, guessed: set[str]) -> str:
    return "  (guessed)" if name in guessed else ""


def _found(frames: dict[str, pd.DataFrame]) -> Iterator[str]:
    document = frames["documents"].iloc[0]
    yield (
        f"  {document['char_count']} characters, {len(frames['sections'])} sections, "
        f"{len(frames['passages'])} passages, {len(frames['numerals'])} numerals"
    )
    for name in ("targets", "funding"):
        statuses = Counter(frames[name]["status"])
        parts = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
        yield f"  {name}: {len(frames[name])}{f' ({parts})' if parts else ''}"
    shared = frames["targets"]["indicator_id"].notna().sum()
    yield f"  {shared} of the targets are of shared indicators and enter the comparisons"
    yield f"  projects: {len(frames['projects'])}, duties: {len(frames['responsibilities'])}"


def _damaged(frames: dict[str, pd.DataFrame]) -> Iterator[str]:
    yield f"  quality {frames['documents'].iloc[0]['quality']:.2f} (1 is an undamaged text)"
    for part in frames.get("quality_parts", pd.DataFrame()).to_dict("records"):
        if part["factor"] < 1:
            yield f"  {part['part']} × {part['factor']:.2f}: {part['words_en']}"
    repairs = frames["repairs"]
    counts = Counter(zip(repairs["rule"], repairs["certainty"], strict=True))
    for (rule, certainty), count in counts.most_common():
        deed = "marked, not changed" if certainty == "uncertain" else f"repaired, {certainty}"
        yield f"  {count} × {rule}: {deed}"
    suspicions = frames.get("suspicions", pd.DataFrame()).to_dict("records")
    for row in suspicions[:MOST_LISTED]:
        yield f"  at {row['char_start']} {_short(row['text'])}: {row['reason_en']}"
    yield from _more(len(suspicions))


def _review(added: Added, frames: dict[str, pd.DataFrame]) -> Iterator[str]:
    for doubt in added.doubts:
        yield f"  {doubt}"
    if added.sidecar["guessed"]:
        yield f"  guessed in data/raw/{added.doc_id}.yml: {', '.join(added.sidecar['guessed'])}"
    if added.sidecar["title_en"] is None:
        yield "  title_en is empty: English pages show the Chinese title"
    unsure = [
        row
        for name in ("targets", "funding")
        for row in frames[name].to_dict("records")
        if row["certainty"] == "uncertain"
    ]
    for row in unsure[:MOST_LISTED]:
        yield f"  {row['statement_id']}: {_short(row['quote'])}"
    yield from _more(len(unsure))
    yield f"  walk through them with: python -m analysis review {added.doc_id}"


def _short(text: Any) -> str:
    flat = "".join(c if c.isprintable() else " " for c in str(text))
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}…"


def _more(count: int) -> Iterator[str]:
    if count > MOST_LISTED:
        yield f"  … and {count - MOST_LISTED} more"
