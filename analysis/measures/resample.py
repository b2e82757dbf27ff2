"""Block bootstrap over sections: how much a share of text would move with other sections.

A plan's sentences are not independent: a section is written in one go about one
thing. The section is therefore the block that is drawn with replacement. Everything
is vectorised: resamples are rows of a matrix of counts, and each statistic is a
matrix product with it.

Plain percentile intervals cover too little for rare themes, which stand in a few
sections only (88–93 % in simulation). What is used instead, and why, is said with
each function; the tests measure coverage and level on made-up sections.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, ndtr, ndtri, stdtrit

from analysis.errors import InputError

Floats = npt.NDArray[np.float64]

RESAMPLES = 4000
LEVEL = 0.95


@dataclass(frozen=True)
class RatioBootstrap:
    """Shares Σx/Σd of one document and their resamples.

    ``numerators`` (B, K) and ``denominators`` (B,): what was resampled.
    ``estimate``, ``error``, ``blocks_with``: one value a theme (K).
    ``shares``, ``errors``: resamples × themes (R, K).
    ``blocks_with`` counts the sections in which the theme occurs at all.
    """

    numerators: Floats
    denominators: Floats
    estimate: Floats
    error: Floats
    shares: Floats
    errors: Floats
    blocks: int
    blocks_with: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Difference:
    """Difference of two shares per theme (K): estimate, interval and two-sided p."""

    estimate: Floats
    low: Floats
    high: Floats
    p: Floats


def generator(seed: int, *names: str) -> np.random.Generator:
    """A seeded generator for one named purpose: adding a document never moves another's draws."""
    return np.random.default_rng([seed, *(crc32(name.encode()) for name in names)])


def block_weights(
    blocks: int, resamples: int, rng: np.random.Generator, drawn: int | None = None
) -> Floats:
    """How often each block is drawn in each resample, (R, B); rows sum to ``drawn`` (B if None)."""
    if blocks < 1 or resamples < 1:
        raise InputError(
            f"bootstrap of {blocks} blocks with {resamples} resamples; both must be at least 1"
        )
    # Counting drawn indices is ten times faster than drawing multinomial counts.
    draws = rng.integers(blocks, size=(resamples, drawn or blocks))
    draws += np.arange(resamples)[:, None] * blocks
    counts = np.bincount(draws.ravel(), minlength=resamples * blocks)
    return counts.reshape(resamples, blocks).astype(np.float64)


def bootstrap_ratio(numerators: Floats, denominators: Floats, weights: Floats) -> RatioBootstrap:
    """Ratios Σx/Σd of the blocks as they are and of every resample.

    ``numerators`` (B, K) and ``denominators`` (B,) are per block; ``weights`` (R, B)
    from `block_weights`.
    """
    once = np.ones((1, len(denominators)))
    estimate, error = _ratios(numerators, denominators, once)
    shares, errors = _ratios(numerators, denominators, weights)
    present = (numerators > 0).sum(axis=0).astype(np.int64)
    return RatioBootstrap(
        numerators,
        denominators,
        estimate[0],
        error[0],
        shares,
        errors,
        len(denominators),
        present,
    )


