"""Organisations as HSDS objects."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from umsicht.api.hsds import places
from umsicht.api.hsds.terms import Words, fact
from umsicht.vocabulary.enums import Scheme

Json = dict[str, Any]


def basic(row: Json) -> Json:
    """The fields of a list entry (organization_list.json); keys of `row` without prefix."""
    owner = str(row["public_id"])
    return places.compact(
        {
            "id": owner,
            "name": row["name"],
            "description": row["about"] or row["name"],
            "email": row["email"],
            "website": places.uri(row["website"]),
            "legal_status": row["legal_form"],
            "uri": f"{settings.SITE_URL}/api/hsds/organizations/{owner}",
        }
    )


def full(words: Words, row: Json, points: list[Json]) -> Json:
    owner = str(row["public_id"])
    return basic(row) | places.compact(
        {
            "phones": places.phones(owner, "organization_id", row["phone"]),
            "contacts": [
                contact
                for point in points[:20]
                for contact in places.contact(
                    str(point["public_id"]), "location_id", point["role"], point["email"]
                )
            ],
            "locations": [places.location(words, point) for point in points],
            "attributes": [
                *words.attributes(owner, "organization", Scheme.SECTOR, [row["sector"]]),
                *fact(owner, "organization", "demo", "Demo-Eintrag", "ja" if row["is_demo"] else None),
                *fact(owner, "organization", "source", "Quelle", row["source"]),
            ],
        }
    )
