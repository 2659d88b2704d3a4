"""The list of organisations: filter, sort, save, act on many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.documents import xlsx
from umsicht.core.paging import paginate
from umsicht.directory.domain.bulk import act_on_many
from umsicht.directory.interfaces.exports import organisation_columns, organisation_rows, organisation_sheet
from umsicht.directory.interfaces.forms import BulkForm, OrganisationFilterForm
from umsicht.directory.models import Organisation
from umsicht.directory.queries.desk import Wanted, chosen, organisations, with_points
from umsicht.ui.markup import pick, tag
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.files import xlsx_file
from umsicht.web.desk.directory.links import url

PAGE = 50


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "directory.organisation.list", here(request))
    return _page(request)


def _page(request: HttpRequest, bulk: BulkForm | None = None, status: int = 200) -> HttpResponse:
    form = OrganisationFilterForm(request.GET, tenant=here(request))
    page = paginate(organisations(_wanted(request, form)), request.GET.get("seite"), size=PAGE)
    may_change = request.user.has_perm("directory.organisation.create", here(request))
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page, choose=may_change),
        "may_change": may_change,
        "query": request.GET.urlencode(),
        "bulk": bulk or (BulkForm(tenant=here(request)) if may_change else None),
    }
    return render(request, "desk/directory/organisations.html", context, status=status)


def _wanted(request: HttpRequest, form: OrganisationFilterForm) -> Wanted:
    return form.wanted(request.GET.get("sortierung", ""))


def _table(request: HttpRequest, found: Iterable[Organisation], *, choose: bool) -> Table:
    slug, words = here(request).slug, catalogue(here(request))

    def rows() -> Iterator[list[Any]]:
        for item in found:
            link = reverse("desk_organisation", kwargs={"tenant": slug, "organisation_id": item.pk})
            name = format_html('<a href="{}">{}</a>', link, item.name)
            if choose:
                words_of_box = _("choose %(name)s") % {"name": item.name}
                name = pick("id", item.pk, words_of_box, name, form="viele")
            yield [
                format_html("{} {}", name, tag("Demo")) if item.is_demo else name,
                words.label(Scheme.SECTOR, item.sector),
                state_tag(item),
                item.point_count,  # type: ignore[attr-defined]
                _gaps(item),
                item.edited_on,
            ]

    columns = [
        Column(_("Name"), sort="name"),
        Column(_("Sector"), sort="bereich"),
        Column(_("State")),
        Column(_("Contact points"), numeric=True),
        Column(_("Missing")),
        Column(_("Edited"), sort="stand"),
    ]
    sort = request.GET.get("sortierung", "") or "name"
    caption = _("Organisations of the network")
    return Table(caption, columns, rows(), sorted_by=sort, query=request.GET, caption_hidden=True)


def state_tag(item: Organisation) -> Any:
    if item.closed_on is not None:
        return tag(_("no longer taking part"), "closed")
    return tag(_("public"), "good") if item.is_public else tag(_("not public"), "warn")


def _gaps(item: Any) -> str:
    """In one or two words what a reader misses."""
    gaps = []
    if not item.about:
        gaps.append(_("text"))
    if not (item.email or item.phone or item.has_contact):
        gaps.append(_("contact"))
    if not item.has_place:
        gaps.append(_("place"))
    return ", ".join(gaps)


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "directory.organisation.list", here(request))
    rows = organisation_rows(_exported(request), here(request))
    return csv_file(csvsafe.write(organisation_columns(), rows), _("organisations"), here(request))


@require_safe
def as_xlsx(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "directory.organisation.list", here(request))
    sheet, meta = organisation_sheet(_exported(request), here(request))
    return xlsx_file(xlsx([sheet], meta=meta), _("organisations"), here(request))


def _exported(request: HttpRequest) -> Iterable[Organisation]:
    """The whole list as filtered, with contact points."""
    form = OrganisationFilterForm(request.GET, tenant=here(request))
    return with_points(organisations(_wanted(request, form)))


@require_POST
def bulk(request: HttpRequest, tenant: str) -> HttpResponse:
    """Acts on the chosen ones; those for which it can't be done are named and stay as they are."""
    require(request.user, "directory.organisation.create", here(request))
    found = chosen(_picked(request))
    form = BulkForm(request.POST, tenant=here(request), ids=[item.pk for item in found])
    if not form.is_valid():
        return _page(request, form, 400)
    _tell(request, *act_on_many(organisations=found, actor=request.user, **form.as_call()))
    query = request.GET.urlencode()
    return redirect(url(request, "desk_organisations") + (f"?{query}" if query else ""))


def _picked(request: HttpRequest) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("id") if pk.isdecimal() and len(pk) < 16][:200]


def _tell(request: HttpRequest, done: int, failed: list[tuple[str, str]]) -> None:
    text = ngettext("%(count)s organisation changed.", "%(count)s organisations changed.", done)
    messages.success(request, text % {"count": done})
    for name, why in failed[:5]:
        messages.warning(request, f"{name}: {why}")
