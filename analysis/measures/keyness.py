"""Which words set a region apart: two effect sizes, a test, a shrunken score, dispersion.

Every score stands beside the raw counts it came from. Frequencies are compared
between a *focus* and a *reference*: other regions, the parent region, or all texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from analysis.errors import InputError
from analysis.measures.places import raw_place
from analysis.measures.resample import benjamini_hochberg
from analysis.text.spans import CleanText
from analysis.text.tokens import Engine, Vocabulary, content_words, cut, keyword_in_context

Floats = npt.NDArray[np.float64]
Reference = Literal["others", "parent", "all"]

PRIOR_WORDS = 1000.0
RUNNING_TEXT = ("sentence", "list_item")


def word_counts(
    passages: pd.DataFrame, vocabulary: Vocabulary, engine: Engine = "rjieba"
) -> pd.DataFrame:
    """DataFrame[doc_id, section_id, word, count] of content words, sorted.

    Of running text only: headings repeat their section, and the cells of a table are
    labels (预期性 in each row says nothing about emphasis).
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    text = passages[passages["kind"].isin(RUNNING_TEXT)]
    columns = (text[name].tolist() for name in ("doc_id", "section_id", "text"))
    for doc_id, section_id, text in zip(*columns, strict=True):
        for word in content_words(cut(text, vocabulary, engine), vocabulary.stopwords):
            counts[doc_id, section_id, word] += 1
    rows = [(*key, count) for key, count in sorted(counts.items())]
    return pd.DataFrame(rows, columns=["doc_id", "section_id", "word", "count"])


