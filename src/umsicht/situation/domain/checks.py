"""What a row of a crime table must also satisfy: known keys and districts, no row twice, a rate that fits its cases."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from umsicht.core.intake import Refusal
from umsicht.situation.models import Region
from umsicht.situation.reading.rows import LABELS, CrimeRow

CLEARED_TIMES, CLEARED_MORE = 2, 10
"""Cleared may be cases of earlier years: at most twice the recorded and ten more. In the national tables of 2015 to 2022 the
largest genuine ones are 605 of 534, 42 of 27, 4 of 1 and 3 of 0; a slipped column or a thousand too many lies far outside."""
PRECISE = 0.005
"""A rate tells the population if its rounding moves it by less than this share."""

PROPOSE = 15
"""So many of the most precise rows of a district propose a population; all vote."""


@dataclass
class Checked:
    """`rows` by year; `people` as printed or worked out, by region code and year; `left_out` official keys not shown here."""

    rows: dict[int, list[CrimeRow]] = field(default_factory=lambda: defaultdict(list))
    people: dict[tuple[str, int], tuple[int, bool]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def check(
    rows: Iterable[CrimeRow],
    regions: Mapping[str, Region],
    shown: Mapping[str, object],
    known: Mapping[str, str],
    held: Mapping[tuple[str, int], int] | None = None,
) -> Checked:
    """Sort the rows by year; `shown` are the keys we have indicators for, `known` all official ones.

    `held` are populations we have, by region code and year.
    """
    made = Checked()
    seen: dict[tuple[int, str, str], int] = {}
    taken: dict[tuple[str, int], list[CrimeRow]] = defaultdict(list)
    for row in rows:
        fault = _fault(row, regions, known) or _double(row, seen)
        if fault is not None:
            made.refused.append(fault)
        elif row.key not in shown:
            made.left_out[row.key] += 1
        else:
            taken[row.region, row.year].append(row)
    for place, group in taken.items():
        people = _people(group, (held or {}).get(place))
        if people is not None:
            made.people[place] = people
        for row in group:
            fault = _rate_fault(row, people[0] if people else None)
            if fault is not None:
                made.refused.append(fault)
            else:
                made.rows[row.year].append(row)
    return made


def _fault(row: CrimeRow, regions: Mapping[str, Region], known: Mapping[str, str]) -> Refusal | None:
    region = regions.get(row.region)
    if row.key not in known:
        return _refusal(row, "key", _("There is no offence key %(key)s.") % {"key": row.key}, row.key)
    if region is None or region.parent_id is None:
        return _refusal(row, "region", _("There is no district %(key)s.") % {"key": row.region}, row.region)
    if row.year < region.first_year and region.first_year > FIRST:
        reason = _("%(name)s has existed in these tables only since %(year)d.")
        return _refusal(row, "region", reason % {"name": region.name, "year": region.first_year}, row.region)
    if region.last_year is not None and row.year > region.last_year:
        reason = _("%(name)s is no longer in these tables since %(year)d; its area belongs to %(other)s.")
        words = {"name": region.name, "year": region.last_year + 1, "other": region.successor or "?"}
        return _refusal(row, "region", reason % words, row.region)
    if row.attempts is not None and row.attempts > row.cases:
        return _refusal(row, "attempts", _("More attempts than cases."), str(row.attempts))
    if row.cleared is not None and row.cleared > CLEARED_TIMES * row.cases + CLEARED_MORE:
        reason = _("%(cleared)d cleared up of %(cases)d cases: more than cases of earlier years can explain.")
        words = {"cleared": row.cleared, "cases": row.cases}
        return _refusal(row, "cleared", reason % words, str(row.cleared))
    return None


FIRST = 2015
"""First year the list of regions is known for; earlier rows of a district of today are taken as they are."""


def _double(row: CrimeRow, seen: dict[tuple[int, str, str], int]) -> Refusal | None:
    first = seen.setdefault((row.year, row.key, row.region), row.line)
    if first == row.line:
        return None
    return _refusal(
        row, "key", _("The same key, district and year stand in line %(line)d.") % {"line": first}, row.key
    )


def _refusal(row: CrimeRow, column: str, reason: str, value: str) -> Refusal:
    return Refusal(row.line, LABELS[column], reason, value)


def _people(rows: list[CrimeRow], held: int | None = None) -> tuple[int, bool] | None:
    """(population, printed); worked out from the rows, as the number that fits most of them.

    Each row whose rate is precise enough proposes a range; `held`, what we know of an earlier edition, proposes itself and
    decides between two numbers that fit as many rows. One wrong rate is thus outvoted, however high it is.
    """
    printed = Counter(row.population for row in rows if row.population)
    if printed:
        return printed.most_common(1)[0][0], True
    spans = [_span(row) for row in rows if row.rate and row.cases]
    precise = sorted((high - low, low, high) for low, high in spans if high - low < 2 * PRECISE * low)
    if not precise:
        return None
    middles = [(low + high) / 2 for _width, low, high in precise[:PROPOSE]]
    wanted = [*middles, *([float(held)] if held else [])]
    # Most rows that fit; then what is held already; then the row that says it best.
    best = max(wanted, key=lambda people: (_fits(people, spans), people == held, -wanted.index(people)))
    low, high = 0.0, math.inf
    for _width, first, last in precise:
        if first * (1 - PRECISE) <= best <= last * (1 + PRECISE) and max(low, first) <= min(high, last):
            low, high = max(low, first), min(high, last)
    return (round((low + high) / 2) if high < math.inf else round(best)), False


def _fits(people: float, spans: list[tuple[float, float]]) -> int:
    return sum(low * (1 - PRECISE) <= people <= high * (1 + PRECISE) for low, high in spans)


def _span(row: CrimeRow) -> tuple[float, float]:
    rate = float(row.rate or 1)
    return row.cases * 1e5 / (rate + 0.5), row.cases * 1e5 / max(rate - 0.5, 0.25)


def _rate_fault(row: CrimeRow, people: int | None) -> Refusal | None:
    """Cases and rate that do not belong together are a sign of columns that slipped."""
    if people is None or row.rate is None:
        return None
    expected = row.cases * 1e5 / people
    if abs(expected - float(row.rate)) <= 1 + expected / 500:
        return None
    reason = _("%(cases)d cases of %(people)d inhabitants make a rate of %(rate).0f.")
    words = {"cases": row.cases, "people": people, "rate": expected}
    return _refusal(row, "rate", reason % words, str(row.rate))
