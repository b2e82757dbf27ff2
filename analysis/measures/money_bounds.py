"""The least and the most that stated amounts add up to, and the place of each in the sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.errors import WorkError
from analysis.measures.money import RATES, ZERO, Refusal, Rule, Sum
from analysis.measures.money_overlap import (
    Row,
    amount_high,
    amount_low,
    parts_of,
    possible_parts,
    records,
    repeats,
)

BREAKDOWN = (
    "statement_id",
    "region_id",
    "status",
    "basis",
    "purpose",
    "purpose_class",
    "period",
    "amount_cny",
    "role",
    "inside",
    "low_cny",
    "high_cny",
    "quote",
)


def breakdown(funding: pd.DataFrame) -> pd.DataFrame:
    """Each amount with its place in the sum: what it adds at least and at most.

    DataFrame[statement_id, region_id, status, basis, purpose, purpose_class, period,
    amount_cny, role, inside, low_cny, high_cny, quote]. ``role`` is ``single``; ``total``
    or ``part`` (``inside`` names the total; a total adds only what its parts leave);
    ``repeat`` (stated before, adds nothing); ``umbrella`` or ``possible_part`` (the text
    leaves open whether the one contains the other: at least the umbrella's remainder, at
    most all of it). The sum of ``low_cny`` and of ``high_cny`` are those of `bounds`.
    Rates a head and growth rules stay out. Raises WorkError when parts exceed their total.
    """
    frames = [
        _placed(_rows(group))
        for _, group in summable(funding).groupby(["region_id", "status", "basis"], sort=True)
    ]
    rows = [row for placed in frames for row in placed]
    return pd.DataFrame(rows, columns=list(BREAKDOWN), dtype=object)


def bounds(funding: pd.DataFrame) -> Sum:
    """The least and the most the amounts of one region, status and basis add up to.

    Repeats and parts are left out of the sum by themselves; rows of unlike status, basis
    or region are refused as in `add_up`. No amount at all has no bounds, not zero.
    """
    rows = summable(funding)
    if rows.empty:
        return Sum(None, None, ())
    kinds = rows[["region_id", "status", "basis"]].drop_duplicates()
    ids = tuple(rows["statement_id"])
    if len(kinds) > 1:
        unlike: dict[str, Rule] = {
            "region_id": "several_regions",
            "status": "unlike_status",
            "basis": "unlike_basis",
        }
        refused = [rule for name, rule in unlike.items() if kinds[name].nunique() > 1]
        return Sum(None, None, ids, tuple(Refusal(rule, ids) for rule in refused))
    placed = _placed(_rows(rows))
    low = sum((row["low_cny"] for row in placed), ZERO)
    high = sum((row["high_cny"] for row in placed), ZERO)
    return Sum(low, high, ids)


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def summable(funding: pd.DataFrame) -> pd.DataFrame:
    """Rows with an amount that is not a rate a head, missing cells as None."""
    rows = [
        row
        for row in records(funding)
        if row["amount_cny"] is not None and row["basis"] not in RATES
    ]
    return pd.DataFrame(rows, columns=list(funding.columns), dtype=object)


def _placed(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows of one region, status and basis with role, container, least and most they add."""
    twice = repeats(rows)
    first = [
        dict(row) | {"part_of": twice.get(row["part_of"], row["part_of"])}
        for row in rows
        if row["statement_id"] not in twice
    ]
    inside, maybe = parts_of(first), possible_parts(first)
    placed = []
    for row in rows:
        key = row["statement_id"]
        low, high = amount_low(row), amount_high(row)
        role = "single"
        if key in twice:
            role, low, high = "repeat", ZERO, ZERO
        elif key in inside.values():
            parts = [k for k, whole in inside.items() if whole == key]
            _check(key, high, _sum_of(first, parts, amount_low))
            low -= _sum_of(first, parts, amount_low)
            role, high = "total", high - _sum_of(first, parts, amount_high)
        if key in inside:
            role = "part"
        if key in maybe.values():
            parts = [k for k, whole in maybe.items() if whole == key]
            role, low = "umbrella", max(ZERO, low - _sum_of(first, parts, amount_low))
        elif key in maybe:
            role = "possible_part"
        container = twice.get(key) or inside.get(key) or maybe.get(key)
        placed.append(
            {name: row.get(name) for name in BREAKDOWN}
            | {"role": role, "inside": container, "low_cny": low, "high_cny": high}
        )
    return placed


def _sum_of(rows: Sequence[Row], ids: list[str], end: Callable[[Row], Decimal]) -> Decimal:
    return sum((end(row) for row in rows if row["statement_id"] in ids), ZERO)


def _check(total: str, amount: Decimal, parts: Decimal) -> None:
    if parts > amount:
        raise WorkError(
            f"funding {total}: parts of {parts} yuan found in a total of {amount} yuan; "
            "parts may not exceed their total; correct part_of by a decision"
        )
