"""Sums of public money that count nothing twice, or say by name why there is no sum.

All arithmetic is exact (`Decimal`, yuan). Three things make a sum wrong: a part added to
the total that contains it, the same money stated twice, and amounts of unlike kind (a
yearly sum and a total, a rate a head, money spent and money promised). `add_up` refuses
each by name. Where a text leaves open whether one amount lies inside another, no single
sum exists: `money_bounds.bounds` gives the least and the most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd

from analysis.measures.money_overlap import (
    Row,
    amount_high,
    amount_low,
    parts_of,
    possible_parts,
    records,
    repeats,
)

Rule = Literal[
    "part_and_total",
    "same_money_twice",
    "may_be_inside",
    "rate_a_head",
    "no_amount",
    "yearly_without_years",
    "unlike_status",
    "region_inside_region",
    "several_regions",
    "unlike_basis",
]
RATES = ("per_person", "per_person_year", "per_person_month")
YEARLY: Mapping[str, int] = {"per_year": 1, "per_month": 12}
REASONS: Mapping[Rule, tuple[str, str]] = {
    "part_and_total": ("总额与其中的分项不能相加", "a part cannot be added to its total"),
    "same_money_twice": ("同一笔资金写了两次", "the same money is stated twice"),
    "may_be_inside": (
        "原文没有写明小额是否已含在大额之内",
        "the text does not say whether the smaller amount lies inside the larger",
    ),
    "rate_a_head": ("按人计的标准没有人数,不能相加", "a rate a head has no sum without heads"),
    "no_amount": ("增长规则没有金额", "a growth rule has no amount"),
    "yearly_without_years": (
        "每年的数额没有给出年数,不能与总额相加",
        "a yearly sum needs its number of years before it is added to a total",
    ),
    "unlike_status": (
        "已支出、已承诺与现行标准不能相加",
        "money spent, promised and in force cannot be added",
    ),
    "region_inside_region": (
        "上级地区已包含下级地区",
        "one region lies inside the other",
    ),
    "several_regions": ("一次只合计一个地区", "one region at a time has bounds"),
    "unlike_basis": ("总额与每年的数额不能相加", "a total and a yearly sum cannot be added"),
}
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why rows have no sum: the rule, its reason in both languages, the statements."""

    rule: Rule
    statement_ids: tuple[str, ...]

    @property
    def reason_zh(self) -> str:
        return REASONS[self.rule][0]

    @property
    def reason_en(self) -> str:
        return REASONS[self.rule][1]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason_en} ({', '.join(self.statement_ids)})"


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in yuan from ``low`` to ``high``, and all statements it stands on.

    Both ends are equal where amounts are exact; both are None when the sum is refused, and
    when there is nothing to add: what is not stated is not zero.
    """

    low_cny: Decimal | None
    high_cny: Decimal | None
    statement_ids: tuple[str, ...]
    refusals: tuple[Refusal, ...] = ()


def add_up(
    funding: pd.DataFrame,
    *,
    years: Mapping[str, int] | int | None = None,
    regions: pd.DataFrame | None = None,
) -> Sum:
    """The sum of all rows of ``funding`` (columns of funding.csv), or the reasons against it.

    ``years`` turns yearly and monthly sums into totals: one number for all of them, or one
    a statement_id. ``regions`` (region_id, parent_id) lets sums over a region and its
    parent be refused.
    """
    rows = records(funding)
    ids = tuple(row["statement_id"] for row in rows)
    refusals = tuple(_refusals(rows, years, regions))
    if refusals or not rows:
        return Sum(None, None, ids, refusals)
    low = sum((_times(row, years) * amount_low(row) for row in rows), ZERO)
    high = sum((_times(row, years) * amount_high(row) for row in rows), ZERO)
    return Sum(low, high, ids)


def _refusals(
    rows: Sequence[Row], years: Mapping[str, int] | int | None, regions: pd.DataFrame | None
) -> list[Refusal]:
    """Every rule that forbids adding ``rows``, with the statements it is about."""
    found: list[Refusal] = []
    overlaps: dict[Rule, dict[str, str]] = {
        "part_and_total": parts_of(rows),
        "same_money_twice": repeats(rows),
        "may_be_inside": possible_parts(rows),
    }
    for rule, pairs in overlaps.items():
        found += [Refusal(rule, (whole, part)) for part, whole in pairs.items()]
    found += _unlike_kinds(rows, years)
    statuses = {row["status"] for row in rows}
    if len(statuses) > 1:
        found.append(Refusal("unlike_status", _ids(rows)))
    nested = _nested(rows, regions)
    if nested:
        found.append(Refusal("region_inside_region", nested))
    return found


def _unlike_kinds(rows: Sequence[Row], years: Mapping[str, int] | int | None) -> list[Refusal]:
    found: list[Refusal] = []
    heads = [row for row in rows if row["basis"] in RATES]
    empty = [row for row in rows if row["amount_cny"] is None]
    yearly = [r for r in rows if r["basis"] in YEARLY and r["amount_cny"] is not None]
    has_total = any(row["basis"] == "total" for row in rows)
    without = [row for row in yearly if _years_of(row, years) is None]
    if heads:
        found.append(Refusal("rate_a_head", _ids(heads)))
    if empty:
        found.append(Refusal("no_amount", _ids(empty)))
    # Yearly sums alone add up to a yearly sum; beside a total, or with years for some, they do not.
    if without and (has_total or len(without) < len(yearly)):
        found.append(Refusal("yearly_without_years", _ids(without)))
    return found


def _nested(rows: Sequence[Row], regions: pd.DataFrame | None) -> tuple[str, ...]:
    """Statements of regions whose ancestor is also among the rows, and of that ancestor."""
    if regions is None:
        return ()
    parent = dict(zip(regions["region_id"], regions["parent_id"], strict=True))
    present = {row["region_id"] for row in rows}
    touched: set[str] = set()
    for region in present:
        above = parent.get(region)
        while isinstance(above, str):
            if above in present:
                touched |= {region, above}
            above = parent.get(above)
    return _ids([row for row in rows if row["region_id"] in touched])


def _ids(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(row["statement_id"] for row in rows)


def _years_of(row: Row, years: Mapping[str, int] | int | None) -> int | None:
    if row["basis"] == "total":
        return 1
    return years.get(row["statement_id"]) if isinstance(years, Mapping) else years


def _times(row: Row, years: Mapping[str, int] | int | None) -> int:
    """How often an amount is counted: once for a total, a month's sum twelve times a year."""
    if row["basis"] not in YEARLY:
        return 1
    return YEARLY[row["basis"]] * (_years_of(row, years) or 1)
