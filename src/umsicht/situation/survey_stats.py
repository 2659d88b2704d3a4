"""Chance in shares of surveys, with the design effect. Formulas and literature: docs/how-to/needs-and-surveys.md."""

from __future__ import annotations

import math
from dataclasses import dataclass

from umsicht.situation import stats


@dataclass(frozen=True)
class Interval:
    """Of a share or a difference of shares, 95 percent."""

    low: float
    high: float


def interval(share: float, n: int, design_effect: float = 1.0) -> Interval:
    """Wilson's interval for a share of `n` answers that count as n / design effect (Kish 1965; Korn and Graubard 1998)."""
    size = n / design_effect
    low, high = stats.share_span(share * size, size)
    return Interval(float(low), float(high))


def difference(before: float, first: Interval, now: float, second: Interval) -> Interval:
    """Of two independent shares, from their own intervals (Newcombe 1998, method 10)."""
    change = now - before
    low = change - math.hypot(now - second.low, first.high - before)
    high = change + math.hypot(second.high - now, before - first.low)
    return Interval(low, high)
