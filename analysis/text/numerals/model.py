"""What a numeral is, once read: its span, value, unit and how the text hedges it."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal[
    "quantity",
    "money",
    "year",
    "date",
    "document_number",
    "section_number",
    "page_number",
    "list_number",
    "phone",
    "name",
    "slogan",
    "grade",
    "code",
    "lexical",
    "other",
]
Comparator = Literal["=", ">", ">=", "<", "<=", "~", "range"]

#: Kinds that may become a row of targets or funding; all others are only in the ledger.
MEASURED: frozenset[str] = frozenset({"quantity", "money"})


class Numeral(NamedTuple):
    """One numeral of a text, in the offsets of that text.

    ``start, end`` hold the digits (of both ends in a range, of both terms in a ratio);
    ``span_start, span_end`` also hold currency sign, qualifiers, unit and rate.
    ``value`` is exact and counted in ``unit`` (1.86 with ``万个``); a range has
    ``value_high``, a ratio its second term in ``ratio``. ``unit_kind`` is the kind of
    the unit without its power (share, count, time, size, score, money). ``rate`` is
    what follows a slash (``月``, ``生·年``). ``years`` are the calendar years named.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal | None = None
    value_high: Decimal | None = None
    ratio: Decimal | None = None
    comparator: Comparator = "="
    unit: str = ""
    unit_kind: str = ""
    power: int = 1
    rate: str = ""
    span_start: int = -1
    span_end: int = -1
    qualifiers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    chinese: bool = False