def _ratios(numerators: Floats, denominators: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Ratios and their linearised standard errors by resample, each (R, K).

    The error of a ratio r over n blocks is √(n/(n−1) · Σ(x−rd)²)/Σd (Cochran 1977,
    eq. 6.13), computed for every resample without a loop by expanding the square.
    """
    themes = numerators.shape[1]
    sizes = denominators[:, None]
    # One product for all sums: five small ones cost more than twice as much.
    terms = np.hstack(
        [numerators, numerators**2, numerators * sizes, sizes, sizes**2, np.ones_like(sizes)]
    )
    sums = weights @ terms
    x, xx, xd = (sums[:, k * themes : (k + 1) * themes] for k in range(3))
    totals, dd, drawn = (sums[:, 3 * themes + k, None] for k in range(3))
    shares = x / totals
    spread = xx - 2 * shares * xd + shares**2 * dd
    # Rounding leaves tiny values where the spread is zero; they would explode as divisors.
    spread[spread < 1e-12 * totals**2] = 0.0
    factor = drawn / np.maximum(drawn - 1, 1)
    return shares, np.sqrt(factor * spread) / totals


def share_interval(found: RatioBootstrap, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Interval of each share: the exact binomial one at the effective number of observations.

    The bootstrap's variance says how many independent observations the sections are
    worth, n = r(1−r)/var, made smaller for the few degrees of freedom; the interval is
    Clopper & Pearson's (1934) for r·n of n (Korn & Graubard 1998, Survey Methodology
    24). In simulation it covers as well as the studentised bootstrap, without its huge
    upper ends where a theme stands in a few sections (93–95 % for themes in half or
    all sections, 91–93 % for those in a tenth of them).

    A theme in no section has no variance: its upper end is that of none out of B
    sections, 1 − (α/2)^(1/B), read as a share of text: wide, but not zero.
    """
    alpha, blocks, share = (1 - level) / 2, found.blocks, found.estimate
    # A bootstrap variance falls short by (B−1)/B.
    variance = found.shares.var(axis=0) * blocks / max(blocks - 1, 1)
    fewer = (ndtri(alpha) / stdtrit(max(blocks - 1, 1), alpha)) ** 2
    spread = share * (1 - share)
    size = np.divide(spread * fewer, variance, out=np.ones_like(share), where=variance > 0)
    hits = share * size
    misses = size - hits
    low = betaincinv(np.maximum(hits, 1e-12), misses + 1, alpha)
    high = betaincinv(hits + 1, np.maximum(misses, 1e-12), 1 - alpha)
    low, high = np.minimum(low, share), np.maximum(high, share)
    return np.where(share > 0, low, 0.0), np.where(share > 0, high, 1 - alpha ** (1 / blocks))


def difference(
    first: RatioBootstrap,
    second: RatioBootstrap,
    rng: np.random.Generator,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
) -> Difference:
    """``first`` − ``second`` for each theme, with an interval and a test that agree.

    The studentised difference is compared with its distribution when both documents
    draw their blocks from the same pool (Efron & Tibshirani 1993, algorithm 16.1):
    p is the share of draws at least as far from zero, one added to both counts, and
    the interval is the estimate ± the draws' ``level`` quantile times the error. In
    simulation the test keeps its level for themes in a tenth of the sections, where
    resampling each document by itself rejects twice too often. Where neither document
    has the theme the difference is 0 and p is NaN.
    """
    estimate = first.estimate - second.estimate
    error = np.hypot(first.error, second.error)
    numerators = np.concatenate([first.numerators, second.numerators])
    denominators = np.concatenate([first.denominators, second.denominators])
    one, two = (
        _ratios(numerators, denominators, block_weights(len(numerators), resamples, rng, blocks))
        for blocks in (first.blocks, second.blocks)
    )
    scores = np.abs(_studentised(one[0] - two[0], np.hypot(one[1], two[1])))
    reach = _quantile(scores, level) * error
    observed = np.divide(
        np.abs(estimate), error, out=np.full_like(estimate, np.inf), where=error > 0
    )
    drawn = np.isfinite(scores).sum(axis=0)
    p = ((np.where(np.isfinite(scores), scores, -1) >= observed).sum(axis=0) + 1) / (drawn + 1)
    return Difference(estimate, estimate - reach, estimate + reach, np.where(error > 0, p, np.nan))


def normal_difference(
    first: RatioBootstrap, second: RatioBootstrap, level: float = LEVEL
) -> Difference:
    """Like `difference`, by the normal distribution instead of resampling.

    For several hundred blocks, where it is close enough (it rejects 4–5 % at the 5 %
    level in simulation) and costs nothing.
    """
    estimate = first.estimate - second.estimate
    error = np.hypot(first.error, second.error)
    reach = ndtri((1 + level) / 2) * error
    observed = np.divide(np.abs(estimate), error, out=np.full_like(error, np.nan), where=error > 0)
    return Difference(estimate, estimate - reach, estimate + reach, 2 * ndtr(-observed))


def _studentised(moved: Floats, errors: Floats) -> Floats:
    """Deviation over its error; NaN where a resample has no spread, 0 if none has any."""
    scores = np.divide(moved, errors, out=np.full_like(moved, np.nan), where=errors > 0)
    scores[:, np.isnan(scores).all(axis=0)] = 0.0
    return scores


def _quantile(values: Floats, level: float) -> Floats:
    """Quantile of each column without its NaNs; as numpy's ``nanquantile``, forty times faster."""
    ordered = np.sort(values, axis=0)
    last = np.maximum((~np.isnan(ordered)).sum(axis=0) - 1, 0)
    place = level * last
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, last)
    columns = np.arange(values.shape[1])
    low, high = ordered[below, columns], ordered[above, columns]
    return np.asarray(low + (high - low) * (place - below))


def benjamini_hochberg(p: Floats) -> Floats:
    """False-discovery-rate adjusted p (Benjamini & Hochberg 1995); NaN stays NaN and uncounted."""
    q = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    ranks = np.arange(1, len(order) + 1)
    raised = p[order] * len(order) / ranks
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q


def rank_intervals(
    shares: Floats, resampled: Floats, level: float = LEVEL
) -> tuple[Floats, Floats, Floats]:
    """Rank of each document (1 = largest share) and the interval of that rank.

    ``shares`` (D,), ``resampled`` (R, D). Ties share the better rank.
    """
    alpha = (1 - level) / 2
    rank = 1.0 + (shares[None, :] > shares[:, None]).sum(axis=1)
    ranks = 1.0 + (resampled[:, None, :] > resampled[:, :, None]).sum(axis=2)
    low, high = np.quantile(ranks, [alpha, 1 - alpha], axis=0, method="closest_observation")
    return rank, low, high
