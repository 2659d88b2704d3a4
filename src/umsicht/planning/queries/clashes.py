"""What does not fit in a plan, in words for those who made it. Pure: works on a Reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.offers.enums import Availability, Booking, OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries import wording
from umsicht.planning import schoolyear
from umsicht.planning.enums import NO_SCHOOL, ClashKind, FreeKind
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.reading import Item, Reading
from umsicht.planning.slots import Slot
from umsicht.ui.markup import day as written

_SHOWN_DATES = 3


@dataclass(frozen=True)
class Clash:
    """`items` are the entries concerned. `is_hint`: worth knowing, may well be meant so."""

    kind: ClashKind
    items: tuple[Item, ...]
    text: str
    is_hint: bool = False


def clashes(reading: Reading) -> list[Clash]:
    """All of a plan, those that need doing first."""
    found = [clash for item in reading.items for clash in _of_item(reading, item)]
    found += _between(reading.dated)
    return sorted(found, key=lambda clash: (clash.is_hint, clash.items[0].number))


def _of_item(reading: Reading, item: Item) -> Iterator[Clash]:
    if item.offer is None:
        yield Clash(ClashKind.GONE, (item,), _gone(item))
        return
    yield from _about_offer(reading.plan, item, item.offer)
    yield from _about_dates(reading, item, item.offer)


def _gone(item: Item) -> str:
    if item.state == OfferState.PAUSED:
        return _("This offer is paused at present. Please ask the provider or look for another one.")
    return _("This offer does not exist any more. Please look for another one.")


def _about_offer(plan: SchoolPlan, item: Item, offer: Offer) -> Iterator[Clash]:
    if offer.availability == Availability.PAUSED:
        yield Clash(ClashKind.PAUSED, (item,), _("The provider takes no new dates at present."))
    low, high = offer.grade_from, offer.grade_to
    if plan.grade is not None and not (low or 0) <= plan.grade <= (high or 99):
        text = _("This offer is for %(grades)s.") % {"grades": wording.grade_text(low, high)}
        yield Clash(ClashKind.GRADE, (item,), text)
    if (
        plan.institution not in NO_SCHOOL
        and offer.school_types
        and plan.institution not in offer.school_types
    ):
        yield Clash(ClashKind.SCHOOL_TYPE, (item,), _("The provider names other school types."), is_hint=True)
    if not (offer.group_min or 0) <= plan.people <= (offer.group_max or 10_000):
        size = wording.group_text(offer.group_min, offer.group_max)
        text = _("Meant for groups of %(size)s; yours has %(people)s.") % {
            "size": size,
            "people": plan.people,
        }
        yield Clash(ClashKind.GROUP, (item,), text, is_hint=True)


def _about_dates(reading: Reading, item: Item, offer: Offer) -> Iterator[Clash]:
    if not item.slots:
        return
    first = item.slots[0]
    reason = _free_text(first, in_school=reading.plan.institution not in NO_SCHOOL)
    if reason:
        yield Clash(ClashKind.FREE_DAY, (item,), reason, is_hint=True)
    missing = item.entry.meetings - len(item.slots)
    if missing:
        text = ngettext(
            "%(count)s meeting does not fit into this school year any more.",
            "%(count)s meetings do not fit into this school year any more.",
            missing,
        )
        yield Clash(ClashKind.SHORT, (item,), text % {"count": missing})
    if offer.booking != Booking.ARRANGEMENT and item.session_days and not _meets_session(item):
        days = sorted(item.session_days, key=lambda day: (abs((day - first.first).days), day))[:_SHOWN_DATES]
        text = _("The offer has no date then. Close to it: %(days)s.")
        listed = ", ".join(written(day) for day in sorted(days))
        yield Clash(ClashKind.NO_SESSION, (item,), text % {"days": listed})


def _meets_session(item: Item) -> bool:
    return all(any(slot.holds(day) for day in item.session_days) for slot in item.slots)


def _free_text(slot: Slot, *, in_school: bool) -> str:
    if slot.is_week:
        if schoolyear.lesson_days(slot.first):
            return ""
        reason = schoolyear.free(slot.first)
        return _("In this week there are no lessons (%(name)s).") % {"name": reason.name if reason else ""}
    reason = schoolyear.free(slot.first)
    if reason is None or (reason.kind == FreeKind.BREAK and not in_school):
        return ""
    if reason.kind == FreeKind.WEEKEND:
        return _("%(day)s is on a weekend.") % {"day": written(slot.first)}
    return _("%(day)s has no lessons (%(name)s).") % {"day": written(slot.first), "name": reason.name}


def _between(items: list[Item]) -> Iterator[Clash]:
    """Each pair once, with the first day on which it meets."""
    for one, other in combinations(items, 2):
        shared = _shared_day(one, other)
        if shared is None:
            continue
        day, kind = shared
        values = {"one": one.title, "other": other.title, "day": written(day)}
        if kind == ClashKind.OVERLAP:
            text = _("“%(one)s” and “%(other)s” overlap on %(day)s.") % values
        else:
            text = _("“%(one)s” and “%(other)s” are both on %(day)s.") % values
        yield Clash(kind, (one, other), text)


def _shared_day(one: Item, other: Item) -> tuple[dt.date, ClashKind] | None:
    mine = {slot.first: slot for slot in one.slots if not slot.is_week}
    theirs = {slot.first: slot for slot in other.slots if not slot.is_week}
    shared = sorted(mine.keys() & theirs.keys())
    if not shared:
        return None
    overlap = next((day for day in shared if _overlap(one, mine[day], other, theirs[day])), None)
    return (overlap, ClashKind.OVERLAP) if overlap is not None else (shared[0], ClashKind.SAME_DAY)


def _overlap(one: Item, mine: Slot, other: Item, theirs: Slot) -> bool:
    if mine.time is None or theirs.time is None:
        return False
    (start, length), (later, _rest) = sorted(
        [(_minute(mine.time), one.meeting_minutes), (_minute(theirs.time), other.meeting_minutes)],
        key=lambda pair: pair[0],
    )
    return later < start + (length or 1)


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
