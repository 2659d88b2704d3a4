"""The state office's view of all municipalities: what their portals show, and of when that is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.reporting.queries.towns import Town, summed, towns
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here

YEAR = dt.timedelta(days=364)


def _found(request: HttpRequest) -> list[Town]:
    """Only the state office has this page; elsewhere it does not exist."""
    if not here(request).is_state:
        raise NotFound
    require(request.user, "reporting.overview.view", here(request))
    today = clock.today()
    return towns(today - YEAR, today, only_active=request.GET.get("alle") != "1")


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str) -> HttpResponse:
    found = _found(request)
    context = {
        "table": Table(
            _("All municipalities at a glance"), _columns(), [_row(one) for one in found], caption_hidden=True
        ),
        "total": summed(found),
        "all": request.GET.get("alle") == "1",
        "old": [one for one in found if one.tenant.is_active and (one.as_of is None or one.as_of < _limit())],
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/reporting/overview.html", context)


def _limit() -> dt.date:
    return clock.today() - dt.timedelta(days=90)


def _columns() -> list[Column]:
    labels = (
        _("Meetings"), _("Decisions made"), _("Measures"), _("Offers"), _("Reports"),
    )  # fmt: skip
    counts = [Column(label, numeric=True) for label in labels]
    return [
        Column(_("Municipality")),
        Column(_("District")),
        Column(_("Prevention council")),
        *counts,
        Column(_("As of")),
    ]


def _row(one: Town) -> list[Any]:
    name = format_html('<a href="/{}">{}</a>', one.tenant.slug, one.tenant.name)
    return [name, *_cells(one)]


def _cells(one: Town) -> list[Any]:
    if not one.tenant.is_active:
        return [one.district, _("does not take part"), *[None] * 5, None]
    figures = (one.meetings, one.decisions, one.measures, one.offers, one.reports)
    return [one.district, one.has_council, *figures, one.as_of]


@require_safe
@never_cache
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    header = [str(column.label) for column in _columns()]
    rows = [[one.tenant.name, *_cells(one)] for one in _found(request)]
    return csv_file(csvsafe.write(header, rows), "ueberblick", here(request))
