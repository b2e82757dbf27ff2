"""Rows of `targets` from indicator tables: target, baseline, years and nature cell by cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from analysis.statements.context import SectionContext
from analysis.statements.lexicon import StatementLexicon
from analysis.text.numerals import Numeral, find
from analysis.text.spans import Cell, Structure, Table, TableRow

Row = dict[str, Any]
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"[（(]([^（()）]{1,8})[）)]\s*$")
_PART = re.compile(r"^\s*(?:其中|#|＃)\s*[:：]?\s*")
_NATURES = ("预期性", "约束性")
_EACH = re.compile(
    r"^每(?:(?P<number>[百千万]|[0-9]+)(?:名|个)?)?(?P<unit>人口|学生|适龄儿童|生|人)"
)
_RATIO_LABEL = re.compile(r"之比(?:[（(]|$)")
_ROUND = {"百": 100, "千": 1000, "万": 10_000}
_BOUNDS = str.maketrans({"≥": ">", "＞": ">", "≤": "<", "＜": "<"})


def indicator_rows(
    structure: Structure, found: list[SectionContext], lexicon: StatementLexicon
) -> list[Row]:
    """One row an indicator: its value in the latest year's column."""
    rows: list[Row] = []
    for table in structure.tables:
        if table.kind != "indicators":
            continue
        years = [_year(header) for header in table.headers]
        unit = ""
        for line in table.rows:
            row = _line(structure, table, line, years, unit, lexicon)
            if row is not None:
                unit = row["unit"] or ""
                rows.append(row)
    return rows


def _year(header: str) -> int | None:
    match = _YEAR.search(header)
    return int(match.group()) if match else None


def _line(
    structure: Structure, table: Table, line: TableRow, years: list[int | None], above: str,
    lexicon: StatementLexicon,
) -> Row | None:  # fmt: skip
    dated = sorted((year, cell) for year, cell in zip(years, line.values, strict=False)
                   if year is not None and cell is not None and _number(cell, lexicon))  # fmt: skip
    if not dated:
        return None
    year, cell = dated[-1]
    numeral = _number(cell, lexicon)
    assert numeral is not None
    base = _number(dated[0][1], lexicon) if len(dated) > 1 else None
    label = line.label.text
    printed = _UNIT.search(label)
    name = _PART.sub("", _UNIT.sub("", label)).strip()
    unit = printed[1] if printed and _is_unit(printed[1], lexicon) else numeral.unit
    if not unit and _PART.match(label):
        unit, name = above, _PART.sub("", label).strip()
    if _RATIO_LABEL.search(label):
        unit = "比"
    per_value, per_unit = _each(name)
    full = name if not line.group or line.group in name else f"{line.group}{name}"
    serves = {numeral.start + cell.start}
    if base is not None:
        serves.add(base.start + dated[0][1].start)
    return {
        "indicator": full,
        "level": lexicon.level(name, line.group, table.caption),
        "value": numeral.value,
        "value_high": numeral.value_high,
        "unit": unit or None,
        "comparator": numeral.comparator,
        "per_value": per_value,
        "per_unit": per_unit,
        "baseline_value": base.value if base else None,
        "baseline_year": dated[0][0] if base else None,
        "target_year": year,
        "target_year_basis": "table",
        "status": "target",
        "nature": next(
            (c.text.strip() for c in line.values if c and c.text.strip() in _NATURES), None
        ),
        "span": (
            min(line.label.start, cell.start),
            max(line.label.end, cell.start + numeral.span_end),
        ),
        "number": (cell.start + numeral.start, cell.start + numeral.end),
        "certainty": "probable" if unit == "比" else "certain",
        "method": "table",
        "serves": serves,
        "passage": _passage(structure, line.label.start),
        "section": table.section,
    }


def _number(cell: Cell, lexicon: StatementLexicon) -> Numeral | None:
    """The number of a cell, with the bound printed beside it (90以上, >85)."""
    for numeral in find("达到" + cell.text.translate(_BOUNDS), lexicon.numerals):
        if numeral.value is not None:
            comparator = numeral.comparator
            if "≥" in cell.text:
                comparator = ">="
            if "≤" in cell.text:
                comparator = "<="
            return numeral._replace(
                start=numeral.start - 2, end=numeral.end - 2, span_end=numeral.span_end - 2,
                comparator=comparator,
            )  # fmt: skip
    return None


def _is_unit(words: str, lexicon: StatementLexicon) -> bool:
    return words.lstrip("百千万亿") in lexicon.numerals.units


def _each(name: str) -> tuple[Decimal | None, str | None]:
    match = _EACH.match(name)
    if match is None:
        return None, None
    number = match["number"]
    value = Decimal(_ROUND.get(number, number) if number else 1)
    return value, match["unit"]


def _passage(structure: Structure, at: int) -> int | None:
    for passage in structure.passages:
        if passage.kind == "table_row" and passage.start <= at < passage.end:
            return passage.index
    return None
