"""Tables of pages and word files as lines: a row of values a line, its cells parted by tabs.

A value belongs to the column it stands in, also where a cell is empty or merged; so tables of
values keep their columns. Tables of words are read cell by cell, a line each, as prose is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.text.segment.columns import NATURE, VALUE

_LONGEST = 60  # characters of a cell in a table of values
_WIDEST = 60  # columns; a page may claim any number
_SHARE = 0.5
_MEASURE = re.compile(r"[约≥≤<>＞＜]?\s*[\d.,，]+\s*(?:[%％‰]|[\u4e00-\u9fff]{1,3})?")
_HAN = re.compile("[\u4e00-\u9fff]")
_HEAD = re.compile(r"指标|年|属性|单位|现状|目标")
_HEADED, _BARE = 2, 3  # rows that make a table, under a head and without one
_UNIT, _LEAST_CELLS = 4, 3
_PAGE_BREAK = 4  # lines
_YEAR = re.compile(r"(?:19|20)\d\d|基期|现状|目标值?$|规划值")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell and how many columns and rows it spans."""

    text: str
    across: int = 1
    down: int = 1


def lines(rows: Sequence[Sequence[Box]]) -> Iterator[str]:
    """The lines of a table, in reading order."""
    grid = _grid(rows)
    if not _holds_values(grid):
        yield from (box.text for row in rows for box in row if box.text)
        return
    for row in _one_head(grid, merged=any(box.across > 1 for box in rows[0])):
        if any(row):
            yield "\t".join(row)


def in_columns(text: str) -> str:
    """The rows of tables that a PDF gives with spaces between their cells, with tabs instead.

    Two rows of values under a head, or three without one; a lone line of numbers stays.
    """
    lines = text.split("\n")
    rows = [_is_row(line) for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and rows[end]:
            end += 1
        headed = at > 0 and _is_head(lines[at - 1])
        if end - at >= (_HEADED if headed else _BARE):
            end = _over_page_breaks(lines, rows, at, end)
            for row in range(at - headed, end):
                if rows[row] or row < at:
                    lines[row] = "\t".join(lines[row].split())
        at = max(end, at + 1)
    return "\n".join(lines)


def _over_page_breaks(lines: list[str], rows: list[bool], at: int, end: int) -> int:
    """Where the table ends whose rows from ``at`` to ``end`` are known: the head and the foot of
    a page may stand between two rows of as many cells."""
    widths = {len(line.split()) for line in lines[at:end]}
    while any(following := rows[end : end + _PAGE_BREAK]):
        row = end + following.index(True)
        if row > end and len(lines[row].split()) not in widths:
            break
        end = row + 1
    return end


def _is_row(line: str) -> bool:
    """A name, then values, units and natures, the space between them."""
    name, *cells = line.split() or [""]
    values = [cell for cell in cells if _is_value(cell)]
    known = [cell for cell in cells if _is_value(cell) or len(cell) <= _UNIT]
    return (
        len(cells) >= 2
        and bool(_HAN.search(name))
        and bool(values)
        and len(known) == len(cells)
        and len(line) <= _LONGEST
    )


def _is_head(line: str) -> bool:
    cells = line.split()
    return len(cells) >= _LEAST_CELLS and bool(_HEAD.search(line)) and len(line) <= _LONGEST


def _grid(rows: Sequence[Sequence[Box]]) -> list[list[str]]:
    """Every cell at its place; what a cell spans besides its first place is empty."""
    taken: set[tuple[int, int]] = set()
    placed: list[dict[int, str]] = []
    for y, row in enumerate(rows):
        line: dict[int, str] = {}
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            across = max(1, min(box.across, _WIDEST - x))
            line[x] = box.text
            last = min(len(rows), y + max(1, box.down))
            taken.update(
                (below, x + step) for below in range(y + 1, last) for step in range(across)
            )
            x += across
            if x >= _WIDEST:
                break
        placed.append(line)
    width = 1 + max((x for line in placed for x in line), default=0)
    return [[line.get(x, "") for x in range(width)] for line in placed]


def _holds_values(grid: list[list[str]]) -> bool:
    """Whether most cells beside the names of the rows are values, and none runs on as prose."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return False
    body = [cell for row in grid[1:] for cell in row[1:] if cell]
    if not body or any(len(cell) > _LONGEST for row in grid for cell in row):
        return False
    return sum(map(_is_value, body)) >= _SHARE * len(body)


def _is_value(cell: str) -> bool:
    return bool(VALUE.fullmatch(cell) or NATURE.fullmatch(cell) or _MEASURE.fullmatch(cell))


def _one_head(grid: list[list[str]], *, merged: bool) -> list[list[str]]:
    """The grid with a head of two rows made one: 指标值 over 2020年 and 2025年 goes."""
    under = grid[1]
    counted = any(_is_value(cell) and not _YEAR.search(cell) for cell in under)
    if not merged or len(grid) < 3 or under[0] or counted:
        return grid
    above = ""
    joined: list[str] = []
    for top, low in zip(grid[0], under, strict=True):
        above = top or above
        joined.append(top if not low else low if _YEAR.search(low) else above + low)
    return [joined, *grid[2:]]
