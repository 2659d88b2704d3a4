"""schema.org for machines: the offer as a service with its provider, price and next dates (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from umsicht.core import clock
from umsicht.offers.models import Offer
from umsicht.offers.series import Occurrence
from umsicht.offers.values import Cost, stored
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.web.public.frame import Portal, absolute
from umsicht.web.public.offer import labels, page

MAX_EVENTS = 3
_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
Node = dict[str, Any]


def script(graph: list[Node]) -> SafeString:
    """JSON that can't end its script element, whatever a provider wrote. Empty values are dropped."""
    text = json.dumps(_tidy({"@context": "https://schema.org", "@graph": graph}), ensure_ascii=False)
    for sign, escaped in _ESCAPES:
        text = text.replace(sign, escaped)
    return mark_safe(text)  # noqa: S308 - no < > & can remain


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items() if item not in ("", None, [], {})}
    return [_tidy(item) for item in value] if isinstance(value, list) else value


def crumbs(portal: Portal, trail: list[Link]) -> Node:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": str(link.label), "item": absolute(link.url)}
            for n, link in enumerate([Link(portal.name, portal.url()), *trail], start=1)
        ],
    }


def organisation(offer: Offer, portal: Portal) -> Node:
    provider = offer.provider
    return {
        "@type": "Organization",
        "@id": absolute(portal.url(f"anbieter/{provider.slug}")),
        "name": provider.name,
        "url": absolute(portal.url(f"anbieter/{provider.slug}")),
        "telephone": provider.phone,
        "email": provider.email,
    }


def _prices(offer: Offer) -> list[Node]:
    return [
        {
            "@type": "Offer",
            "price": f"{cost.amount_cents / 100:.2f}",
            "priceCurrency": "EUR",
            "description": cost.note,
        }
        for cost in stored(Cost, offer.costs)
        if cost.amount_cents is not None
    ]


def _spot(offer: Offer, portal: Portal) -> Node:
    point = offer.contact_point
    address = {
        "@type": "PostalAddress",
        "streetAddress": point.street if point and not offer.venue else "",
        "postalCode": point.postal_code if point and not offer.venue else "",
        "addressLocality": portal.tenant.name,
        "addressRegion": "Sachsen",
        "addressCountry": "DE",
    }
    geo = (
        {"@type": "GeoCoordinates", "latitude": offer.lat, "longitude": offer.lon}
        if offer.lat is not None
        else {}
    )
    name = offer.venue or (point.name if point else offer.provider.name)
    return {"@type": "Place", "name": name, "address": address, "geo": geo}


def _events(offer: Offer, portal: Portal, url: str, found: Sequence[Occurrence]) -> list[Node]:
    spot = _spot(offer, portal) if found else {}
    return [
        {
            "@type": "Event",
            "name": offer.title,
            "startDate": clock.local(item.starts_at).isoformat(),
            "endDate": clock.local(item.ends_at).isoformat() if item.ends_at else "",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "isAccessibleForFree": offer.cost_from_cents == 0,
            "location": spot,
            "organizer": {"@id": absolute(portal.url(f"anbieter/{offer.provider.slug}"))},
            "description": offer.summary,
            "url": url,
        }
        for item in found[:MAX_EVENTS]
    ]


def graph(parts: page.Parts, url: str) -> list[Node]:
    offer, portal, catalogue = parts.offer, parts.portal, parts.catalogue
    service = {
        "@type": "Service",
        "@id": url,
        "url": url,
        "name": offer.title,
        "description": offer.summary,
        "serviceType": labels.of(catalogue, Scheme.FORMAT, offer.formats),
        "provider": organisation(offer, portal),
        "areaServed": {"@type": "City", "name": portal.tenant.name},
        "audience": {"@type": "Audience", "audienceType": labels.audience(vars(offer), catalogue)},
        "category": [link.label for link in page.topics(offer, portal, catalogue)],
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceLocation": _spot(offer, portal),
            "availableLanguage": offer.languages,
        },
        "offers": _prices(offer),
    }
    return [service, *_events(offer, portal, url, parts.dates)]
