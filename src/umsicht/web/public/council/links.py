"""Behind the private links of people with a seat: answer an invitation, vote in writing, subscribe to the own meetings.

No account is needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core import ratelimit
from umsicht.core.errors import UmsichtError
from umsicht.council.calendar import calendar_of
from umsicht.council.domain import circular, replies, subscriptions
from umsicht.council.interfaces.minutes_forms import ReplyForm
from umsicht.council.interfaces.procedure_forms import BallotForm
from umsicht.council.models import CalendarLink, Meeting
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.meetings import whole_agenda
from umsicht.council.queries.subscriptions import subscribed
from umsicht.ui.nav import Link
from umsicht.web.answers import for_state_too, posted
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.enquiries.base import private

STEPS = ratelimit.Limit("council.links", count=60, seconds=3600)
READS = ratelimit.Limit("council.calendar", count=120, seconds=3600)
AGAIN = dt.timedelta(hours=6)


def _show(request: HttpRequest, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """Kept nowhere and found by no search engine, since the address opens something."""
    portal = frame.portal_of(request)
    never_cache(request)
    crumbs = [Link(_("Prevention council"), portal.url("praeventionsrat")), Link(values["title"], "")]
    options: dict[str, Any] = {"crumbs": crumbs, "robots": "noindex", "path": portal.url("praeventionsrat")}
    return private(frame.page(request, template, values, status=status, current="council", **options))


@for_state_too
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """Agenda of the meeting with the answer of this seat; it may be changed until the meeting. Raises BadToken."""
    row = replies.row_of(token)
    form = ReplyForm(posted(request), initial={"reply": row.reply, "deputy": row.deputy})
    status = _sent(form, token, lambda: replies.answer_by_link(token=token, **form.cleaned_data))
    values = {"meeting": row.meeting, "row": row, "body": title_of(row.meeting.body), "form": form}
    values |= {"items": whole_agenda(row.meeting), "done": status == DONE, "title": _("Your answer")}
    values["is_open"] = row.meeting.state in ("invited", "running")
    return _show(request, "public/council/reply.html", values, 200 if status == DONE else status)


DONE = 0


def _sent(form: Form, token: str, write: Callable[[], Any]) -> int:
    """Write what a valid form says: DONE, 200 when nothing was sent, else the status of what stood against it."""
    if not form.is_bound:
        return 200
    ratelimit.take(STEPS, token)
    if not form.is_valid():
        return 400
    try:
        write()
    except UmsichtError as error:
        form.add_error(None, error.message)
        return error.status
    return DONE


@for_state_too
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """One vote of one seat; used twice or too late the page says so plainly. Raises BadToken, ExpiredToken, UsedLink."""
    ballot, form = circular.ballot_of(token), BallotForm(posted(request))
    status = _sent(form, token, lambda: circular.vote_by_link(token=token, value=form.cleaned_data["stimme"]))
    values = {"ballot": ballot, "vote": ballot.vote, "body": title_of(ballot.vote.body), "form": form}
    values |= {"done": status == DONE, "title": _("Your vote")}
    return _show(request, "public/council/vote.html", values, 200 if status == DONE else status)


@for_state_too
@require_safe
def calendar(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """The announced meetings of a person's bodies, also closed ones: when and where, never an agenda. Raises BadToken."""
    never_cache(request)
    link = subscriptions.read(token)
    ratelimit.take(READS, link.uid.hex)
    rows = [
        (one, f"{title_of(one.body)}: {one.title}", _address(request, link, one)) for one in subscribed(link)
    ]
    name = f"{_('My bodies')}: {frame.portal_of(request).name}"
    response = HttpResponse(
        calendar_of(rows, name=name, again=AGAIN), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="meine-sitzungen.ics"'
    return private(response)


def _address(request: HttpRequest, link: CalendarLink, meeting: Meeting) -> str:
    """The page at the desk, or without an account the public one, if there is any."""
    portal = frame.portal_of(request)
    if link.user_id is not None:
        return frame.absolute(f"/desk/{portal.tenant.slug}/sitzungen/{meeting.pk}")
    public = meeting.is_public and meeting.body.is_public
    return frame.absolute(portal.url(f"praeventionsrat/sitzungen/{meeting.pk}")) if public else ""
