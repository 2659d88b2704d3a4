"""The overlap view: released plans side by side, one of them, and both lists to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate_list
from umsicht.planning.interfaces import exports, wording
from umsicht.planning.interfaces.filters import PlanFilterForm
from umsicht.planning.queries import overlaps
from umsicht.planning.queries.overlaps import Contrast, Summary
from umsicht.planning.queries.plans import released_plan
from umsicht.planning.schoolyear import SchoolYear
from umsicht.ui.nav import Link
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.plan.tables import SORTS, heat, plans_table
from umsicht.web.public.frame import Portal
from umsicht.web.public.plan import values

PAGE = 50


def _found(request: HttpRequest) -> tuple[PlanFilterForm, list[Summary]]:
    form = PlanFilterForm(request.GET, tenant=here(request))
    found = overlaps.summaries(form.wanted())
    sort = request.GET.get("sortierung", "")
    if sort.lstrip("-") in SORTS:
        found.sort(key=SORTS[sort.lstrip("-")], reverse=sort.startswith("-"))
    return form, found


@require_safe
@never_cache
def plans(request: HttpRequest, tenant: str) -> HttpResponse:
    """Who has several similar offers and who has none, topics by class, and the list."""
    require(request.user, "planning.plan.view", here(request))
    form, found = _found(request)
    words, page = catalogue(here(request)), paginate_list(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "year": SchoolYear(form.wanted().school_year).label,
        "filtered": any(request.GET.get(name) for name in ("art", "klasse", "stadtteil", "befund")),
        "contrasts": [_contrast(item, words, request) for item in overlaps.contrasts(found)],
        "page": page,
        "table": plans_table(request, page, words),
        "heat": heat(overlaps.matrix(found, words, by=form.by), words),
        "small": overlaps.SMALL,
        "query": request.GET.urlencode(),
        "start_url": f"/{here(request).slug}/jahresplan",
    }
    return render(request, "desk/plan/list.html", context)


def _contrast(contrast: Contrast, words: Catalogue, request: HttpRequest) -> dict[str, Any]:
    return {
        "cohort": wording.group_label(contrast.cohort, words),
        "similar": list(_links(contrast.similar, request)),
        "empty": list(_links(contrast.empty, request)),
    }


def _links(found: Iterable[Summary], request: HttpRequest) -> Iterator[Link]:
    for item in found:
        url = reverse("desk_plan", kwargs={"tenant": here(request).slug, "plan_id": item.plan.pk})
        place = f", {item.plan.area_name}" if item.plan.area_name else ""
        yield Link(f"{wording.who(item.plan)}{place}", url)


@require_safe
@never_cache
def plan(request: HttpRequest, tenant: str, plan_id: int) -> HttpResponse:
    """One released plan, for reading; its private address is not known here."""
    require(request.user, "planning.plan.view", here(request))
    found = released_plan(plan_id)
    crumbs = [
        Link(_("Year plans"), reverse("desk_plans", kwargs={"tenant": here(request).slug})),
        Link(wording.name(found), ""),
    ]
    shown = values.of_plan(found, Portal(here(request), f"/{here(request).slug}"))
    context = {**shown, "can_edit": False, "crumbs": crumbs}
    return render(request, "desk/plan/plan.html", context)


@require_safe
@never_cache
def list_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "planning.plan.view", here(request))
    _form, found = _found(request)
    rows = exports.summary_rows(found, catalogue(here(request)))
    return csv_file(csvsafe.write(exports.summary_columns(), rows), "jahresplaene", here(request))


@require_safe
@never_cache
def matrix_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    """The numbers of the matrix, small ones left out here as well."""
    require(request.user, "planning.plan.view", here(request))
    (form, found), words = _found(request), catalogue(here(request))
    made = overlaps.matrix(found, words, by=form.by)
    body = csvsafe.write(exports.matrix_columns(made, words), exports.matrix_rows(made))
    return csv_file(body, "jahresplaene-themen", here(request))
