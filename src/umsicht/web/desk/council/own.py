"""A member's own page, made for a phone: next meeting with answer, papers, votes in writing, own tasks, own calendar."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.council.domain import replies, subscriptions
from umsicht.council.interfaces.minutes_forms import ReplyForm
from umsicht.council.models import AgendaItem, Meeting
from umsicht.council.queries import meetings as meeting_queries
from umsicht.council.queries import outcomes as queries
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.subscriptions import link_of_user
from umsicht.council.telling import calendar_path
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import do, enter


@require_safe
@never_cache
def own(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.own.view", here(request))
    found = queries.own(request.user)
    context = {
        "own": found,
        "meetings": [(*one, title_of(one[0].body), _agenda(request, one[0])) for one in found.meetings],
        "seats": [(one, title_of(one.seat.body)) for one in found.seats],
        **_calendar(request),
    }
    return render(request, "desk/council/own.html", context)


def _calendar(request: HttpRequest) -> dict[str, str]:
    """The private address of the calendar, also as one that opens the calendar program; "" while there is none."""
    link = link_of_user(request.user, here(request))
    address = settings.SITE_URL + calendar_path(link) if link is not None else ""
    return {"calendar": address, "webcal": f"webcal{address[address.index('://') :]}" if address else ""}


@require_POST
def calendar(request: HttpRequest, tenant: str) -> HttpResponse:
    """A new private address of the calendar, or none any more."""
    write = subscriptions.end if request.POST.get("schritt") == "abschalten" else subscriptions.renew
    back = url(request, "desk_own") + "#h-kalender"
    return do(request, partial(write, tenant=here(request), actor=request.user), back)


def _agenda(request: HttpRequest, meeting: Meeting) -> list[tuple[str, AgendaItem]]:
    return meeting_queries.agenda_of(request.user, meeting, everything=False)


@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, tenant: str, meeting_id: int, row_id: int) -> HttpResponse:
    """Answer an invitation: one's own, or as the office for somebody who called."""
    meeting = common.meeting_of(request, meeting_id)
    row = meeting_queries.row_at_desk(meeting, row_id)
    require(request.user, "council.meeting.reply", row)
    form = ReplyForm(posted(request), initial={"reply": row.reply, "deputy": row.deputy})
    more: dict[str, Any] = {
        "lead": f"{row.seat.office if row.seat else row.label}, {common.name_of(meeting)}"
    }
    write, back = partial(replies.answer, row=row), common.page_of(request, meeting)
    return enter(request, form, _("Answer the invitation"), back, write, submit=_("Give an answer"), **more)
