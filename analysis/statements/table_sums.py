"""Sums in tables of projects: a column of 总投资（万元）, cell by cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from analysis.statements.context import SectionContext
from analysis.statements.lexicon import StatementLexicon
from analysis.statements.tables import READ_BY_CELL, number_of
from analysis.text.numerals import Numeral
from analysis.text.spans import Cell, Structure, Table, TableRow

Row = dict[str, Any]
_MONEY = re.compile(
    r"(?P<words>[^（()）]*(?:投资|金额|资金|预算|经费|估算|概算|补助|投入|配套|合计|小计))"
    r"\s*[（(](?:单位[:：])?(?P<unit>[万亿]?元)[)）]"
)
_NAME = re.compile(r"名称|项目|工程|内容|用途|类别|学校")
_SUM = re.compile(r"(?:合|总|共|小)\s*计")
_PAYER = re.compile(r"中央|自治区|省级?|市级?|县级?|区级?|乡镇|上级|社会|学校|企业|自筹")
_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class _Column(NamedTuple):
    """A column of money: its place, its words and its unit."""

    at: int
    words: str
    unit: str


def table_sums(
    structure: Structure, found: list[SectionContext], lexicon: StatementLexicon
) -> list[Row]:
    """One row of `funding` a sum; those that a row 合计 adds up are its parts."""
    rows: list[Row] = []
    for table in structure.tables:
        columns = [] if table.kind in READ_BY_CELL else _columns(table)
        for column in columns:
            context = found[table.section]
            sums = [_row(structure, table, line, column, context, lexicon) for line in table.rows]
            rows += _in_parts([row for row in sums if row is not None])
    return rows


def _columns(table: Table) -> list[_Column]:
    matches = [(i, _MONEY.fullmatch(header.strip())) for i, header in enumerate(table.headers)]
    return [_Column(i, m["words"], m["unit"]) for i, m in matches if m is not None]


def _row(
    structure: Structure,
    table: Table,
    line: TableRow,
    column: _Column,
    context: SectionContext,
    lexicon: StatementLexicon,
) -> Row | None:
    cell, numeral = _sum_in(line, column, lexicon)
    if cell is None or numeral is None or numeral.value is None:
        return None
    name = _name(table, line)
    payer = _PAYER.search(column.words)
    high = numeral.value_high
    return {
        "purpose": name.text,
        "purpose_class": lexicon.purpose_class(name.text, context.headings[0]),
        "payer": payer.group() if payer is not None else None,
        "amount": numeral.value,
        "amount_high": high,
        "unit": column.unit,
        "amount_cny": numeral.value * _YUAN[column.unit],
        "amount_high_cny": high * _YUAN[column.unit] if high is not None else None,
        "basis": "total",
        "growth_pct": None,
        "status": "spent" if context.review else "committed",
        "period": None,
        "part_of": None,
        "number": (cell.start + numeral.start, cell.start + numeral.end),
        "span": (min(name.start, cell.start), max(name.end, cell.start + numeral.span_end)),
        "certainty": "certain",
        "method": "table",
        "serves": {cell.start + numeral.start},
        "passage": structure.table_row_at(line.label.start),
        "section": table.section,
        "summed": _SUM.match(line.label.text) is not None or _SUM.match(name.text) is not None,
    }


def _sum_in(
    line: TableRow, column: _Column, lexicon: StatementLexicon
) -> tuple[Cell | None, Numeral | None]:
    """The cell of a line in a column and its number, if it is counted in the column's unit."""
    cell = line.values[column.at] if column.at < len(line.values) else None
    numeral = number_of(cell, lexicon) if cell is not None else None
    return cell, numeral if numeral is not None and numeral.unit in ("", column.unit) else None


def _name(table: Table, line: TableRow) -> Cell:
    """The cell that names what the money is for."""
    named = (
        cell
        for header, cell in zip(table.headers, line.values, strict=False)
        if cell is not None and cell.text and _NAME.search(header) and not _MONEY.search(header)
    )
    return next(named, line.label)


def _in_parts(rows: list[Row]) -> list[Row]:
    """The sums of one column; those of single lines are parts of a line 合计 that holds them."""
    wholes = [row for row in rows if row.pop("summed")]
    parts = [row for row in rows if row not in wholes]
    if len(wholes) == 1 and sum(row["amount_cny"] for row in parts) <= wholes[0]["amount_cny"]:
        for row in parts:
            row["part_of"] = wholes[0]["number"][0]
            row["serves_total"] = True
    return rows
