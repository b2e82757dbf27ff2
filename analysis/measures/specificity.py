"""How specific a plan is: which of its promises have a number, a baseline, a year, an owner.

Shares carry Wilson intervals: a plan is read as one draw of the promises its authors
might have written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.measures.agreement import wilson as score_interval
from analysis.measures.comparable import QUANTITY
from analysis.measures.resample import (
    LEVEL,
)

Row = Mapping[Any, Any]
FEATURES = ("number", "baseline", "year", "owner", "nature")
SPECIFICITY = ("doc_id", "region_id", "kind", "feature", "k", "n", "share", "low", "high")
OWNERS = ("statement_id", "agency_ids", "lead_ids", "owner_basis")
TEXT_PARTS = ("body", "annex")
PROMISES = ("target", "norm")
PROMISED = (
    "statement_id",
    "doc_id",
    "region_id",
    "indicator",
    "indicator_id",
    *QUANTITY,
)


def wilson(count: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927, eq. 4); NaN where there is nothing to share.

    Raises InputError when ``count`` is not between 0 and ``n``.
    """
    if not 0 <= count <= n:
        raise InputError(f"share of {count} out of {n}: the part must lie between 0 and the whole")
    if n == 0:
        return float("nan"), float("nan")
    low, high = score_interval(count, n, NormalDist().inv_cdf(0.5 + level / 2))
    # At the ends the interval touches 0 or 1 exactly; rounding must not step past them.
    return 0.0 if count == 0 else low, 1.0 if count == n else high


def owners(
    targets: pd.DataFrame,
    passages: pd.DataFrame,
    responsibilities: pd.DataFrame,
    projects: pd.DataFrame,
) -> pd.DataFrame:
    """Who is named responsible for each statement: DataFrame[`OWNERS`], only those with one.

    ``owner_basis``: ``project`` (the number stands in a listed project), ``passage`` (bodies
    named in its own sentence) or ``section`` (the list that closes its numbered item: the
    next one after the number in the same section). Ids are joined with ``|`` in text order.
    """
    section_of = dict(zip(passages["passage_id"], passages["section_id"], strict=True))
    by_doc = _by_document(responsibilities)
    projects_by_doc = _by_document(projects)
    rows = []
    for target in targets.to_dict("records"):
        own = by_doc.get(target["doc_id"], [])
        found, basis = _responsible(
            target, own, projects_by_doc.get(target["doc_id"], []), section_of
        )
        if found:
            leads = [r["agency_id"] for r in found if r["role"] == "lead"]
            rows.append((target["statement_id"], _joined(r["agency_id"] for r in found),
                         _joined(leads), basis))  # fmt: skip
    return pd.DataFrame(rows, columns=list(OWNERS), dtype=object)


def _by_document(frame: pd.DataFrame) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in frame.sort_values("char_start", kind="stable").to_dict("records"):
        groups.setdefault(str(row["doc_id"]), []).append(row)
    return groups


def _joined(ids: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(ids))


def _responsible(
    target: Row, own: Sequence[Row], projects: Sequence[Row], section_of: Mapping[str, str]
) -> tuple[list[Row], str]:
    at = target["number_start"]
    inside = {p["project_id"] for p in projects if p["char_start"] <= at < p["char_end"]}
    found = [r for r in own if r["project_id"] in inside]
    if found:
        return found, "project"
    found = [
        r for r in own if pd.notna(r["passage_id"]) and r["passage_id"] == target["passage_id"]
    ]
    if found:
        return found, "passage"
    later = [
        r
        for r in own
        if r["char_start"] > at
        and pd.notna(target["section_id"])
        and section_of.get(r["passage_id"]) == target["section_id"]
    ]
    return [r for r in later if r["passage_id"] == later[0]["passage_id"]], "section"


