"""Whom an enquiry is told to: people who speak for a provider, its address, the office."""

from __future__ import annotations

from umsicht.enquiries.models import Reply


def address_of(reply: Reply) -> str:
    """The address of the contact point of the first offer that has one, else the provider's own; "" when there is none."""
    points = (offer.contact_point for offer in reply.offers.all())
    named = (point.email for point in points if point is not None and point.email)
    return next(named, "") or reply.provider.email
