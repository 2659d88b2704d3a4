"""Formulas against SciPy's and statsmodels' own, and by simulation: what is promised on average holds over 10,000 draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, gamma, norm, t
from statsmodels.stats.proportion import proportion_confint

from umsicht.situation import stats

DRAWS = 10_000


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(20261129)


@pytest.mark.parametrize("cases", [1, 4, 12, 688, 20_000])
def test_the_span_of_a_count_is_that_of_its_gamma_distribution(cases):
    expected = gamma.ppf([0.025, 0.975], cases + 0.5)
    assert stats.count_span(cases) == pytest.approx(tuple(expected), rel=1e-9)


def test_no_case_has_a_span_from_zero():
    low, high = stats.count_span(0)
    assert low == 0
    assert high == pytest.approx(gamma.ppf(0.975, 0.5))


@pytest.mark.parametrize(("part", "whole"), [(0, 10), (3, 10), (10, 10), (530, 688)])
def test_the_span_of_a_share_is_wilsons(part, whole):
    expected = proportion_confint(part, whole, alpha=0.05, method="wilson")
    assert stats.share_span(part, whole) == pytest.approx(expected, abs=1e-12)


def test_the_span_of_a_share_agrees_with_the_published_example():
    """Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 1 of 29 gives 0.0061 to 0.1718."""
    assert stats.share_span(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert stats.share_span(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_the_span_of_a_ratio_is_the_binomial_one_turned_back():
    low, high = beta.ppf([0.025, 0.975], 30.5, 20.5)
    expected = (low / (1 - low) * 0.5, high / (1 - high) * 0.5)
    assert stats.ratio_span(30, 200_000, 20, 100_000) == pytest.approx(expected)


def test_nothing_in_both_years_leaves_every_ratio_possible():
    assert stats.ratio_span(0, 1000, 0, 1000) == (0, np.inf)


@pytest.mark.parametrize(("least", "most"), [(0.5, 20), (20, 500), (500, 20_000)])
def test_spans_of_counts_hold_the_true_mean_in_95_of_100_cases(chance, least, most):
    true = np.exp(chance.uniform(np.log(least), np.log(most), DRAWS))
    low, high = stats.count_span(chance.poisson(true))
    assert ((low <= true) & (true <= high)).mean() == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize("whole", [20, 200, 5000])
def test_spans_of_shares_hold_the_true_share_in_95_of_100_cases(chance, whole):
    true = chance.uniform(0.05, 0.95, DRAWS)
    low, high = stats.share_span(chance.binomial(whole, true), whole)
    assert ((low <= true) & (true <= high)).mean() == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize(("least", "most"), [(5, 20), (500, 5000)])
def test_spans_of_ratios_hold_the_true_ratio_in_95_of_100_cases(chance, least, most):
    before, now = np.exp(chance.uniform(np.log(least), np.log(most), (2, DRAWS)))
    low, high = stats.ratio_span(chance.poisson(now), 1000, chance.poisson(before), 1000)
    assert ((low <= now / before) & (now / before <= high)).mean() == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize("mean", [5, 20, 500, 5000])
def test_five_of_a_hundred_years_lie_outside_the_usual_range_by_chance(chance, mean):
    years = chance.poisson(mean, (DRAWS, 6))
    assert stats.outside_usual(years[:, :5], years[:, 5]).mean() == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize(("mean", "shape"), [(50, 50), (500, 100), (5000, 200)])
def test_also_where_years_vary_more_than_chance(chance, mean, shape):
    years = chance.poisson(mean * chance.gamma(shape, 1 / shape, (DRAWS, 6)))
    assert stats.outside_usual(years[:, :5], years[:, 5]).mean() == pytest.approx(0.05, abs=0.01)


def test_a_real_change_is_seen(chance):
    years = chance.poisson(400, (DRAWS, 6))
    years[:, 5] = chance.poisson(600, DRAWS)
    assert stats.outside_usual(years[:, :5], years[:, 5]).mean() > 0.95


def test_the_usual_range_is_a_prediction_by_t_on_roots():
    cases, people = [783, 717, 608, 689, 681], [246_343, 246_853, 247_230, 246_333, 244_396]
    roots = np.sqrt((np.array(cases) + 0.375) / np.array(people))
    half = t.ppf(0.975, 4) * roots.std(ddof=1) * np.sqrt(1.2)
    found = stats.usual_range(cases, people, 243_107)
    for value, root in ((found.low, roots.mean() - half), (found.high, roots.mean() + half)):
        assert value == pytest.approx((root**2 * 243_107 - 0.375) / 243_107 * 1e5)
    assert found.holds(283)


def test_the_usual_range_agrees_with_the_same_for_many_at_once(chance):
    years = chance.poisson(40, (200, 6))
    one_by_one = [
        not stats.usual_range(row[:5].tolist(), [1000] * 5, 1000).holds(row[5] / 1000 * 1e5) for row in years
    ]
    assert stats.outside_usual(years[:, :5], years[:, 5]).tolist() == one_by_one


def test_a_usual_range_of_two_years_is_refused():
    with pytest.raises(ValueError, match="three years"):
        stats.usual_range([1, 2], [1000, 1000], 1000)


@pytest.mark.parametrize("shape", [200, 20])
def test_about_five_of_a_hundred_regions_lie_outside_the_funnel(chance, shape):
    outside = []
    for _round in range(200):
        people = chance.integers(60_000, 600_000, 60)
        cases = chance.poisson(people * 0.003 * chance.gamma(shape, 1 / shape, 60))
        made = stats.funnel(cases, people)
        low, high = made.limits(people)
        rates = cases / people * 1e5
        outside.append(((rates < low) | (rates > high)).mean())
    assert np.mean(outside) == pytest.approx(0.055, abs=0.015)


def test_without_differences_between_regions_the_funnel_is_that_of_chance():
    people = np.array([50_000, 100_000, 400_000])
    made = stats.funnel([150, 300, 1200], people)
    low, high = made.limits(people)
    half = norm.ppf(0.975) / 2
    assert made.between == 0
    assert high == pytest.approx((np.sqrt([150, 300, 1200]) + half) ** 2 / people * 1e5)
    assert low == pytest.approx((np.sqrt([150, 300, 1200]) - half) ** 2 / people * 1e5)


def test_the_distance_of_regions_is_that_of_their_logarithms():
    assert stats.distance(100_000, 500, 100_000, 500) == 0
    assert stats.distance(100_000, 500, 200_000, 500) == pytest.approx(np.log(2))
    assert stats.distance(100_000, 500, 200_000, 250) == pytest.approx(np.log(2) * np.sqrt(2))
