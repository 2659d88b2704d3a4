"""A plan to take away: calendar, PDF, table. At both addresses, the private one and the one for showing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import csvsafe
from umsicht.planning.interfaces import exports, sheet, wording
from umsicht.planning.interfaces.calendar import calendar_of
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.clashes import clashes
from umsicht.planning.queries.coverage import coverage
from umsicht.planning.queries.plans import plan_for_editing, plan_for_reading
from umsicht.planning.queries.reading import read
from umsicht.planning.schoolyear import SchoolYear
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.plan.private import private


def _plan(key: str, *, reading: bool) -> SchoolPlan:
    return plan_for_reading(key) if reading else plan_for_editing(key)


def _file(body: bytes, kind: str, plan: SchoolPlan, ending: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    name = f"jahresplan-{SchoolYear(plan.school_year).label.replace('/', '-')}.{ending}"
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response


@require_safe
@private
def calendar(request: HttpRequest, municipality: str, key: str, *, reading: bool = False) -> HttpResponse:
    """For a calendar program; at the address for showing it can be subscribed to."""
    plan = _plan(key, reading=reading)
    body = calendar_of(read(plan), wording.name(plan), frame.absolute)
    return _file(body, "text/calendar; charset=utf-8", plan, "ics")


@require_safe
@private
def table(request: HttpRequest, municipality: str, key: str, *, reading: bool = False) -> HttpResponse:
    plan = _plan(key, reading=reading)
    found = read(plan)
    body = csvsafe.write(exports.plan_columns(), exports.plan_rows(found, clashes(found)))
    return _file(body, "text/csv; charset=utf-8", plan, "csv")


@require_safe
@private
def paper(request: HttpRequest, municipality: str, key: str, *, reading: bool = False) -> HttpResponse:
    """Two or three pages to hang up and to hand on; accessible PDF. The private address does not stand on it."""
    plan, portal = _plan(key, reading=reading), frame.portal_of(request)
    return _file(of_plan(plan, portal), "application/pdf", plan, "pdf", inline=True)


def of_plan(plan: SchoolPlan, portal: Portal) -> bytes:
    found, words = read(plan), catalogue(portal.tenant)
    about = sheet.About(
        portal=portal.name,
        office=frame.office_of(portal),
        accent=portal.tenant.accent,
        source=_("From %(address)s. Prices and dates of the offers as of %(day)s; a plan is no booking.")
        % {"address": frame.absolute(portal.url()), "day": sheet.today()},
    )
    return sheet.of_plan(
        found, clashes(found), coverage(plan, found.items, words), words, about, frame.absolute
    )
