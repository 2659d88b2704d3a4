"""Writes to seats. A seat that is given to another office ends, and a new one begins: so older structures stay true."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.council.models import Body, Seat
from umsicht.directory.domain.writing import amend, checked, only_known, shown_changed

FIELDS = frozenset(
    {"office", "organisation", "role", "vote", "sector", "valid_from", "valid_to", "is_demo", "source"}
)


@transaction.atomic
def create_seat(*, body: Body, actor: Any, **values: Any) -> Seat:
    """A new seat of the body. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    require(actor, "council.body.change", body)
    hold(body)
    seat = Seat(tenant=body.tenant, body=body, **values)
    _check(seat)
    seat.save(force_insert=True)
    journal.record(
        "council.seat.create",
        seat,
        actor=actor,
        after={"office": seat.office, "role": seat.role, "body": body.pk},
    )
    shown_changed(body.tenant)
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, actor: Any, reason: str = "", stamp: str = "", **values: Any) -> bool:
    """Correct a seat; False when nothing differs.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    only_known(values, FIELDS)
    require(actor, "council.body.change", seat.body)
    changed = amend(
        seat, values, "council.seat.change", actor=actor, stamp=stamp, reason=reason, check=_check
    )
    if changed:
        shown_changed(seat.tenant)
    return bool(changed)


@transaction.atomic
def end_seat(*, seat: Seat, actor: Any, on: dt.date, reason: str = "") -> None:
    """The office has the seat until that day. Raises Conflict when it has ended already."""
    require(actor, "council.body.change", seat.body)
    hold(seat)
    if seat.valid_to is not None:
        raise Conflict(_("This seat has ended already."))
    seat.valid_to = on
    _check(seat)
    seat.save(update_fields=["valid_to"])
    journal.record("council.seat.end", seat, actor=actor, after={"valid_to": on.isoformat()}, reason=reason)
    shown_changed(seat.tenant)


def _check(seat: Seat) -> None:
    checked(seat, {})
    if seat.valid_from and seat.valid_to and seat.valid_to < seat.valid_from:
        raise BadInput(_("A seat can't end before it begins."))
    ended = seat.body.ended_on
    if ended is not None and (seat.valid_to is None or seat.valid_to > ended):
        raise BadInput(_("This body has ended; a seat in it can't go on."))
    if seat.organisation is not None and seat.organisation.tenant_id != seat.tenant_id:
        raise BadInput(_("Organisation and body belong to different municipalities."))
    twin = Seat.objects.filter(body=seat.body, office=seat.office, role=seat.role, valid_to__isnull=True)
    if seat.valid_to is None and twin.exclude(pk=seat.pk).exists():
        raise BadInput(_("This office has this seat already."))
