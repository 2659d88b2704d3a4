"""Lists of towns: those that take part, all others by letter, the nearest ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from umsicht.core.text import fold as unaccented
from umsicht.places.geo import distance_km
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.portals import PortalRow

NEAREST = 3


def fold(text: str) -> str:
    """How names are compared: case, accents and hyphens don't count."""
    return " ".join(unaccented(text).casefold().replace("-", " ").split())


@dataclass(frozen=True)
class Near:
    row: PortalRow
    km: int


def _names(row: PortalRow) -> set[str]:
    return {fold(name) for name in (row["name"], row["second_name"]) if name}


def exactly(rows: Iterable[PortalRow], text: str) -> PortalRow | None:
    """The one town of that name; None if there is none or several share it."""
    wanted = fold(text)
    found = [row for row in rows if wanted and wanted in _names(row)]
    return found[0] if len(found) == 1 else None


def lists(rows: list[PortalRow], text: str) -> dict[str, Any]:
    """Towns whose names hold the text: with a portal, and the others under their first letters."""
    wanted = fold(text)
    hits = [row for row in rows if any(wanted in name for name in _names(row))] if wanted else rows
    others = sorted((row for row in hits if not row["is_active"]), key=lambda row: fold(row["name"]))
    letters = [
        (letter, list(group))
        for letter, group in groupby(others, key=lambda row: fold(row["name"])[:1].upper())
    ]
    return {
        "active": [row for row in hits if row["is_active"]],
        "letters": letters,
        "count": len(hits),
        "total": len(rows),
    }


def nearest(tenant: Tenant, rows: Iterable[PortalRow]) -> list[Near]:
    """Towns with a portal nearest to this one; empty if its position is not known."""
    if tenant.lat is None or tenant.lon is None:
        return []
    found = [
        Near(row, round(distance_km(tenant.lat, tenant.lon, row["lat"], row["lon"])))
        for row in rows
        if row["lat"] is not None and row["lon"] is not None and row["id"] != tenant.pk
    ]
    return sorted(found, key=lambda near: (near.km, near.row["name"]))[:NEAREST]
