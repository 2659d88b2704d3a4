"""Who sits on a seat or deputises. Names and addresses are for the office only and go two years after the end."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.council.domain.writing import change, make
from umsicht.council.enums import HolderKind
from umsicht.council.models import Seat, SeatHolder
from umsicht.directory.domain.writing import only_known
from umsicht.tenancy.queries.memberships import roles_in

FIELDS = frozenset({"kind", "user", "name", "email", "valid_from", "valid_to"})
KEPT = dt.timedelta(days=730)
SECRET = ("name", "email", "user")


@transaction.atomic
def create_holder(*, seat: Seat, actor: Any, **values: Any) -> SeatHolder:
    """Raises BadInput: nobody named, a second person on the seat at the same time, an account without a role here."""
    only_known(values, FIELDS)
    require(actor, "council.holder.change", seat)
    hold(seat)
    holder = SeatHolder(tenant=seat.tenant, seat=seat, **values)
    _check(holder)
    make(
        holder,
        action="council.holder.create",
        permission="council.holder.change",
        actor=actor,
        after={"seat": seat.pk, "kind": holder.kind},
    )
    return holder


@transaction.atomic
def change_holder(*, holder: SeatHolder, actor: Any, stamp: str = "", **values: Any) -> bool:
    changed = change(
        holder,
        values,
        fields=FIELDS,
        action="council.holder.change",
        permission="council.holder.change",
        actor=actor,
        stamp=stamp,
        secret=SECRET,
    )
    _check(holder)
    return bool(changed)


@transaction.atomic
def end_holder(*, holder: SeatHolder, actor: Any, on: dt.date) -> None:
    """The person holds the seat until that day. Raises Conflict when that is over already."""
    require(actor, "council.holder.change", holder)
    hold(holder)
    if holder.valid_to is not None:
        raise Conflict(_("This has ended already."))
    holder.valid_to = on
    _check(holder)
    holder.save(update_fields=["valid_to"])
    journal.record("council.holder.end", holder, actor=actor, after={"valid_to": on.isoformat()})


def _check(holder: SeatHolder) -> None:
    if holder.user is None and not holder.name:
        raise BadInput(_("Please choose an account or give a name."))
    if holder.user is not None and not roles_in(holder.user, holder.tenant_id):
        raise BadInput(_("This account has no role here. Please invite the person first."))
    if holder.valid_to is not None and holder.valid_to < holder.valid_from:
        raise BadInput(_("The end can't be before the beginning."))
    if holder.kind == HolderKind.HOLDER and _overlaps(holder):
        raise BadInput(_("Somebody else holds this seat at that time. Please end that first."))


def _overlaps(holder: SeatHolder) -> bool:
    others = SeatHolder.objects.filter(seat=holder.seat, kind=HolderKind.HOLDER).exclude(pk=holder.pk)
    end = holder.valid_to or dt.date.max
    return any(
        other.valid_from <= end and (other.valid_to or dt.date.max) >= holder.valid_from for other in others
    )


def forget() -> int:
    """Delete people who left their seat two years ago, in every tenant; returns how many."""
    # unscoped: the worker tidies all tenants
    old = SeatHolder.objects.with_scopes_disabled().filter(valid_to__lt=clock.today() - KEPT)
    count, _by_model = old.delete()
    return int(count)
