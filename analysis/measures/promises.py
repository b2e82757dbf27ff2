"""What one region promises that others do not, and what two regions promise side by side.

Two regions promise the same when their statements have the same indicator; statements
without one are the same only when their words and units are. The nearest wording
elsewhere is shown beside each, so that a reader can overrule the words. A region and
one it lies in are relatives, never independent: what they share is marked, not hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.measures.comparable import (
    QUANTITY,
    Record,
    comparable,
    frame_of,
    is_inside,
    parents_of,
    records_of,
)
from analysis.statements.indicators import base_unit, normalise

PROMISES = ("target", "norm")
STATEMENT = (
    "statement_id",
    "statement_ids",
    "doc_id",
    "region_id",
    "indicator_id",
    "indicator",
    "level",
    "status",
    *QUANTITY,
)
NEAREST = ("nearest_statement_id", "nearest_region_id", "nearest_indicator", "similarity")
ONLY_HERE = (*STATEMENT, "name_zh", "name_en", "shared_with", *NEAREST)
SIDED = (
    "statement_id",
    "doc_id",
    "status",
    "value",
    "value_high",
    "unit",
    "comparator",
    "target_year",
    "quote",
)
DIFFERENCE = (
    "side",
    "indicator_id",
    "name_zh",
    "name_en",
    "indicator",
    "level",
    *(f"{name}_a" for name in SIDED),
    *(f"{name}_b" for name in SIDED),
    "gap",
    "related",
    *NEAREST,
)


def same_promise(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """What makes two promises the same: the indicator, else the very words and the unit."""
    if pd.notna(row["indicator_id"]):
        return ("indicator", str(row["indicator_id"]))
    return ("text", normalise(str(row["indicator"])), base_unit(row["unit"]))


def promises_of(targets: pd.DataFrame) -> list[Record]:
    """Targets and norms as records with their ``key`` (see `same_promise`), in text order.

    A promise that a region repeats word for word with the same value is one record, the
    dated one if any, with all its ``statement_ids``.
    """
    own = targets[targets["status"].isin(PROMISES)].sort_values(
        ["region_id", "doc_id", "number_start", "statement_id"], kind="stable"
    )
    told: dict[tuple[Any, ...], Record] = {}
    for record in records_of(own):
        record["key"] = same_promise(record)
        if not pd.notna(record["indicator_id"]):
            record["indicator_id"] = None
        words = normalise(str(record["indicator"]))
        saying = (record["region_id"], record["key"], words, record["value"], record["value_high"])
        first = told.setdefault(saying, record | {"statement_ids": []})
        first["statement_ids"].append(record["statement_id"])
        if pd.isna(first["target_year"]) and pd.notna(record["target_year"]):
            told[saying] = record | {"statement_ids": first["statement_ids"]}
    return list(told.values())


def only_here(
    targets: pd.DataFrame, indicators: pd.DataFrame, regions: pd.DataFrame
) -> pd.DataFrame:
    """Promises that no region but one makes, one row a statement, columns `ONLY_HERE`.

    ``shared_with`` names relatives (a region it lies in, or one inside it) that promise the
    same: their common promise counts as one region's. ``nearest_*`` is the most similar
    wording among other regions' promises (cosine of character 1–2-grams) for those without
    an indicator: a high ``similarity`` says that the two may be the same after all.
    """
    records = promises_of(targets)
    parents = parents_of(regions)
    makers: dict[tuple[str, ...], set[str]] = {}
    for record in records:
        makers.setdefault(record["key"], set()).add(record["region_id"])
    rows = []
    for record in records:
        others = makers[record["key"]] - {record["region_id"]}
        relatives = {one for one in others if are_related(one, record["region_id"], parents)}
        if others == relatives:
            rows.append(record | {"shared_with": "|".join(sorted(relatives)) or None})
    _name(rows, indicators)
    _add_nearest(rows, records)
    return frame_of(rows, ONLY_HERE)


def are_related(first: str, second: str, parents: Mapping[str, str]) -> bool:
    """Whether one region lies in the other."""
    return is_inside(first, [second], parents) or is_inside(second, [first], parents)


def _name(rows: Sequence[Record], indicators: pd.DataFrame) -> None:
    known = {row["indicator_id"]: row for row in records_of(indicators)}
    for row in rows:
        found = known.get(row["indicator_id"], {})
        row |= {"name_zh": found.get("name_zh"), "name_en": found.get("name_en")}


def _add_nearest(rows: Sequence[Record], records: Sequence[Record]) -> None:
    """Fill `NEAREST` of rows without an indicator from other regions' promises."""
    unmatched = [row for row in rows if row["indicator_id"] is None]
    if not unmatched or len({record["region_id"] for record in records}) < 2:
        return
    # Imported here: only this comparison needs it, and the import takes a second.
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [normalise(str(record["indicator"])) or "-" for record in records]
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    vectors = vectorizer.fit_transform(texts)
    wanted = vectorizer.transform([normalise(str(row["indicator"])) or "-" for row in unmatched])
    scores = (wanted @ vectors.T).toarray()
    for row, own in zip(unmatched, scores, strict=True):
        ranked = (
            (-round(float(score), 6), at)
            for at, score in enumerate(own)
            if records[at]["region_id"] != row["region_id"] and score > 0
        )
        best = min(ranked, default=None)
        if best is not None:
            found = records[best[1]]
            names = ("statement_id", "region_id", "indicator")
            row |= {f"nearest_{name}": found[name] for name in names}
            row["similarity"] = -best[0]


