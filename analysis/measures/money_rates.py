"""Amounts made comparable: rates a head, yearly equivalents, yuan a resident.

A quotient is formed only where the text or a sourced table gives the divisor; elsewhere the
cell is empty and a reason stands beside it in both languages.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pandas as pd

from analysis.measures.money_overlap import records

RATE_PERIODS = {"per_person": None, "per_person_year": 1, "per_person_month": 12}
SUM_PERIODS = {"per_year": 1, "per_month": 12}
FEN = Decimal("0.01")
FIVE_YEAR_PLAN = re.compile(r"十([一二三四五六七八九])五")
YEAR_SPAN = re.compile(r"((?:19|20)\d\d)年?\s*(?:-|—|–|~|至|到)+\s*((?:19|20)\d\d)")
YEAR_COUNT = re.compile(r"(\d{1,2}|[一二两三四五六七八九十])(?:个)?年")
SINGLE_YEAR = re.compile(r"^\D*((?:19|20)\d\d)年?(?:度|全年)?\D{0,2}$")
OPEN = re.compile(r"以来|起|(?<!今)后|累计")
COUNTS = {"一": 1, "两": 2, **dict(zip("二三四五六七八九十", range(2, 11), strict=True))}
NO_PERIOD = ("原文没有写明期间", "the text states no period")
OPEN_PERIOD = ("期间没有终点", "the period has no stated end")
NO_TIME = ("标准没有写明时间单位", "the rate states no unit of time")
NO_RESIDENTS = ("手头没有可注明出处的人口数", "no sourced population is at hand")
NO_AMOUNT = ("没有金额", "no amount")


def years_of(period: str | None) -> tuple[int | None, tuple[str, str] | None]:
    """Number of years a period as printed spans, or None and the reason.

    Five-year plans are closed periods of five years (“十三五” 2016–2020); 以来 leaves the end
    open, and a period that only accumulates (累计) has none.
    """
    words = (period or "").strip()
    if not words or re.search(r"每|逐年|年均", words):
        return None, NO_PERIOD
    if OPEN.search(words):
        return None, OPEN_PERIOD
    span = YEAR_SPAN.search(words)
    if span:
        years = int(span[2]) - int(span[1]) + 1
        return (years, None) if years > 0 else (None, NO_PERIOD)
    if FIVE_YEAR_PLAN.search(words):
        return 5, None
    if SINGLE_YEAR.match(words):
        return 1, None
    count = YEAR_COUNT.search(words)
    if count:
        return COUNTS.get(count[1]) or int(count[1]), None
    return None, NO_PERIOD


def rates(funding: pd.DataFrame) -> pd.DataFrame:
    """Rates a head side by side, also brought to a year.

    DataFrame[statement_id, region_id, doc_id, purpose, purpose_class, payer, status, basis,
    amount_cny, amount_high_cny, year_cny, year_high_cny, reason_zh, reason_en, quote]: yuan a
    person, ``year_*`` yuan a person and year (a month's rate times twelve), empty where the
    text gives no unit of time. Sorted by class of purpose and yearly amount, so that like
    rates of different regions stand together.
    """
    rows = []
    for row in records(funding):
        if row["basis"] not in RATE_PERIODS or row["amount_cny"] is None:
            continue
        times = RATE_PERIODS[row["basis"]]
        reason = NO_TIME if times is None else ("", "")
        rows.append(
            {name: row.get(name) for name in RATE_COLUMNS}
            | {
                "year_cny": _product(row["amount_cny"], times),
                "year_high_cny": _product(row.get("amount_high_cny"), times),
                "reason_zh": reason[0] or None,
                "reason_en": reason[1] or None,
            }
        )
    rows.sort(
        key=lambda r: (
            str(r["purpose_class"]), r["year_cny"] is None, r["year_cny"] or 0, r["statement_id"],
        )
    )  # fmt: skip
    return pd.DataFrame(rows, columns=RATE_COLUMNS)


RATE_COLUMNS = [
    "statement_id",
    "region_id",
    "doc_id",
    "purpose",
    "purpose_class",
    "payer",
    "status",
    "basis",
    "amount_cny",
    "amount_high_cny",
    "year_cny",
    "year_high_cny",
    "reason_zh",
    "reason_en",
    "quote",
]


def _product(amount: Decimal | None, times: int | None) -> Decimal | None:
    return None if amount is None or times is None else amount * times


def annualised(funding: pd.DataFrame) -> pd.DataFrame:
    """Sums of money brought to one year, where the text allows it.

    DataFrame[statement_id, region_id, status, basis, purpose, purpose_class, period, years,
    year_cny, year_high_cny, reason_zh, reason_en]. Yearly sums stand as they are, monthly
    ones times twelve; a total is divided by the years of its stated period (quotients are
    rounded to the fen, halves to even). Rates a head are in `rates`, rules in
    `money_tables.growth_rules`.
    """
    rows = [
        _year_row(row)
        for row in records(funding)
        if row["basis"] == "total" or row["basis"] in SUM_PERIODS
    ]
    return pd.DataFrame(rows, columns=YEAR_COLUMNS)


YEAR_COLUMNS = [
    "statement_id",
    "region_id",
    "status",
    "basis",
    "purpose",
    "purpose_class",
    "period",
    "years",
    "year_cny",
    "year_high_cny",
    "reason_zh",
    "reason_en",
]


def _year_row(row: dict[str, Any]) -> dict[str, Any]:
    low, high = row["amount_cny"], row.get("amount_high_cny")
    years: int | None = None
    reason: tuple[str, str] | None = None
    if low is None:
        reason = NO_AMOUNT
    elif row["basis"] in SUM_PERIODS:
        times = SUM_PERIODS[row["basis"]]
        low, high = _product(low, times), _product(high, times)
    else:
        years, reason = years_of(row.get("period"))
        low, high = _per(low, years), _per(high, years)
    return {name: row.get(name) for name in YEAR_COLUMNS} | {
        "years": years,
        "year_cny": low,
        "year_high_cny": high,
        "reason_zh": reason[0] if reason else None,
        "reason_en": reason[1] if reason else None,
    }


def _per(amount: Decimal | None, divisor: int | None) -> Decimal | None:
    if amount is None or divisor is None:
        return None
    return (amount / divisor).quantize(FEN, ROUND_HALF_EVEN)


def per_resident(
    amounts: pd.DataFrame,
    denominators: pd.DataFrame,
    columns: tuple[str, ...] = ("low_cny", "high_cny"),
) -> pd.DataFrame:
    """``amounts`` with yuan a resident beside each of ``columns``.

    ``amounts`` needs region_id; ``denominators`` is the table of that name. Adds
    ``<column>_per_resident`` (rounded to the fen), residents, residents_year,
    residents_source, reason_zh and reason_en; without a sourced number the quotient is empty
    and the reasons say why. A population of another year than the money is shown, not adjusted.
    """
    known = {
        row["region_id"]: row for row in records(denominators) if row.get("measure") == "residents"
    }
    result = amounts.copy()
    found = [known.get(region, {}) for region in amounts["region_id"]]
    heads = [row.get("value") if row.get("source") else None for row in found]
    for column in columns:
        result[f"{column}_per_resident"] = pd.Series(
            [
                None if n is None or _is_empty(v) else _per(v, int(n))
                for v, n in zip(amounts[column], heads, strict=True)
            ],
            index=amounts.index,
            dtype=object,
        )
    result["residents"] = pd.Series(heads, index=amounts.index, dtype="Int64")
    for name in ("year", "source"):
        values = [row.get(name) for row in found]
        result[f"residents_{name}"] = pd.Series(values, index=amounts.index, dtype=object)
    for language, words in zip(("zh", "en"), NO_RESIDENTS, strict=True):
        own = "reason" if language == "zh" else "reason_en"
        reasons = [
            None if n is not None else row.get(own) or words
            for row, n in zip(found, heads, strict=True)
        ]
        result[f"reason_{language}"] = pd.Series(reasons, index=amounts.index, dtype=object)
    return result


def _is_empty(value: Any) -> bool:
    return value is None or value is pd.NA or bool(value != value)
