"""Figures of patrols and conflicts at the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.fieldwork.interfaces.exports import (
    count_columns,
    count_rows,
    figure_columns,
    figure_rows,
    place_label,
    small_note,
    topic_labels,
)
from umsicht.fieldwork.interfaces.forms import YearForm, year_wanted
from umsicht.fieldwork.queries import conflicts
from umsicht.fieldwork.queries.figures import year_figures
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.fieldwork import charts


@require_safe
@never_cache
def patrols(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.figures.view", here(request))
    found = year_figures(year_wanted(request.GET.get("jahr")), today=clock.today(), public=False)
    context: dict[str, Any] = {"found": found, "crumbs": _crumbs(request)}
    context["definition"] = charts.definition()
    if found is not None:
        context |= {"form": YearForm({"jahr": str(found.year)}, years=found.years)}
        context |= charts.everything(found, here(request), public=False)
    return render(request, "desk/fieldwork/figures.html", context)


def _crumbs(request: HttpRequest) -> list[Link]:
    """Who may not see the patrols themselves gets no link to them."""
    may = request.user.has_perm("fieldwork.patrol.view", here(request))
    first = [Link(_("Joint patrols"), url(request, "desk_patrols"))] if may else []
    return [*first, Link(_("Figures"), "")]


@require_safe
def patrols_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.figures.view", here(request))
    found = year_figures(year_wanted(request.GET.get("jahr")), today=clock.today(), public=False)
    rows = figure_rows(found, here(request)) if found else []
    return csv_file(
        csvsafe.write(figure_columns(_("Month or district")), rows), _("patrol-figures"), here(request)
    )


def _tables(request: HttpRequest, year: int) -> list[tuple[list[str], list[list[Any]]]]:
    """Head and rows of both counts of conflicts."""
    quarters, places = conflicts.counts_by_quarter(year), conflicts.counts_by_district(year)
    names = [_("Quarter %(number)s") % {"number": number} for number in quarters.columns]
    labels = [place_label(here(request), key) for key in places.rows]
    return [
        (count_columns(_("Topic"), names), list(count_rows(quarters, topic_labels(quarters.rows)))),
        (count_columns(_("City district"), topic_labels(places.columns)), list(count_rows(places, labels))),
    ]


def _drawn(tables: list[tuple[list[str], list[list[Any]]]]) -> list[Table]:
    titles = [_("By topic and quarter"), _("By district and topic")]
    return [
        Table(title, [Column(label, numeric=at > 0) for at, label in enumerate(head)], rows, cards=False)
        for title, (head, rows) in zip(titles, tables, strict=True)
    ]


@require_safe
@never_cache
def cases(request: HttpRequest, tenant: str) -> HttpResponse:
    """Only counts of conflicts leave, without small cells, also here."""
    require(request.user, "fieldwork.case.view", here(request))
    years = conflicts.years()
    wanted = year_wanted(request.GET.get("jahr"))
    year = wanted if wanted in years else (years[0] if years else clock.today().year)
    context = {
        "form": YearForm({"jahr": str(year)}, years=years),
        "year": year,
        "tables": _drawn(_tables(request, year)) if years else [],
        "note": small_note(),
        "crumbs": [Link(_("Conflict cases"), url(request, "desk_cases")), Link(_("Counts"), "")],
    }
    return render(request, "desk/fieldwork/counts.html", context)


@require_safe
def cases_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    """Topics by quarter, as one table."""
    require(request.user, "fieldwork.case.view", here(request))
    year = year_wanted(request.GET.get("jahr")) or clock.today().year
    head, rows = _tables(request, year)[0]
    return csv_file(csvsafe.write(head, rows), _("conflict-counts"), here(request))
