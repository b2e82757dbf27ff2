"""What the tests of the reports share: every block of a notebook, and what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from analysis.paths import Project

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LINK = re.compile(r"\[(?:\\.|[^\]\\])*\]\(([^)\s]+)\)")


@lru_cache(maxsize=16)
def blocks(notebook: str, lang: str, regions: tuple[str, ...] = (), **more: str) -> list[dict]:
    """The payloads of a notebook's cells, in order, as its page would be made of them.

    ``more`` sets further parameters (``region``, ``region_a``, ``region_b``).
    """
    path = Project.here().notebooks / f"{notebook}.ipynb"
    made: list[Any] = []
    names: dict[str, Any] = {"display": lambda *shown: made.extend(shown)}
    parameters, view, *calls = (
        "".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    )
    exec(parameters, names)
    names |= {"lang": lang, "regions": list(regions)} | more
    exec(view, names)
    for call in calls:
        made.append(eval(call, names))
    return [block.payload for block in made if block is not None]


def of(found: list[dict], kind: str) -> list[dict]:
    return [block for block in found if block["kind"] == kind]


def texts(found: list[dict]) -> Iterator[str]:
    """All running text of a page."""
    for block in found:
        yield from (block[key] for key in ("markdown", "text", "note") if block.get(key))


def unlinked_numbers(markdown: str) -> list[str]:
    """Numbers that stand outside every link of a text."""
    return NUMBER.findall(LINK.sub("", markdown))


def addresses(markdown: str) -> list[str]:
    return sorted(LINK.findall(markdown))


def table_anchors(found: list[dict]) -> set[str]:
    return {f"#table-{block['id']}" for block in of(found, "table")}


def same_in_both(zh: list[dict], en: list[dict]) -> None:
    """Blocks, table numbers, figure data and links are equal; only words differ."""
    assert [block["kind"] for block in zh] == [block["kind"] for block in en]
    for ours, theirs in zip(zh, en, strict=True):
        if ours["kind"] == "table":
            assert ours["id"] == theirs["id"]
            assert [c[0] for c in ours["columns"]] == [c[0] for c in theirs["columns"]]
            assert _numbers(ours) == _numbers(theirs), ours["id"]
        if ours["kind"] == "figure":
            assert ours["n"] == theirs["n"]
        if ours["kind"] in ("answer", "prose", "method", "warning"):
            assert addresses(ours["markdown"]) == addresses(theirs["markdown"])


def _numbers(table: dict) -> list[list[Any]]:
    """Cells that hold numbers or name evidence, by row."""
    return [
        [cell for cell, column in zip(row, table["columns"], strict=True) if _counts(column)]
        for row in table["rows"]
    ]


def _counts(column: list[Any]) -> bool:
    return column[2] == "number" or column[0].startswith("statement_id")


def every_number_leads_somewhere(
    pages: dict[str, list[dict]], plain: frozenset[str] | set[str] = frozenset()
) -> None:
    """The answer links each number but the ``plain`` ones, and its tables are on the page."""
    for found in pages.values():
        (answer,) = of(found, "answer")
        assert set(unlinked_numbers(answer["markdown"])) <= plain
        inside = [a for a in addresses(answer["markdown"]) if a.startswith("#table")]
        assert set(inside) <= table_anchors(found)