def difference(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    regions: pd.DataFrame,
    region_a: str,
    region_b: str,
) -> pd.DataFrame:
    """What two regions promise, differences first, columns `DIFFERENCE`.

    ``side``: ``only_a``, ``only_b``, ``both``. One row a promise; where one side makes
    several of the same, each has its row and the other side's first stands beside it.
    ``gap`` (a − b, in the indicator's unit) only where the two can be compared.
    Raises InputError for a region that is not in the table or twice the same.
    """
    known = sorted(map(str, regions["region_id"]))
    for region in (region_a, region_b):
        if region not in known:
            raise InputError(f"no region {region!r}; there are {', '.join(known)}")
    if region_a == region_b:
        raise InputError(f"region {region_a!r} twice; name two different regions")
    records = [r for r in promises_of(targets) if r["region_id"] in (region_a, region_b)]
    related = are_related(region_a, region_b, parents_of(regions))
    gaps = _gaps(targets, indicators, documents, regions, region_a, region_b)
    rows = _sided(records, region_a, gaps)
    _name(rows, indicators)
    lonely = [row for row in rows if row["side"] != "both"]
    _add_nearest(lonely, records)
    order = {"only_a": 0, "only_b": 1, "both": 2}
    rows.sort(key=lambda row: order[row["side"]])
    return frame_of([row | {"related": related} for row in rows], DIFFERENCE)


def _gaps(
    targets: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    regions: pd.DataFrame,
    region_a: str,
    region_b: str,
) -> dict[str, Any]:
    """indicator_id → value of a minus value of b, for indicators both promise comparably."""
    own = targets[targets["status"].isin(PROMISES)]
    none = pd.DataFrame(columns=["indicator_id", "year", "value", "comparator", "kind"])
    found = comparable(own, indicators, documents, regions, none)
    usable = found[found["why_not"] == ""]
    values = {(r["indicator_id"], r["region_id"]): r["value"] for r in usable.to_dict("records")}
    return {
        one: values[one, region_a] - values[one, region_b]
        for one, region in values
        if region == region_a and (one, region_b) in values
    }


def _sided(records: Sequence[Record], region_a: str, gaps: Mapping[str, Any]) -> list[Record]:
    groups: dict[tuple[str, ...], tuple[list[Record], list[Record]]] = {}
    for record in records:
        sides = groups.setdefault(record["key"], ([], []))
        sides[record["region_id"] != region_a].append(record)
    rows = []
    for first, second in groups.values():
        side = "both" if first and second else ("only_a" if first else "only_b")
        for at in range(max(len(first), len(second))):
            one = first[at] if at < len(first) else (first[0] if first else None)
            other = second[at] if at < len(second) else (second[0] if second else None)
            told = one or other or {}
            row: Record = {name: told[name] for name in ("indicator_id", "indicator", "level")}
            row |= {"side": side, "region_id": told["region_id"]}
            for letter, found in (("a", one), ("b", other)):
                row |= {f"{name}_{letter}": found[name] if found else None for name in SIDED}
            row["gap"] = gaps.get(str(row["indicator_id"])) if at == 0 else None
            rows.append(row)
    return rows
