"""The invariants that every build must keep; one line a failure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import store
from analysis.paths import Project
from analysis.schema import Failure, check_foreign_keys, check_frame
from analysis.text.spans import CleanText

DIGITS = frozenset("0123456789０１２３４５６７８９")


def failures_of(
    project: Project, derived: Mapping[str, pd.DataFrame], texts: Mapping[str, CleanText]
) -> list[Failure]:
    """Every broken invariant of the derived tables together with the added ones."""
    schemas = store.schemas(project)
    frames = dict(derived)
    for name, schema in schemas.items():
        if name not in frames and (project.curated / f"{name}.csv").exists():
            frames[name] = store.read(project, schema.table)
    failures: list[Failure] = []
    for name, frame in frames.items():
        failures.extend(check_frame(frame, schemas[name]))
    failures.extend(check_foreign_keys(frames, schemas))
    for doc_id, clean in texts.items():
        failures.extend(check_spans(frames, doc_id, clean.raw))
        failures.extend(check_ledger(frames, doc_id, clean.raw))
        failures.extend(check_repairs(frames["repairs"], doc_id, clean))
    failures.extend(check_coverage(frames))
    failures.extend(check_totals(frames["funding"]))
    failures.extend(check_examples(frames["themes"], texts))
    return failures


def check_spans(frames: Mapping[str, pd.DataFrame], doc_id: str, raw: str) -> list[Failure]:
    """``raw[char_start:char_end] == quote`` and the number stands inside the quote."""
    failures = []
    for table in ("targets", "funding"):
        frame = frames[table]
        for row in frame[frame["doc_id"] == doc_id].to_dict("records"):
            found = raw[row["char_start"] : row["char_end"]]
            inside = row["char_start"] <= row["number_start"] < row["number_end"] <= row["char_end"]
            if found != row["quote"] or not inside:
                failures.append(
                    Failure(
                        f"{table} {row['statement_id']}",
                        repr(found[:40]),
                        f"the quote {row['quote'][:40]!r} with its number inside",
                        "correct the span",
                    )
                )
    return failures


def check_ledger(frames: Mapping[str, pd.DataFrame], doc_id: str, raw: str) -> list[Failure]:
    """Every digit of the raw text is in the ledger once; every statement's number is too."""
    ledger = frames["numerals"]
    ledger = ledger[ledger["doc_id"] == doc_id]
    covered = bytearray(len(raw))
    failures = []
    for row in ledger.to_dict("records"):
        start, end = row["char_start"], row["char_end"]
        if any(covered[start:end]) or raw[start:end] != row["text"]:
            failures.append(
                Failure(
                    f"numerals {row['numeral_id']}",
                    repr(raw[start:end]),
                    f"{row['text']!r}, counted once",
                    "correct the ledger rule",
                )
            )
        covered[start:end] = b"\x01" * (end - start)
    failures.extend(
        Failure(
            f"{doc_id} at {at}",
            f"the numeral {raw[max(0, at - 8) : at + 8]!r} without a row",
            "a class for each numeral",
            "let the ledger class it",
        )
        for at, character in enumerate(raw)
        if character in DIGITS and not covered[at]
    )
    return failures


def check_repairs(repairs: pd.DataFrame, doc_id: str, clean: CleanText) -> list[Failure]:
    """Repairs replayed on raw give the clean text; the offset map is total and monotone."""
    failures = []
    replayed = CleanText.replay(clean.raw, (*clean.repairs, *clean.marks))
    if replayed.text != clean.text:
        failures.append(
            Failure(doc_id, "another text", "the clean text again", "correct the repairs")
        )
    recorded = int((repairs["doc_id"] == doc_id).sum())
    if recorded != len(clean.repairs) + len(clean.marks):
        failures.append(
            Failure(
                f"repairs of {doc_id}",
                f"{recorded} rows",
                f"{len(clean.repairs) + len(clean.marks)}",
                "build again",
            )
        )
    return failures


def check_coverage(frames: Mapping[str, pd.DataFrame]) -> list[Failure]:
    """One cell for each indicator and document; ``stated`` means a statement is there."""
    expected = len(frames["indicators"]) * len(frames["documents"])
    found = len(frames["coverage"])
    if found == expected:
        return []
    return [
        Failure(
            "coverage",
            f"{found} cells",
            f"{expected} cells",
            "build again: a cell may not be empty",
        )
    ]


def check_examples(themes: pd.DataFrame, texts: Mapping[str, CleanText]) -> list[Failure]:
    """Examples of a theme stand in their document, as long as that is registered."""
    failures = []
    for row in themes.to_dict("records"):
        for side in ("positive", "negative"):
            clean, quote = texts.get(row[f"{side}_doc_id"]), row[f"{side}_quote"]
            if clean is not None and quote not in clean.text:
                failures.append(
                    Failure(
                        f"themes {row['theme_id']}",
                        f"the {side} example {quote[:40]!r}",
                        f"words of {row[f'{side}_doc_id']}",
                        "quote the document as it reads after repair",
                    )
                )
    return failures


def check_totals(funding: pd.DataFrame) -> list[Failure]:
    """Parts add up to no more than the total they belong to."""
    amounts = funding.set_index("statement_id")["amount_cny"]
    parts = funding[funding["part_of"].notna() & (funding["basis"] == "total")]
    failures = []
    for total_id, rows in parts.groupby("part_of"):
        total = amounts.get(total_id)
        added = sum(value for value in rows["amount_cny"] if value is not None)
        if total is not None and added > total:
            failures.append(
                Failure(
                    f"funding {total_id}",
                    f"parts of {added} yuan",
                    f"no more than its {total} yuan",
                    "correct part_of or the amounts",
                )
            )
    return failures
