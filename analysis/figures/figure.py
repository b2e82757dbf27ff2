"""A figure as a value: the chart, the data behind it, and the words that go with it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from analysis.errors import InputError

if TYPE_CHECKING:
    from altair import TopLevelMixin

Language = Literal["zh", "en"]
# The full-width signs start a formula where the spreadsheet is set to Chinese or Japanese.
FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Characters that reorder or hide what is read, or that XML forbids: nothing is drawn for them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Figure:
    """One published figure.

    ``figure_id`` says what is drawn and with which parameters; it never changes with the data.
    ``spec`` is the whole Vega-Lite specification (title, plot, caption) for print; ``plot_spec``
    the drawing alone, for a page that sets title and caption itself. ``data`` has the rows drawn,
    ids first, labels of neither language, and ``statement_ids`` (list[str]) where marks stand for
    statements. ``alt`` tells in words what is seen. ``n`` counts statements, or what the caption
    says. ``narrow`` draws it again for a narrow screen; it is no part of the version.
    """

    figure_id: str
    lang: Language
    spec: dict[str, Any]
    plot_spec: dict[str, Any]
    data: pd.DataFrame
    title: str
    subtitle: str
    caption: str
    alt: str
    warnings: tuple[str, ...]
    n: int
    doc_ids: tuple[str, ...]
    narrow: Callable[[], Figure] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def chart(self) -> TopLevelMixin:
        """The whole figure as a chart to show in a notebook, checked against the schema."""
        # Altair takes longer to load than all else that reading tables and words needs.
        from altair import VConcatChart

        return VConcatChart.from_dict(self.spec)

    @cached_property
    def csv(self) -> bytes:
        """The data as canonical CSV: what the hash covers and the reader downloads."""
        return csv_bytes(self.data)

    @property
    def version(self) -> str:
        """SHA-256 of canonical data and specification: what a citation pins."""
        return hashlib.sha256(self.csv + b"\0" + canonical_json(self.spec)).hexdigest()


def canonical_json(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8: equal values, equal bytes."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """UTF-8, LF, one header line; lists joined by a space; missing is empty.

    Text that a spreadsheet would run as a formula gets a leading apostrophe; a plain negative
    number does not.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(list(frame.columns))
    columns = [[cell_text(value) for value in frame[name]] for name in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return stream.getvalue().encode("utf-8")


def cell_text(value: Any) -> str:
    """One CSV cell, safe to open in a spreadsheet."""
    if isinstance(value, (list, tuple)):
        value = " ".join(str(part) for part in value)
    if is_missing(value):
        return ""
    text = number_text(value) if isinstance(value, (float, Decimal)) else str(value)
    if text.startswith(FORMULA_START) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def number_text(value: float | Decimal | int | str) -> str:
    """A number as a reader writes it: no exponent, no trailing zeros, at most 12 digits.

    >>> number_text(Decimal("95.50")), number_text(0.1 + 0.2), number_text(1e7)
    ('95.5', '0.3', '10000000')
    """
    exact = value if isinstance(value, Decimal) else Decimal(format(float(value), ".12g"))
    text = format(exact, "f")
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short in ("", "-0") else short


def is_missing(value: Any) -> bool:
    """Whether a cell is empty: None, NA, NaN."""
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, float) and math.isnan(value)


def row_dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries keyed by column name."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def as_number(value: Any) -> float | None:
    """A cell as a finite float for drawing, None when missing; text must be a number."""
    if is_missing(value) or value == "":
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def require_columns(frame: pd.DataFrame, names: tuple[str, ...], what: str) -> None:
    """Raise InputError naming the columns of ``frame`` that a chart needs and does not find."""
    lacking = [name for name in names if name not in frame.columns]
    if lacking:
        raise InputError(
            f"{what}: found no column {', '.join(lacking)}; the frame must have {', '.join(names)}"
        )
