"""Writes to bodies and their names."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.core.text import slugify
from umsicht.council.domain.places import check_places
from umsicht.council.enums import Precision
from umsicht.council.models import Body, BodyName
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known, shown_changed
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "kind", "parent", "link", "department", "visibility", "about", "basis", "basis_on", "basis_until",
        "founded_on", "founded_precision", "is_public", "is_demo", "source",
    }
)  # fmt: skip


@transaction.atomic
def create_body(
    *, tenant: Tenant, actor: Any, name: str, short: str = "", code: str = "", **values: Any
) -> Body:
    """A new body under its first name, which begins with it. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    wanted = slugify(code or name, max_length=55) or "gremium"
    body = Body(tenant=tenant, **values)
    require(actor, "council.body.change", body)
    body.code = wanted if code else free_slug(wanted, lambda slug: Body.objects.filter(code=slug).exists())
    _check(body)
    body.save(force_insert=True)
    _name(body, name, short, body.founded_on, body.founded_precision)
    journal.record(
        "council.body.create", body, actor=actor, after={"name": name, "kind": body.kind, "code": body.code}
    )
    shown_changed(tenant)
    return body


@transaction.atomic
def change_body(*, body: Body, actor: Any, reason: str = "", stamp: str = "", **values: Any) -> bool:
    """Set what differs; False when nothing does.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    only_known(values, FIELDS)
    require(actor, "council.body.change", body)
    if "parent" in values:
        hold(body.tenant)  # two moves at once could make a circle that neither of them sees
    changed = amend(
        body, values, "council.body.change", actor=actor, stamp=stamp, reason=reason, check=_check
    )
    if changed:
        shown_changed(body.tenant)
    return bool(changed)


@transaction.atomic
def rename_body(
    *,
    body: Body,
    actor: Any,
    name: str,
    on: dt.date,
    short: str = "",
    precision: str = Precision.DAY,
    reason: str = "",
) -> BodyName:
    """Called so from that day on; the running name ends the day before.

    Raises BadInput when the day is not after the start of the running name, or the name is the running one.
    """
    require(actor, "council.body.change", body)
    hold(body)
    held = BodyName.objects.filter(body=body, valid_to__isnull=True).first()
    if held is not None:
        if held.name == name and held.short == short:
            raise BadInput(_("It is called so already."))
        if held.valid_from is not None and on <= held.valid_from:
            raise BadInput(_("The new name has to begin after the one that holds now."))
        held.valid_to = on - dt.timedelta(days=1)
        held.save(update_fields=["valid_to"])
    fresh = _name(body, name, short, on, precision, reason)
    journal.record(
        "council.body.rename",
        body,
        actor=actor,
        before={"name": held.name if held is not None else ""},
        after={"name": name, "valid_from": on.isoformat()},
        reason=reason,
    )
    shown_changed(body.tenant)
    return fresh


@transaction.atomic
def correct_name(*, row: BodyName, actor: Any, stamp: str = "", correction: str = "", **values: Any) -> bool:
    """A name was misspelt, or the reason for it. Its period stays: a body that changes its name is renamed.

    Raises ChangedMeanwhile, BadInput.
    """
    only_known(values, {"name", "short", "reason"})
    body = row.body
    require(actor, "council.body.change", body)
    changed = amend(
        row, values, "council.body.correct_name", actor=actor, stamp=stamp, reason=correction, about=body
    )
    if changed:
        shown_changed(body.tenant)
    return bool(changed)


@transaction.atomic
def end_body(*, body: Body, actor: Any, on: dt.date, reason: str) -> None:
    """It exists until that day; its seats end with it. Raises Conflict while bodies below it run on."""
    require(actor, "council.body.end", body)
    hold(body)
    if body.ended_on is not None:
        raise Conflict(_("This body has ended already."))
    if body.founded_on is not None and on < body.founded_on:
        raise BadInput(_("It can't end before it began."))
    if Body.objects.filter(parent=body, ended_on__isnull=True).exists():
        raise Conflict(_("Bodies below it have not ended. Please end them first."))
    if body.seats.filter(valid_from__gt=on).exists():
        raise Conflict(_("A seat of this body begins only later. Please correct it first."))
    body.ended_on = on
    body.save(update_fields=["ended_on", "updated_at"])
    ended = body.seats.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).update(valid_to=on)
    journal.record(
        "council.body.end",
        body,
        actor=actor,
        after={"ended_on": on.isoformat(), "seats": ended},
        reason=reason,
    )
    shown_changed(body.tenant)


@transaction.atomic
def reopen_body(*, body: Body, actor: Any, reason: str) -> None:
    """The end was a mistake. Seats stay ended; they are entered anew. Raises Conflict below a body that has ended."""
    require(actor, "council.body.end", body)
    hold(body)
    if body.ended_on is None:
        raise Conflict(_("This body has not ended."))
    if body.parent is not None and body.parent.ended_on is not None:
        raise Conflict(_("The body above it has ended. Please take that up again first."))
    before = {"ended_on": body.ended_on.isoformat()}
    body.ended_on = None
    body.save(update_fields=["ended_on", "updated_at"])
    journal.record("council.body.reopen", body, actor=actor, before=before, reason=reason)
    shown_changed(body.tenant)


def _name(
    body: Body, name: str, short: str, since: dt.date | None, precision: str, reason: str = ""
) -> BodyName:
    row = BodyName(
        tenant=body.tenant,
        body=body,
        name=name,
        short=short,
        valid_from=since,
        precision=precision,
        reason=reason,
    )
    checked(row, {})
    row.save(force_insert=True)
    return row


def _check(body: Body) -> None:
    """Raises BadInput: days in order, no circle of bodies, and no more floors than a page can show."""
    checked(body, {"about": MaxLengthValidator(3000)})
    if body.basis_on and body.basis_until and body.basis_until < body.basis_on:
        raise BadInput(_("The basis can't end before it begins."))
    if body.founded_on and body.founded_on > clock.today() + dt.timedelta(days=3660):
        raise BadInput(_("This day lies too far ahead."))
    if body.founded_on and body.ended_on and body.ended_on < body.founded_on:
        raise BadInput(_("It can't end before it began."))
    check_places(body)
