"""Reads of people on seats and of rules of procedure, for the office. In the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from typing import Any

from umsicht.core.errors import NotFound
from umsicht.council.models import Body, RulesOfProcedure, Seat, SeatHolder
from umsicht.council.queries.attendance import holders_of, vacant_seats
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.memberships import office_of

__all__ = ["accounts", "holder_of", "holders_of", "people_on", "rules_at_desk", "rules_list", "vacant_seats"]


def people_on(seat: Seat) -> list[SeatHolder]:
    """All who hold or held the seat, running ones first."""
    found = SeatHolder.objects.filter(seat=seat).select_related("user", "tenant")
    found = found.prefetch_related("calendar_links")
    return sorted(
        found, key=lambda one: (one.valid_to is not None, one.kind != "holder", -one.valid_from.toordinal())
    )


def holder_of(seat: Seat, pk: int) -> SeatHolder:
    """Raises NotFound, also when the person is on another seat."""
    found = SeatHolder.objects.select_related("user", "tenant").filter(pk=pk, seat=seat).first()
    if found is None:
        raise NotFound
    return found


def accounts(tenant: Tenant) -> dict[int, Any]:
    """People with a running role here, by id: only they can be put on a seat with their account."""
    return {user.pk: user for user in office_of(tenant, tuple(Role.values))}


def rules_list(body: Body) -> list[RulesOfProcedure]:
    """All rules the body ever had, the running ones first."""
    found = RulesOfProcedure.objects.filter(body=body)
    return sorted(
        found, key=lambda one: (one.valid_to is not None, -(one.valid_from or dt.date.min).toordinal())
    )


def rules_at_desk(body: Body, pk: int) -> RulesOfProcedure:
    found = RulesOfProcedure.objects.select_related("tenant").filter(pk=pk, body=body).first()
    if found is None:
        raise NotFound
    return found
