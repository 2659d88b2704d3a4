"""Who is on what, and which texts somebody has looked at. All need the scope of the tenant."""

from __future__ import annotations

from django.db.models import QuerySet

from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.notify.models import Assignment, TextLook
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import running_on

Key = tuple[str, int]


def people_of(tenant: Tenant) -> dict[int, User]:
    """Who can take work over here: everybody with a running role, by name."""
    held = (
        Membership.objects.filter(running_on(clock.today()), tenant=tenant, user__is_active=True)
        .select_related("user")
        .order_by("user__display_name", "user_id")
    )
    return {membership.user_id: membership.user for membership in held}


def assignments(tenant: Tenant) -> dict[Key, Assignment]:
    """Everything that somebody took over, also what no longer waits. One query."""
    return {(row.kind, row.subject): row for row in Assignment.objects.filter(tenant=tenant)}


def looked_at(kind: str) -> QuerySet[TextLook, int]:
    """Primary keys of the records whose text was looked at, to be used as a subquery."""
    return TextLook.objects.filter(kind=kind).values_list("subject", flat=True)
