"""Reads of contact points: lists, nearest ones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from umsicht.core.errors import NotFound
from umsicht.directory.models import ContactPoint
from umsicht.places.geo import distance_km

_KM_PER_DEGREE = 111.32


def public_points(
    *, kind: str = "", kinds: Iterable[str] = (), area_key: str = "", text: str = ""
) -> QuerySet[ContactPoint]:
    """Public contact points of public organisations in scope, with their organisation, by name."""
    found = (
        ContactPoint.objects.filter(is_public=True, organisation__is_public=True, tenant__is_active=True)
        .select_related("organisation")
        .order_by("name", "pk")
    )
    if kind:
        found = found.filter(kind=kind)
    if wanted := list(kinds):
        found = found.filter(kind__in=wanted)
    if area_key:
        found = found.filter(area_key=area_key)
    for word in text.split()[:5]:
        found = found.filter(name__icontains=word)
    return found


def point_at_desk(pk: int) -> ContactPoint:
    """Also hidden ones, of the tenant in scope. Raises NotFound."""
    point = ContactPoint.objects.select_related("organisation").filter(pk=pk).first()
    if point is None:
        raise NotFound
    return point


@dataclass(frozen=True)
class Near:
    distance_km: float
    point: ContactPoint


def nearest(
    lat: float,
    lon: float,
    *,
    kind: str = "",
    radius_km: float = 25,
    limit: int = 10,
    providers_only: bool = False,
) -> list[Near]:
    """The closest public contact points of the tenant in scope, nearest first. One query over a box."""
    reach_lat = radius_km / _KM_PER_DEGREE
    reach_lon = reach_lat / max(math.cos(math.radians(min(abs(lat), 89))), 0.01)
    found = public_points(kind=kind).filter(
        lat__range=(lat - reach_lat, lat + reach_lat), lon__range=(lon - reach_lon, lon + reach_lon)
    )
    if providers_only:
        found = found.filter(organisation__is_provider=True)
    near = [Near(distance_km(lat, lon, point.lat, point.lon), point) for point in found]  # type: ignore[arg-type]
    near = [item for item in near if item.distance_km <= radius_km]
    return sorted(near, key=lambda item: (item.distance_km, item.point.pk))[:limit]
