"""Whom to reach and when, in words: of an offer or of one contact point."""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.directory.models import ContactPoint
from umsicht.directory.queries import hours
from umsicht.offers.models import Offer
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue
from umsicht.web.public.offer import labels


@dataclass(frozen=True)
class Contact:
    """How to reach whoever answers; empty fields are left out."""

    role: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    lines: tuple[str, ...] = ()  # the postal address
    hours: tuple[str, ...] = ()
    opening: str = ""
    is_open: bool = False
    note: str = ""
    access: tuple[str, ...] = ()
    languages: str = ""


def of_offer(offer: Offer, catalogue: Catalogue) -> Contact:
    point: ContactPoint | None = offer.contact_point
    provider = offer.provider
    if point is None:
        return Contact(
            role=offer.contact_role, phone=provider.phone, email=provider.email, website=provider.website
        )
    made = of_point(point, catalogue)
    values = vars(made) | {
        "role": offer.contact_role or made.role,
        "phone": made.phone or provider.phone,
        "email": made.email or provider.email,
        "website": made.website or provider.website,
    }
    return Contact(**values)


def of_point(point: ContactPoint, catalogue: Catalogue) -> Contact:
    opening = hours.opening_of(point)
    town = f"{point.postal_code} {point.city}".strip()
    stated = [code for code in point.accessibility if code != labels.NO_STATEMENT]
    return Contact(
        role=point.role,
        phone=point.phone,
        email=point.email,
        website=point.website,
        lines=tuple(part for part in (point.street, town if point.street else "") if part),
        hours=tuple(hours.hours_lines(hours.hours_of(point))),
        opening=hours.opening_text(opening),
        is_open=bool(opening and opening.is_open),
        note=point.hours_note,
        access=tuple(labels.of(catalogue, Scheme.ACCESSIBILITY, stated)),
        languages=labels.joined(labels.of(catalogue, Scheme.LANGUAGE, point.languages)),
    )
