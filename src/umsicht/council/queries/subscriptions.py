"""What a personal calendar address shows: the announced meetings of the bodies in which its person has a seat today.

All need the scope of the tenant. Only dates and places: nothing here reads an agenda.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from umsicht.core import clock
from umsicht.council.models import CalendarLink, Meeting, SeatHolder
from umsicht.council.queries.meetings import with_body
from umsicht.council.queries.visibility import announced, holding
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.memberships import roles_in

PAST = dt.timedelta(days=366)
MOST = 400


def link_of_user(user: Any, tenant: Tenant) -> CalendarLink | None:
    return CalendarLink.objects.filter(user=user, tenant=tenant).first()


def subscribed(link: CalendarLink) -> list[Meeting]:
    """A year back and all that is announced, the oldest first; of a seat whose end is known, nothing after it."""
    ends = _ends(link)
    since = clock.now() - PAST
    found = Meeting.objects.filter(announced(), body__in=ends, starts_at__gte=since)
    return [
        one
        for one in with_body(found.order_by("starts_at", "pk"))[:MOST]
        if clock.local(one.starts_at).date() <= ends[one.body_id]
    ]


def _seats(link: CalendarLink) -> QuerySet[SeatHolder]:
    """An account needs a role here too; somebody without one is known by the address that the office wrote down."""
    holder = link.holder
    user = link.user or (holder.user if holder is not None else None)
    if user is not None:
        welcome = user.is_active and roles_in(user, link.tenant_id)
        return holding(clock.today()).filter(user=user) if welcome else SeatHolder.objects.none()
    if holder is None or not holder.email:
        return SeatHolder.objects.none()
    return holding(clock.today()).filter(user__isnull=True, email__iexact=holder.email)


def _ends(link: CalendarLink) -> dict[int, dt.date]:
    """Bodies with the last day on which the person has a seat there."""
    ends: dict[int, dt.date] = {}
    for one in _seats(link).select_related("seat"):
        last = min(one.valid_to or dt.date.max, one.seat.valid_to or dt.date.max)
        ends[one.seat.body_id] = max(last, ends.get(one.seat.body_id, dt.date.min))
    return ends
