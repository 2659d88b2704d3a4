"""Figures of patrols and reported inspections on a portal. Where a patrol is planned is never read here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.paging import paginate
from umsicht.fieldwork.interfaces.exports import small_note
from umsicht.fieldwork.interfaces.forms import YearForm, district_name, year_wanted
from umsicht.fieldwork.interfaces.report import facts_of
from umsicht.fieldwork.interfaces.routes import route_features
from umsicht.fieldwork.models import Inspection
from umsicht.fieldwork.queries import inspections as queries
from umsicht.fieldwork.queries.figures import Year, year_figures
from umsicht.files.addresses import url_of
from umsicht.ui.nav import Link
from umsicht.web.answers import map_answer
from umsicht.web.desk.fieldwork import charts
from umsicht.web.public import frame

PAGE = 20


def _portal(request: HttpRequest) -> frame.Portal:
    """Raises NotFound on the alliance's own pages, and for a town whose portal is closed."""
    portal = frame.portal_of(request)
    if portal.is_alliance or not portal.tenant.is_active:
        raise NotFound
    return portal


def _crumbs(portal: frame.Portal, *more: Link) -> list[Link]:
    return [Link(_("Prevention council"), portal.url("praeventionsrat")), *more]


def _shown(found: Year | None, portal: frame.Portal) -> dict[str, Any]:
    if found is None:
        return {}
    form = YearForm({"jahr": str(found.year)}, years=found.years)
    return {"form": form, **charts.everything(found, portal.tenant, public=True)}


@require_safe
def patrols(request: HttpRequest, municipality: str) -> HttpResponse:
    """Months that are over, without small numbers."""
    portal = _portal(request)
    found = year_figures(year_wanted(request.GET.get("jahr")), today=clock.today(), public=True)
    values = {
        "found": found,
        "definition": charts.definition(),
        "note": small_note(),
        **_shown(found, portal),
    }
    last = Link(_("Joint patrols"), portal.url("praeventionsrat/streifen"))
    crumbs = _crumbs(portal, last)
    return frame.page(request, "public/fieldwork/patrols.html", values, current="council", crumbs=crumbs)


@require_safe
def inspections(request: HttpRequest, municipality: str) -> HttpResponse:
    portal = _portal(request)
    page = paginate(queries.public_inspections(), request.GET.get("seite"), size=PAGE)
    rows = [(walk, district_name(portal.tenant, walk.district)) for walk in page]
    last = Link(_("Site inspections"), portal.url("praeventionsrat/begehungen"))
    values = {"rows": rows, "page": page}
    crumbs = _crumbs(portal, last)
    return frame.page(request, "public/fieldwork/inspections.html", values, current="council", crumbs=crumbs)


@require_safe
def inspection(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    portal, walk = _portal(request), queries.public_inspection(code)
    crumbs = _crumbs(
        portal,
        Link(_("Site inspections"), portal.url("praeventionsrat/begehungen")),
        Link(walk.title, portal.url(f"praeventionsrat/begehungen/{code}")),
    )
    values = _whole(walk)
    return frame.page(request, "public/fieldwork/inspection.html", values, current="council", crumbs=crumbs)


def _whole(walk: Inspection) -> dict[str, Any]:
    findings = list(walk.findings.all())
    return {
        "walk": walk,
        "facts": facts_of(walk),
        "findings": findings,
        "settled": sum(one.state not in queries.UNSETTLED for one in findings),
        "photos": [(photo, url_of(photo.file)) for photo in queries.released_photos(walk)],
    }


@require_safe
def as_geojson(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    _portal(request)
    return map_answer(route_features(queries.public_inspection(code)))
