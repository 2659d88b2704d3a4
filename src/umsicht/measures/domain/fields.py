"""Writes to problem fields of a council: how important they are in a period, and the decisions that set them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import amend, checked, only_known, plain, shown_changed
from umsicht.measures.models import FieldDecision, Priority
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

PRIORITY = frozenset({"rank", "starts_on", "ends_on", "reason", "decision_ref", "is_demo"})
DECISION = frozenset({"step", "decision_ref", "on", "precision", "source", "is_demo"})


@transaction.atomic
def set_priority(*, tenant: Tenant, actor: Any, field: str, **values: Any) -> Priority:
    """The field has this rank from that day on; the priority that ran until then ends the day before.

    Raises BadInput when periods would overlap otherwise, NotAllowed.
    """
    only_known(values, PRIORITY)
    row = Priority(tenant=tenant, field=field, **values)
    require(actor, "measures.field.change", row)
    hold(tenant)  # two periods entered at once could overlap
    running = Priority.objects.filter(field=field, ends_on__isnull=True, starts_on__lt=row.starts_on).first()
    if running is not None:
        running.ends_on = row.starts_on - dt.timedelta(days=1)
        running.save(update_fields=["ends_on"])
        journal.record(
            "measures.priority.change", running, actor=actor, after={"ends_on": plain(running.ends_on)}
        )
    _check_priority(row)
    row.save(force_insert=True)
    after = {"field": field, "rank": row.rank, "starts_on": plain(row.starts_on)}
    journal.record("measures.priority.create", row, actor=actor, after=after, reason=row.reason)
    shown_changed(tenant)
    return row


@transaction.atomic
def enter_decision(*, tenant: Tenant, actor: Any, field: str, **values: Any) -> FieldDecision:
    """A decision that set, added, changed or ended the field. Raises BadInput, NotAllowed."""
    only_known(values, DECISION)
    row = FieldDecision(tenant=tenant, field=field, **values)
    require(actor, "measures.field.change", row)
    hold(tenant)
    _check_decision(row)
    row.save(force_insert=True)
    after = {"field": field, "decision_ref": row.decision_ref, "step": row.step}
    journal.record("measures.fielddecision.create", row, actor=actor, after=after)
    shown_changed(tenant)
    return row


@transaction.atomic
def change_row(*, row: Priority | FieldDecision, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Correct a priority or decision; False when nothing differs. With the form's `stamp`, raises ChangedMeanwhile."""
    only_known(values, PRIORITY if isinstance(row, Priority) else DECISION)
    require(actor, "measures.field.change", row)
    hold(row.tenant)
    check = _check_priority if isinstance(row, Priority) else _check_decision
    changed = amend(row, values, f"measures.{_noun(row)}.change", actor=actor, stamp=stamp, check=check)
    if changed:
        shown_changed(row.tenant)
    return bool(changed)


@transaction.atomic
def remove_row(*, row: Priority | FieldDecision, actor: Any, reason: str) -> None:
    """It was a mistake: gone from every page, kept in the log with the reason."""
    require(actor, "measures.field.change", row)
    hold(row)
    known = PRIORITY if isinstance(row, Priority) else DECISION
    before = {"field": row.field, **{name: plain(getattr(row, name)) for name in sorted(known)}}
    journal.record(f"measures.{_noun(row)}.remove", row, actor=actor, before=before, reason=reason)
    row.delete()
    shown_changed(row.tenant)


def _noun(row: Priority | FieldDecision) -> str:
    return type(row).__name__.lower()


def _known(row: Priority | FieldDecision) -> None:
    if catalogue(row.tenant).get(Scheme.PROBLEM_FIELD, row.field) is None:
        raise BadInput(_("This problem field is not in the vocabulary."))


def _check_priority(row: Priority) -> None:
    """Raises BadInput; of one field only one priority holds on a day."""
    _known(row)
    checked(row, {"reason": MaxLengthValidator(1000)})
    if row.ends_on is not None and row.ends_on < row.starts_on:
        raise BadInput(_("A period can't end before it begins."))
    others = Priority.objects.filter(field=row.field).exclude(pk=row.pk)
    begun = others if row.ends_on is None else others.filter(starts_on__lte=row.ends_on)
    if begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=row.starts_on)).exists():
        raise BadInput(_("In this period the field has a priority already."))


def _check_decision(row: FieldDecision) -> None:
    _known(row)
    checked(row, {})
    if row.on is not None and row.on > clock.today():
        raise BadInput(_("This day has not come yet."))
    twins = FieldDecision.objects.filter(field=row.field, decision_ref=row.decision_ref, step=row.step)
    if twins.exclude(pk=row.pk).exists():
        raise BadInput(_("This decision is entered already."))
