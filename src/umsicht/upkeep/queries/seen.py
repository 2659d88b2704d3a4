"""A fingerprint of what a page of confirmation shows, so that nobody confirms what stands there only since a minute."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.upkeep.queries.due import DueOffer

POINT_FIELDS = ("phone", "email", "website", "opening_hours", "hours_note")
PROVIDER_FIELDS = ("phone", "email", "website")


def contact_values(record: ContactPoint | Organisation) -> dict[str, Any]:
    names = POINT_FIELDS if isinstance(record, ContactPoint) else PROVIDER_FIELDS
    return {name: getattr(record, name) for name in names}


def _of(item: DueOffer) -> list[Any]:
    offer = item.offer
    contact = offer.contact_point or offer.provider
    sessions = sorted(
        [row.starts_at.isoformat(), row.rrule, row.duration_minutes or 0, *row.exdates]
        for row in offer.sessions.all()
    )
    return [
        offer.pk,
        list(item.groups),
        [offer.title, offer.summary, offer.description, offer.availability],
        offer.costs,
        sessions,
        [type(contact).__name__, contact.pk, contact_values(contact)],
    ]


def fingerprint(due: Iterable[DueOffer]) -> str:
    """Differs as soon as anything that the page shows differs."""
    text = json.dumps([_of(item) for item in due], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
