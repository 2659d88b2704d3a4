"""Offers in a plan: taking them in, giving them a date, taking them out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.errors import BadInput, Conflict
from umsicht.offers.models import Offer
from umsicht.planning import costs, schoolyear
from umsicht.planning.enums import NO_SCHOOL, FreeKind, Span
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.planning.models.entry import MAX_MEETINGS
from umsicht.planning.schoolyear import SchoolYear
from umsicht.ui.markup import day as written

MAX_ENTRIES = 60
MAX_MINUTES = 60 * 24 * 7


@dataclass(frozen=True)
class Placement:
    """When, how long, how often, at which price. `on_free_day`: the person knows that there are no lessons then."""

    span: str = Span.OPEN
    day: dt.date | None = None
    starts_at: dt.time | None = None
    minutes: int | None = None
    meetings: int = 1
    price: str = ""
    on_free_day: bool = False


class FreeDay(BadInput):
    """There are no lessons then. `better` is the next day, or Monday of a week, with lessons."""

    code = "free_day"

    def __init__(self, message: str, better: dt.date | None) -> None:
        super().__init__(message)
        self.better = better


def stand_of(entry: PlanEntry) -> str:
    """A short mark of what stands in an entry now, to notice when somebody else changed it."""
    parts = (entry.span, entry.day, entry.starts_at, entry.minutes, entry.meetings, entry.price)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@transaction.atomic
def add_offers(*, plan: SchoolPlan, offers: Sequence[Offer], actor: Any = None) -> int:
    """Take offers in, those that stand in the plan already left out; returns how many are new.

    Raises BadInput when the plan would hold more than MAX_ENTRIES. The offers must be public (queries.offers_to_add).
    """
    held_plan = SchoolPlan.objects.with_scope(tenant=plan.tenant_id).select_for_update().get(pk=plan.pk)
    held = set(held_plan.entries.values_list("offer_id", flat=True))
    new = [offer for offer in offers if offer.pk not in held]
    if held_plan.entries.count() + len(new) > MAX_ENTRIES:
        raise BadInput(_("A plan holds at most %(most)s offers.") % {"most": MAX_ENTRIES})
    now = clock.now()
    PlanEntry.objects.with_scope(tenant=plan.tenant_id).bulk_create(
        PlanEntry(tenant=plan.tenant, plan=plan, offer=offer, title=offer.title, created_at=now)
        for offer in new
    )
    if new:
        _touch(plan)
        journal.record("planning.entry.add", plan, actor=actor)
    return len(new)


@transaction.atomic
def place_entry(*, entry: PlanEntry, placement: Placement, seen: str, actor: Any = None) -> PlanEntry:
    """Give an entry its date, length, meetings and price.

    `seen` is stand_of() the entry that was shown. Raises Conflict when it was changed meanwhile, FreeDay when there
    are no lessons and nobody said that this is meant so, BadInput for the rest.
    """
    held = (
        PlanEntry.objects.with_scope(tenant=entry.tenant_id)
        .select_for_update()
        .select_related("plan")
        .filter(pk=entry.pk)
        .first()
    )
    if held is None:
        raise Conflict(_("This offer was taken out of the plan meanwhile."))
    if stand_of(held) != seen:
        raise Conflict(_("Somebody changed this entry meanwhile. Below you see what stands there now."))
    wanted = _tidied(placement)
    _check(held.plan, entry, wanted)
    fields = ("span", "day", "starts_at", "minutes", "meetings", "price")
    for name in fields:
        setattr(entry, name, getattr(wanted, name))
    entry.save(update_fields=fields)
    _touch(held.plan)
    journal.record("planning.entry.place", held.plan, actor=actor)
    return entry


@transaction.atomic
def remove_entry(*, entry: PlanEntry, actor: Any = None) -> None:
    """Take an offer out of the plan; twice does nothing more."""
    count, _by_model = PlanEntry.objects.with_scope(tenant=entry.tenant_id).filter(pk=entry.pk).delete()
    if count:
        _touch(entry.plan)
        journal.record("planning.entry.remove", entry.plan, actor=actor)


def _touch(plan: SchoolPlan) -> None:
    SchoolPlan.objects.with_scope(tenant=plan.tenant_id).filter(pk=plan.pk).update(
        revision=F("revision") + 1, changed_at=clock.now()
    )


def _tidied(placement: Placement) -> Placement:
    """A week begins on its Monday; only a day has a time; without a date there is neither."""
    day = placement.day
    if placement.span == Span.OPEN:
        day = None
    elif placement.span == Span.WEEK and day is not None:
        day = schoolyear.monday_of(day)
    return Placement(
        span=placement.span,
        day=day,
        starts_at=placement.starts_at if placement.span == Span.DAY else None,
        minutes=placement.minutes,
        meetings=placement.meetings,
        price=placement.price,
        on_free_day=placement.on_free_day,
    )


def _check(plan: SchoolPlan, entry: PlanEntry, wanted: Placement) -> None:
    if wanted.span not in Span.values:
        raise BadInput(_("Please choose when it takes place."))
    if not 1 <= wanted.meetings <= MAX_MEETINGS:
        raise BadInput(_("Please give 1 to %(most)s meetings.") % {"most": MAX_MEETINGS})
    if wanted.minutes is not None and not 1 <= wanted.minutes <= MAX_MINUTES:
        raise BadInput(_("Please give the length in minutes, at most a week."))
    known = {key for key, _cost in costs.keyed(entry.offer.costs)} if entry.offer is not None else set()
    if wanted.price and wanted.price not in known:
        raise BadInput(_("The offer has no such price any more. Please choose again."))
    if wanted.span == Span.OPEN:
        return
    if wanted.day is None:
        raise BadInput(_("Please give a date, or choose “date not fixed yet”."))
    _check_day(plan, wanted, wanted.day)


def _check_day(plan: SchoolPlan, wanted: Placement, day: dt.date) -> None:
    year = SchoolYear(plan.school_year)
    last = day + dt.timedelta(days=4) if wanted.span == Span.WEEK else day
    if last < year.first or day > year.last:
        raise BadInput(
            _("The school year %(year)s goes from %(first)s to %(last)s.")
            % {"year": year.label, "first": written(year.first), "last": written(year.last)}
        )
    if wanted.on_free_day:
        return
    if wanted.span == Span.WEEK:
        if not schoolyear.lesson_days(day) and plan.institution not in NO_SCHOOL:
            better = next((monday for monday in year.mondays() if monday > day), None)
            raise FreeDay(_no_lessons(schoolyear.free(day), _("In this week"), better), better)
        return
    reason = schoolyear.free(day)
    if reason is None or (reason.kind == FreeKind.BREAK and plan.institution in NO_SCHOOL):
        return
    better = year.next_lesson_day(day)
    raise FreeDay(_no_lessons(reason, _("On %(day)s") % {"day": written(day)}, better), better)


def _no_lessons(reason: schoolyear.Free | None, when: str, better: dt.date | None) -> str:
    name = (reason.name if reason is not None else "") or _("weekend")
    text = _("%(when)s there are no lessons (%(name)s).") % {"when": when, "name": name}
    if better is None:
        return text
    return f"{text} " + _("The next day with lessons is %(day)s.") % {"day": written(better)}
