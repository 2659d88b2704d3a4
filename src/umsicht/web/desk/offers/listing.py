"""The lists: all offers for the office, one's own for a provider; the same as CSV and Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.documents import Meta, Sheet, XColumn, xlsx
from umsicht.core.paging import paginate
from umsicht.directory.queries.keeping import kept_ids
from umsicht.offers.domain.many import STEPS
from umsicht.offers.interfaces.desk_forms import OfferFilterForm
from umsicht.offers.queries import desk
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.offers import tables

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _whose(request: HttpRequest, *, own: bool) -> Sequence[int] | None:
    """None for the office's list; ids of the organisations that the person keeps for her own."""
    if own:
        require(request.user, "offers.own.list", here(request))
        return kept_ids(request.user, here(request))
    require(request.user, "offers.offer.list", here(request))
    return None


def _form(request: HttpRequest, providers: Sequence[int] | None) -> OfferFilterForm:
    words = catalogue(here(request))
    topics = [*words.choices("problem_field"), *words.choices("topic")]
    return OfferFilterForm(request.GET, providers=desk.providers_with_offers(providers), topics=topics)


@require_safe
@never_cache
def offers(request: HttpRequest, tenant: str, *, own: bool = False) -> HttpResponse:
    providers = _whose(request, own=own)
    form = _form(request, providers)
    wanted = form.wanted()
    page = paginate(desk.listing(wanted, providers=providers), request.GET.get("seite"), size=PAGE)
    table = tables.offers_table(request, page, wanted.sort)
    context = {"form": form, "page": page, "table": table, "own": own, **_around(request, own=own)}
    return render(request, "desk/offers/list.html", context)


def _around(request: HttpRequest, *, own: bool) -> dict[str, Any]:
    user, tenant = request.user, here(request)
    keys = STEPS if user.has_perm("offers.offer.check", tenant) else ("pause", "resume") if own else ()
    return {
        "steps": [STEPS[key] for key in keys],
        "may_begin": user.has_perm("offers.offer.begin", tenant),
        "query": request.GET.urlencode(),
        "export": "desk_own_offers_export" if own else "desk_offers_export",
    }


@require_safe
def export(request: HttpRequest, tenant: str, kind: str, *, own: bool = False) -> HttpResponse:
    """The filtered list, whole; every column says what the public page says."""
    providers = _whose(request, own=own)
    found = desk.listing(_form(request, providers).wanted(), providers=providers)
    rows = tables.export_rows(here(request), found)
    if kind == "csv":
        return csv_file(csvsafe.write(tables.export_columns(), rows), _("offers"), here(request))
    return _workbook(request, rows)


def _workbook(request: HttpRequest, rows: Any) -> HttpResponse:
    tenant = here(request)
    sheet = Sheet(_("Offers"), [XColumn(title) for title in tables.export_columns()], rows)
    meta = Meta(
        title=f"{_('Offers')}: {tenant.name}", author=tenant.portal_by or tenant.name, date=clock.today()
    )
    response = HttpResponse(xlsx([sheet], meta=meta), content_type=XLSX)
    name = f"{_('offers')}-{tenant.slug}-{clock.today().isoformat()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
