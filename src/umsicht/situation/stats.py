"""How much chance is in a figure. Formulas, reasons and literature: docs/explanation/statistics.md.

Counts are taken as Poisson-distributed. All intervals are two-sided. Functions take numbers or numpy arrays and answer
the same. SciPy's special functions are imported where they are used: they cost every process 60 ms and 15 MB.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

LEVEL = 0.95
YEARS = 5
"""How many comparable years make the level that a year is compared with."""
WINSOR = 0.1
WINSORED = 0.6787
"""What squared standard normal scores average to once those beyond the 10th and 90th percentile are capped."""

Span = tuple[Any, Any]


def count_span(cases: Any, level: float = LEVEL) -> Span:
    """For the mean of a Poisson count: quantiles of Gamma(cases + 1/2, 1), Jeffreys' prior; the lower one 0 for 0 cases.

    Over many true values its coverage is `level` on average; at one small true value it swings around that. Brown, Cai and
    DasGupta 2003.
    """
    from scipy.special import gammaincinv  # reason: slow

    tail = (1 - level) / 2
    low = np.where(np.asarray(cases) == 0, 0.0, gammaincinv(np.asarray(cases) + 0.5, tail))
    return _plain(low), _plain(gammaincinv(np.asarray(cases) + 0.5, 1 - tail))


def rate(cases: Any, people: Any, *, per: int = 100_000) -> Any:
    return cases / people * per


def rate_span(cases: Any, people: Any, level: float = LEVEL, *, per: int = 100_000) -> Span:
    """The span of a count over its population; the population itself is taken as known."""
    low, high = count_span(cases, level)
    return low / people * per, high / people * per


def share_span(part: Any, whole: Any, level: float = LEVEL) -> Span:
    """For a share: Wilson's score interval. `whole` must be above 0 and `part` not above it."""
    z = _z(level)
    share = part / whole
    middle = (share + z**2 / (2 * whole)) / (1 + z**2 / whole)
    half = z / (1 + z**2 / whole) * np.sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2))
    return _plain(np.maximum(middle - half, 0.0)), _plain(np.minimum(middle + half, 1.0))


def ratio_span(now: Any, people_now: Any, before: Any, people_before: Any, level: float = LEVEL) -> Span:
    """For the ratio of two rates: given their sum, the later count is binomial; Jeffreys' interval for its share, turned back.

    (0, inf) where both counts are 0. Price and Bonett 2000; Agresti and Min 2005.
    """
    from scipy.special import betaincinv  # reason: slow

    tail = (1 - level) / 2
    now, before = np.asarray(now, dtype=float), np.asarray(before, dtype=float)
    low = np.where(now == 0, 0.0, betaincinv(now + 0.5, before + 0.5, tail))
    high = np.where(before == 0, 1.0, betaincinv(now + 0.5, before + 0.5, 1 - tail))
    scale = np.asarray(people_before) / np.asarray(people_now)
    with np.errstate(divide="ignore"):
        return _plain(low / (1 - low) * scale), _plain(high / (1 - high) * scale)


@dataclass(frozen=True)
class Usual:
    """What the years before let us expect of a year, per 100,000: `level` in the middle of `low` and `high`."""

    level: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def usual_range(cases: Sequence[int], people: Sequence[int], people_now: int, *, per: int = 100_000) -> Usual:
    """The range for one more year after the given ones: Student's t for a prediction, on square roots of rates.

    The root makes the spread of counts alike at every level (Anscombe 1948: root of count + 3/8). If nothing but the
    process behind the years themselves goes on, about 5 of 100 years fall outside by chance, also where years differ by
    more than Poisson chance, because the spread is taken from the years. Needs at least 3 years.
    """
    roots, mean, half = _predicted(np.asarray(cases, dtype=float), np.asarray(people, dtype=float))
    if roots.shape[-1] < 3:
        raise ValueError("A usual range needs at least three years.")
    low = max(float(mean - half), 0.0) ** 2 * people_now - 0.375
    high = float(mean + half) ** 2 * people_now - 0.375
    level = float(mean) ** 2 * people_now - 0.375
    return Usual(*(max(value, 0.0) / people_now * per for value in (level, low, high)))


def outside_usual(before: Any, now: Any) -> Any:
    """The same for many series at once with a population that stays: rows of counts, and the counts of the next year."""
    before, now = np.asarray(before, dtype=float), np.asarray(now, dtype=float)
    _roots, mean, half = _predicted(before, np.ones_like(before))
    return np.abs(np.sqrt(now + 0.375) - mean) > half


def _predicted(cases: Any, people: Any, level: float = LEVEL) -> tuple[Any, Any, Any]:
    """(roots, mean, half width of the prediction interval) along the last axis."""
    from scipy.special import stdtrit  # reason: slow

    roots = np.sqrt((cases + 0.375) / people)
    years = roots.shape[-1]
    spread = roots.std(axis=-1, ddof=1)
    quantile = float(stdtrit(years - 1, 1 - (1 - level) / 2))
    return roots, roots.mean(axis=-1), quantile * spread * math.sqrt(1 + 1 / years)


@dataclass(frozen=True)
class Funnel:
    """`mean` is the common rate; `between` the spread of true rates from region to region, as variance of their roots per head."""

    mean: float
    between: float
    per: int = 100_000

    def limits(self, people: Any, level: float = LEVEL) -> Span:
        """Where a region of that size is to be expected if it were like all: chance of the count plus spread of regions."""
        sizes = np.asarray(people, dtype=float)
        half = _z(level) * np.sqrt(1 / (4 * sizes) + self.between)
        middle = math.sqrt(self.mean / self.per)
        low, high = np.maximum(middle - half, 0.0) ** 2, (middle + half) ** 2
        return _plain(low * self.per), _plain(high * self.per)


def funnel(
    cases: Sequence[int], people: Sequence[int], *, mean: float | None = None, per: int = 100_000
) -> Funnel:
    """Limits of a funnel plot on the scale of roots, wide enough for the differences that regions really have.

    Additive over-dispersion (Spiegelhalter 2005): the variance between regions by the method of moments (DerSimonian and
    Laird), from squared z scores capped at their 10th and 90th percentile, so that the odd ones out do not widen the limits
    they are to be judged by; brought back to what uncapped scores would average to; 0 where chance explains all of it.
    `mean`, cases per head, is the common rate where it is known also of those that are not among the counts.
    """
    counts, sizes = np.asarray(cases, dtype=float), np.asarray(people, dtype=float)
    mean = mean if mean is not None else float(counts.sum() / sizes.sum())
    scores = 2 * (np.sqrt(counts + 0.375) - np.sqrt(mean * sizes + 0.375))
    low, high = np.quantile(scores, [WINSOR, 1 - WINSOR])
    excess = float(np.sum(np.clip(scores, low, high) ** 2)) / WINSORED - (len(counts) - 1)
    weights = 4 * sizes
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return Funnel(mean * per, max(excess / scale, 0.0), per)


def distance(people: float, density: float, other_people: float, other_density: float) -> float:
    """How unlike two regions are: 0 for the same size and density; 0.69 if one is twice as large (log scale, Euclid)."""
    return math.hypot(math.log(other_people / people), math.log(other_density / density))


def _z(level: float) -> float:
    return NormalDist().inv_cdf(1 - (1 - level) / 2)


def _plain(value: Any) -> Any:
    """A number for a number, an array for an array."""
    array = np.asarray(value)
    return float(array) if array.ndim == 0 else array
