from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from analysis.errors import InputError
from analysis.measures.resample import (
    _degrees,
    benjamini_hochberg,
    block_weights,
    bootstrap_ratio,
    difference,
    generator,
    normal_difference,
    rank_intervals,
    share_interval,
)


def draw(rng, blocks, present, mean):
    """Sections of uneven length; a theme stands in some of them, with ``mean`` share overall."""
    length = rng.lognormal(5.3, 0.6, blocks)
    held = rng.random(blocks) < present
    share = np.where(held, rng.beta(2, 2 * (present / mean - 1), blocks), 0)
    return (share * length)[:, None], length


def test_ratio_and_error_by_hand():
    # Two sections of 10 and 30 characters, 5 and 3 of them on the theme: 8/40.
    found = bootstrap_ratio(np.array([[5.0], [3.0]]), np.array([10.0, 30.0]), np.ones((1, 2)))
    assert found.estimate[0] == pytest.approx(0.2)
    # Residuals 5 − 2 = 3 and 3 − 6 = −3; √(2/1 · 18)/40 = 6/40.
    assert found.error[0] == pytest.approx(0.15)
    assert found.shares[0, 0] == pytest.approx(0.2)


def test_resampled_ratio_by_hand():
    # The first section twice, the second never: 10/20.
    found = bootstrap_ratio(
        np.array([[5.0], [3.0]]), np.array([10.0, 30.0]), np.array([[2.0, 0.0]])
    )
    assert found.shares[0, 0] == pytest.approx(0.5)


def test_weights_draw_every_block_equally_often():
    weights = block_weights(20, 4000, generator(7, "x"))
    assert (weights.sum(axis=1) == 20).all()
    assert np.allclose(weights.mean(axis=0), 1, atol=0.1)
    assert (block_weights(20, 50, generator(7), 8).sum(axis=1) == 8).all()


def test_same_seed_and_name_give_the_same_draws_and_names_differ():
    first, again, other = (block_weights(9, 50, generator(1, n)) for n in ("a", "a", "b"))
    assert (first == again).all()
    assert (first != other).any()


def covered(rng, trials, mean, make):
    """Part of made-up documents whose interval holds ``mean``."""
    hits = 0
    for _ in range(trials):
        held, length = make(rng)
        found = bootstrap_ratio(held, length, block_weights(len(length), 400, rng))
        low, high = share_interval(found)
        hits += low[0] <= mean <= high[0]
    return hits / trials


# Themes in every section, in half, a fifth, a tenth and a twentieth of 35 to 90 of them.
@pytest.mark.parametrize(
    ("blocks", "present", "mean"),
    [(50, 1.0, 0.2), (35, 0.5, 0.1), (50, 0.2, 0.05), (50, 0.1, 0.03), (90, 0.05, 0.015)],
)
def test_nominal_95_percent_intervals_cover_93_to_97_percent(blocks, present, mean):
    rng = np.random.default_rng(11)
    assert 0.93 <= covered(rng, 1500, mean, lambda r: draw(r, blocks, present, mean)) <= 0.97


def test_intervals_of_a_theme_in_one_or_two_sections_never_cover_too_little():
    rng = np.random.default_rng(12)
    assert covered(rng, 1000, 0.01, lambda r: draw(r, 50, 0.03, 0.01)) >= 0.95


def test_intervals_cover_where_a_theme_has_sections_of_its_own_and_is_touched_on_elsewhere():
    # A twelfth of the sections are nine tenths on it, a third mention it.
    def made(rng):
        length, kind = rng.lognormal(5.3, 0.6, 60), rng.random(60)
        own, touched = rng.beta(8, 8 / 9, 60), rng.beta(1.5, 28.5, 60)
        share = np.where(kind < 1 / 12, own, np.where(kind < 5 / 12, touched, 0))
        return (share * length)[:, None], length

    mean = 0.9 / 12 + 0.05 / 3
    assert 0.93 <= covered(np.random.default_rng(13), 1500, mean, made) <= 0.97


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ((45, 0.6, 0.1), (35, 0.9, 0.1)),
        ((50, 1.0, 0.2), (35, 0.2, 0.05)),
        ((50, 0.1, 0.03), (75, 0.1, 0.03)),
    ],
)
def test_intervals_on_differences_cover_93_to_97_percent(one, two):
    rng = np.random.default_rng(13)
    gap, hits, trials = one[2] - two[2], 0, 1500
    for _ in range(trials):
        first, second = (
            bootstrap_ratio(*draw(rng, *case), block_weights(case[0], 400, rng))
            for case in (one, two)
        )
        found = normal_difference(first, second)
        hits += found.low[0] <= gap <= found.high[0]
    assert 0.93 <= hits / trials <= 0.97


COMMON = ((45, 0.6, 0.1), (35, 0.9, 0.1))
IN_A_TENTH = ((75, 0.1, 0.03), (50, 0.1, 0.03))


@pytest.mark.parametrize(("seed", "sides"), [(13, COMMON), (17, IN_A_TENTH)])
def test_the_test_keeps_its_level(seed, sides):
    rng = np.random.default_rng(seed)
    rejected = 0
    for _ in range(1500):
        one, two = (
            bootstrap_ratio(*draw(rng, *side), block_weights(side[0], 1, rng)) for side in sides
        )
        rejected += difference(one, two, rng, 500).p[0] < 0.05
    assert 0.03 <= rejected / 1500 <= 0.07


