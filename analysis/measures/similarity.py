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
    totals = {name: table.sum(axis=0) for name, table in blocks.items()}
    drawn = {name: _resampled(blocks[name], seed, name, samples) for name in names}
    alpha = (1 - level) / 2
    found = []
    for a, b in combinations(names, 2):
        estimate = float(_cosine(totals[a][None], totals[b][None])[0])
        moved = _cosine(drawn[a], drawn[b])
        values = 2 * estimate - np.array([moved.mean(), *np.quantile(moved, [1 - alpha, alpha])])
        found.append((a, b, estimate, *np.clip(values, 0, 1), relations.related(a, b)))
    columns = ["doc_a", "doc_b", "similarity", "corrected", "low", "high", "related"]
    return pd.DataFrame(found, columns=columns)


def _resampled(blocks: Floats, seed: int, name: str, samples: int) -> Floats:
    """Word sums of ``samples`` documents of resampled sections, (R, W)."""
    weights = block_weights(len(blocks), samples, generator(seed, "similarity", name))
    # Single precision halves the time and is far finer than the interval.
    return np.asarray(weights.astype(np.float32) @ blocks.astype(np.float32))


def _cosine(first: Floats, second: Floats) -> Floats:
    """Row by row."""
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return np.asarray(np.einsum("rw,rw->r", first, second) / lengths)


def nearest(table: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    """The other documents, most alike first.

    DataFrame[doc_id, similarity, corrected, low, high, related].
    """
    here = table[(table["doc_a"] == doc_id) | (table["doc_b"] == doc_id)]
    other = here["doc_b"].where(here["doc_a"] == doc_id, here["doc_a"])
    listed = here.assign(doc_id=other)[["doc_id", *table.columns[2:]]]
    order = ["corrected", "doc_id"]
    return listed.sort_values(order, ascending=[False, True], ignore_index=True)
