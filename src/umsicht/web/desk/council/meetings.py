"""Meetings at the desk: list, calendar, planning, one meeting with its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.council.calendar import calendar_of
from umsicht.council.domain import meetings as domain
from umsicht.council.enums import MeetingState
from umsicht.council.interfaces.exports import meeting_columns, meeting_rows
from umsicht.council.interfaces.meeting_forms import MeetingFilterForm, MeetingForm, initial_of
from umsicht.council.models import Meeting
from umsicht.council.queries import meetings as queries
from umsicht.council.queries.attendance import attendances_of, order_of, quorum_of, quorum_text
from umsicht.council.queries.bodies import title_of
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import posted
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.council.series import bad_day
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import act as take
from umsicht.web.desk.pages import correct, enter, steps_of

PAGE = 50
KINDS = {
    "planned": "",
    "invited": "open",
    "running": "warn",
    "held": "good",
    "approved": "good",
    "cancelled": "closed",
}


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.meeting.view", here(request))
    form = MeetingFilterForm(request.GET)
    found = queries.listing(request.user, form.wanted(), everything=common.sees_all(request))
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "may_change": request.user.has_perm("council.meeting.change", here(request)),
        "filtered": any(request.GET.get(name) for name in ("q", "gremium", "stand", "jahr")),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/council/meetings.html", context)


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for meeting in found:
            demo = demo_mark(meeting)
            yield [
                format_html(
                    '<a href="{}">{}</a>{}', common.meeting_url(request, meeting), meeting.title, demo
                ),
                title_of(meeting.body),
                f"{clock.local(meeting.starts_at):%d.%m.%Y, %H:%M}",
                meeting.items_seen,
                _state(meeting),
            ]

    columns = [
        Column(_("Meeting")),
        Column(_("Body"), sort="gremium"),
        Column(_("When"), sort="wann"),
        Column(_("Items"), numeric=True),
        Column(_("State"), sort="stand"),
    ]
    sort = request.GET.get("sortierung", "") or "-wann"
    return Table(
        _("Council meetings"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET
    )


def _state(meeting: Meeting) -> Any:
    shown = tag(meeting.get_state_display(), KINDS[meeting.state])
    if meeting.planned_for is None or meeting.state != MeetingState.PLANNED:
        return shown
    return format_html("{} {}", shown, tag(_("planned by itself")))


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    """A row for each meeting of the list."""
    require(request.user, "council.meeting.view", here(request))
    form = MeetingFilterForm(request.GET)
    found = queries.listing(request.user, form.wanted(), everything=common.sees_all(request))
    return csv_file(csvsafe.write(meeting_columns(), meeting_rows(found)), _("meetings"), here(request))


@require_safe
def as_calendar(request: HttpRequest, tenant: str) -> HttpResponse:
    """The meetings of the list as dates to take along."""
    require(request.user, "council.meeting.view", here(request))
    form = MeetingFilterForm(request.GET)
    found = queries.listing(request.user, form.wanted(), everything=common.sees_all(request))[:500]
    rows = [(one, common.name_of(one), settings.SITE_URL + common.meeting_url(request, one)) for one in found]
    response = HttpResponse(calendar_of(rows), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sitzungen.ics"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.meeting.change", here(request))
    form, then = (
        MeetingForm(posted(request), initial=request.GET.dict()),
        partial(common.meeting_url, request),
    )
    return enter(request, form, _("New meeting"), common.page_of(request), domain.create_meeting, then=then)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """One meeting as this person may see it: agenda, and for members who comes and what was decided."""
    require(request.user, "council.meeting.view", here(request))
    meeting, everything = common.meeting_of(request, meeting_id), common.sees_all(request)
    inside = queries.is_inside(request.user, meeting, everything=everything)
    context = {
        "items": queries.agenda_of(request.user, meeting, everything=everything),
        "inside": inside,
        **_about(request, meeting),
        **(_inside(meeting) if inside else {}),
    }
    return render(request, "desk/council/meeting.html", context)


def _about(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What everybody reads, and the steps this person may take."""
    return {
        "meeting": meeting,
        "title": common.name_of(meeting),
        **steps_of(request, meeting, url(request, "desk_meeting_act", meeting_id=meeting.pk)),
        "may_change": request.user.has_perm("council.meeting.change", meeting),
        "may_write": request.user.has_perm("council.minutes.write", meeting),
        "before": meeting.state in ("planned", "invited"),
        "writing": meeting.state in ("running", "held"),
        "over": meeting.state in ("held", "approved"),
        "bad_day": bad_day(meeting),
        "state_tag": tag(meeting.get_state_display(), KINDS[meeting.state]),
        "crumbs": common.crumbs(request, meeting),
    }


def _inside(meeting: Meeting) -> dict[str, Any]:
    """What only the office and members read."""
    rows, found = attendances_of(meeting), quorum_of(meeting)
    day = clock.local(meeting.starts_at).date()
    return {
        "rows": rows,
        "quorum": found,
        "quorum_text": quorum_text(found, order_of(meeting.body, day)),
        "corrections": [one for one in meeting.corrections.all() if one.item_id is None],
    }


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    meeting = common.meeting_of(request, meeting_id)
    require(request.user, "council.meeting.change", meeting)
    form, write = MeetingForm(posted(request), held=meeting), partial(domain.change_meeting, meeting=meeting)
    note = _("Who is invited already gets a mail when day, time, place or way change.")
    back, held = common.page_of(request, meeting), _held(meeting)
    return correct(request, form, meeting, _("Change meeting"), back, write, held=held, note=note)


def _held(meeting: Meeting) -> dict[str, Any]:
    names = set(initial_of(meeting)) - {"day", "begins", "ends"}
    return {name: getattr(meeting, name) for name in (*names, "starts_at", "ends_at")}


@require_POST
def act(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """Invite, open, close, approve, call off …"""
    meeting = common.meeting_of(request, meeting_id)
    return take(request, meeting, common.meeting_url(request, meeting))
