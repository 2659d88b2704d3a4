"""Public meetings as iCalendar (RFC 5545), with the definition of their time zone: some calendars need it.

Nothing of the agenda stands in it, and never the address of the video meeting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from umsicht.core import clock
from umsicht.council.enums import MeetingState, Mode
from umsicht.council.models import Meeting
from umsicht.council.queries.bodies import title_of

PRODUCT = "-//Umsicht//Sitzungen//DE"


def calendar_of(name: str, meetings: Iterable[Meeting], base: str) -> bytes:
    """`base` is the address below which each meeting has its page."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting, f"{base}/{meeting.pk}"))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting: Meeting, url: str) -> Event:
    """A meeting that was called off stays, marked as such: so it leaves the calendars that have it."""
    event = Event()
    event.add("uid", f"{meeting.uid}@umsicht")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    event.add("last-modified", meeting.updated_at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", clock.local(meeting.starts_at))
    if meeting.ends_at is not None:
        event.add("dtend", clock.local(meeting.ends_at))
    event.add(
        "summary", f"{title_of(meeting.body)}: {meeting.title}" + (" (Demo)" if meeting.is_demo else "")
    )
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    event.add("url", url)
    if meeting.place and meeting.mode != Mode.ONLINE:
        event.add("location", meeting.place)
    return event
