"""Reads of registrations for the desk. All need the scope of the tenant."""

from __future__ import annotations

from django.db.models import QuerySet

from umsicht.core.counting import Tally, count_since
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


def waiting_figures() -> Tally:
    """How many wait for the office, and since when the oldest does; one query."""
    return count_since(Registration.objects.filter(state=RegistrationState.CONFIRMED), "confirmed_at")


def waiting(count: int) -> list[Registration]:
    """Those that wait for the office, the oldest first."""
    found = Registration.objects.filter(state=RegistrationState.CONFIRMED)
    return list(found.order_by("confirmed_at", "pk")[:count])
