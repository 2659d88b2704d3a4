"""Site inspections at the desk: list, one inspection, its report and route."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.audit.queries.events import newest_of_all
from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.core.transitions import available
from umsicht.fieldwork.domain import inspections as domain
from umsicht.fieldwork.enums import InspectionState, PhotoState
from umsicht.fieldwork.interfaces.exports import finding_columns, finding_rows
from umsicht.fieldwork.interfaces.forms import district_name
from umsicht.fieldwork.interfaces.inspection_forms import InspectionFilterForm, InspectionForm
from umsicht.fieldwork.interfaces.report import facts_of, report
from umsicht.fieldwork.interfaces.routes import route_features
from umsicht.fieldwork.models import Inspection
from umsicht.fieldwork.queries import inspections as queries
from umsicht.files.addresses import url_of
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import map_answer, posted
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, correct, enter, steps_of
from umsicht.web.desk.pages import act as take

PAGE = 50
_TAGS = {
    InspectionState.REPORTED: "good",
    InspectionState.CLOSED: "closed",
    InspectionState.CANCELLED: "closed",
}


def list_page(request: HttpRequest) -> Page:
    link = Link(_("Site inspections"), url(request, "desk_inspections"))
    return Page(link.url, [link])


def page_of(request: HttpRequest, inspection: Inspection) -> Page:
    link = Link(inspection.title, url(request, "desk_inspection", inspection_id=inspection.pk))
    return Page(link.url, [*list_page(request).crumbs, link], str(link.label))


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.inspection.view", here(request))
    form = InspectionFilterForm(request.GET, tenant=here(request))
    page = paginate(queries.listing(form.wanted()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "may_change": request.user.has_perm("fieldwork.inspection.change", here(request)),
        "filtered": any(request.GET.get(name) for name in ("q", "stand", "stadtteil", "dunkel")),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/fieldwork/inspections.html", context)


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for walk in found:
            demo = demo_mark(walk)
            link = url(request, "desk_inspection", inspection_id=walk.pk)
            yield [
                format_html('<a href="{}">{}</a>{}', link, walk.title, demo),
                walk.day,
                district_name(here(request), walk.district),
                f"{walk.open_findings} / {walk.all_findings}",
                tag(walk.get_state_display(), _TAGS.get(walk.state, "")),
            ]

    columns = [
        Column(_("Inspection"), sort="titel"), Column(_("Day"), sort="tag"), Column(_("City district")),
        Column(_("Findings, open of all"), sort="offen", numeric=True), Column(_("State"), sort="stand"),
    ]  # fmt: skip
    sort = request.GET.get("sortierung", "") or "-tag"
    return Table(
        _("Site inspections"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET
    )


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    """A row for each finding of the inspections in the list."""
    require(request.user, "fieldwork.inspection.view", here(request))
    wanted = InspectionFilterForm(request.GET, tenant=here(request)).wanted()
    found = queries.with_findings(queries.listing(wanted))
    content = csvsafe.write(finding_columns(), finding_rows(found, here(request)))
    return csv_file(content, _("inspections"), here(request))


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    require(request.user, "fieldwork.inspection.view", here(request))
    walk = queries.inspection_at_desk(inspection_id)
    context = {
        "walk": walk,
        "facts": [(_("State"), walk.get_state_display()), *facts_of(walk)],
        "findings": [_finding(request, walk, one) for one in walk.findings.all()],
        "photos": _photos(request, walk),
        "crumbs": [*list_page(request).crumbs, Link(walk.title, "")],
        **_may(request, walk),
        **steps_of(request, walk, url(request, "desk_inspection_act", inspection_id=walk.pk)),
    }
    return render(request, "desk/fieldwork/inspection.html", context)


def _may(request: HttpRequest, walk: Inspection) -> dict[str, Any]:
    ended = walk.state in (InspectionState.CLOSED, InspectionState.CANCELLED)
    shown = walk.is_public and walk.state in (InspectionState.REPORTED, InspectionState.CLOSED)
    may_see_history = request.user.has_perm("fieldwork.inspection.history", walk)
    return {
        "may_change": not ended and request.user.has_perm("fieldwork.inspection.change", walk),
        "may_add": not ended and request.user.has_perm("fieldwork.finding.add", walk),
        "may_handle": request.user.has_perm("fieldwork.photo.handle", walk),
        "history": newest_of_all([walk, *walk.findings.all()], 20) if may_see_history else None,
        "public_url": f"/{here(request).slug}/praeventionsrat/begehungen/{walk.code}"
        if shown and here(request).is_active
        else "",
    }


def _finding(request: HttpRequest, walk: Inspection, one: Any) -> dict[str, Any]:
    link = url(request, "desk_finding_act", inspection_id=walk.pk, finding_id=one.pk)
    may = request.user.has_perm("fieldwork.finding.move", walk)
    late = one.due_on is not None and one.due_on < clock.today() and one.state in queries.UNSETTLED
    choices = available(one, request.user) if may else []
    return {"one": one, "act_url": link, "choices": choices, "late": late, "seen": one.updated_at.isoformat()}


def _photos(request: HttpRequest, walk: Inspection) -> list[tuple[Any, str]]:
    """Pictures with their addresses; one that nobody has checked for faces is for the office alone."""
    handles = request.user.has_perm("fieldwork.photo.handle", walk)
    shown = [photo for photo in walk.photos.all() if handles or photo.state != PhotoState.RAW]
    return [(photo, url_of(photo.file) if photo.file.blob else "") for photo in shown]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.inspection.change", here(request))
    form = InspectionForm(posted(request), tenant=here(request))
    write = partial(domain.create_inspection, tenant=here(request))

    title, then = _("Plan an inspection"), lambda made: page_of(request, made).url
    return enter(request, form, title, list_page(request), write, then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.inspection.change", walk)
    form = InspectionForm(posted(request), tenant=here(request), held=walk)
    write = partial(domain.change_inspection, inspection=walk)
    return correct(request, form, walk, _("Change the inspection"), page_of(request, walk), write)


@never_cache
@require_POST
def act(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.inspection.move", walk)
    return take(request, walk, page_of(request, walk).url)


@require_safe
@never_cache
def as_pdf(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    require(request.user, "fieldwork.inspection.view", here(request))
    walk = queries.inspection_at_desk(inspection_id)
    response = HttpResponse(report(walk), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_("inspection")}-{walk.code}.pdf"'
    return response


@require_safe
@never_cache
def as_geojson(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    require(request.user, "fieldwork.inspection.view", here(request))
    walk = queries.inspection_at_desk(inspection_id)
    return map_answer(route_features(walk))
