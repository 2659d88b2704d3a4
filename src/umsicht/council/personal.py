"""What this package keeps about a person, for export and erasure (accounts.personal_data)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from umsicht.accounts import personal_data
from umsicht.accounts.models import User
from umsicht.council.models import SeatHolder


def _held(user: User) -> QuerySet[SeatHolder]:
    """Entries with the account, and those with its address alone."""
    # unscoped: a person may hold seats in several municipalities
    every = SeatHolder.objects.with_scopes_disabled()
    return every.filter(Q(user=user) | Q(email__iexact=user.email))


def export(user: User) -> list[dict[str, Any]]:
    return [
        {
            "stelle": held.tenant.name,
            "sitz": held.seat.office,
            "aufgabe": held.get_kind_display(),
            "seit": held.valid_from.isoformat(),
            "bis": held.valid_to and held.valid_to.isoformat(),
        }
        for held in _held(user).select_related("seat", "tenant").order_by("pk")
    ]


def erase(user: User) -> None:
    """The seat stays with its office, without the person. The private calendar goes with the account."""
    _held(user).delete()


def register() -> None:
    personal_data.register("sitze", title="Sitze in Gremien", export=export, erase=erase)
