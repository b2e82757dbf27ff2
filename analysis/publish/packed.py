"""The data of a drawing told once a column instead of once a mark, for its script file.

`figures.js` puts them back into rows before the chart library sees them.
"""

from __future__ import annotations

from typing import Any


def packed(spec: dict[str, Any]) -> dict[str, Any]:
    """A Vega specification whose data sets are columns: ``{"same": {…}, "each": {…}}``.

    ``same`` holds what all rows share, ``each`` a list a column. Data sets whose rows differ in
    their fields stay as they are.
    """
    return {**spec, "data": [_columns(data) for data in spec.get("data", [])]}


def _columns(data: dict[str, Any]) -> dict[str, Any]:
    rows = data.get("values")
    if not isinstance(rows, list) or len(rows) < 2 or not isinstance(rows[0], dict):
        return data
    names = list(rows[0])
    if any(not isinstance(row, dict) or list(row) != names for row in rows):
        return data
    columns = {name: [row[name] for row in rows] for name in names}
    same = {name: cells[0] for name, cells in columns.items() if _alike(cells)}
    each = {name: cells for name, cells in columns.items() if name not in same}
    if not each:
        return data
    rest = {name: value for name, value in data.items() if name != "values"}
    return {**rest, "packed": {"same": same, "each": each}}


def _alike(cells: list[Any]) -> bool:
    """Whether every cell is the first one; True is not 1 here, nor 1 the same as 1.0."""
    return all(type(cell) is type(cells[0]) and cell == cells[0] for cell in cells)
