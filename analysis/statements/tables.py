"""Rows of `targets` from indicator tables: target, baseline, years and nature cell by cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from analysis.statements.context import SectionContext, horizon, own_year, plan_start
from analysis.statements.lexicon import StatementLexicon
from analysis.text.numerals import Numeral, find
from analysis.text.spans import Cell, Structure, Table, TableRow

Row = dict[str, Any]
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"[（(]([^（()）]{1,8})[）)]\s*$")
_PART = re.compile(r"^\s*(?:其中|#|＃)\s*[:：]?\s*")
_SIGN = re.compile(r"([%％‰])\s*$")
_PLANNED = re.compile(r"目标|规划|计划|预期|任务|安排")
_BASE = re.compile(r"现状|基期|基数|基础值|实际")
_CHANGE = re.compile(r"增长|增速|年均|累计|增幅|变化")
_LAST = 9999
#: Kinds of tables whose cells are read here, and not as sentences.
READ_BY_CELL = frozenset({"indicators", "statistics"})
_REPORTED: Row = {"status": "achieved", "target_year": None, "target_year_basis": None}
_IMPLIED = {
    "率": "%",
    "校数": "所",
    "园数": "所",
    "班数": "个",
    "班级数": "个",
    "学位": "个",
    "招生": "人",
    "在校": "人",
    "在园": "人",
    "毕业": "人",
    "人数": "人",
    "教师": "人",
    "教职工": "人",
}
_NATURES = ("预期性", "约束性")
_EACH = re.compile(
    r"^每(?:(?P<number>[百千万]|[0-9]+)(?:名|个)?)?(?P<unit>人口|学生|适龄儿童|生|人)"
)
_RATIO_LABEL = re.compile(r"之比(?:[（(]|$)")
_ROUND = {"百": 100, "千": 1000, "万": 10_000}


def indicator_rows(
    structure: Structure, found: list[SectionContext], lexicon: StatementLexicon
) -> list[Row]:
    """One row an indicator: its value in the latest year's column."""
    rows: list[Row] = []
    ahead = _first_year_ahead(structure, found) if structure.tables else None
    for table in structure.tables:
        if table.kind == "statistics":
            rows += counted(structure, table, found[table.section], lexicon)
        if table.kind != "indicators":
            continue
        unit = ""
        reports = _reports(table, found[table.section], lexicon)
        for line in table.rows:
            dated = _dated(table, line, lexicon)
            told = reports or _lacks_its_goal(dated, table, ahead)
            for reached in [dated] if told and dated else _targets(dated, ahead):
                name, unit = _label(line, reached[-1].numeral.unit, unit, lexicon)
                level = _level(name, line.group, table, lexicon)
                row = _row(line, reached, name, unit, level, vague=lexicon.level(name) == "all")
                row |= _REPORTED if told else {}
                row |= _place(structure, table, line)
                rows.append(_with_year(row, table, found[table.section]))
    return rows


def _reports(table: Table, context: SectionContext, lexicon: StatementLexicon) -> bool:
    """Whether a table of years tells what was: in a review, or by its caption.

    Only a goal is expected or binding (预期性, 约束性), whatever chapter its table stands in.
    """
    if any(_PLANNED.search(header) for header in table.headers):
        return False
    if any(_nature(line) is not None for line in table.rows):
        return False
    return context.review or (
        lexicon.has("review_heading", table.caption) and _PLANNED.search(table.caption) is None
    )


def _with_year(row: Row, table: Table, context: SectionContext) -> Row:
    """A goal whose column names no year takes that of the table's title or the heading."""
    if row["target_year"] is not None or row["status"] != "target":
        return row
    years = [int(year) for year in _YEAR.findall(table.caption)]
    if len(years) == 1:
        return row | {"target_year": years[0], "target_year_basis": "table"}
    if context.heading_year is not None:
        return row | {"target_year": context.heading_year, "target_year_basis": "heading"}
    return row


def _place(structure: Structure, table: Table, line: TableRow) -> Row:
    return {"passage": structure.table_row_at(line.label.start), "section": table.section}


def _level(name: str, group: str, table: Table, lexicon: StatementLexicon) -> str:
    """Level of the label, but that of a group of rows about teachers."""
    if lexicon.level(group) == "teachers":
        return "teachers"
    return lexicon.level(name, group, table.caption)


class _Dated(NamedTuple):
    """A number of a table under the year of its column (None: the column names none).

    ``rank`` orders columns in time, ``at`` is the cell's clean offset, ``planned`` says that
    the column's name speaks of a goal.
    """

    rank: int
    at: int
    year: int | None
    numeral: Numeral
    planned: bool = False


def _first_year_ahead(structure: Structure, found: list[SectionContext]) -> int | None:
    """The first year that was still to come when the document was written, if it tells."""
    issued = own_year(structure)
    return horizon(structure, found) if issued is None else issued + 1


def _targets(dated: list[_Dated], ahead: int | None) -> list[list[_Dated]]:
    """The numbers of a line for each goal: where it starts from, if told, first; the goal last.

    Goals are the columns called so and those of years to come; the last one always is one.
    """
    goals = [item for item in dated if _is_goal(item, ahead)] or dated[-1:]
    start = [item for item in dated if item not in goals]
    return [[*start[-1:], *start[:-1], goal] for goal in goals]


def _lacks_its_goal(dated: list[_Dated], table: Table, ahead: int | None) -> bool:
    """Whether the cell of the goal is empty, so that a line tells only what has been."""
    goals = (
        _PLANNED.search(header) is not None
        or (ahead is not None and any(int(year) >= ahead for year in _YEAR.findall(header)))
        for header in table.headers
    )
    return any(goals) and not any(_is_goal(item, ahead) for item in dated)


