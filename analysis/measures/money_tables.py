"""What the text says about money, side by side: by region, status and purpose, with its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pandas as pd

from analysis.measures.money import ZERO
from analysis.measures.money_bounds import breakdown
from analysis.measures.money_overlap import records

STATUSES = ("committed", "standing", "spent", "rule")
PHASES = {"spent": "review", "committed": "plan"}
UNCLASSED = "unclassed"
# Shares are quotients: kept to a hundredth of a per cent, halves to even.
SHARE_STEP = Decimal("0.0001")


def by_purpose(funding: pd.DataFrame) -> pd.DataFrame:
    """Amounts by region, status, basis and class of purpose, no yuan counted twice.

    DataFrame[region_id, status, basis (total, per_year, per_month), purpose_class, low_cny,
    high_cny, statements, statement_ids (list), left_out_ids (list of repeats)]. A part
    counts in its own class and its total only with what is left; where the text leaves
    open whether a general budget contains an amount, low and high differ.
    """
    placed = breakdown(funding)
    placed["purpose_class"] = placed["purpose_class"].fillna(UNCLASSED)
    rows = []
    keys = ["region_id", "status", "basis", "purpose_class"]
    for key, group in placed.groupby(keys, sort=True):
        counted = group[group["role"] != "repeat"]
        rows.append(
            dict(zip(keys, key, strict=True))
            | {
                "low_cny": sum(counted["low_cny"], ZERO),
                "high_cny": sum(counted["high_cny"], ZERO),
                "statements": len(counted),
                "statement_ids": list(counted["statement_id"]),
                "left_out_ids": list(group.loc[group["role"] == "repeat", "statement_id"]),
            }
        )
    columns = [*keys, "low_cny", "high_cny", "statements", "statement_ids", "left_out_ids"]
    return pd.DataFrame(rows, columns=columns)


def shares(funding: pd.DataFrame) -> pd.DataFrame:
    """Share of each class of purpose in the totals of a region and status.

    DataFrame[region_id, status, purpose_class, low_share, high_share, low_cny, high_cny,
    whole_low_cny, whole_high_cny, statement_ids]. ``low_share`` sets the least of a class
    against the most of all others, ``high_share`` the reverse: the true share lies between.
    """
    table = by_purpose(funding)
    table = table[table["basis"] == "total"]
    rows = []
    for _, group in table.groupby(["region_id", "status"], sort=True):
        whole_low, whole_high = sum(group["low_cny"], ZERO), sum(group["high_cny"], ZERO)
        for row in group.to_dict("records"):
            low, high = row["low_cny"], row["high_cny"]
            rows.append(
                {name: row[name] for name in ("region_id", "status", "purpose_class")}
                | {
                    "low_share": _quotient(low, low + whole_high - high),
                    "high_share": _quotient(high, high + whole_low - low),
                    "low_cny": low,
                    "high_cny": high,
                    "whole_low_cny": whole_low,
                    "whole_high_cny": whole_high,
                    "statement_ids": row["statement_ids"],
                }
            )
    return pd.DataFrame(rows, columns=SHARE_COLUMNS)


SHARE_COLUMNS = [
    "region_id",
    "status",
    "purpose_class",
    "low_share",
    "high_share",
    "low_cny",
    "high_cny",
    "whole_low_cny",
    "whole_high_cny",
    "statement_ids",
]


def _quotient(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(SHARE_STEP, ROUND_HALF_EVEN) if whole else None


def review_against_plan(funding: pd.DataFrame) -> pd.DataFrame:
    """What the review says was spent beside what the plan commits, by region and purpose.

    DataFrame[region_id, purpose_class, spent_low_cny, spent_high_cny, committed_low_cny,
    committed_high_cny, spent_ids, committed_ids]. An empty amount means not stated, never
    nothing spent. Yearly sums in force are in neither column.
    """
    table = by_purpose(funding)
    table = table[table["basis"] == "total"]
    rows = []
    for (region, purpose), group in table.groupby(["region_id", "purpose_class"], sort=True):
        row: dict[str, Any] = {"region_id": region, "purpose_class": purpose}
        for status in ("spent", "committed"):
            own = group[group["status"] == status].to_dict("records")
            row[f"{status}_low_cny"] = own[0]["low_cny"] if own else None
            row[f"{status}_high_cny"] = own[0]["high_cny"] if own else None
            row[f"{status}_ids"] = own[0]["statement_ids"] if own else []
        rows.append(row)
    columns = [
        "region_id",
        "purpose_class",
        *(f"{s}_{end}_cny" for s in ("spent", "committed") for end in ("low", "high")),
        "spent_ids",
        "committed_ids",
    ]
    return pd.DataFrame(rows, columns=columns)


def phases(funding: pd.DataFrame) -> pd.DataFrame:
    """Totals of the review period and of the plan, one row each: the long form of the above.

    DataFrame[purpose_class, region_id, phase (review, plan), amount_cny, amount_high_cny, n,
    statement_ids]: from ``amount_cny`` at least to ``amount_high_cny`` at most, both the same
    where the text leaves nothing open; ``n`` statements counted.
    """
    table = by_purpose(funding)
    table = table[(table["basis"] == "total") & table["status"].isin(list(PHASES))]
    result = table.assign(phase=table["status"].map(PHASES)).rename(
        columns={"low_cny": "amount_cny", "high_cny": "amount_high_cny", "statements": "n"}
    )
    columns = [
        "purpose_class", "region_id", "phase", "amount_cny", "amount_high_cny", "n",
        "statement_ids",
    ]  # fmt: skip
    return result[columns].reset_index(drop=True)


def growth_rules(funding: pd.DataFrame) -> pd.DataFrame:
    """Every rule about growth in its own words, with the rate where one is given.

    DataFrame[statement_id, region_id, doc_id, purpose, purpose_class, growth_pct, basis,
    status, certainty, quote], in order of region and place in the text.
    """
    columns = [
        "statement_id",
        "region_id",
        "doc_id",
        "purpose",
        "purpose_class",
        "growth_pct",
        "basis",
        "status",
        "certainty",
        "quote",
    ]
    chosen = funding[funding["basis"].isin(["rule", "growth_rate"])]
    ordered = chosen.sort_values(["region_id", "doc_id", "number_start"], kind="stable")
    return ordered[columns].reset_index(drop=True)


def stated(
    funding: pd.DataFrame,
    region_ids: Sequence[str],
    purpose_classes: Iterable[str] | None = None,
) -> pd.DataFrame:
    """For every region and status, and every class where given: stated or not stated.

    DataFrame[region_id, status, purpose_class (None for all), is_stated, statements,
    statement_ids]. All cells are there, so that silence can be drawn as clearly as a bar.
    """
    rows = records(funding)
    classes: list[str | None] = [None, *(purpose_classes or [])]
    table = []
    for region in region_ids:
        for status in STATUSES:
            for purpose in classes:
                own = [
                    row["statement_id"]
                    for row in rows
                    if row["region_id"] == region
                    and row["status"] == status
                    and (purpose is None or row.get("purpose_class") == purpose)
                ]
                table.append((region, status, purpose, bool(own), len(own), own))
    columns = [
        "region_id", "status", "purpose_class", "is_stated", "statements", "statement_ids",
    ]  # fmt: skip
    return pd.DataFrame(table, columns=columns)
