"""Agreement between readers who coded the same passages blind, and of the codebook with them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.agreement import cohen_kappa, wilson
from analysis.measures.resample import RESAMPLES, block_weights, generator

Codes = Mapping[str, Collection[str]]
Decisions = npt.NDArray[np.bool_]

LIMITS = tuple(f"{name}_{end}" for name in ("precision", "recall", "f1") for end in ("low", "high"))


def themes_of(cell: object) -> frozenset[str]:
    """The themes of one reading, as written in a cell: ``teachers;digital``; empty for none."""
    if not isinstance(cell, str):
        return frozenset()
    return frozenset(part.strip() for part in cell.split(";") if part.strip())


def decisions(codes: Codes, themes: Collection[str]) -> Decisions:
    """Yes/no by passage and theme, (N, K), in the order of ``codes`` and ``themes``."""
    return np.array([[theme in given for theme in themes] for given in codes.values()], dtype=bool)


def reader_agreement(first: Codes, second: Codes, themes: list[str]) -> pd.DataFrame:
    """Kappa of two readers by theme and over all decisions.

    DataFrame[theme_id, first, second, both, kappa, low, high]; the last row, ``all``,
    pools every passage × theme decision and alone has an interval: that of passages
    resampled, since the decisions on one passage hang together. Only passages both
    have read are compared.
    """
    shared = [passage for passage in first if passage in second]
    one = decisions({p: first[p] for p in shared}, themes)
    two = decisions({p: second[p] for p in shared}, themes)
    rows = []
    for k, theme in enumerate(themes):
        a, b = one[:, k], two[:, k]
        rows.append((theme, a.sum(), b.sum(), (a & b).sum(), cohen_kappa(a, b)))
    pooled = (one.sum(), two.sum(), (one & two).sum(), cohen_kappa(one.ravel(), two.ravel()))
    columns = ["theme_id", "first", "second", "both", "kappa"]
    table = pd.DataFrame([*rows, ("all", *pooled)], columns=columns)
    low, high = _kappa_interval(one, two)
    whole = table["theme_id"] == "all"
    return table.assign(low=np.where(whole, low, np.nan), high=np.where(whole, high, np.nan))


def _kappa_interval(one: Decisions, two: Decisions) -> tuple[float, float]:
    """95 % percentile interval of the pooled kappa over resampled passages."""
    counts = np.stack([one.sum(axis=1), two.sum(axis=1), (one == two).sum(axis=1)], axis=1)
    weights = block_weights(len(one), RESAMPLES, generator(0, "kappa"))
    p, q, observed = (weights @ counts / one.size).T
    expected = p * q + (1 - p) * (1 - q)
    # Resamples in which neither reader varies have no kappa.
    known = expected < 1
    if not known.any():
        return float("nan"), float("nan")
    kappas = (observed[known] - expected[known]) / (1 - expected[known])
    low, high = np.quantile(kappas, [0.025, 0.975])
    return float(low), float(high)


def pairs_of_readers(codes: Mapping[str, Codes], themes: list[str]) -> pd.DataFrame:
    """`reader_agreement` of every pair: its columns with one, two and passages in front."""
    tables = []
    for one, two in combinations(codes, 2):
        table = reader_agreement(codes[one], codes[two], themes)
        shared = len(set(codes[one]) & set(codes[two]))
        tables.append(table.assign(one=one, two=two, passages=shared))
    names = ["one", "two", "passages"]
    return pd.concat([t[[*names, *t.columns[:-3]]] for t in tables], ignore_index=True)


def coding_quality(machine: Codes, reading: Codes, themes: list[str]) -> pd.DataFrame:
    """Precision, recall and F1 of the codebook against a reading.

    DataFrame[theme_id, found, read, both] and each of precision, recall, f1 with its
    ``_low`` and ``_high``; row ``micro`` pools all decisions, row ``macro`` averages
    over the themes a reader gave at least once. A passage the machine left out counts
    as coded with nothing. Intervals are Wilson's (1927); F1 = 2J/(1+J) for J = both /
    (found or read), a proportion, takes its limits from those of J. The average's
    interval resamples passages.
    """
    passages = list(reading)
    truth = decisions(reading, themes)
    found = decisions({p: machine.get(p, ()) for p in passages}, themes)
    both = (truth & found).sum(axis=0)
    rows = [
        _quality(theme, found[:, k].sum(), truth[:, k].sum(), both[k])
        for k, theme in enumerate(themes)
    ]
    table = pd.DataFrame(rows)
    read = table[table["read"] > 0]
    micro = _quality("micro", found.sum(), truth.sum(), both.sum())
    macro = micro | {"theme_id": "macro"} | dict.fromkeys(LIMITS, float("nan"))
    macro |= {name: read[name].fillna(0).mean() for name in ("precision", "recall", "f1")}
    macro["f1_low"], macro["f1_high"] = _macro_interval(found, truth)
    return pd.concat([table, pd.DataFrame([micro, macro])], ignore_index=True)


def _macro_interval(found: Decisions, truth: Decisions) -> tuple[float, float]:
    """95 % percentile interval of the mean F1 of the themes read, over resampled passages."""
    held = truth.any(axis=0)
    weights = block_weights(len(truth), RESAMPLES, generator(0, "macro"))
    both, either = (
        weights @ part[:, held].astype(float) for part in (truth & found, truth * 1 + found)
    )
    # A theme no passage of a resample has says nothing there.
    scores = np.divide(2 * both, either, out=np.full_like(both, np.nan), where=either > 0)
    low, high = np.quantile(np.nanmean(scores, axis=1), [0.025, 0.975])
    return float(low), float(high)


def _quality(theme: str, found: int, read: int, both: int) -> dict[str, object]:
    either = found + read - both
    rates = {"precision": (both, found), "recall": (both, read)}
    row: dict[str, object] = {
        "theme_id": theme,
        "found": int(found),
        "read": int(read),
        "both": int(both),
    }
    for name, (hits, trials) in rates.items():
        row[name] = hits / trials if trials else float("nan")
        row[f"{name}_low"], row[f"{name}_high"] = wilson(int(hits), int(trials))
    row["f1"] = 2 * both / (found + read) if found + read else float("nan")
    row["f1_low"], row["f1_high"] = (2 * j / (1 + j) for j in wilson(int(both), int(either)))
    return row


def machine_codes(
    readings: pd.DataFrame, passages: pd.DataFrame, passage_themes: pd.DataFrame
) -> dict[str, frozenset[str]]:
    """The codebook's themes of each reading's stretch of raw text, by reading_id.

    Readings keep raw spans and outlive changes of segmentation: a stretch has the
    themes of every passage that shares more than half of the shorter of the two.
    """
    given = passage_themes.groupby("passage_id")["theme_id"].agg(frozenset).to_dict()
    by_document = dict(list(passages[passages["kind"] != "heading"].groupby("doc_id")))
    headings = dict(list(passages[passages["kind"] == "heading"].groupby("doc_id")))
    found = {}
    for row in readings.drop_duplicates("reading_id").to_dict("records"):
        codes = _overlapping(by_document.get(row["doc_id"]), row, given)
        if codes is None:
            codes = _overlapping(headings.get(row["doc_id"]), row, given) or frozenset()
        found[str(row["reading_id"])] = codes
    return found


def _overlapping(
    passages: pd.DataFrame | None,
    row: Mapping[Hashable, Any],
    given: Mapping[Hashable, frozenset[str]],
) -> frozenset[str] | None:
    """Themes of the passages that share enough with a reading; None where none does."""
    if passages is None:
        return None
    start, end = int(row["char_start"]), int(row["char_end"])
    starts, ends = passages["char_start"].to_numpy(int), passages["char_end"].to_numpy(int)
    shared = np.minimum(ends, end) - np.maximum(starts, start)
    enough = shared * 2 > np.minimum(ends - starts, end - start)
    if not enough.any():
        return None
    ids = passages["passage_id"].to_numpy()[enough]
    return frozenset().union(*(given.get(passage_id, frozenset()) for passage_id in ids))
