"""An agreed date as iCalendar (RFC 5545), with the definition of its time zone: some calendars need it."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.enquiries.models import Reply
from umsicht.offers.interfaces.calendar import PRODUCT


def calendar_of(reply: Reply, *, url: str) -> bytes:
    """One event; a date called off is sent as cancelled, so that calendars take it out. Raises NotFound without a date."""
    if reply.starts_at is None:
        raise NotFound
    called_off = reply.enquiry.state == "called_off"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if called_off else "PUBLISH")
    event = Event()
    event.add("uid", f"anfrage-{reply.enquiry_id}-{reply.pk}@umsicht")
    event.add("sequence", int(called_off))
    event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", clock.local(reply.starts_at))
    if reply.ends_at is not None:
        event.add("dtend", clock.local(reply.ends_at))
    title = reply.offer.title if reply.offer else reply.provider.name
    event.add("summary", title)
    lines = [reply.provider.name, reply.price, reply.note, url]
    event.add("description", "\n\n".join(line for line in lines if line))
    event.add("url", url)
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    if reply.place:
        event.add("location", reply.place)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()