def promised(targets: pd.DataFrame, owned: pd.DataFrame) -> pd.DataFrame:
    """Every target with what it says about itself, most specific first.

    DataFrame[`PROMISED`, agency_ids, has_baseline, has_year, has_owner, has_nature,
    is_complete]; ``is_complete``: a number, a year and an owner. ``owned`` is from `owners`.
    """
    own = targets[targets["status"] == "target"].reset_index(drop=True)
    agencies = dict(zip(owned["statement_id"], owned["agency_ids"], strict=True))
    frame = own[list(PROMISED)].assign(
        agency_ids=pd.Series([agencies.get(s) for s in own["statement_id"]], dtype=object),
        has_baseline=own["baseline_value"].notna().to_numpy(dtype=bool),
        has_year=own["target_year"].notna().to_numpy(dtype=bool),
        has_owner=own["statement_id"].isin(list(agencies)).to_numpy(dtype=bool),
        has_nature=own["nature"].notna().to_numpy(dtype=bool),
    )
    frame["is_complete"] = frame["has_year"] & frame["has_owner"]
    score = frame[["has_baseline", "has_year", "has_owner", "has_nature"]].sum(axis=1)
    order = pd.DataFrame({"c": ~frame["is_complete"], "s": -score}).sort_values(
        ["c", "s"], kind="stable"
    )
    return frame.loc[order.index].reset_index(drop=True)


def pledges(
    passages: pd.DataFrame, sections: pd.DataFrame, targets: pd.DataFrame, terms: Iterable[Row]
) -> pd.DataFrame:
    """Sentences that promise a result, and whether a promised number stands in them.

    DataFrame[doc_id, passage_id, has_number]. ``terms`` are rows of `pledge_terms`: a sentence
    of the text proper promises when it has a pledge word; sections under a heading with a
    review word tell of the past and are left out, as are sentences with reported numbers only.
    """
    words: dict[str, list[str]] = {"pledge": [], "review": []}
    for term in terms:
        words[str(term["role"])].append(str(term["term"]))
    skipped = _past_or_margin(sections, words["review"])
    promises = _numbered(passages, targets[targets["status"].isin(PROMISES)])
    reported = _numbered(passages, targets[targets["status"] == "achieved"]) - promises
    rows = [
        (row["doc_id"], row["passage_id"], row["passage_id"] in promises)
        for row in passages.to_dict("records")
        if row["kind"] != "heading"
        and row["section_id"] not in skipped
        and row["passage_id"] not in reported
        and (row["passage_id"] in promises or any(word in row["text"] for word in words["pledge"]))
    ]
    return pd.DataFrame(rows, columns=["doc_id", "passage_id", "has_number"])


def _past_or_margin(sections: pd.DataFrame, review: Sequence[str]) -> set[str]:
    """Sections that are no part of the text proper or lie under a review heading."""
    rows = {str(row["section_id"]): row for row in sections.to_dict("records")}
    found = set()
    for section_id in rows:
        at: Any = section_id
        climbed: set[str] = set()
        while at in rows and at not in climbed:
            climbed.add(at)
            heading = rows[at]["heading"] if isinstance(rows[at]["heading"], str) else ""
            if rows[at]["part"] not in TEXT_PARTS or any(word in heading for word in review):
                found.add(section_id)
                break
            at = rows[at]["parent_id"]
    return found


def _numbered(passages: pd.DataFrame, targets: pd.DataFrame) -> set[str]:
    """Passages that hold the number of one of the statements."""
    return set(passages["passage_id"]) & set(targets["passage_id"].dropna())


def specificity(
    targets: pd.DataFrame, documents: pd.DataFrame, owned: pd.DataFrame, pledged: pd.DataFrame
) -> pd.DataFrame:
    """Shares of each document with Wilson intervals, columns `SPECIFICITY`.

    Feature ``number`` is the share of promising sentences (``pledged``, from `pledges`) that
    carry a number; the others are shares of its numbered targets. A document without any
    has n = 0 and no share (NaN): that is not a share of zero.
    """
    promise = promised(targets, owned)
    rows = []
    for document in documents.to_dict("records"):
        own = promise[promise["doc_id"] == document["doc_id"]]
        said = pledged[pledged["doc_id"] == document["doc_id"]]
        for feature in FEATURES:
            flags = said["has_number"] if feature == "number" else own[f"has_{feature}"]
            count, n = int(flags.sum()), len(flags)
            low, high = wilson(count, n)
            share = count / n if n else float("nan")
            rows.append((document["doc_id"], document["region_id"], document["kind"], feature,
                         count, n, share, low, high))  # fmt: skip
    return pd.DataFrame(rows, columns=list(SPECIFICITY))
