"""Agreement between readers who coded the same passages blind, and of the codebook with them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = Mapping[str, Collection[str]]
Decisions = npt.NDArray[np.bool_]


def themes_of(cell: object) -> frozenset[str]:
    """The themes of one reading, as written in a cell: ``teachers;digital``; empty for none."""
    if not isinstance(cell, str):
        return frozenset()
    return frozenset(part.strip() for part in cell.split(";") if part.strip())


def cohen_kappa(first: Decisions, second: Decisions) -> float:
    """Cohen's kappa (1960) of two yes/no codings; NaN where neither varies."""
    observed = float(np.mean(first == second))
    p, q = float(np.mean(first)), float(np.mean(second))
    expected = p * q + (1 - p) * (1 - q)
    return float("nan") if expected == 1 else (observed - expected) / (1 - expected)


def decisions(codes: Codes, themes: Collection[str]) -> Decisions:
    """Yes/no by passage and theme, (N, K), in the order of ``codes`` and ``themes``."""
    return np.array([[theme in given for theme in themes] for given in codes.values()], dtype=bool)


def reader_agreement(first: Codes, second: Codes, themes: list[str]) -> pd.DataFrame:
    """Kappa of two readers by theme and over all decisions.

    DataFrame[theme_id, first, second, both, kappa]; the last row, ``all``, pools every
    passage × theme decision. Only passages both have read are compared.
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
    return pd.DataFrame([*rows, ("all", *pooled)], columns=columns)


def coding_quality(machine: Codes, reading: Codes, themes: list[str]) -> pd.DataFrame:
    """Precision, recall and F1 of the codebook against an adjudicated reading.

    DataFrame[theme_id, found, read, both, precision, recall, f1]; row ``micro`` pools
    all decisions, row ``macro`` averages F1 over the themes a reader gave at least once.
    A passage the machine left out counts as coded with nothing.
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
    macro = _quality("macro", found.sum(), truth.sum(), both.sum()) | {
        name: read[name].fillna(0).mean() for name in ("precision", "recall", "f1")
    }
    return pd.concat([table, pd.DataFrame([micro, macro])], ignore_index=True)


def _quality(theme: str, found: int, read: int, both: int) -> dict[str, object]:
    return {
        "theme_id": theme,
        "found": int(found),
        "read": int(read),
        "both": int(both),
        "precision": both / found if found else float("nan"),
        "recall": both / read if read else float("nan"),
        "f1": 2 * both / (found + read) if found + read else float("nan"),
    }


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
