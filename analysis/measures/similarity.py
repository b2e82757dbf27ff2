"""How alike two documents are in vocabulary, with intervals from resampled sections."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.relations import Relations
from analysis.measures.resample import LEVEL, block_weights, generator
from analysis.measures.topics import TermMatrix

Floats = npt.NDArray[np.float64]

SAMPLES = 2000


def similarity(
    matrix: TermMatrix,
    relations: Relations,
    seed: int,
    samples: int = SAMPLES,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Cosine of TF-IDF for every pair of documents.

    DataFrame[doc_a, doc_b, similarity, corrected, low, high, related].

    A document is its words added up over sections, weighed by inverse document
    frequency over all sections. Short texts are less alike than they would be if they
    went on; how much shows in the resamples, which are less alike again. ``corrected``
    takes this bias off (2·similarity − mean of resamples; Davison & Hinkley 1997,
    ch. 2.3), and ``low`` and ``high`` are the basic interval (eq. 5.6) around it, all
    kept inside [0, 1]. Compare documents by ``corrected``.
    """
    present = (matrix.counts > 0).sum(axis=0)
    idf = np.log(len(matrix.counts) / present) + 1
    rows = matrix.counts * idf
    documents = matrix.sections["doc_id"].to_numpy()
    names = sorted(set(documents))
    blocks = {name: rows[documents == name] for name in names}
    weights = {
        name: np.vstack([np.ones(len(table)), block_weights(len(table), samples, _rng(seed, name))])
        for name, table in blocks.items()
    }
    length = {name: np.sqrt(_dot(weights[name], blocks[name], weights[name], blocks[name]))
              for name in names}  # fmt: skip
    alpha = (1 - level) / 2
    found = []
    for a, b in combinations(names, 2):
        cosines = _dot(weights[a], blocks[a], weights[b], blocks[b]) / (length[a] * length[b])
        estimate, moved = float(cosines[0]), cosines[1:]
        values = 2 * estimate - np.array([moved.mean(), *np.quantile(moved, [1 - alpha, alpha])])
        found.append((a, b, estimate, *np.clip(values, 0, 1), relations.related(a, b)))
    columns = ["doc_a", "doc_b", "similarity", "corrected", "low", "high", "related"]
    return pd.DataFrame(found, columns=columns)


def _rng(seed: int, name: str) -> np.random.Generator:
    return generator(seed, "similarity", name)


def _dot(first: Floats, one: Floats, second: Floats, two: Floats) -> Floats:
    """Products of the word sums of two documents, resample by resample (R).

    (w₁X₁)·(w₂X₂) = w₁(X₁X₂ᵀ)w₂: sections are few and words many, so the words are
    multiplied out once and not in every resample. ``first`` (R, B₁), ``one`` (B₁, W).
    """
    return np.asarray(((first @ (one @ two.T)) * second).sum(axis=1))


def nearest(table: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    """The other documents, most alike first.

    DataFrame[doc_id, similarity, corrected, low, high, related].
    """
    here = table[(table["doc_a"] == doc_id) | (table["doc_b"] == doc_id)]
    other = here["doc_b"].where(here["doc_a"] == doc_id, here["doc_a"])
    listed = here.assign(doc_id=other)[["doc_id", *table.columns[2:]]]
    order = ["corrected", "doc_id"]
    return listed.sort_values(order, ascending=[False, True], ignore_index=True)