def test_the_normal_distribution_does_for_hundreds_of_blocks():
    rng = np.random.default_rng(19)
    rejected = 0
    for _ in range(1500):
        one, two = (
            bootstrap_ratio(*draw(rng, blocks, 0.1, 0.03), block_weights(blocks, 1, rng))
            for blocks in (400, 350)
        )
        rejected += normal_difference(one, two).p[0] < 0.05
    assert 0.03 <= rejected / 1500 <= 0.07


def test_a_large_difference_is_found_with_its_sign():
    rng = np.random.default_rng(3)
    one = bootstrap_ratio(*draw(rng, 40, 1.0, 0.5), block_weights(40, 2000, rng))
    two = bootstrap_ratio(*draw(rng, 40, 1.0, 0.1), block_weights(40, 2000, rng))
    found = difference(one, two, rng, 500)
    assert found.low[0] > 0
    assert found.p[0] < 0.01


def test_share_interval_by_hand():
    # Shares of resamples .1 and .3 about .2: variance .01 · 2/1 of two sections = .02,
    # n = .2·.8/.02 = 8 times (1.96/12.706)²; a fraction of one observation.
    found = bootstrap_ratio(
        np.array([[1.0], [3.0]]), np.array([10.0, 10.0]), np.array([[2.0, 0.0], [0.0, 2.0]])
    )
    assert found.shares[:, 0].tolist() == [pytest.approx(0.1), pytest.approx(0.3)]
    size = 8 * (stats.norm.ppf(0.025) / stats.t.ppf(0.025, 1)) ** 2
    low, high = share_interval(found)
    assert low[0] == pytest.approx(stats.beta.ppf(0.025, 0.2 * size + 0.5, 0.8 * size + 0.5))
    assert high[0] == pytest.approx(stats.beta.ppf(0.975, 0.2 * size + 0.5, 0.8 * size + 0.5))


def test_the_upper_end_is_no_more_than_sections_wholly_on_the_theme_could_give():
    # One of 40 sections, and all of it: one observation says next to nothing of its variance.
    held = np.zeros((40, 1))
    held[0] = 10.0
    rng = generator(1)
    one = bootstrap_ratio(held, np.full(40, 10.0), block_weights(40, 2000, rng))
    high = share_interval(one)[1][0]
    assert high == pytest.approx(stats.binomtest(1, 40).proportion_ci(0.95, "exact").high)


def test_degrees_of_freedom_by_hand():
    # Five sections of ten characters, one wholly on a theme: deviations 8, −2, −2, −2, −2.
    held = np.array([[10.0], [0.0], [0.0], [0.0], [0.0]])
    found = bootstrap_ratio(held, np.full(5, 10.0), np.ones((1, 5)))
    # Σe² = 80, Σe⁴ = 4160, κ = 5·4160/6400 = 3.25; 2/(3.25/5 − 2/20) = 2/0.55.
    assert _degrees(found)[0] == pytest.approx(2 / 0.55)


def test_difference_interval_by_hand():
    # Newcombe's (1998) interval puts the distances to the limits together.
    one, two = (
        bootstrap_ratio(np.array(held)[:, None], np.full(4, 10.0), np.eye(4) * 4)
        for held in ([5.0, 3, 4, 4], [1.0, 2, 1, 0])
    )
    (low_a, high_a), (low_b, high_b) = share_interval(one), share_interval(two)
    found = difference(one, two, generator(1), 50)
    assert found.estimate[0] == pytest.approx(0.3)
    assert found.low[0] == pytest.approx(
        0.3 - ((0.4 - low_a[0]) ** 2 + (high_b[0] - 0.1) ** 2) ** 0.5
    )
    assert found.high[0] == pytest.approx(
        0.3 + ((high_a[0] - 0.4) ** 2 + (0.1 - low_b[0]) ** 2) ** 0.5
    )


def test_an_absent_theme_has_an_upper_bound_and_no_test():
    none = bootstrap_ratio(np.zeros((10, 1)), np.full(10, 5.0), np.ones((3, 10)))
    low, high = share_interval(none)
    # No section out of ten: 1 − 0.025^(1/10).
    assert (low[0], high[0]) == (0, pytest.approx(0.308497, abs=1e-6))
    assert np.isnan(difference(none, none, generator(1), 50).p[0])


def test_benjamini_hochberg_equals_scipy_and_skips_missing():
    p = np.array([0.01, np.nan, 0.04, 0.03, 0.2])
    q = benjamini_hochberg(p)
    assert np.isnan(q[1])
    assert q[[0, 2, 3, 4]] == pytest.approx(stats.false_discovery_control(p[[0, 2, 3, 4]]))


@settings(max_examples=50, deadline=None)
@given(arrays(np.float64, st.integers(1, 30), elements=st.floats(0.0001, 1)))
def test_benjamini_hochberg_equals_scipy_always(p):
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p))


def test_ranks_by_hand():
    resampled = np.array([[0.3, 0.2, 0.1], [0.3, 0.2, 0.1], [0.2, 0.3, 0.1], [0.3, 0.2, 0.1]])
    rank, low, high = rank_intervals(np.array([0.3, 0.2, 0.1]), resampled)
    assert rank.tolist() == [1, 2, 3]
    assert low.tolist() == [1, 1, 3]
    assert high.tolist() == [2, 2, 3]


def test_no_blocks_is_named():
    with pytest.raises(InputError, match="bootstrap of 0 blocks"):
        block_weights(0, 10, generator(1))
