"""Meetings as iCalendar (RFC 5545 and 5546), with the definition of their time zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from umsicht.core import clock
from umsicht.council.enums import MeetingState
from umsicht.council.models import Meeting

PRODUCT = "-//Umsicht//Gremien//DE"
USUAL = dt.timedelta(hours=2)


def calendar_of(
    meetings: Iterable[tuple[Meeting, str, str]],
    *,
    name: str = "",
    method: str = "PUBLISH",
    inside: bool = False,
    again: dt.timedelta | None = None,
) -> bytes:
    """Each meeting with its title and address. `inside`: for those invited, with the address of the video meeting.

    `again`: how often a program that subscribes should ask (RFC 7986).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    if again is not None:
        calendar.add("refresh-interval", again, parameters={"VALUE": "DURATION"})
    for meeting, title, url in meetings:
        calendar.add_component(_event(meeting, title, url, inside=inside))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting: Meeting, title: str, url: str, *, inside: bool) -> Event:
    event = Event()
    event.add("uid", f"sitzung-{meeting.uid}@umsicht")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.updated_at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", clock.local(meeting.starts_at))
    event.add("dtend", clock.local(meeting.ends_at or meeting.starts_at + USUAL))
    event.add("summary", title + (" (Demo)" if meeting.is_demo else ""))
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
    words = [meeting.online_url if inside else "", url]
    event.add("description", "\n\n".join(word for word in words if word))
    if url:
        event.add("url", url)
    return event
