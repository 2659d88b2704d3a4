"""A plausible place for what the demo invents: near the middle of the district, always the same for the same code."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from typing import Any

from umsicht.directory.domain.imports import ProviderRow
from umsicht.offers.domain.imports import OfferRow
from umsicht.offers.enums import PlaceMode
from umsicht.places.queries.atlas import Atlas, Place, atlas
from umsicht.tenancy.models import Tenant

_REACH_M = 450
_METRES_PER_DEGREE = 111_320


def near(place: Place, code: str, reach_m: float = _REACH_M) -> dict[str, Any]:
    """A point within `reach_m` of the middle of a place, decided by the code alone."""
    digest = hashlib.sha256(code.encode()).digest()
    angle = digest[0] / 256 * math.tau
    distance = reach_m * math.sqrt((digest[1] + 1) / 257)
    lat = place.lat + distance * math.sin(angle) / _METRES_PER_DEGREE
    lon = place.lon + distance * math.cos(angle) / (_METRES_PER_DEGREE * math.cos(math.radians(place.lat)))
    return {"lat": round(lat, 5), "lon": round(lon, 5)}


def _place(known: Atlas, district: str) -> Place | None:
    return known.by_name(district) if district else known.municipality


def provider_placed(row: ProviderRow, tenants: dict[str, Tenant]) -> ProviderRow:
    """A provider without a place gets one, unless its address is kept secret on purpose."""
    tenant = tenants.get(row.municipality)
    if tenant is None or row.point["lat"] is not None or row.point["detail"]:
        return row
    known = atlas(tenant)
    place = _place(known, row.district)
    if place is None:
        return row
    reach = _REACH_M if row.district or not known.districts else 2 * _REACH_M
    return replace(row, point=row.point | near(place, row.code, reach))


def offer_placed(row: OfferRow, tenants: dict[str, Tenant]) -> OfferRow:
    """A venue in a named district gets a point of its own; everything else takes the provider's."""
    tenant = tenants.get(row.municipality)
    if tenant is None or PlaceMode.VENUE not in row.values["place_modes"]:
        return row
    place = _place(atlas(tenant), row.district)
    return row if place is None else replace(row, values=row.values | near(place, row.code))
