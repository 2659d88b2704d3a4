"""Regions beside which one may be put: those alike in size and density, and all of a state in a funnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from umsicht.situation import stats
from umsicht.situation.enums import PeopleBasis, RegionKind
from umsicht.situation.models import Indicator, Observation, People, Region
from umsicht.situation.queries.reference import reference

MOST = 6
ALIKE = 1.0
"""Up to this distance we call regions alike: 1 is 2.7 times the size at the same density."""


@dataclass(frozen=True)
class Peer:
    """A region in one year, with what may be shown of it. Density in inhabitants per square kilometre."""

    region: Region
    people: int
    density: float
    cases: int | None
    distance: float = 0.0
    size_ratio: float = 1.0
    density_ratio: float = 1.0

    @property
    def is_alike(self) -> bool:
        return self.distance <= ALIKE

    @property
    def rate(self) -> float | None:
        return None if self.cases is None else float(stats.rate(self.cases, self.people))

    @cached_property
    def span(self) -> tuple[float, float] | None:
        if self.cases is None:
            return None
        low, high = stats.rate_span(self.cases, self.people)
        return low, high


@dataclass(frozen=True)
class Comparison:
    """`own` and its `peers`, nearest first; `land` are all districts of its state, by size, with the funnel they make.

    `hidden` of them have too few cases to be shown and are not in the funnel. Its mean is that of the whole state where that
    is shown (`of_all`), otherwise of the districts shown. `peers` are chosen by size and density alone: those whose cases
    must not be shown are among them, without figures.
    """

    year: int
    own: Peer
    peers: tuple[Peer, ...]
    land: tuple[Peer, ...]
    funnel: stats.Funnel | None
    hidden: int
    of_all: bool


def comparison(indicator: Indicator, region: Region, year: int) -> Comparison | None:
    """None where the region has no figures or no population for the year, or is a whole state. Four queries."""
    if region.kind == RegionKind.STATE:
        return None
    everyone = _everyone(indicator, year)
    own = everyone.pop(region.pk, None)
    if own is None:
        return None
    near = sorted(
        (_beside(own, peer) for peer in everyone.values()), key=lambda peer: (peer.distance, peer.region.code)
    )
    land = [own, *(peer for peer in near if peer.region.parent_id == region.parent_id)]
    known = sorted((peer for peer in land if peer.cases is not None), key=lambda peer: peer.people)
    whole = _whole(indicator, region.parent_id, year, land)
    hidden = len(land) - len(known)
    of_all = not hidden or whole is not None
    return Comparison(year, own, tuple(near[:MOST]), tuple(known), funnel_of(known, whole), hidden, of_all)


def funnel_of(known: Sequence[Peer], whole: float | None) -> stats.Funnel | None:
    """Around the cases per head of the whole state, where known; None where too few districts are shown."""
    cases: list[int] = [peer.cases or 0 for peer in known]
    if len(known) <= 2 or not any(cases):
        return None
    return stats.funnel(cases, [peer.people for peer in known], mean=whole)


def _whole(indicator: Indicator, state: int | None, year: int, land: Sequence[Peer]) -> float | None:
    """Cases per head of the state; None where its sum is not shown or there is none."""
    if state is None:
        return None
    total = Observation.objects.filter(
        indicator=indicator, region_id=state, year=year, is_current=True, hides_cases=False
    ).values_list("cases", flat=True)
    return per_head(next(iter(total.order_by()), None), land)


def per_head(cases: int | None, land: Sequence[Peer]) -> float | None:
    """Of a whole state with these districts; None without cases."""
    return cases / sum(peer.people for peer in land) if cases and land else None


def districts(indicator: Indicator, state: Region, year: int) -> list[Peer]:
    """All districts of a state with their figures of a year, by key."""
    found = _everyone(indicator, year).values()
    return sorted(
        (peer for peer in found if peer.region.parent_id == state.pk), key=lambda peer: peer.region.code
    )


def _everyone(indicator: Indicator, year: int) -> dict[int, Peer]:
    """Every district that has figures and a population in that year."""
    regions = {row.pk: row for row in reference().regions.values() if row.kind != RegionKind.STATE}
    people, areas = _people(year)
    rows = Observation.objects.filter(indicator=indicator, year=year, is_current=True).order_by()
    return {
        pk: Peer(regions[pk], people[pk], people[pk] / areas[pk], None if hides else cases)
        for pk, cases, hides in rows.values_list("region_id", "cases", "hides_cases")
        if pk in regions and pk in people and pk in areas
    }


def _people(year: int) -> tuple[dict[int, int], dict[int, float]]:
    """Population of the year's edition and area in square kilometres, by region."""
    editions = People.objects.filter(year=year, basis=PeopleBasis.EDITION).order_by()
    register = People.objects.filter(basis=PeopleBasis.REGISTER, area_km2__isnull=False).order_by("year")
    areas = {pk: float(area or 0) for pk, area in register.values_list("region_id", "area_km2")}
    return dict(editions.values_list("region_id", "persons")), areas


def _beside(own: Peer, other: Peer) -> Peer:
    return Peer(
        other.region,
        other.people,
        other.density,
        other.cases,
        stats.distance(own.people, own.density, other.people, other.density),
        other.people / own.people,
        other.density / own.density,
    )
