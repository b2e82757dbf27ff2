"""Shared wording as quotations: stretches of two documents, each in its sentence, linked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.narrative.study import passage_link, study_of
from analysis.narrative.tables import rows_of
from analysis.narrative.view import View
from analysis.publish.markup import markdown_escape

AROUND = 28  # characters of context on either side of a shared stretch
SPACES = re.compile(r"\s+")
QUOTED = re.compile(r"[“‘「]([^”’」“‘「]{2,20})[”’」]")


@lru_cache(maxsize=4)
def _texts(view: View) -> dict[str, str]:
    body = study_of(view).body
    return dict(zip(body["passage_id"], body["text"], strict=True))


def excerpt(view: View, passage_id: str, stretches: list[str]) -> str:
    """The sentence with the shared stretches as links to it, far context cut, as Markdown.

    A stretch that runs over the end of the sentence is quoted by itself.
    """
    text = _texts(view).get(passage_id, "")
    spans = _merged([span for stretch in stretches for span in _places(text, stretch)])
    if not spans:
        return passage_link(_plain("".join(stretches[:1])), passage_id)
    pieces, at = [], 0
    for number, (start, end) in enumerate(spans):
        pieces.append(_context(text, at, start, is_first=number == 0))
        pieces.append(passage_link(_plain(text[start:end]), passage_id))
        at = end
    rest = _plain(text[at:])
    tail = rest if len(rest) <= AROUND else rest[: AROUND - 1] + "…"
    return "".join([*pieces, markdown_escape(tail)])


def _plain(text: str) -> str:
    """White space as one space: line ends and indents of the source mean nothing here."""
    return SPACES.sub(" ", text)


def _context(text: str, start: int, end: int, is_first: bool) -> str:
    between = _plain(text[start:end])
    if is_first and len(between) > AROUND:
        between = "…" + between[-AROUND + 1 :]
    elif len(between) > 2 * AROUND:
        between = f"{between[:AROUND]} … {between[-AROUND:]}"
    return markdown_escape(between)


def _places(text: str, stretch: str) -> list[tuple[int, int]]:
    at = text.find(stretch)
    return [(at, at + len(stretch))] if at >= 0 else []


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def swap(row: dict[str, Any]) -> dict[str, Any]:
    """A stretch seen from the other side."""
    ends = {"_a": "_b", "_b": "_a"}
    return {name[:-2] + ends[name[-2:]] if name[-2:] in ends else name: value
            for name, value in row.items()}  # fmt: skip


def _rows(view: View, first: str, second: str) -> list[dict[str, Any]]:
    """Stretches of a pair of documents, ``first`` as side a."""
    table = study_of(view).wording.stretches
    there = table[(table["doc_a"] == first) & (table["doc_b"] == second)]
    back = table[(table["doc_a"] == second) & (table["doc_b"] == first)]
    return [*rows_of(there), *map(swap, rows_of(back))]


@lru_cache(maxsize=64)
def between(view: View, first: str, second: str) -> list[dict[str, Any]]:
    """Passages of two documents that share wording; local wording first, then formula.

    Each with ``texts_a`` and ``texts_b`` (the shared stretches as either has them),
    ``characters`` and ``is_formula`` (nothing in it but national formula). Names of plan
    periods and the like, which are national, do not make a pair by themselves.
    """
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in _rows(view, first, second):
        if row["kind"] != "name" or not _is_common(view, row):
            groups.setdefault((row["passage_a"], row["passage_b"]), []).append(row)
    found = [
        {
            "passage_a": a,
            "passage_b": b,
            "texts_a": [row["text_a"] for row in rows],
            "texts_b": [row["text_b"] for row in rows],
            "characters": max(row["characters"] for row in rows),
            "is_formula": all(row["class"] == "national" for row in rows),
        }
        for (a, b), rows in groups.items()
    ]
    found = _once(found)
    return sorted(found, key=lambda r: (r["is_formula"], -r["characters"], r["passage_a"]))


def _is_common(view: View, row: dict[str, Any]) -> bool:
    """Whether a shared name is national, or only the name of a plan period (十四五)."""
    return row["class"] == "national" or row["text_a"] in _periods(view)


@lru_cache(maxsize=4)
def _periods(view: View) -> frozenset[str]:
    return frozenset(view.table("plan_periods")["term"])


def _once(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same stretch at several places of one document is told once."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in found:
        key = tuple(sorted(set(row["texts_a"])))
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def known_names(view: View) -> list[dict[str, Any]]:
    """Names in quotation marks shared by two documents and not national, once a pair.

    Parent and child first: a name of a programme is the surest sign of a borrowing.
    """
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows_of(study_of(view).wording.stretches):
        if row["class"] == "national" or (row["kind"] == "name" and _is_common(view, row)):
            continue
        if row["kind"] == "name":
            names = {row["text_a"]}
        else:
            names = set(QUOTED.findall(row["text_a"])) & set(QUOTED.findall(row["text_b"]))
        for name in sorted(names):
            key = (row["doc_a"], row["doc_b"], name)
            found.setdefault(key, {**row, "name": name})
    order = {"parent": 0, "child": 0}
    return sorted(
        found.values(), key=lambda r: (order.get(r["relation"], 1), -len(r["name"]), r["name"])
    )


def stretch_count(view: View, first: str, second: str) -> pd.DataFrame:
    """Shared stretches of a pair by class: DataFrame[class, n, characters]."""
    rows = [row for row in _rows(view, first, second) if row["kind"] != "name"]
    frame = pd.DataFrame(rows, columns=["class", "characters"])
    counted = frame.groupby("class")["characters"].agg(["size", "sum"]).reset_index()
    return counted.set_axis(["class", "n", "characters"], axis=1)
