from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from analysis.errors import InputError
from analysis.measures.resample import (
    _quantile,
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
    assert found.errors[0, 0] == pytest.approx(0.15)


def test_resampled_ratio_by_hand():
    # The first section twice, the second never: 10/20, no spread left.
    found = bootstrap_ratio(
        np.array([[5.0], [3.0]]), np.array([10.0, 30.0]), np.array([[2.0, 0.0]])
    )
    assert found.shares[0, 0] == pytest.approx(0.5)
    assert found.errors[0, 0] == 0


def test_weights_draw_every_block_equally_often():
    weights = block_weights(20, 4000, generator(7, "x"))
    assert (weights.sum(axis=1) == 20).all()
    assert np.allclose(weights.mean(axis=0), 1, atol=0.1)
    assert (block_weights(20, 50, generator(7), 8).sum(axis=1) == 8).all()


def test_same_seed_and_name_give_the_same_draws_and_names_differ():
    first, again, other = (block_weights(9, 50, generator(1, n)) for n in ("a", "a", "b"))
    assert (first == again).all()
    assert (first != other).any()


@pytest.mark.parametrize(("present", "mean"), [(1.0, 0.2), (0.5, 0.1)])
def test_nominal_95_percent_intervals_cover_93_to_97_percent(present, mean):
    rng = np.random.default_rng(11)
    hits = trials = 0
    for _ in range(1500):
        found = bootstrap_ratio(*draw(rng, 50, present, mean), block_weights(50, 1000, rng))
        low, high = share_interval(found)
        hits += low[0] <= mean <= high[0]
        trials += 1
    assert 0.93 <= hits / trials <= 0.97


def test_intervals_on_differences_cover_and_tests_keep_their_level():
    rng = np.random.default_rng(13)
    covered = rejected = 0
    trials = 1500
    for _ in range(trials):
        one, two = (
            bootstrap_ratio(*draw(rng, blocks, present, 0.1), block_weights(blocks, 1000, rng))
            for blocks, present in ((45, 0.6), (35, 0.9))
        )
        found = difference(one, two, rng, 500)
        covered += found.low[0] <= 0 <= found.high[0]
        rejected += found.p[0] < 0.05
    assert 0.93 <= covered / trials <= 0.97
    assert 0.03 <= rejected / trials <= 0.07


def test_the_test_keeps_its_level_for_a_theme_in_a_tenth_of_the_sections():
    rng = np.random.default_rng(17)
    rejected = 0
    for _ in range(1500):
        one, two = (
            bootstrap_ratio(*draw(rng, blocks, 0.1, 0.03), block_weights(blocks, 1, rng))
            for blocks in (75, 50)
        )
        rejected += difference(one, two, rng, 400).p[0] < 0.05
    assert 0.03 <= rejected / 1500 <= 0.07


def test_the_normal_distribution_does_for_hundreds_of_blocks():
    rng = np.random.default_rng(19)
    rejected = covered = 0
    for _ in range(1500):
        one, two = (
            bootstrap_ratio(*draw(rng, blocks, 0.1, 0.03), block_weights(blocks, 1, rng))
            for blocks in (400, 350)
        )
        found = normal_difference(one, two)
        rejected += found.p[0] < 0.05
        covered += found.low[0] <= 0 <= found.high[0]
    assert 0.03 <= rejected / 1500 <= 0.07
    assert rejected + covered == 1500


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
    assert low[0] == pytest.approx(stats.beta.ppf(0.025, 0.2 * size, 0.8 * size + 1))
    assert high[0] == pytest.approx(stats.beta.ppf(0.975, 0.2 * size + 1, 0.8 * size))


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


def test_quantiles_equal_those_of_numpy():
    values = np.random.default_rng(1).normal(size=(50, 4))
    values[::7, 1] = np.nan
    for level in (0.025, 0.5, 0.975):
        assert _quantile(values, level) == pytest.approx(np.nanquantile(values, level, axis=0))
