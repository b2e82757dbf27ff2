"""Topics without a codebook, as a check on it: NMF on TF-IDF of sections.

Topics are found by the machine and named by nobody: they are shown by their words.
How far they can be trusted is measured by running the factorisation again from other
random starts and comparing (Belford, Mac Namee & Greene 2018).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits

from analysis.errors import InputError

Floats = npt.NDArray[np.float64]

MIN_SECTIONS = 3
"""A word in fewer sections than this cannot say what sections have in common."""


@dataclass(frozen=True)
class TermMatrix:
    """Words by section: rows as in ``sections`` [doc_id, section_id], columns as in ``words``."""

    sections: pd.DataFrame
    words: tuple[str, ...]
    counts: Floats
    # Starts already run: topics are shown from one of those whose stability was measured.
    made: dict[tuple[int, int], tuple[Floats, Floats]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def factorised(self, topics: int, seed: int) -> tuple[Floats, Floats]:
        """`factorise` of the TF-IDF, each start run once."""
        if (topics, seed) not in self.made:
            self.made[topics, seed] = factorise(self.tfidf, topics, seed)
        return self.made[topics, seed]

    @cached_property
    def tfidf(self) -> Floats:
        """Sublinear TF-IDF with rows of length 1 (scikit-learn's definition)."""
        transformer = TfidfTransformer(sublinear_tf=True)
        return np.asarray(transformer.fit_transform(self.counts).toarray())


def term_matrix(counts: pd.DataFrame, min_sections: int = MIN_SECTIONS) -> TermMatrix:
    """From `keyness.word_counts`; words of fewer than ``min_sections`` sections are left out.

    Raises InputError when no word is left.
    """
    wide = counts.pivot_table(
        index=["doc_id", "section_id"], columns="word", values="count", aggfunc="sum", fill_value=0
    )
    kept = wide.loc[:, (wide > 0).sum(axis=0) >= min_sections]
    kept = kept[kept.sum(axis=1) > 0]
    if kept.empty:
        raise InputError(
            f"topics: found no word in at least {min_sections} sections; use more text"
        )
    sections = kept.index.to_frame(index=False)
    return TermMatrix(sections, tuple(map(str, kept.columns)), kept.to_numpy(np.float64))


def factorise(tfidf: Floats, topics: int, seed: int) -> tuple[Floats, Floats]:
    """(sections × topics, topics × words) of one NMF from a random start."""
    if not 1 <= topics <= min(tfidf.shape):
        raise InputError(
            f"topics: found {topics} asked for; allowed are 1 to {min(tfidf.shape)} "
            "(sections or words, whichever are fewer)"
        )
    model = NMF(topics, init="random", random_state=seed, max_iter=200, tol=1e-3)
    # On matrices this small, threads cost more than they save.
    with warnings.catch_warnings(), threadpool_limits(1):
        # A start that has not converged shows as instability, which is what is measured.
        warnings.simplefilter("ignore", ConvergenceWarning)
        # One word in thirty stands in a section: a sparse matrix halves the time.
        weights = model.fit_transform(csr_matrix(tfidf))
    return np.asarray(weights), np.asarray(model.components_)


def top_words(components: Floats, count: int) -> npt.NDArray[np.int64]:
    """Indices of the heaviest words of each topic, (K, count), heaviest first."""
    return np.argsort(-components, axis=1, kind="stable")[:, :count]


def agreement(first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> Floats:
    """How well each topic of ``first`` is found again in ``second``: (K,), 0 to 1.

    Jaccard overlap of top words under the best one-to-one matching of topics.
    """
    overlap = np.array(
        [
            [len(a & b) / len(a | b) for b in map(set, second.tolist())]
            for a in map(set, first.tolist())
        ]
    )
    rows, columns = linear_sum_assignment(-overlap)
    found = np.zeros(len(first))
    found[rows] = overlap[rows, columns]
    return found


def stability(
    matrix: TermMatrix, numbers: Sequence[int], seeds: Sequence[int], words: int = 10
) -> pd.DataFrame:
    """Mean agreement between all pairs of starts: DataFrame[topics, stability, low, high, starts].

    ``low`` and ``high`` are the least and the most alike pair.
    """
    rows = []
    for number in numbers:
        tops = [top_words(matrix.factorised(number, seed)[1], words) for seed in seeds]
        pairs = [
            float(agreement(tops[i], tops[j]).mean())
            for i in range(len(tops))
            for j in range(i + 1, len(tops))
        ]
        rows.append((number, np.mean(pairs), min(pairs), max(pairs), len(seeds)))
    return pd.DataFrame(rows, columns=["topics", "stability", "low", "high", "starts"])


def topics(
    matrix: TermMatrix, number: int, seed: int, again: Sequence[int] = (1, 2, 3), words: int = 10
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The topics of one start and what sections hold of them.

    (DataFrame[topic, words, stability, weight], DataFrame[doc_id, section_id, topic,
    share]). ``stability`` of a topic: how well starts ``seed + again`` find it again;
    ``weight``: its part of all sections. Topics are numbered from 1 by weight.
    """
    loads, components = matrix.factorised(number, seed)
    tops = top_words(components, words)
    others = [top_words(matrix.factorised(number, seed + step)[1], words) for step in again]
    stable = np.mean([agreement(tops, other) for other in others], axis=0)
    # Scale by the components' size, so that a load is the part of the section it explains.
    mass = loads * components.sum(axis=1)
    totals = mass.sum(axis=1, keepdims=True)
    shares = np.divide(mass, totals, out=np.zeros_like(mass), where=totals > 0)
    weight = shares.mean(axis=0)
    order = np.argsort(-weight, kind="stable")
    described = pd.DataFrame(
        {
            "topic": np.arange(1, number + 1),
            "words": [" ".join(matrix.words[w] for w in tops[k]) for k in order],
            "stability": stable[order],
            "weight": weight[order],
        }
    )
    held = matrix.sections.loc[matrix.sections.index.repeat(number)].reset_index(drop=True)
    held["topic"] = np.tile(np.arange(1, number + 1), len(matrix.sections))
    held["share"] = shares[:, order].ravel()
    return described, held


def against_codebook(held: pd.DataFrame, characters: pd.DataFrame) -> pd.DataFrame:
    """How topics and themes go together over sections: DataFrame[topic, theme_id, correlation].

    ``characters`` from `emphasis.block_characters` by section. Pearson correlation of
    a topic's share with a theme's share of the section; NaN where either never varies.
    """
    wide = held.pivot_table(index=["doc_id", "section_id"], columns="topic", values="share")
    # Runs of a cut section are put together again: topics are of whole sections.
    section = characters.index.get_level_values("block").str.replace(r"#\d+$", "", regex=True)
    whole = characters.groupby([characters.index.get_level_values("doc_id"), section]).sum()
    themes = whole.drop(columns="all").div(whole["all"], axis=0)
    themes.index.names = wide.index.names
    common = wide.index.intersection(themes.index)
    one, two = (_standard(frame.loc[common].to_numpy(np.float64)) for frame in (wide, themes))
    found = one.T @ two / max(len(common), 1)
    rows = [
        (topic, theme, found[i, k])
        for i, topic in enumerate(wide.columns)
        for k, theme in enumerate(themes.columns)
    ]
    return pd.DataFrame(rows, columns=["topic", "theme_id", "correlation"])


def _standard(values: Floats) -> Floats:
    centred = values - values.mean(axis=0)
    spread = values.std(axis=0)
    scaled = np.divide(centred, spread, out=np.full_like(centred, np.nan), where=spread > 0)
    return np.asarray(scaled)
