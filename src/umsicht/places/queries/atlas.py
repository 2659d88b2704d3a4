"""The areas of a tenant in memory, for pages: districts of the city, neighbouring towns, names that search knows.

Kept per process under the tenant's content version, which every import of areas raises; so a page needs no SQL for
them. Geometry is not held here except as small map pictures (queries.maps).
"""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.core.memory import Memory
from umsicht.core.text import slugify
from umsicht.places.enums import AreaKind
from umsicht.places.geo import distance_km
from umsicht.places.models import Area
from umsicht.tenancy.models import Tenant


@dataclass(frozen=True, slots=True)
class Place:
    """An area without its geometry."""

    pk: int
    kind: str
    key: str
    name: str
    lat: float
    lon: float
    population: int | None
    is_village: bool


@dataclass(frozen=True)
class Atlas:
    """What a municipality's pages know of geography. Empty for tenants without an official key."""

    municipality: Place | None
    districts: tuple[Place, ...]
    neighbours: tuple[Place, ...]

    def district(self, key: str) -> Place | None:
        return next((place for place in self.districts if place.key == key), None)

    def by_name(self, text: str) -> Place | None:
        """A district, the town itself or a neighbour by its everyday name; case, umlaut spelling and hyphens don't count."""
        wanted = _plain(text)
        everything = (*self.districts, *([self.municipality] if self.municipality else []), *self.neighbours)
        return next((place for place in everything if _plain(place.name) == wanted), None) if wanted else None

    def within(self, lat: float, lon: float, radius_km: float) -> list[tuple[float, Place]]:
        """Districts whose middle lies within the radius, nearest first, with the distance in kilometres."""
        found = [(distance_km(lat, lon, place.lat, place.lon), place) for place in self.districts]
        return sorted(
            (pair for pair in found if pair[0] <= radius_km), key=lambda pair: (pair[0], pair[1].key)
        )


def _plain(name: str) -> str:
    return slugify(name, max_length=200)


_atlases: Memory[Atlas] = Memory(128)


def atlas(tenant: Tenant) -> Atlas:
    """The atlas of a tenant; two queries once per content version, none after that."""
    held = _atlases.get(tenant.pk, tenant.content_version)
    if held is not None:
        return held
    fresh = _load(tenant.key) if len(tenant.key) == 8 else Atlas(None, (), ())
    return _atlases.keep(tenant.pk, tenant.content_version, fresh)


_COLUMNS = ("pk", "kind", "key", "name", "lat", "lon", "population", "is_village")


def _load(key: str) -> Atlas:
    own = [
        Place(**row)
        for row in Area.objects.filter(municipality_key=key).order_by("name", "key").values(*_COLUMNS)
    ]
    near = (
        Area.objects.filter(
            neighbours__kind=AreaKind.MUNICIPALITY, neighbours__key=key, kind=AreaKind.MUNICIPALITY
        )
        .order_by("name", "key")
        .values(*_COLUMNS)
    )
    return Atlas(
        municipality=next((place for place in own if place.kind == AreaKind.MUNICIPALITY), None),
        districts=tuple(place for place in own if place.kind == AreaKind.CITY_DISTRICT),
        neighbours=tuple(Place(**row) for row in near),
    )
