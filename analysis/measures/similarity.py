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
    """Cosine of TF-IDF for every pair: DataFrame[doc_a, doc_b, similarity, low, high, related].

    A document is its words added up over sections, weighed by inverse document
    frequency over all sections. Resampled documents repeat some sections and lack
    others, so that they are less alike than the texts themselves; the interval is
    therefore the basic one, 2·estimate − quantiles (Davison & Hinkley 1997, eq. 5.6),
    which takes this off, kept inside [0, 1].
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
        high, low = 2 * estimate - np.quantile(_cosine(drawn[a], drawn[b]), [alpha, 1 - alpha])
        interval = (float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1)))
        found.append((a, b, estimate, *interval, relations.related(a, b)))
    columns = ["doc_a", "doc_b", "similarity", "low", "high", "related"]
    return pd.DataFrame(found, columns=columns)


def _resampled(blocks: Floats, seed: int, name: str, samples: int) -> Floats:
    """Word sums of ``samples`` documents of resampled sections, (R, W)."""
    weights = block_weights(len(blocks), samples, generator(seed, "similarity", name))
    return np.asarray(weights @ blocks)


def _cosine(first: Floats, second: Floats) -> Floats:
    """Row by row."""
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return np.asarray(np.einsum("rw,rw->r", first, second) / lengths)


def nearest(table: pd.DataFrame, doc_id: str) -> pd.DataFrame:
    """The other documents, most alike first: DataFrame[doc_id, similarity, low, high, related]."""
    here = table[(table["doc_a"] == doc_id) | (table["doc_b"] == doc_id)]
    other = here["doc_b"].where(here["doc_a"] == doc_id, here["doc_a"])
    listed = here.assign(doc_id=other)[["doc_id", "similarity", "low", "high", "related"]]
    order = ["similarity", "doc_id"]
    return listed.sort_values(order, ascending=[False, True], ignore_index=True)
