"""What is on record about a town or one of its districts: people, institutions, offers, needs, surveys, crime figures.

Measures and meetings belong to packages beside and above this one; the page adds them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from umsicht.core.errors import NotFound
from umsicht.directory.enums import ContactPointKind
from umsicht.directory.queries.contact_points import public_points
from umsicht.places.enums import AreaKind
from umsicht.places.models import Area
from umsicht.places.queries.areas import area
from umsicht.places.queries.atlas import Place, atlas
from umsicht.situation.models import Need
from umsicht.situation.queries.gaps import Offered, offered
from umsicht.situation.queries.needs import applies, public_needs
from umsicht.situation.queries.profile_crime import CrimePart, crime_figures
from umsicht.situation.queries.surveys import Group, Question, by_factor
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


@dataclass(frozen=True)
class Count:
    """How many offers one problem field or audience has, of these current and checked ones."""

    code: str
    label: str
    offers: int
    fresh: int
    checked: int


@dataclass(frozen=True)
class Profile:
    """`district` is None for the whole town; `facilities` are (kind, label, number)."""

    tenant: Tenant
    district: Place | None
    name: str
    population: int | None
    population_as_of: dt.date | None
    area_km2: Decimal | None
    area_source: str
    facilities: tuple[tuple[str, str, int], ...]
    fields: tuple[Count, ...]
    audiences: tuple[Count, ...]
    offers: int
    needs: tuple[Need, ...]
    factors: tuple[tuple[Question, Group], ...]
    crime: CrimePart | None

    @property
    def key(self) -> str:
        return self.district.key if self.district is not None else ""

    @property
    def density(self) -> float | None:
        if not self.population or not self.area_km2:
            return None
        return self.population / float(self.area_km2)


def district_of(tenant: Tenant, key: str) -> Place | None:
    """A district of the town by its key; None for "". Raises NotFound."""
    if not key:
        return None
    found = atlas(tenant).district(key)
    if found is None:
        raise NotFound
    return found


def profile(tenant: Tenant, key: str = "") -> Profile:
    """Raises NotFound for a district that the town does not have. About twelve queries."""
    district = district_of(tenant, key)
    kind = AreaKind.CITY_DISTRICT if district is not None else AreaKind.MUNICIPALITY
    held = area(kind, key or tenant.key)
    offers = [offer for offer in offered() if not key or offer.where == key]
    return Profile(
        tenant=tenant,
        district=district,
        name=district.name if district is not None else tenant.name,
        population=held.population if held is not None else tenant.population,
        population_as_of=held.population_as_of if held is not None else None,
        area_km2=held.area_km2 if held is not None else None,
        area_source=_source(held),
        facilities=_facilities(key),
        fields=_counts(tenant, offers, Scheme.PROBLEM_FIELD),
        audiences=_counts(tenant, offers, Scheme.AUDIENCE),
        offers=len(offers),
        needs=tuple(need for need in public_needs() if applies(need.areas, key)),
        factors=_factors(tenant, key),
        crime=None if key else crime_figures(tenant),
    )


def _source(held: Area | None) -> str:
    return ", ".join(part for part in (held.source, held.licence) if part) if held is not None else ""


def _facilities(key: str) -> tuple[tuple[str, str, int], ...]:
    counted = Counter(public_points(area_key=key).order_by().values_list("kind", flat=True))
    labels = dict(ContactPointKind.choices)
    return tuple((kind, str(labels[kind]), counted[kind]) for kind in labels if counted[kind])


def _counts(tenant: Tenant, offers: list[Offered], scheme: str) -> tuple[Count, ...]:
    """Per term, in the order of the vocabulary; an offer counts in each of its terms."""
    labels = catalogue(tenant).labels(scheme)
    found = []
    for code, label in labels.items():
        held = [one for one in offers if code in (one.audiences if scheme == Scheme.AUDIENCE else one.fields)]
        if held:
            fresh, checked = sum(one.is_fresh for one in held), sum(one.is_checked for one in held)
            found.append(Count(code, label, len(held), fresh, checked))
    return tuple(found)


def _factors(tenant: Tenant, key: str) -> tuple[tuple[Question, Group], ...]:
    """Of the district where a survey asked there, else of everybody asked."""
    found = []
    for question in by_factor(tenant):
        group = question.group("gebiet", key) if key else question.group("alle")
        if group is not None:
            found.append((question, group))
    return tuple(found)
