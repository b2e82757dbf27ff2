"""Tables of counts: what there is of each kind of school, one measure a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.text.segment.drafts import TableDraft
from analysis.text.spans import Cell, TableRow

_MEASURE = re.compile(
    r"[^，。；]{0,12}(?:数|率|面积|比|人|所|班|学位)\s*(?:[(（][^()（）]{1,8}[)）])?"
    r"|[^，。；]{1,10}[(（](?:万?人|万?名|所|个|班|%|％|万?平方米|台|册|万?元)[)）]"
)
_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s*(?:[%％万人所个名班]|万人)?|\d+(?:\.\d+)?[:：]\d+(?:\.\d+)?|[-—–/]{1,3}"
)
_FIRST = re.compile(
    r"指标|项目|类别|学校(?:类别|名称|类型)?|学段|教育阶段|单位|地区|区县|县区|年度|类型"
)
_LABEL = 20
_LEAST = 2


def is_header(names: Sequence[str]) -> bool:
    """Whether these column names are the first column's and those of two measures or more."""
    return (
        len(names) > _LEAST
        and _FIRST.fullmatch(names[0]) is not None
        and all(_MEASURE.fullmatch(name) for name in names[1:])
    )


def is_row(label: str, values: Sequence[str]) -> bool:
    """Whether a row holds a name and nothing but numbers."""
    return (
        bool(label)
        and len(label) <= _LABEL
        and _NUMBER.fullmatch(label) is None
        and all(not value or _NUMBER.fullmatch(value) for value in values)
        and any(values)
    )


def read(cells: list[Cell]) -> TableDraft | None:
    """The table that starts with ``cells``, one cell a line; reads on while rows are whole."""
    width = 1
    while width < len(cells) and _MEASURE.fullmatch(cells[width].text):
        width += 1
    if not is_header([cell.text for cell in cells[:width]]):
        return None
    headers = tuple(cell.text for cell in cells[1:width])
    draft = TableDraft("statistics", "", headers, cells[0].start, cells[width - 1].end)
    for at in range(width, len(cells) - width + 1, width):
        label, *values = cells[at : at + width]
        if not is_row(label.text, [value.text for value in values]):
            break
        draft.rows.append(TableRow("", label, tuple(values)))
        draft.end = values[-1].end
    return draft if draft.rows else None
