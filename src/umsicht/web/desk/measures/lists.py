"""All measures of a tenant: as a list, on a board, on a line of time, what is overdue, as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable
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
from umsicht.measures.enums import MeasureState
from umsicht.measures.interfaces import exports, lateness, timeline
from umsicht.measures.interfaces.forms import MeasureFilterForm
from umsicht.measures.queries import measures as queries
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.measures.common import measure_url, state_tag

PAGE = 50
NARROWING = ("q", "feld", "stadtteil", "stand", "zustaendig", "ueberfaellig")


def _asked(request: HttpRequest) -> MeasureFilterForm:
    require(request.user, "measures.measure.view", here(request))
    return MeasureFilterForm(request.GET, tenant=here(request))


def _views(request: HttpRequest, current: str) -> list[Link]:
    """The ways to look at measures; the filter goes along."""
    labels = {
        "desk_measures": _("List"),
        "desk_measures_board": _("Board"),
        "desk_measures_line": _("Line of time"),
        "desk_measures_overdue": _("Overdue"),
    }
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        Link(label, url(request, name) + query, current=name == current) for name, label in labels.items()
    ]


def _frame(request: HttpRequest, form: MeasureFilterForm, view: str) -> dict[str, Any]:
    """What all views of the list have around them."""
    return {
        "form": form,
        "views": _views(request, view),
        "query": request.GET.urlencode(),
        "filtered": any(request.GET.get(name) for name in NARROWING),
        "may_change": request.user.has_perm("measures.measure.change", here(request)),
    }


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    form = _asked(request)
    page = paginate(queries.listing(form.wanted(), here(request)), request.GET.get("seite"), size=PAGE)
    context = _frame(request, form, "desk_measures") | {"page": page, "table": _table(request, page)}
    return render(request, "desk/measures/list.html", context)


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    columns = [
        Column(_("Measure"), sort="titel"),
        Column(_("State"), sort="stand"),
        Column(_("In charge"), sort="zustaendig"),
        Column(_("Is to end on"), sort="ende"),
        Column(_("Milestones"), numeric=True),
        Column(_("On the portal")),
    ]
    sort = request.GET.get("sortierung", "") or "titel"
    shown = list(found)
    why = lateness.reasons(shown, clock.today())
    rows = (_row(request, measure, why.get(measure.pk, "")) for measure in shown)
    return Table(_("Measures"), columns, rows, caption_hidden=True, sorted_by=sort, query=request.GET)


def _row(request: HttpRequest, measure: Any, why: str) -> list[Any]:
    return [
        _title(request, measure),
        format_html("{}{}", state_tag(measure), _late(measure, why)),
        queries.lead_of(measure),
        measure.ends_on,
        f"{measure.milestones_done}/{measure.milestones_all}" if measure.milestones_all else "",
        _("yes") if measure.is_public else _("no"),
    ]


def _title(request: HttpRequest, measure: Any) -> Any:
    demo = demo_mark(measure)
    return format_html('<a href="{}">{}</a>{}', measure_url(request, measure), measure.title, demo)


def _late(measure: Any, why: str) -> Any:
    if not measure.is_late:
        return ""
    return format_html(' {}<br><span class="um-meta">{}</span>', tag(_("overdue"), "bad"), why)


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    """A row for each goal of the measures in the list."""
    found = queries.with_parts(queries.listing(_asked(request).wanted(), here(request)))
    return csv_file(csvsafe.write(exports.columns(), exports.rows(found)), _("measures"), here(request))


@require_safe
@never_cache
def board(request: HttpRequest, tenant: str) -> HttpResponse:
    """Measures side by side in the columns of their states."""
    form = _asked(request)
    found = queries.board(form.wanted(), here(request))
    labels = dict(MeasureState.choices)
    every = [measure for column in found.values() for measure in column]
    why = lateness.reasons(every, clock.today())
    for measure in every:
        measure.why_late = why.get(measure.pk, "")
    context = _frame(request, form, "desk_measures_board") | {
        "columns": [(labels[MeasureState(state)], measures) for state, measures in found.items()],
        "total": len(every),
    }
    return render(request, "desk/measures/board.html", context)


@require_safe
@never_cache
def line(request: HttpRequest, tenant: str) -> HttpResponse:
    """From when to when measures run, with their milestones."""
    form = _asked(request)
    every = list(queries.with_parts(queries.listing(form.wanted(), here(request))))
    spans = timeline.spans(every)
    context = _frame(request, form, "desk_measures_line") | {
        "spans": spans,
        "drawing": timeline.draw(spans),
        "undated": [measure for measure in every if measure.starts_on is None],
    }
    return render(request, "desk/measures/line.html", context)


@require_safe
@never_cache
def overdue(request: HttpRequest, tenant: str) -> HttpResponse:
    """What should have happened by now: milestones, goals, ends; and money that runs out."""
    require(request.user, "measures.measure.view", here(request))
    today = clock.today()
    context = {
        "views": _views(request, "desk_measures_overdue"),
        "milestones": queries.overdue_milestones(today),
        "goals": queries.overdue_goals(today),
        "ends": queries.past_end(today),
        "funding": queries.funding_ends(today),
    }
    return render(request, "desk/measures/overdue.html", context)
