"""How far two readings of the same documents agree: rows found, and fields of shared rows.

Rows are matched one to one when their numbers overlap in the raw text of the same
document and table. Intervals are Wilson (1927) score intervals.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.statements.assemble import RULE_FUNDING, RULE_TARGET

TARGET_FIELDS = (*RULE_TARGET, "status")
FUNDING_FIELDS = (*RULE_FUNDING, "status")
FIELDS = {"targets": TARGET_FIELDS, "funding": FUNDING_FIELDS}


def wilson(successes: int, trials: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Score interval of a proportion (Wilson 1927); (0, 1) where nothing was tried."""
    if trials == 0:
        return 0.0, 1.0
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials**2)) / (1 + z * z / trials)
    return max(0.0, centre - half), min(1.0, centre + half)


def match(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Pairs of index labels of rows whose numbers overlap, one to one, in text order.

    Both frames: ``[doc_id, number_start, number_end, quote, status, ...]``. Rows that share
    a number are paired in the order of their frames. A rule has no number, and readers mark
    different words of it; rules left over are paired when one quote holds the other.
    """
    pairs = []
    for doc_id, rows in left.groupby("doc_id", sort=False):
        others = right[right["doc_id"] == doc_id]
        mine = set(rows.index)
        free = list(zip(others.index, others["number_start"], others["number_end"], strict=True))
        for index, start, end in zip(
            rows.index, rows["number_start"], rows["number_end"], strict=True
        ):
            hits = [item for item in free if item[1] < end and start < item[2]]
            if hits:
                pairs.append((index, hits[0][0]))
                free.remove(hits[0])
                mine.discard(index)
        pairs += _same_rules(rows.loc[sorted(mine)], others.loc[[item[0] for item in free]])
    return pairs


def _same_rules(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[Any, Any]]:
    pairs = []
    free = right.loc[right["status"] == "rule", "quote"].to_dict()
    for index, quote in left.loc[left["status"] == "rule", "quote"].items():
        hit = next((key for key, other in free.items() if quote in other or other in quote), None)
        if hit is not None:
            pairs.append((index, hit))
            del free[hit]
    return pairs


def rows_agreement(found: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 of ``found`` against ``reference`` by table and document.

    Returns ``[table, doc_id, found, reference, matched, precision, precision_low,
    precision_high, recall, recall_low, recall_high, f1]``; ``doc_id`` is ``all`` for the
    table's total.
    """
    records = []
    for table in FIELDS:
        ours, theirs = (frame[frame["table"] == table] for frame in (found, reference))
        pairs = match(ours, theirs)
        docs = ["all", *sorted(set(ours["doc_id"]) | set(theirs["doc_id"]))]
        for doc in docs:
            n_found, n_reference, n_matched = (
                len(ours) if doc == "all" else int((ours["doc_id"] == doc).sum()),
                len(theirs) if doc == "all" else int((theirs["doc_id"] == doc).sum()),
                sum(1 for index, _ in pairs if doc in ("all", ours.at[index, "doc_id"])),
            )
            records.append(_rates(table, doc, n_found, n_reference, n_matched))
    return pd.DataFrame(records)


def _rates(table: str, doc: str, found: int, reference: int, matched: int) -> dict[str, Any]:
    precision_low, precision_high = wilson(matched, found)
    recall_low, recall_high = wilson(matched, reference)
    return {
        "table": table,
        "doc_id": doc,
        "found": found,
        "reference": reference,
        "matched": matched,
        "precision": matched / found if found else float("nan"),
        "precision_low": precision_low,
        "precision_high": precision_high,
        "recall": matched / reference if reference else float("nan"),
        "recall_low": recall_low,
        "recall_high": recall_high,
        "f1": 2 * matched / (found + reference) if found + reference else float("nan"),
    }


def fields_agreement(found: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Share of matched rows with the same field: ``[table, field, same, n, share, low, high]``."""
    records = []
    for table, fields in FIELDS.items():
        ours, theirs = (frame[frame["table"] == table] for frame in (found, reference))
        pairs = match(ours, theirs)
        for name in fields:
            same = sum(_same(ours.at[mine, name], theirs.at[other, name]) for mine, other in pairs)
            low, high = wilson(same, len(pairs))
            share = same / len(pairs) if pairs else float("nan")
            records.append(
                {
                    "table": table,
                    "field": name,
                    "same": same,
                    "n": len(pairs),
                    "share": share,
                    "low": low,
                    "high": high,
                }
            )
    return pd.DataFrame(records)


def differences(found: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """What differs, row by row: ``[table, doc_id, number_start, quote, field, found, reference]``.

    ``field`` is ``row`` where only one of the two has the row.
    """
    records: list[dict[str, Any]] = []
    for table, fields in FIELDS.items():
        ours, theirs = (frame[frame["table"] == table] for frame in (found, reference))
        pairs = match(ours, theirs)
        for frame, used, side in (
            (ours, {mine for mine, _ in pairs}, "found"),
            (theirs, {other for _, other in pairs}, "reference"),
        ):
            records.extend(
                _difference(table, row, "row", **{side: "present"})
                for index, row in frame.iterrows()
                if index not in used
            )
        for mine, other in pairs:
            records.extend(
                _difference(
                    table, ours.loc[mine], name, ours.at[mine, name], theirs.at[other, name]
                )
                for name in fields
                if not _same(ours.at[mine, name], theirs.at[other, name])
            )
    columns = ["table", "doc_id", "number_start", "quote", "field", "found", "reference"]
    return pd.DataFrame(records, columns=columns)


def _difference(
    table: str, row: pd.Series, field: str, found: Any = "absent", reference: Any = "absent"
) -> dict[str, Any]:
    return {
        "table": table,
        "doc_id": row["doc_id"],
        "number_start": row["number_start"],
        "quote": row["quote"],
        "field": field,
        "found": found,
        "reference": reference,
    }


def _same(left: Any, right: Any) -> bool:
    return bool(_canonical(left) == _canonical(right))


def _canonical(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, str):
        return value.strip() or None
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(value)


def cohen_kappa(left: ArrayLike, right: ArrayLike) -> float:
    """Agreement of two coders beyond chance (Cohen 1960), any codes; NaN where neither varies."""
    one, two = np.asarray(left), np.asarray(right)
    observed = float(np.mean(one == two))
    expected = sum(
        float(np.mean(one == code) * np.mean(two == code)) for code in np.union1d(one, two)
    )
    return float("nan") if expected == 1 else (observed - expected) / (1 - expected)
