"""Meetings on the portal: the calendar, one meeting with its public agenda, a calendar to subscribe to."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock, markdown
from umsicht.core.paging import paginate
from umsicht.council.calendar import calendar_of
from umsicht.council.enums import MeetingState, Mode
from umsicht.council.models import Meeting
from umsicht.council.queries import portal as queries
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.visibility import minutes_of
from umsicht.ui.nav import Link
from umsicht.web.origins import with_measures
from umsicht.web.public import frame
from umsicht.web.public.council.common import ROOT, Filter, crumbs, portal_with_council

PAGE = 30


def link(portal: frame.Portal) -> Link:
    return Link(_("Sittings"), portal.url(f"{ROOT}/sitzungen"))


def when(meeting: Meeting) -> str:
    """ "Thursday, 26 November 2026, 14:00 to 16:00" on a Berlin clock."""
    start = clock.local(meeting.starts_at)
    text = f"{date_format(start, 'l, j. F Y, H:i')}"
    if meeting.ends_at is not None:
        text += f" – {date_format(clock.local(meeting.ends_at), 'H:i')}"
    return _("%(time)s h") % {"time": text}


def where(meeting: Meeting) -> str:
    """The place; of a meeting held online only that it is."""
    return {Mode.ON_SITE: meeting.place, Mode.ONLINE: _("online")}.get(
        Mode(meeting.mode), ", ".join(part for part in (meeting.place, _("also online")) if part)
    )


def by_month(found: Any) -> list[tuple[str, list[tuple[Meeting, str, str]]]]:
    """Months with their meetings, each with time and place in words."""
    groups = groupby(found, key=lambda one: date_format(clock.local(one.starts_at), "F Y"))
    return [(month, [(one, when(one), where(one)) for one in meetings]) for month, meetings in groups]


@require_safe
def listing(request: HttpRequest, municipality: str) -> HttpResponse:
    """What comes, the next one first; with `zeit=vergangen` what was, the latest first."""
    portal, wanted = portal_with_council(request), Filter.read(request)
    past = request.GET.get("zeit") == "vergangen"
    found = queries.past_meetings(wanted.body) if past else queries.coming_meetings(wanted.body)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    values = {
        "wanted": wanted,
        "past": past,
        "page": page,
        "months": by_month(page),
        "bodies": queries.bodies_that_meet(),
    }
    trail = crumbs(portal, link(portal))
    return frame.page(request, "public/council/meetings.html", values, current="council", crumbs=trail)


@require_safe
def meeting(request: HttpRequest, municipality: str, meeting_id: int) -> HttpResponse:
    portal, found = portal_with_council(request), queries.public_meeting(meeting_id)
    day = date_format(clock.local(found.starts_at), "d.m.Y")
    trail = crumbs(portal, link(portal), Link(f"{found.title}, {day}", ""))
    values = {"meeting": found, "day": day, **_about(found)}
    return frame.page(request, "public/council/meeting.html", values, current="council", crumbs=trail)


def _about(found: Meeting) -> dict[str, Any]:
    items = queries.agenda_of(found)
    with_measures(decision for one in items for decision in one.decisions)
    return {
        "when": when(found),
        "where": where(found),
        "items": [(one, markdown.html(minutes_of(one.item), trusted=True)) for one in items],
        "called_off": found.state == MeetingState.CANCELLED,
        "over": found.state in (MeetingState.HELD, MeetingState.APPROVED),
        "approved": found.state == MeetingState.APPROVED,
    }


@require_safe
def calendar(request: HttpRequest, municipality: str) -> HttpResponse:
    """To subscribe to: all public meetings, or those of one body (`gremium`)."""
    portal, wanted = portal_with_council(request), Filter.read(request)
    base = frame.absolute(portal.url(f"{ROOT}/sitzungen"))
    rows = [
        (one, f"{title_of(one.body)}: {one.title}", f"{base}/{one.pk}")
        for one in queries.calendar_meetings(wanted.body)
    ]
    body = calendar_of(rows, name=f"{wanted.title or _('Sittings')}: {portal.name}")
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="sitzungen.ics"'
    return response
