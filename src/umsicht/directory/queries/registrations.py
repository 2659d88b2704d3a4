"""Reads of registrations for the desk. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min, QuerySet

from umsicht.core.errors import NotFound
from umsicht.directory.enums import RegistrationState
from umsicht.directory.models import Registration


def registrations(*, state: str = "") -> QuerySet[Registration]:
    """Newest first."""
    found = Registration.objects.select_related("organisation").order_by("-created_at", "-pk")
    return found.filter(state=state) if state in RegistrationState.values else found


def registration_at_desk(pk: int) -> Registration:
    """Raises NotFound."""
    found = Registration.objects.select_related("tenant", "organisation").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def waiting_figures() -> tuple[int, dt.datetime | None]:
    """How many wait for the office, and since when the oldest does; one query."""
    found = Registration.objects.filter(state=RegistrationState.CONFIRMED)
    row = found.aggregate(count=Count("pk"), oldest=Min("confirmed_at"))
    return row["count"], row["oldest"]


def waiting(count: int) -> list[Registration]:
    """Those that wait for the office, the oldest first."""
    found = Registration.objects.filter(state=RegistrationState.CONFIRMED)
    return list(found.order_by("confirmed_at", "pk")[:count])
