"""Waiting work: who takes it over, who gives it back; and texts that somebody looked at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umsicht.accounts.models import User
from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.notify.models import Assignment, TextLook
from umsicht.notify.queries.work import people_of
from umsicht.tenancy.models import Tenant

KEEP_ASSIGNMENTS, KEEP_LOOKS = dt.timedelta(days=365), dt.timedelta(days=730)


@transaction.atomic
def assign(*, actor: Any, tenant: Tenant, kind: str, subject: int, to: User) -> Assignment:
    """Give a piece of work to a person of the office; to oneself is taking it over. Whoever had it is relieved.

    What somebody else has, only those may pass on who may assign. Raises NotAllowed, Conflict, BadInput for a person
    without a role here.
    """
    mine = actor is not None and to.pk == actor.pk
    require(actor, "notify.work.take" if mine else "notify.work.assign", tenant)
    if to.pk not in people_of(tenant):
        raise BadInput(_("This person has no role here."))
    row = Assignment.objects.select_for_update().filter(tenant=tenant, kind=kind, subject=subject).first()
    if row is not None and row.user_id == to.pk:
        return row
    if row is not None and mine and not actor.has_perm("notify.work.assign", tenant):
        raise Conflict(_("%(person)s is on this already.") % {"person": row.user})
    before = {"user": row.user_id} if row is not None else {}
    row = row or Assignment(tenant=tenant, kind=kind, subject=subject)
    row.user, row.taken_at = to, clock.now()
    _save(row)
    action = "notify.work.take" if mine else "notify.work.assign"
    journal.record(action, row, actor=actor, before=before, after={"user": to.pk})
    return row


def _save(row: Assignment) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # two at the same moment
        raise Conflict(_("Somebody else was faster.")) from error


@transaction.atomic
def give_back(*, actor: Any, tenant: Tenant, kind: str, subject: int) -> bool:
    """Take the person off; returns whether there was one. Others' work only by those who may assign. Raises NotAllowed."""
    row = Assignment.objects.select_for_update().filter(tenant=tenant, kind=kind, subject=subject).first()
    if row is None:
        return False
    mine = actor is not None and row.user_id == actor.pk
    require(actor, "notify.work.take" if mine else "notify.work.assign", tenant)
    journal.record("notify.work.give_back", row, actor=actor, before={"user": row.user_id})
    row.delete()
    return True


@transaction.atomic
def let_stand(*, actor: Any, tenant: Tenant, kind: str, subject: int) -> TextLook:
    """Note that a public text was looked at and may stand; twice is fine. Raises NotAllowed."""
    require(actor, "notify.texts.moderate", tenant)
    row, new = TextLook.objects.get_or_create(
        tenant=tenant, kind=kind, subject=subject, defaults={"looked_at": clock.now()}
    )
    if new:
        journal.record("notify.text.let_stand", row, actor=actor)
    return row


def tidy(now: dt.datetime | None = None) -> int:
    """Forget what nobody needs any more; run by the worker each night."""
    now = now or clock.now()
    # unscoped: the same rule for every tenant
    old = Assignment.objects.with_scopes_disabled().filter(taken_at__lt=now - KEEP_ASSIGNMENTS)
    # unscoped: see above
    seen = TextLook.objects.with_scopes_disabled().filter(looked_at__lt=now - KEEP_LOOKS)
    return int(old.delete()[0]) + int(seen.delete()[0])
