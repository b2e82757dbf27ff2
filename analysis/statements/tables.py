"""Rows of `targets` from indicator tables: target, baseline, years and nature cell by cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

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
        unit = ""
        for line in table.rows:
            dated = _dated(table, line, lexicon)
            if dated:
                name, unit = _label(line, dated[-1].numeral.unit, unit, lexicon)
                rows.append(
                    _row(
                        line,
                        dated,
                        name,
                        unit,
                        _level(name, line.group, table, lexicon),
                        vague=lexicon.level(name) == "all",
                    )
                    | {
                        "passage": _passage(structure, line.label.start),
                        "section": table.section,
                    }
                )
    return rows


def _level(name: str, group: str, table: Table, lexicon: StatementLexicon) -> str:
    """Level of the label, but that of a group of rows about teachers."""
    if lexicon.level(group) == "teachers":
        return "teachers"
    return lexicon.level(name, group, table.caption)


class _Dated(NamedTuple):
    """A number of a table under the year of its column; ``at`` is the cell's clean offset."""

    year: int
    at: int
    numeral: Numeral


def _dated(table: Table, line: TableRow, lexicon: StatementLexicon) -> list[_Dated]:
    """The numbers of a line by year, oldest first."""
    found = []
    for header, cell in zip(table.headers, line.values, strict=False):
        year = _YEAR.search(header)
        numeral = _number(cell, lexicon) if cell is not None and year is not None else None
        if cell is not None and year is not None and numeral is not None:
            found.append(_Dated(int(year.group()), cell.start, numeral))
    return sorted(found, key=lambda item: (item.year, item.at))


def _label(line: TableRow, beside: str, above: str, lexicon: StatementLexicon) -> tuple[str, str]:
    """Name of the indicator and its unit: from the brackets of the label, the cell, the line
    above (其中), or none for a ratio whatever its brackets say."""
    label = line.label.text
    printed = _UNIT.search(label)
    name = _UNIT.sub("", label)
    unit = printed[1] if printed and _is_unit(printed[1], lexicon) else beside
    if not unit and _PART.match(label):
        unit, name = above, label
    return _PART.sub("", name).strip(), "比" if _RATIO_LABEL.search(label) else unit


def _row(
    line: TableRow, dated: list[_Dated], name: str, unit: str, level: str, *, vague: bool
) -> Row:
    """A row; a ``vague`` name (在校生) says what it is only with its group (义务教育)."""
    last, base = dated[-1], dated[0] if len(dated) > 1 else None
    numeral = last.numeral
    per_value, per_unit = _each(name)
    natures = [c.text.strip() for c in line.values if c and c.text.strip() in _NATURES]
    full = f"{line.group}{name}" if line.group and vague else name
    end = max(line.label.end, last.at + numeral.span_end)
    return {
        "indicator": full,
        "level": level,
        "value": numeral.value,
        "value_high": numeral.value_high,
        "unit": unit or None,
        "comparator": numeral.comparator,
        "per_value": per_value,
        "per_unit": per_unit,
        "baseline_value": base.numeral.value if base else None,
        "baseline_year": base.year if base else None,
        "target_year": last.year,
        "target_year_basis": "table",
        "status": "target",
        "nature": natures[0] if natures else None,
        "span": (min(line.label.start, last.at), end),
        "number": (last.at + numeral.start, last.at + numeral.end),
        "certainty": "probable" if unit == "比" else "certain",
        "method": "table",
        "serves": {item.at + item.numeral.start for item in dated},
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
