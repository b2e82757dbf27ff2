"""Which statements of money overlap: parts of totals, repeats, and amounts that may be inside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

Row = Mapping[str, Any]

# Least likeness of two purposes (Dice, 1945, on pairs of characters) for equal amounts to be
# taken for the same money.
SAME_PURPOSE = 0.6
# Spending on things: the kinds a general construction budget can contain.
CAPITAL = frozenset({"buildings", "equipment", "digital", "vocational"})
# Words of a budget that names no object of its own, so that others may lie inside it.
UMBRELLA = re.compile(r"建设(?:总?投资|资金|经费)|项目资金|(?:重点|基础设施|教育)(?:工程)?建设项目")
FEES = re.compile(r"贷款|免|助学|奖学|补助|补贴|津贴|校车")
# What frames an amount without saying what it is for: who pays, how often, and that it is paid.
FRAME = re.compile(
    r"[省市区县]?级?财政|政府|每[年月]|逐年|设立|安排|列支|专列|专项|预算|用好|使用|计划|累计|完成"
    r"|落实|投入|投资|发放|拨付|资金|经费|总额|的"
    r"|[\s“”\"'()\uff08\uff09、,\uff0c。]"
)


def records(funding: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts, every kind of missing cell as None."""
    return [
        {str(name): None if _is_missing(value) else value for name, value in row.items()}
        for row in funding.to_dict("records")
    ]


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value == "" or bool(value != value)


def amount_low(row: Row) -> Decimal:
    """The amount, or the lower end of its range."""
    return Decimal(row["amount_cny"])


def amount_high(row: Row) -> Decimal:
    """The upper end of a range, or the amount."""
    high = row.get("amount_high_cny")
    return amount_low(row) if high is None else Decimal(high)


def parts_of(rows: Sequence[Row]) -> dict[str, str]:
    """Part → the total named in its ``part_of``, where that total is among ``rows``."""
    present = {row["statement_id"] for row in rows}
    return {row["statement_id"]: row["part_of"] for row in rows if row.get("part_of") in present}


def repeats(rows: Sequence[Row]) -> dict[str, str]:
    """Repeat → its first statement: same region, status, basis and amount, like purpose."""
    found: dict[str, str] = {}
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["amount_cny"] is None:
            continue
        key = (
            row["region_id"], row["status"], row["basis"], amount_low(row), amount_high(row),
        )  # fmt: skip
        earlier = next((r for r in groups.get(key, []) if _same_purpose(r, row)), None)
        if earlier is not None:
            found[row["statement_id"]] = earlier["statement_id"]
        else:
            groups.setdefault(key, []).append(row)
    return found


def _same_purpose(one: Row, other: Row) -> bool:
    first, second = _object_of(one), _object_of(other)
    if not first or not second:
        return False
    return first in second or second in first or likeness(first, second) >= SAME_PURPOSE


def _object_of(row: Row) -> str:
    """What an amount is for, without the words that frame it; "" where nothing is named."""
    return FRAME.sub("", str(row.get("purpose") or ""))


def likeness(first: str, second: str) -> float:
    """Dice coefficient on sets of character pairs: 2·|A∩B| / (|A|+|B|), 0 to 1."""
    one, other = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (first, second))
    if not one or not other:
        return float(first == second)
    return 2 * len(one & other) / (len(one) + len(other))


def possible_parts(rows: Sequence[Row]) -> dict[str, str]:
    """Amount → the general construction budget it may lie inside, where the text is silent.

    Both are totals of one region and status for buildings, equipment or the like, neither
    is a part or a repeat, and the larger is worded generally (累计投入项目建设资金) or names no
    object at all (计划投入).
    """
    taken = {*parts_of(rows), *repeats(rows)}
    capital = [
        row
        for row in rows
        if row["basis"] == "total"
        and row["amount_cny"] is not None
        and row["statement_id"] not in taken
        and row.get("purpose_class") in CAPITAL
        and not FEES.search(str(row.get("purpose") or ""))
    ]
    found = {}
    for row in capital:
        wider = [w for w in capital if _may_contain(w, row)]
        if wider:
            found[row["statement_id"]] = max(wider, key=amount_low)["statement_id"]
    return {part: whole for part, whole in found.items() if whole not in found}


def _may_contain(wide: Row, narrow: Row) -> bool:
    return (
        wide["statement_id"] != narrow["statement_id"]
        and wide["region_id"] == narrow["region_id"]
        and wide["status"] == narrow["status"]
        and amount_low(wide) > amount_high(narrow)
        and (bool(UMBRELLA.search(str(wide.get("purpose") or ""))) or not _object_of(wide))
    )
