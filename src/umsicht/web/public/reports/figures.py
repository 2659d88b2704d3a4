"""A municipality in figures: what its records of the last twelve months add up to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from umsicht.core import clock, csvsafe
from umsicht.core.errors import NotFound
from umsicht.reporting.queries.compose import record_json
from umsicht.reporting.queries.figures import Group, in_figures
from umsicht.ui.nav import Link
from umsicht.web.pagecache import depends_on
from umsicht.web.public import frame


def _found(request: HttpRequest) -> tuple[frame.Portal, list[Group]]:
    """Raises NotFound for a town whose portal is closed."""
    portal = frame.portal_of(request)
    if not portal.is_alliance and not portal.tenant.is_active:
        raise NotFound
    depends_on(request, "state")
    with scope(tenant=portal.tenant):
        return portal, in_figures(portal.tenant, clock.today())


@require_safe
def page(request: HttpRequest, municipality: str = "") -> HttpResponse:
    portal, found = _found(request)
    values = {"groups": [(group, record_json(group.record)) for group in found], "root": portal.url("zahlen")}
    crumbs = [Link(_("Reports"), portal.url("berichte")), Link(_("In figures"), portal.url("zahlen"))]
    return frame.page(request, "public/reports/figures.html", values, current="reports", crumbs=crumbs)


def _rows(found: list[Group]) -> list[list[object]]:
    return [
        [one.name, one.value, one.unit, one.definition, one.period or one.as_of, one.source]
        for group in found
        for one in group.values
    ]


@require_safe
def as_csv(request: HttpRequest, municipality: str = "") -> HttpResponse:
    _portal, found = _found(request)
    header = [_("Figure"), _("Value"), _("Unit"), _("Definition"), _("As of"), _("Source")]
    body = csvsafe.write(header, _rows(found))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="zahlen.csv"'
    return response


@require_safe
def as_json(request: HttpRequest, municipality: str = "") -> HttpResponse:
    _portal, found = _found(request)
    names = ("name", "value", "unit", "definition", "as_of", "source")
    rows = [dict(zip(names, row, strict=True)) for row in _rows(found)]
    return JsonResponse({"figures": rows}, json_dumps_params={"ensure_ascii": False})