def log_likelihood(a: Floats, b: Floats, focus_size: float, reference_size: float) -> Floats:
    """G² of the 2 × 2 table word/other words by focus/reference (Dunning 1993).

    ``a``, ``b`` are counts of the word in focus and reference. Equals twice the
    log-likelihood ratio of scipy's ``chi2_contingency`` without correction.
    """
    total = focus_size + reference_size
    observed = np.array([a, b, focus_size - a, reference_size - b], dtype=np.float64)
    word, other = (a + b) / total, (total - a - b) / total
    expected = np.array(
        [word * focus_size, word * reference_size, other * focus_size, other * reference_size]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    return np.asarray(np.maximum(2 * terms.sum(axis=0), 0.0))


def log_ratio(a: Floats, b: Floats, focus_size: float, reference_size: float) -> Floats:
    """Binary logarithm of the ratio of relative frequencies (Hardie 2014); a zero counts as ½."""
    first = np.where(a > 0, a, 0.5) / focus_size
    second = np.where(b > 0, b, 0.5) / reference_size
    return np.log2(first / second)


def log_odds_dirichlet(
    a: Floats, b: Floats, focus_size: float, reference_size: float, prior: Floats
) -> tuple[Floats, Floats]:
    """Log-odds ratio with an informative Dirichlet prior and its z score.

    Monroe, Colaresi & Quinn (2008), Fightin' Words: point estimate eq. 16, variance
    eq. 20, z eq. 22. ``prior`` holds one pseudo-count α > 0 a word; their sum is α₀.
    """
    strength = prior.sum()
    first = np.log((a + prior) / (focus_size + strength - a - prior))
    second = np.log((b + prior) / (reference_size + strength - b - prior))
    delta = first - second
    return delta, delta / np.sqrt(1 / (a + prior) + 1 / (b + prior))


def dispersion(counts: Floats, sizes: Floats) -> Floats:
    """Gries' deviation of proportions DP (2008): 0 evenly spread, towards 1 in one part.

    ``counts`` (parts, words), ``sizes`` (parts,) in tokens. NaN for a word that never occurs.
    """
    expected = sizes / sizes.sum()
    totals = counts.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = counts / totals
    return np.asarray(0.5 * np.abs(observed - expected[:, None]).sum(axis=0))


def reference_documents(
    documents: pd.DataFrame, regions: pd.DataFrame, focus: str, reference: Reference
) -> list[str]:
    """Documents a region is compared with, sorted.

    ``others``: every region that is neither the focus nor its parent or child, since a
    region inside another is not its independent peer; ``parent``: the region above;
    ``all``: every document, the focus included. Raises InputError when there is none.
    """
    if focus not in set(documents["region_id"]):
        allowed = ", ".join(sorted(set(documents["region_id"])))
        raise InputError(f"region {focus!r} has no document; choose one of {allowed}")
    parents = dict(zip(regions["region_id"], regions["parent_id"], strict=True))
    if reference == "all":
        chosen = documents
    elif reference == "parent":
        chosen = documents[documents["region_id"] == parents.get(focus)]
    elif reference == "others":
        related = {focus, parents.get(focus)} | {r for r, p in parents.items() if p == focus}
        chosen = documents[~documents["region_id"].isin(related)]
    else:
        allowed = ", ".join(get_args(Reference))
        raise InputError(f"reference {reference!r} is unknown; choose one of {allowed}")
    if chosen.empty:
        raise InputError(
            f"region {focus!r} has no text to compare with under reference {reference!r}; "
            "choose another reference or add a document"
        )
    return sorted(chosen["doc_id"])


def keyness(
    counts: pd.DataFrame, focus: list[str], reference: list[str], minimum: int = 3
) -> pd.DataFrame:
    """Score every word that stands at least ``minimum`` times in focus and reference together.

    DataFrame[word, count_focus, count_reference, size_focus, size_reference,
    per_1000_focus, per_1000_reference, g2, p, q, log_ratio, log_odds, z, dp,
    sections], most distinctive for the focus first (by z). ``dp`` and ``sections``
    (how many hold the word) are within the focus; p is of G² on one degree of
    freedom, q its false-discovery rate over all words scored here.
    """
    there = counts["doc_id"].to_numpy()
    inside, outside = np.isin(there, focus), np.isin(there, reference)
    for mask, name, docs in ((inside, "focus", focus), (outside, "reference", reference)):
        if not mask.any():
            raise InputError(f"no words in {name} {', '.join(docs)}; name documents that have text")
    codes, words = pd.factorize(counts["word"], sort=True)
    values = counts["count"].to_numpy(np.float64)
    a, b = (
        np.bincount(codes[mask], values[mask], len(words)).astype(np.float64)
        for mask in (inside, outside)
    )
    table = pd.DataFrame(
        {"word": words} | _scored(a, b) | _spread(counts, inside, codes, len(words))
    )
    return _tested(table[a + b >= max(minimum, 1)])


def _scored(a: Floats, b: Floats) -> dict[str, Any]:
    """Counts, sizes, rates and scores of every word, ``a`` in the focus, ``b`` in the reference."""
    focus_size, reference_size = a.sum(), b.sum()
    # The prior is the pooled text: a word is as likely beforehand as it is anywhere here.
    prior = PRIOR_WORDS * (a + b) / (focus_size + reference_size)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_odds, z = log_odds_dirichlet(a, b, focus_size, reference_size, prior)
    return {
        "count_focus": a.astype(int),
        "count_reference": b.astype(int),
        "size_focus": int(focus_size),
        "size_reference": int(reference_size),
        "per_1000_focus": 1000 * a / focus_size,
        "per_1000_reference": 1000 * b / reference_size,
        "g2": log_likelihood(a, b, focus_size, reference_size),
        "log_ratio": log_ratio(a, b, focus_size, reference_size),
        "log_odds": log_odds,
        "z": z,
    }


def _spread(
    counts: pd.DataFrame, inside: npt.NDArray[np.bool_], codes: npt.NDArray[np.intp], words: int
) -> dict[str, Any]:
    """DP and the number of sections with the word, by word, within the rows ``inside``."""
    own = counts.loc[inside, ["doc_id", "section_id"]]
    part = own.groupby(["doc_id", "section_id"]).ngroup().to_numpy()
    values = np.zeros((int(part.max()) + 1, words))
    np.add.at(values, (part, codes[inside]), counts.loc[inside, "count"].to_numpy(np.float64))
    held = (values > 0).sum(axis=0)
    return {"dp": dispersion(values, values.sum(axis=1)), "sections": held}


def _tested(scored: pd.DataFrame) -> pd.DataFrame:
    p = stats.chi2.sf(scored["g2"].to_numpy(float), 1)
    tested = scored.assign(
        p=p,
        q=benjamini_hochberg(p),
    )
    columns = [
        "word", "count_focus", "count_reference", "size_focus", "size_reference",
        "per_1000_focus", "per_1000_reference", "g2", "p", "q", "log_ratio",
        "log_odds", "z", "dp", "sections",
    ]  # fmt: skip
    return tested.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)[columns]


def concordance(
    passages: pd.DataFrame,
    word: str,
    cleans: Mapping[str, CleanText] | None = None,
    width: int = 20,
) -> pd.DataFrame:
    """Every place of ``word`` with its context, in reading order.

    DataFrame[doc_id, passage_id, char_start, char_end, left, node, right]; offsets are
    raw; ``cleans`` maps doc_id to its clean text.
    """
    rows = []
    for _, row in passages[passages["text"].str.contains(word, regex=False)].iterrows():
        for line in keyword_in_context(row["text"], word, width):
            start, end = raw_place((cleans or {}).get(row["doc_id"]), row, line.start, line.end)
            place = (row["doc_id"], row["passage_id"], start, end)
            rows.append((*place, line.left, line.node, line.right))
    columns = ["doc_id", "passage_id", "char_start", "char_end", "left", "node", "right"]
    return pd.DataFrame(rows, columns=columns)
