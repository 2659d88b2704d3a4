"""A plan as iCalendar (RFC 5545): timed meetings in Europe/Berlin with the definition of the zone, days and weeks as whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from umsicht.core import clock
from umsicht.planning.queries.reading import Item, Reading
from umsicht.planning.slots import Slot

PRODUCT = "-//Umsicht//Jahresplan//DE"
Absolute = Callable[[str], str]


def calendar_of(reading: Reading, name: str, absolute: Absolute) -> bytes:
    """One event per meeting. `absolute` turns a path into a full address."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add_component(_zone(reading))
    for item in reading.dated:
        for number, slot in enumerate(item.slots, start=1):
            calendar.add_component(_event(reading, item, slot, number, absolute))
    return calendar.to_ical()


def _zone(reading: Reading) -> Timezone:
    """Always there: calendars that know no Olson names show timed meetings an hour off without it."""
    return Timezone.from_tzid(
        str(clock.BERLIN), first_date=reading.year.first, last_date=reading.year.last + dt.timedelta(days=366)
    )


def _event(reading: Reading, item: Item, slot: Slot, number: int, absolute: Absolute) -> Event:
    event = Event()
    event.add("uid", f"{reading.plan.share_key[:8]}-{item.entry.pk}-{number}@umsicht")
    event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    event.add("last-modified", reading.plan.changed_at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("sequence", reading.plan.revision)
    if slot.time is not None:
        start = dt.datetime.combine(slot.first, slot.time, clock.BERLIN)
        event.add("dtstart", start)
        event.add("dtend", _ends(start, item.meeting_minutes))
    else:
        event.add("dtstart", slot.first)
        event.add("dtend", slot.last + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT" if slot.is_week else "OPAQUE")
    many = f" ({number}/{len(item.slots)})" if len(item.slots) > 1 else ""
    demo = " (Demo)" if item.offer is not None and item.offer.is_demo else ""
    event.add("summary", f"{item.title}{demo}{many}")
    event.add("description", _description(item, absolute))
    if item.offer is not None:
        event.add("url", absolute(item.url))
        place = ", ".join(part for part in (item.offer.venue, item.offer.area_name) if part)
        if place:
            event.add("location", place)
    return event


def _ends(start: dt.datetime, minutes: int | None) -> dt.datetime:
    """On the wall clock, as a timetable means it; 45 minutes where nobody says how long."""
    return (start.replace(tzinfo=None) + dt.timedelta(minutes=minutes or 45)).replace(tzinfo=clock.BERLIN)


def _description(item: Item, absolute: Absolute) -> str:
    if item.offer is None:
        return _("This offer is no longer public.")
    parts = [item.offer.summary, item.offer.provider.name, absolute(item.url)]
    return "\n\n".join(parts) + "\n\n" + _("A plan, not a booking: please ask the provider.")
