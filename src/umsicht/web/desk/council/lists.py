"""All bodies of a tenant: as a list with filters, as the structure of a day, as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.council.interfaces import chart, structure_report
from umsicht.council.interfaces.exports import body_columns, body_rows
from umsicht.council.interfaces.forms import BodyFilterForm, DayForm
from umsicht.council.queries import bodies as queries
from umsicht.council.values import day_text
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.council.common import body_url, crumbs
from umsicht.web.public.council.files import download

PAGE = 50


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.body.view", here(request))
    form = BodyFilterForm(request.GET)
    page = paginate(queries.listing(form.wanted()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "may_change": request.user.has_perm("council.body.change", here(request)),
        "filtered": any(request.GET.get(name) for name in ("q", "art", "stand")),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/council/list.html", context)


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for body in found:
            demo = demo_mark(body)
            yield [
                format_html('<a href="{}">{}</a>{}', body_url(request, body), body.title, demo),
                body.get_kind_display(),
                day_text(body.founded_on, body.founded_precision),
                body.seats_now,
                _state(body),
            ]

    columns = [
        Column(_("Body"), sort="name"),
        Column(_("Kind"), sort="art"),
        Column(_("Exists since"), sort="seit"),
        Column(_("Seats"), sort="sitze", numeric=True),
        Column(_("State")),
    ]
    sort = request.GET.get("sortierung", "") or "name"
    return Table(_("Bodies"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


def _state(body: Any) -> Any:
    if body.ended_on is not None and body.ended_on < clock.today():
        return tag(_("ended"), "closed")
    return tag(_("on the portal"), "good") if body.is_public else tag(_("internal"))


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    """A row for each seat of the bodies in the list."""
    require(request.user, "council.body.view", here(request))
    found = queries.with_names(queries.listing(BodyFilterForm(request.GET).wanted()))
    content = csvsafe.write(body_columns(), body_rows(found, clock.today()))
    return csv_file(content, _("bodies"), here(request))


@require_safe
@never_cache
def structure(request: HttpRequest, tenant: str) -> HttpResponse:
    """How the bodies stood to each other on any day."""
    require(request.user, "council.body.view", here(request))
    form = DayForm(request.GET or None, initial={"am": clock.today()})
    day = form.day()
    nodes = queries.structure(day)
    context = {
        "form": form,
        "day": day,
        "nodes": nodes,
        "drawing": chart.draw(nodes),
        "changes": queries.changes()[:12],
        "crumbs": crumbs(request, last=_("Structure")),
    }
    return render(request, "desk/council/structure.html", context)


def _report(request: HttpRequest, kind: str) -> HttpResponse:
    """All bodies of the day, also those not on the portal."""
    require(request.user, "council.body.view", here(request))
    day = DayForm(request.GET).day()
    return download(*structure_report.written(here(request), queries.structure(day), day, kind=kind))


@require_safe
@never_cache
def structure_pdf(request: HttpRequest, tenant: str) -> HttpResponse:
    return _report(request, "pdf")


@require_safe
@never_cache
def structure_docx(request: HttpRequest, tenant: str) -> HttpResponse:
    return _report(request, "docx")
