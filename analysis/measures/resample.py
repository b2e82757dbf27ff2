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
from functools import cached_property
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
    ``shares``: resamples × themes (R, K).
    ``blocks_with`` counts the sections in which the theme occurs at all.
    """

    numerators: Floats
    denominators: Floats
    estimate: Floats
    error: Floats
    shares: Floats
    blocks: int
    blocks_with: npt.NDArray[np.int64]

    @cached_property
    def limits(self) -> tuple[Floats, Floats]:
        """`share_interval` at LEVEL; every comparison with another document needs it again."""
        return share_interval(self)


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
    estimate, variance = _ratios(numerators, denominators, once)
    sums = weights @ np.hstack([numerators, denominators[:, None]])
    present = (numerators > 0).sum(axis=0).astype(np.int64)
    return RatioBootstrap(
        numerators,
        denominators,
        estimate[0],
        np.sqrt(variance[0]),
        sums[:, :-1] / sums[:, -1:],
        len(denominators),
        present,
    )


def _ratios(numerators: Floats, denominators: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Ratios and their linearised variances by resample, each (R, K).

    The variance of a ratio r over n blocks is n/(n−1) · Σ(x−rd)²/(Σd)² (Cochran 1977,
    eq. 6.13), computed for every resample without a loop by expanding the square.
    """
    themes = numerators.shape[1]
    sizes = denominators[:, None]
    # One product for all sums: five small ones cost more than twice as much.
    terms = np.hstack(
        [numerators, numerators**2, -2 * numerators * sizes, sizes, sizes**2, np.ones_like(sizes)]
    )
    sums = weights @ terms
    x, xx, xd = (sums[:, k * themes : (k + 1) * themes] for k in range(3))
    totals, dd, drawn = (sums[:, 3 * themes + k, None] for k in range(3))
    shares = x / totals
    # Σ(x−rd)² = Σx² + r(rΣd² − 2Σxd), in place: these are the largest arrays of all.
    spread = shares * dd
    spread += xd
    spread *= shares
    spread += xx
    # Rounding leaves tiny values where the spread is zero; they would explode as divisors.
    spread[spread < 1e-12 * totals**2] = 0.0
    spread *= drawn / np.maximum(drawn - 1, 1) / totals**2
    return shares, spread


