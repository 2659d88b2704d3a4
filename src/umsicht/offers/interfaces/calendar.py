"""Dates of offers as iCalendar (RFC 5545), with the definition of their time zone: some calendars need it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event, vRecur

from umsicht.core import clock
from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import series_of
from umsicht.offers.series import Series, zone_of

PRODUCT = "-//Umsicht//Angebote//DE"


@dataclass(frozen=True)
class Entry:
    """One offer with its address on the portal."""

    offer: Offer
    url: str


def calendar_of(name: str, entries: Iterable[Entry], *, description: str = "") -> bytes:
    """A calendar of all dates; series stay series. `sessions` of the offers should be prefetched."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    if description:
        calendar.add("x-wr-caldesc", description)
    for entry in entries:
        for number, session in enumerate(entry.offer.sessions.all(), start=1):
            calendar.add_component(_event(entry, number, series_of(session)))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: Entry, number: int, series: Series) -> Event:
    offer, zone = entry.offer, zone_of(series.tzid)
    start = series.start.replace(tzinfo=zone)
    event = Event()
    event.add("uid", f"{offer.public_id}-{number}@umsicht")
    event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    event.add("last-modified", offer.updated_at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", start)
    if series.duration_minutes:
        event.add(
            "dtend", (series.start + dt.timedelta(minutes=series.duration_minutes)).replace(tzinfo=zone)
        )
    if series.rule:
        event.add("rrule", vRecur.from_ical(series.rule))
    for day in series.exdates:
        event.add("exdate", day.replace(tzinfo=zone))
    event.add("summary", offer.title + (" (Demo)" if offer.is_demo else ""))
    event.add("description", f"{offer.summary}\n\n{entry.url}")
    event.add("url", entry.url)
    place = ", ".join(part for part in (offer.venue, offer.area_name) if part)
    if place:
        event.add("location", place)
    if offer.lat is not None and offer.lon is not None:
        event.add("geo", (offer.lat, offer.lon))
    return event
