"""Indicators of a desk's own place with their dates; at the state office what was taken over, and a table to take over."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core import numbers
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.situation.domain.uploads import import_upload
from umsicht.situation.interfaces import wording
from umsicht.situation.interfaces.forms import CrimeFileForm
from umsicht.situation.queries.desk import editions, indicators
from umsicht.situation.queries.places import place_of
from umsicht.situation.queries.series import Series
from umsicht.tenancy.models import Tenant
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import here

MOST_REFUSED = 100


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "situation.desk.view", here(request))
    place = place_of(here(request))
    context: dict[str, Any] = {
        "place": place,
        "where": wording.where(place, here(request).name) if place else "",
        "rows": _table(here(request), indicators(place)) if place else None,
        "editions": _editions(),
        "may_import": request.user.has_perm("situation.crime.import", here(request)),
    }
    return render(request, "desk/situation/page.html", context)


def _table(tenant: Tenant, found: list[Series]) -> Table | None:
    base = "/lage" if tenant.is_state else f"/{tenant.slug}/lage"
    columns = [
        Column(_("Indicator")),
        Column(_("Years")),
        Column(_("Last cases"), numeric=True),
        Column(_("As of")),
        Column(_("Source")),
    ]
    return Table(_("All indicators"), columns, [_row(base, series) for series in found]) if found else None


def _row(base: str, series: Series) -> list[Any]:
    first, last = series.points[0], series.points[-1]
    link = format_html('<a href="{}/{}">{}</a>', base, series.indicator.slug, series.indicator.title)
    cases = wording.hidden() if last.cases is None else numbers.show(last.cases)
    return [link, f"{first.year}–{last.year}", cases, wording.state_of(last), wording.source_of(series)]


def _editions() -> Table | None:
    columns = [
        Column(_("Taken over")),
        Column(_("Year")),
        Column(_("Version")),
        Column(_("As of")),
        Column(_("Rows"), numeric=True),
        Column(_("File")),
    ]
    rows = [
        [
            row.imported_at,
            f"{row.year}/{row.number}",
            row.version,
            row.as_of if row.version else "",
            row.rows,
            row.file_name,
        ]
        for row in editions()
    ]
    return Table(_("Tables taken over"), columns, rows) if rows else None


@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, tenant: str) -> HttpResponse:
    """Shows what would change, or what has changed, below the form."""
    require(request.user, "situation.crime.import", here(request))
    form = CrimeFileForm(posted(request), request.FILES or None)
    report = _imported(request, form) if form.is_valid() else None
    url = reverse("desk_situation", kwargs={"tenant": tenant})
    context = {
        "form": form,
        "report": report,
        "refused": sorted(report.refused)[:MOST_REFUSED] if report else [],
        "back": url,
        "crumbs": [Link(_("Situation"), url), Link(_("Take over a table"), "")],
    }
    return render(request, "desk/situation/upload.html", context, status=200 if report else form_status(form))


def _imported(request: HttpRequest, form: CrimeFileForm) -> Report | None:
    values = form.cleaned_data
    try:
        return import_upload(
            name=values["file"].name,
            content=values["file"].read(),
            actor=request.user,
            year=values["year"],
            write=values["write"],
        )
    except BadInput as error:
        form.add_error("file", error.message)
        return None
