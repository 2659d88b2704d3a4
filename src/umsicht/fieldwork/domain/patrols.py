"""Writes to joint patrols."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import amend, checked, only_known, shown_changed, store
from umsicht.fieldwork.domain.writing import organisation_named
from umsicht.fieldwork.enums import ShiftState
from umsicht.fieldwork.models import FollowUp, Observation, PatrolMonth, PatrolShift, PatrolUnit
from umsicht.fieldwork.values import length_of
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant

FIELDS = frozenset({"day", "starts_at", "ends_at", "districts", "places", "officer_hours", "note", "is_demo"})
Units = Sequence[tuple[str, int]]


@transaction.atomic
def create_shift(*, tenant: Tenant, actor: Any, units: Units, **values: Any) -> PatrolShift:
    """Plan a patrol. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    shift = PatrolShift(tenant=tenant, **values)
    require(actor, "fieldwork.patrol.change", shift)
    _check(shift)
    store(shift, "fieldwork.shift.create", actor=actor, after={"day": str(shift.day)})
    _set_units(shift, units)
    return shift


@transaction.atomic
def change_shift(
    *, shift: PatrolShift, actor: Any, units: Units | None = None, stamp: str = "", **values: Any
) -> bool:
    """Set what differs; False when nothing does. Raises BadInput, ChangedMeanwhile."""
    only_known(values, FIELDS)
    require(actor, "fieldwork.patrol.change", shift)
    hold(shift)
    done = bool(amend(shift, values, "fieldwork.shift.change", actor=actor, stamp=stamp))
    _check(shift)
    held = list(shift.units.values_list("name", "officers"))
    if units is not None and list(units) != held:
        shift.units.all().delete()
        _set_units(shift, units)
        journal.record("fieldwork.shift.change", shift, actor=actor, after={"units": len(units)})
        done = True
    if done:
        shown_changed(shift.tenant)
    return done


def _set_units(shift: PatrolShift, units: Units) -> None:
    """Raises BadInput without a second unit: alone a patrol is not a joint one."""
    if len(units) < 2:
        raise BadInput(_("A joint patrol needs at least two units."))
    for name, officers in units:
        unit = PatrolUnit(
            tenant=shift.tenant,
            shift=shift,
            name=name,
            officers=officers,
            organisation=organisation_named(name),
        )
        checked(unit, {})
        unit.save(force_insert=True)


def _check(shift: PatrolShift) -> None:
    known = {place.key for place in atlas(shift.tenant).districts}
    if not isinstance(shift.districts, list) or set(shift.districts) - known:
        raise BadInput(_("This city district does not exist here."))


def hours_of(shift: PatrolShift) -> Decimal:
    """Officer hours: as entered, else the length of the shift times its officers."""
    if shift.officer_hours is not None:
        return shift.officer_hours
    return length_of(shift.starts_at, shift.ends_at) * sum(unit.officers for unit in shift.units.all())


@transaction.atomic
def add_observation(*, shift: PatrolShift, actor: Any, **values: Any) -> Observation:
    """Count something that came up. Raises Conflict while the patrol has not taken place."""
    only_known(values, {"kind", "count", "district", "place", "note"})
    require(actor, "fieldwork.patrol.change", shift)
    hold(shift)
    _must_be_held(shift)
    seen = Observation(tenant=shift.tenant, shift=shift, **values)
    if seen.district and seen.district not in {place.key for place in atlas(shift.tenant).districts}:
        raise BadInput(_("This city district does not exist here."))
    store(seen, "fieldwork.observation.create", actor=actor, after={"kind": seen.kind, "count": seen.count})
    shown_changed(shift.tenant)
    return seen


@transaction.atomic
def remove_observation(*, observation: Observation, actor: Any) -> None:
    """It was entered by mistake."""
    require(actor, "fieldwork.patrol.change", observation.shift)
    journal.record(
        "fieldwork.observation.remove",
        observation,
        actor=actor,
        before={"kind": observation.kind, "count": observation.count},
    )
    observation.delete()
    shown_changed(observation.tenant)


def _must_be_held(shift: PatrolShift) -> None:
    if shift.state != ShiftState.HELD:
        raise Conflict(_("Only a patrol that took place has observations."))


@transaction.atomic
def add_followup(*, shift: PatrolShift, actor: Any, **values: Any) -> FollowUp:
    only_known(values, {"text", "owner", "due_on"})
    require(actor, "fieldwork.patrol.change", shift)
    task = FollowUp(tenant=shift.tenant, shift=shift, **values)
    store(task, "fieldwork.followup.create", actor=actor, after={"owner": task.owner})
    return task


@transaction.atomic
def finish_followup(*, followup: FollowUp, actor: Any, on: dt.date | None = None) -> None:
    """Raises Conflict when it is done already, BadInput for a day to come."""
    require(actor, "fieldwork.patrol.change", followup.shift)
    hold(followup)
    if followup.done_on is not None:
        raise Conflict(_("This is done already."))
    followup.done_on = on or clock.today()
    if followup.done_on > clock.today():
        raise BadInput(_("This day is still to come."))
    followup.save(update_fields=["done_on"])
    journal.record(
        "fieldwork.followup.finish", followup, actor=actor, after={"done_on": str(followup.done_on)}
    )


@transaction.atomic
def create_month(*, tenant: Tenant, actor: Any, **values: Any) -> PatrolMonth:
    """Figures of a month without shifts. Raises Conflict where shifts of that month are known: they would count twice."""
    month = PatrolMonth(tenant=tenant, **values)
    require(actor, "fieldwork.patrol.change", month)
    if PatrolShift.objects.filter(
        day__year=month.month.year, day__month=month.month.month, state=ShiftState.HELD
    ).exists():
        raise Conflict(_("Single patrols of this month are known; they are counted themselves."))
    store(month, "fieldwork.month.create", actor=actor, after={"month": str(month.month)})
    shown_changed(tenant)
    return month
