"""Series of meetings at the desk: which there are, what lies ahead of them, and when a day is a bad one."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.council.domain import series as domain
from umsicht.council.interfaces.meeting_forms import SeriesForm
from umsicht.council.models import Meeting
from umsicht.council.queries import bodies as body_queries
from umsicht.council.queries import meetings as queries
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.series import all_series, has_ended
from umsicht.planning import schoolyear
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council import common as bodies
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, correct, enter


def bad_day(meeting: Meeting) -> str:
    """Why the day of a meeting may be a bad one: a public holiday, school holidays or a weekend; "" for any other."""
    free = schoolyear.free(clock.local(meeting.starts_at).date())
    return (free.name or _("weekend")) if free is not None else ""


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.meeting.change", here(request))
    found = [
        (one, title_of(one.body), has_ended(one), [(row, bad_day(row)) for row in one.coming])
        for one in all_series()
    ]
    context = {"found": found, "crumbs": common.crumbs(request, None, Link(_("Series of meetings"), ""))}
    return render(request, "desk/council/series.html", context)


def _page(request: HttpRequest) -> Page:
    address = url(request, "desk_series")
    return Page(address, common.crumbs(request, None, Link(_("Series of meetings"), address)))


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = body_queries.body_at_desk(body_id)
    require(request.user, "council.meeting.change", body)
    write, form = partial(domain.create_series, body=body), SeriesForm(posted(request))
    note = _("Then plan the first meeting of the series by hand: its weekday and hour are kept from there.")
    return enter(request, form, _("New series"), bodies.page_of(request, body), write, note=note)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, series_id: int) -> HttpResponse:
    series = queries.series_at_desk(series_id)
    require(request.user, "council.meeting.change", series)
    form, write = SeriesForm(posted(request), held=series), partial(domain.change_series, series=series)
    return correct(request, form, series, _("Change series"), _page(request), write)