def _is_goal(item: _Dated, ahead: int | None) -> bool:
    return item.planned or (ahead is not None and item.year is not None and item.year >= ahead)


def _dated(table: Table, line: TableRow, lexicon: StatementLexicon) -> list[_Dated]:
    """The numbers of a line by year, oldest first."""
    found = []
    for header, cell in zip(table.headers, line.values, strict=False):
        when = _when(header)
        numeral = number_of(cell, lexicon) if cell is not None and when is not None else None
        if cell is not None and when is not None and numeral is not None:
            planned = _PLANNED.search(header) is not None
            found.append(_Dated(when[0], cell.start, when[1], numeral, planned))
    return sorted(found, key=lambda item: (item.rank, item.at))


def _when(header: str) -> tuple[int, int | None] | None:
    """Rank and year of a column: 2025年, “十四五”末, 目标值, 现状值; None for any other."""
    if _CHANGE.search(header):
        return None
    years = [int(year) for year in _YEAR.findall(header)]
    if years:
        return max(years), max(years)
    plan = plan_start(header.replace("规划", "末").replace("目标", "末"))
    if plan is not None:
        return plan + 4, plan + 4
    if _BASE.search(header):
        return 0, None
    return (_LAST, None) if _PLANNED.search(header) else None


def _label(line: TableRow, beside: str, above: str, lexicon: StatementLexicon) -> tuple[str, str]:
    """Name of the indicator and its unit: from the brackets of the label, the cell, the line
    above (其中), or none for a ratio whatever its brackets say."""
    label = line.label.text
    printed = _UNIT.search(label) or _SIGN.search(label)
    name = _SIGN.sub("", _UNIT.sub("", label))
    unit = printed[1] if printed and _is_unit(printed[1], lexicon) else beside
    own = line.unit.text.split("/")[0].strip() if line.unit is not None else ""
    if _is_unit(own, lexicon):
        unit = own
    unit = _normal(unit, lexicon)
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
    full = f"{line.group}{name}" if line.group and vague else name
    end = max(line.label.end, last.at + numeral.span_end)
    return {
        "indicator": full,
        "level": level,
        "value": numeral.value,
        "value_high": numeral.value_high,
        "unit": unit or ("比" if numeral.ratio is not None else None),
        "comparator": numeral.comparator,
        "per_value": per_value if numeral.ratio is None else numeral.ratio,
        "per_unit": per_unit,
        "baseline_value": base.numeral.value if base else None,
        "baseline_year": base.year if base else None,
        "target_year": last.year,
        "target_year_basis": "table" if last.year is not None else None,
        "status": "target",
        "nature": _nature(line),
        "span": (min(line.label.start, last.at), end),
        "number": (last.at + numeral.start, last.at + numeral.end),
        "certainty": "probable" if unit == "比" else "certain",
        "method": "table",
        "serves": {item.at + item.numeral.start for item in dated},
    }


def _nature(line: TableRow) -> str | None:
    return next((c.text.strip() for c in line.values if c and c.text.strip() in _NATURES), None)


def number_of(cell: Cell, lexicon: StatementLexicon) -> Numeral | None:
    """The number of a cell, with the bound printed beside it (90以上, >85)."""
    for numeral in find("达到" + cell.text, lexicon.numerals):
        if numeral.value is not None:
            return numeral._replace(
                start=numeral.start - 2, end=numeral.end - 2, span_end=numeral.span_end - 2
            )
    return None


def _is_unit(words: str, lexicon: StatementLexicon) -> bool:
    return words.lstrip("百千万亿") in lexicon.numerals.units


def _normal(unit: str, lexicon: StatementLexicon) -> str:
    """A unit in its normal spelling, with its power."""
    bare = unit.lstrip("百千万亿")
    known = lexicon.numerals.units.get(bare)
    return unit[: len(unit) - len(bare)] + known.canonical if known is not None else unit


def counted(
    structure: Structure, table: Table, context: SectionContext, lexicon: StatementLexicon
) -> list[Row]:
    """One row a cell of a table of counts: 普通高中 × 招生数（人）."""
    planned = _PLANNED.search(table.caption) is not None
    rows: list[Row] = []
    for line in table.rows:
        for header, cell in zip(table.headers, line.values, strict=False):
            numeral = number_of(cell, lexicon) if cell is not None else None
            if cell is None or numeral is None:
                continue
            printed = _UNIT.search(header)
            beside = numeral.unit or _counted_unit(header)
            unit = printed[1] if printed and _is_unit(printed[1], lexicon) else beside
            name = line.label.text + _UNIT.sub("", header)
            dated = [_Dated(0, cell.start, None, numeral)]
            level = lexicon.level(name, table.caption)
            row = _row(line, dated, name, _normal(unit, lexicon), level, vague=False)
            row |= _place(structure, table, line)
            row |= {} if planned and not context.review else _REPORTED
            rows.append(_with_year(row, table, context))
    return rows


def _counted_unit(header: str) -> str:
    """Unit that the name of a measure implies: 在校生人数 → 人."""
    return next((unit for words, unit in _IMPLIED.items() if words in header), "")


def _each(name: str) -> tuple[Decimal | None, str | None]:
    match = _EACH.match(name)
    if match is None:
        return None, None
    number = match["number"]
    value = Decimal(_ROUND.get(number, number) if number else 1)
    return value, match["unit"]
