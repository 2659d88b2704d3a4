"""Joint patrols at the desk: list by week, one patrol, what was seen and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock, csvsafe, numbers
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.fieldwork.domain import patrols as domain
from umsicht.fieldwork.enums import ShiftState
from umsicht.fieldwork.interfaces.exports import shift_columns, shift_rows
from umsicht.fieldwork.interfaces.forms import (
    DoneForm,
    FollowUpForm,
    ObservationForm,
    PatrolFilterForm,
    ShiftForm,
    district_name,
    district_names,
)
from umsicht.fieldwork.models import PatrolShift
from umsicht.fieldwork.queries import patrols as queries
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import posted
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, correct, enter, steps_of
from umsicht.web.desk.pages import act as take

PAGE = 50
_TAGS = {ShiftState.HELD: "good", ShiftState.CANCELLED: "closed"}


def _list(request: HttpRequest) -> Page:
    link = Link(_("Joint patrols"), url(request, "desk_patrols"))
    return Page(link.url, [link])


def _title(shift: PatrolShift) -> str:
    return _("Patrol on %(day)s") % {"day": date_format(shift.day, "l, d.m.Y")}


def _page(request: HttpRequest, shift: PatrolShift) -> Page:
    link = Link(_title(shift), url(request, "desk_patrol", shift_id=shift.pk))
    return Page(link.url, [*_list(request).crumbs, link], str(link.label))


def _times(shift: PatrolShift) -> str:
    return f"{shift.starts_at:%H:%M} – {shift.ends_at:%H:%M}"


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.patrol.view", here(request))
    form = PatrolFilterForm(request.GET, tenant=here(request))
    wanted = form.wanted()
    page = paginate(queries.listing(wanted), request.GET.get("seite"), size=PAGE)
    today = clock.today()
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "weeks": [_week(offset, today, wanted.first) for offset in (-1, 0, 1)],
        "may_change": request.user.has_perm("fieldwork.patrol.change", here(request)),
        "filtered": any(request.GET.get(name) for name in ("woche", "stand", "stadtteil", "einheit")),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/fieldwork/patrols.html", context)


def _week(offset: int, today: dt.date, chosen: dt.date | None) -> tuple[str, str, bool]:
    """Word, day for the address, and whether it is the week shown."""
    first, _last = queries.week_of(today + dt.timedelta(weeks=offset))
    words = {-1: _("last week"), 0: _("this week"), 1: _("next week")}
    return words[offset], first.isoformat(), chosen == first


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for shift in found:
            demo = demo_mark(shift)
            link = url(request, "desk_patrol", shift_id=shift.pk)
            yield [
                format_html('<a href="{}">{}</a>{}', link, date_format(shift.day, "D, d.m.Y"), demo),
                _times(shift),
                ", ".join(f"{unit.name} ({unit.officers})" for unit in shift.units.all()),
                district_names(here(request), shift.districts),
                shift.counted if shift.state == ShiftState.HELD else None,
                tag(shift.get_state_display(), _TAGS.get(shift.state, "")),
            ]

    columns = [
        Column(_("Day"), sort="tag"), Column(_("Clock time")), Column(_("Units")), Column(_("City districts")),
        Column(_("Occasions"), sort="anlaesse", numeric=True), Column(_("State"), sort="stand"),
    ]  # fmt: skip
    sort = request.GET.get("sortierung", "") or "-tag"
    return Table(_("Joint patrols"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.patrol.view", here(request))
    form = PatrolFilterForm(request.GET, tenant=here(request))
    found = queries.with_all(queries.listing(form.wanted()))
    return csv_file(
        csvsafe.write(shift_columns(), shift_rows(found, here(request))), _("patrols"), here(request)
    )


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, shift_id: int) -> HttpResponse:
    require(request.user, "fieldwork.patrol.view", here(request))
    shift = queries.shift_at_desk(shift_id)
    context = {"shift": shift, "title": _title(shift), "facts": _facts(shift), **_around(request, shift)}
    context |= steps_of(request, shift, url(request, "desk_patrol_act", shift_id=shift.pk))
    return render(request, "desk/fieldwork/patrol.html", context)


def _around(request: HttpRequest, shift: PatrolShift) -> dict[str, Any]:
    may_change = request.user.has_perm("fieldwork.patrol.change", shift)
    seen = [(one, district_name(here(request), one.district)) for one in shift.observations.all()]
    return {
        "observations": seen,
        "may_change": may_change,
        "may_observe": may_change and shift.state == ShiftState.HELD,
        "crumbs": [*_list(request).crumbs, Link(_title(shift), "")],
        "today": clock.today(),
    }


def _facts(shift: PatrolShift) -> list[tuple[str, str]]:
    return [
        (_("State"), shift.get_state_display()),
        (_("Clock time"), _times(shift)),
        (_("Officer hours"), numbers.show(domain.hours_of(shift), places=1)),
        (_("City districts"), district_names(shift.tenant, shift.districts)),
        (_("Places and routes"), shift.places),
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.patrol.change", here(request))
    form = ShiftForm(posted(request), tenant=here(request))

    write = partial(domain.create_shift, tenant=here(request))

    return enter(
        request, form, _("Plan a patrol"), _list(request), write, then=lambda made: _page(request, made).url
    )


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, shift_id: int) -> HttpResponse:
    shift = queries.shift_at_desk(shift_id)
    require(request.user, "fieldwork.patrol.change", shift)
    form = ShiftForm(posted(request), tenant=here(request), held=shift)
    write = partial(domain.change_shift, shift=shift)
    return correct(request, form, shift, _("Change the patrol"), _page(request, shift), write)


@never_cache
@require_POST
def act(request: HttpRequest, tenant: str, shift_id: int) -> HttpResponse:
    shift = queries.shift_at_desk(shift_id)
    require(request.user, "fieldwork.patrol.move", shift)
    return take(request, shift, _page(request, shift).url)


@never_cache
@require_http_methods(["GET", "POST"])
def observe(request: HttpRequest, tenant: str, shift_id: int) -> HttpResponse:
    shift = queries.shift_at_desk(shift_id)
    require(request.user, "fieldwork.patrol.change", shift)
    form = ObservationForm(posted(request), shift=shift, tenant=here(request))

    write = partial(domain.add_observation, shift=shift)

    return enter(request, form, _("Enter an observation"), _page(request, shift), write)


@never_cache
@require_POST
def unobserve(request: HttpRequest, tenant: str, shift_id: int, observation_id: int) -> HttpResponse:
    shift = queries.shift_at_desk(shift_id)
    require(request.user, "fieldwork.patrol.change", shift)
    seen = queries.observation_at_desk(shift, observation_id)
    domain.remove_observation(observation=seen, actor=request.user)
    messages.success(request, _("Removed."))
    return redirect(_page(request, shift).url)


@never_cache
@require_http_methods(["GET", "POST"])
def followup(request: HttpRequest, tenant: str, shift_id: int) -> HttpResponse:
    shift = queries.shift_at_desk(shift_id)
    require(request.user, "fieldwork.patrol.change", shift)
    form = FollowUpForm(posted(request))

    write = partial(domain.add_followup, shift=shift)

    return enter(request, form, _("Enter a follow-up"), _page(request, shift), write)


@never_cache
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, tenant: str, shift_id: int, followup_id: int) -> HttpResponse:
    shift = queries.shift_at_desk(shift_id)
    require(request.user, "fieldwork.patrol.change", shift)
    task = queries.followup_at_desk(shift, followup_id)
    form = DoneForm(posted(request))

    write = partial(domain.finish_followup, followup=task)

    return enter(request, form, _("Mark as done"), _page(request, shift), write, note=task.text)
