"""Whom an enquiry is told to: people who speak for a provider, its address, the office."""

from __future__ import annotations

from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.directory.models import Organisation
from umsicht.enquiries.models import Reply
from umsicht.offers.queries.reports import handlers_of
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership
from umsicht.tenancy.queries.memberships import running_on

__all__ = ["address_of", "handlers_of", "keepers_of"]


def keepers_of(provider: Organisation) -> list[User]:
    """Who holds the provider role for it now, each once."""
    held = (
        Membership.objects.with_scope(tenant=provider.tenant_id)
        .filter(
            running_on(clock.today()),
            role=Role.PROVIDER,
            organisation_id=provider.pk,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("user_id", "pk")
    )
    people: dict[object, User] = {membership.user_id: membership.user for membership in held}
    return list(people.values())


def address_of(reply: Reply) -> str:
    """The address of the contact point of the first offer that has one, else the provider's own; "" when there is none."""
    points = (offer.contact_point for offer in reply.offers.all())
    named = (point.email for point in points if point is not None and point.email)
    return next(named, "") or reply.provider.email
