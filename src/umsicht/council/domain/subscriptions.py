"""Private calendar addresses: made by a member, or by the office for somebody without an account and then sent by mail."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, signing
from umsicht.core.access import require
from umsicht.core.errors import Conflict
from umsicht.council import telling
from umsicht.council.models import CalendarLink, SeatHolder
from umsicht.council.queries.subscriptions import link_of_user
from umsicht.council.queries.visibility import bodies_of
from umsicht.tenancy.models import Tenant


def read(token: str) -> CalendarLink:
    """The link behind an address of this tenant. Raises BadToken, also when it was renewed or switched off."""
    data = signing.read_lasting(telling.CALENDAR, token)
    found = CalendarLink.objects.select_related("tenant", "user", "holder__user").filter(uid=uuid.UUID(data))
    link = found.first()
    if link is None:
        raise signing.ExpiredToken(_("This calendar address was renewed or switched off."))
    return link


@transaction.atomic
def renew(*, tenant: Tenant, actor: Any) -> CalendarLink:
    """A new address for the person's own calendar; the one before ends. Raises Conflict for somebody without a seat."""
    require(actor, "council.own.view", tenant)
    if not bodies_of(actor):
        raise Conflict(_("You hold no seat here"))
    return _made({"user": actor}, tenant, actor)


@transaction.atomic
def end(*, tenant: Tenant, actor: Any) -> None:
    """The person's own address ends. Without one nothing happens."""
    require(actor, "council.own.view", tenant)
    _end(link_of_user(actor, tenant), actor)


@transaction.atomic
def send(*, holder: SeatHolder, actor: Any) -> CalendarLink:
    """A new address by mail for somebody without an account; the one before ends. Raises Conflict, NotAllowed."""
    require(actor, "council.holder.change", holder)
    if holder.user_id is not None:
        raise Conflict(_("This person has an account and finds the calendar under “My bodies”."))
    if not holder.email:
        raise Conflict(_("Please enter an address first."))
    link = _made({"holder": holder}, holder.tenant, actor)
    telling.tell_calendar(link, holder)
    return link


@transaction.atomic
def withdraw(*, holder: SeatHolder, actor: Any) -> None:
    require(actor, "council.holder.change", holder)
    _end(CalendarLink.objects.filter(holder=holder).first(), actor)


def _made(whose: dict[str, Any], tenant: Tenant, actor: Any) -> CalendarLink:
    fresh = {"uid": uuid.uuid4(), "created_at": clock.now()}
    link, _new = CalendarLink.objects.update_or_create(tenant=tenant, defaults=fresh, **whose)
    journal.record("council.calendar.make", link, actor=actor)
    return link


def _end(link: CalendarLink | None, actor: Any) -> None:
    if link is not None:
        journal.record("council.calendar.end", link, actor=actor)
        link.delete()
