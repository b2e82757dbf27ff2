"""A statement in words: what it is about and how much, for the reader and the search."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from analysis.figures.labels import code
from analysis.figures.quantity import RATIO, quantity
from analysis.publish.content import Content
from analysis.publish.labels import Labels
from analysis.publish.values import number_text

# Bases under which an amount is a rate; the amount alone would be taken for a sum.
PER = ("per_person", "per_person_month", "per_person_year", "per_year")


def fact(row: dict[str, Any], content: Content, labels: Labels) -> dict[str, Any]:
    """One row of the table of statements under a text."""
    year = row.get("target_year") or row.get("period") or ""
    return {
        "id": row["statement_id"],
        "table": row["table"],
        "status": row["status"],
        "what": what_is_stated(row, content, labels.lang),
        "value": value_text(row, labels.lang),
        "year": str(year),
        "certainty": row.get("certainty") or "",
        "method": row.get("method") or "",
        "reviewed": bool(row.get("reviewed")),
        "gloss": content.glosses.get(row["statement_id"], ""),
        "quote": row["quote"],
        "span": (row["char_start"], row["char_end"]),
    }


def what_is_stated(row: dict[str, Any], content: Content, lang: str) -> str:
    """The shared indicator's name if the row has one, else the words of the text."""
    shared = content.indicators.get(str(row.get("indicator_id") or ""))
    own = str(row.get("indicator") or row.get("purpose") or "")
    return str(shared.get(f"name_{lang}") or own) if shared else own


def value_text(row: dict[str, Any], lang: str = "zh") -> str:
    """``≥ 85%``, ``1–2 项``, ``1 名 / 5 所``, ``4:6``, ``300 元 · 每人每月``.

    A rule without a number says nothing. In English units are English and yuan are CNY.
    """
    of = "value" if row["table"] == "targets" else "amount"
    low, high = row.get(of), row.get(f"{of}_high")
    if low is None:
        growth = row.get("growth_pct")
        return f"{number_text(growth)}%" if growth is not None else ""
    sign = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}.get(
        str(row.get("comparator")), ""
    )
    text = sign + (_english(row, of) if lang == "en" else _printed(row, low, high))
    if row.get("per_unit"):
        text += f" / {number_text(row.get('per_value'))} {row['per_unit']}"
    basis = row.get("basis")
    return f"{text} · {code('basis', basis, lang)}" if basis in PER else text


def _printed(row: dict[str, Any], low: Any, high: Any) -> str:
    """The value as the text gives it."""
    unit = str(row.get("unit") or "")
    if unit == RATIO:
        return quantity(Decimal(str(low)), unit, "zh", per=row.get("per_value"))
    text = number_text(low) + (f"–{number_text(high)}" if high is not None else "")
    return text + (unit if unit in ("%", "‰", "") else f" {unit}")


def _english(row: dict[str, Any], of: str) -> str:
    """The value for an English page: thousands grouped, units in English."""
    if of == "amount":
        ends = [row.get("amount_cny"), row.get("amount_high_cny")]
        return "CNY " + "–".join(number_text(end, 1_000) for end in ends if end is not None)
    ends = [
        Decimal(str(row[name])) if row.get(name) is not None else None
        for name in (of, f"{of}_high")
    ]
    return quantity(ends[0], row.get("unit"), "en", ends[1], row.get("per_value"))