def share_interval(found: RatioBootstrap, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Interval of each share: Jeffreys' at the effective number of observations.

    The bootstrap's variance says how many independent observations the sections are
    worth, n = r(1−r)/var (Korn & Graubard 1998, Survey Methodology 24, 193–201). That
    variance rests on few sections where a theme is rare: n is made smaller by
    (z/t)² with `_degrees` of freedom, not with B − 1. The interval is then the
    Beta(rn + ½, (1−r)n + ½) one (Brown, Cai & DasGupta 2001, Statistical Science 16,
    101–133; for survey samples Franco et al. 2019, J. Survey Stat. Methodol. 7, 334–364).

    It never reaches above Clopper & Pearson's (1934) upper limit of the part of sections
    that hold the theme, read as a share of text; a theme in no section has that limit,
    1 − (α/2)^(1/B), alone.

    In simulation it covers 94–97 % for themes in all sections down to a twentieth of
    them, and more, never less, where fewer than three sections hold the theme. What no
    resampling can see are sections of a kind the text happens not to have: where one
    section in 25 is wholly on a theme that others only touch on, 50 sections cover 85 %.
    """
    alpha, blocks, share = (1 - level) / 2, found.blocks, found.estimate
    # A bootstrap variance falls short by (B−1)/B.
    variance = found.shares.var(axis=0) * blocks / max(blocks - 1, 1)
    fewer = (ndtri(alpha) / stdtrit(_degrees(found), alpha)) ** 2
    spread = share * (1 - share)
    size = np.divide(spread * fewer, variance, out=np.ones_like(share), where=variance > 0)
    hits, misses = share * size + 0.5, (1 - share) * size + 0.5
    low = np.minimum(betaincinv(hits, misses, alpha), share)
    high = betaincinv(hits, misses, 1 - alpha)
    holding, without = found.blocks_with, blocks - found.blocks_with
    most = np.where(without > 0, betaincinv(holding + 1, np.maximum(without, 1), 1 - alpha), 1.0)
    high = np.where(share > 0, np.minimum(high, most), most)
    return np.where(share > 0, low, 0.0), np.maximum(high, share)


def _degrees(found: RatioBootstrap) -> Floats:
    """Degrees of freedom of each share's variance, 1 to B − 1 (K).

    Satterthwaite's 2·V²/Var(V), with the variance of a variance by the kurtosis κ of
    the blocks' deviations x − rd: 2 / (κ/B − (B−3)/(B(B−1))) (Valliant & Rust 2010,
    J. Official Statistics 26, 585–602; Mood, Graybill & Boes 1974, p. 229). Few
    sections that hold all of a theme have a high κ: 50 sections of which 5 do are
    worth about 10 degrees of freedom.
    """
    blocks, last = found.blocks, max(found.blocks - 1, 1)
    off = (found.numerators - found.estimate * found.denominators[:, None]) ** 2
    squares = off.sum(axis=0)
    kurtosis = np.divide(
        blocks * (off**2).sum(axis=0),
        squares**2,
        out=np.full_like(squares, 3.0),
        where=squares > 0,
    )
    # A kurtosis is at least 1, so that this is positive for any number of blocks.
    uncertain = kurtosis / blocks - (blocks - 3) / (blocks * last)
    return np.asarray(np.clip(2 / uncertain, 1, last))


def difference(
    first: RatioBootstrap,
    second: RatioBootstrap,
    rng: np.random.Generator,
    resamples: int = RESAMPLES,
) -> Difference:
    """``first`` − ``second`` for each theme: an interval from the two shares', and a test.

    The interval puts the distances of the two shares from their own limits together
    (Newcombe 1998, Statistics in Medicine 17, 873–890, method 10; Zou & Donner 2008,
    ibid. 27, 1693–1702): low = d − √((a − a_low)² + (b_high − b)²), high likewise. It keeps the
    skewness of rare themes, which a symmetric interval does not, and covers 95–98 %
    in simulation where that one fell to 87 %. At its very edge it may differ from p.

    p compares the studentised difference with its distribution when both documents
    draw their blocks from the same pool (Efron & Tibshirani 1993, algorithm 16.1): the
    share of draws at least as far from zero, one added to both counts. In simulation
    the test keeps its level for themes in a tenth of the sections, where resampling
    each document by itself rejects twice too often. Where neither document has the
    theme the difference is 0 and p is NaN.
    """
    numerators = np.concatenate([first.numerators, second.numerators])
    denominators = np.concatenate([first.denominators, second.denominators])
    one, two = (
        _ratios(numerators, denominators, block_weights(len(numerators), resamples, rng, blocks))
        for blocks in (first.blocks, second.blocks)
    )
    gap, variance = first.estimate - second.estimate, first.error**2 + second.error**2
    moved, spread = one[0] - two[0], one[1] + two[1]
    known = spread > 0
    # |moved|/√spread ≥ |gap|/√variance, multiplied out: no root and no division by nothing.
    spread *= gap**2
    moved **= 2
    moved *= variance
    p = ((known & (moved >= spread)).sum(axis=0) + 1) / (known.sum(axis=0) + 1)
    return _hybrid(first, second, np.where(variance > 0, p, np.nan))


def normal_difference(first: RatioBootstrap, second: RatioBootstrap) -> Difference:
    """Like `difference`, with p by the normal distribution instead of resampling.

    For several hundred blocks, where it is close enough (it rejects 4–5 % at the 5 %
    level in simulation) and costs nothing.
    """
    gap = first.estimate - second.estimate
    error = np.hypot(first.error, second.error)
    observed = np.divide(np.abs(gap), error, out=np.full_like(error, np.nan), where=error > 0)
    return _hybrid(first, second, 2 * ndtr(-observed))


def _hybrid(first: RatioBootstrap, second: RatioBootstrap, p: Floats) -> Difference:
    """The difference with Newcombe's interval and a given p."""
    (low_a, high_a), (low_b, high_b) = first.limits, second.limits
    a, b = first.estimate, second.estimate
    return Difference(
        a - b, a - b - np.hypot(a - low_a, high_b - b), a - b + np.hypot(high_a - a, b - low_b), p
    )


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

    ``shares`` (..., D), ``resampled`` (R, ..., D). Ties share the better rank.
    """
    alpha = (1 - level) / 2
    rank = 1.0 + (shares[..., None, :] > shares[..., :, None]).sum(axis=-1)
    ranks = 1 + (resampled[..., None, :] > resampled[..., :, None]).sum(axis=-1, dtype=np.int16)
    low, high = np.quantile(ranks, [alpha, 1 - alpha], axis=0, method="closest_observation")
    return rank, low, high
