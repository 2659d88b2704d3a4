"""Who worked together in what: a table of pairs, and the records behind each number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.fieldwork.interfaces.exports import matrix_columns, matrix_rows
from umsicht.fieldwork.interfaces.forms import PeriodForm
from umsicht.fieldwork.queries import cooperation as queries
from umsicht.fieldwork.queries.cooperation import Joint, Matrix
from umsicht.ui.markup import demo_mark
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.links import url

SHOWN = 15
ADDRESSES = {
    "meetings": ("desk_meeting", "meeting_id", "council.meeting.view"),
    "patrols": ("desk_patrol", "shift_id", "fieldwork.patrol.view"),
    "inspections": ("desk_inspection", "inspection_id", "fieldwork.inspection.view"),
    "measures": ("desk_measure", "measure_id", "measures.measure.view"),
}
"""Where a record of a source is shown: name of the address, its argument, and who may open it."""


def _asked(request: HttpRequest) -> tuple[PeriodForm, list[Joint]]:
    form = PeriodForm(request.GET, sources=[(one.key, one.label) for one in queries.sources()])
    first, last = form.period()
    form.initial = {"von": first, "bis": last}
    return form, queries.records(first, last, form.source())


@require_safe
@never_cache
def matrix(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.cooperation.view", here(request))
    form, found = _asked(request)
    counted = queries.matrix(found)
    first, last = form.period()
    context = {
        "form": form,
        "first": first,
        "last": last,
        "has_demo": any(joint.is_demo for joint in found),
        "query": request.GET.urlencode(),
        **_drawn(request, counted),
    }
    return render(request, "desk/fieldwork/cooperation.html", context)


def _drawn(request: HttpRequest, counted: Matrix) -> dict[str, Any]:
    return {
        "records": counted.records,
        "more": max(0, len(counted.names) - SHOWN),
        "table": _table(request, counted),
        "sources": _sources(counted),
    }


def _link(request: HttpRequest, count: int, one: str, other: str = "") -> Any:
    """The number as a link to its records."""
    if not count:
        return 0
    kept = {name: request.GET[name] for name in ("von", "bis", "quelle") if request.GET.get(name)}
    more = {"a": one, "b": other} if other else {"a": one}
    with_whom = _("%(one)s with %(other)s") % {"one": one, "other": other} if other else one
    return format_html(
        '<a href="{}?{}" aria-label="{}: {}">{}</a>',  # hidden text would widen the scrolled table
        url(request, "desk_cooperation_records"),
        urlencode(kept | more),
        count,
        with_whom,
        count,
    )


def _table(request: HttpRequest, counted: Matrix) -> Table:
    names = counted.names[:SHOWN]

    def rows() -> Iterator[list[Any]]:
        for one in names:
            cells = [
                "" if one == other else _link(request, counted.together(one, other), one, other)
                for other in names
            ]
            yield [one, _link(request, counted.taken_part[one], one), *cells]

    columns = [Column(_("Office or organisation")), Column(_("Took part"), numeric=True)]
    columns += [Column(name, numeric=True) for name in names]
    return Table(_("Who worked together how often"), columns, rows(), cards=False)


def _sources(counted: Matrix) -> Table:
    """The same per kind of record: readable on a small screen."""
    every = queries.sources()
    rows = [
        [name, *(counted.by_source[name].get(one.key, 0) for one in every)] for name in counted.names[:SHOWN]
    ]
    columns = [Column(_("Office or organisation")), *(Column(str(one.label), numeric=True) for one in every)]
    return Table(_("In what they took part"), columns, rows, cards=False)


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.cooperation.view", here(request))
    _form, found = _asked(request)
    counted = queries.matrix(found)
    content = csvsafe.write(matrix_columns(counted), matrix_rows(counted))
    return csv_file(content, _("cooperation"), here(request))


def _back(request: HttpRequest) -> str:
    """The table with the period it was asked for."""
    kept = urlencode({name: request.GET[name] for name in ("von", "bis", "quelle") if request.GET.get(name)})
    return url(request, "desk_cooperation") + (f"?{kept}" if kept else "")


@require_safe
@never_cache
def records(request: HttpRequest, tenant: str) -> HttpResponse:
    """What stands behind one number."""
    require(request.user, "fieldwork.cooperation.view", here(request))
    form, found = _asked(request)
    one, other = request.GET.get("a", "")[:200], request.GET.get("b", "")[:200]
    both, back = queries.with_both(found, one, other), _back(request)
    first, last = form.period()
    context = {
        "table": _records(request, both),
        "count": len(both),
        "first": first,
        "last": last,
        "back": back,
    }
    context["title"] = _("%(one)s with %(other)s") % {"one": one, "other": other} if other else one
    context["crumbs"] = [Link(_("Cooperation"), back), Link(_("Records"), "")]
    return render(request, "desk/fieldwork/cooperation_records.html", context)


def _records(request: HttpRequest, found: list[Joint]) -> Table:
    labels = {one.key: one.label for one in queries.sources()}
    rows = [
        [joint.day, labels[joint.source], _title(request, joint), ", ".join(joint.parties)] for joint in found
    ]
    columns = [Column(_("Day")), Column(_("Kind")), Column(_("Record")), Column(_("Who took part"))]
    return Table(_("Records"), columns, rows, caption_hidden=True)


def _title(request: HttpRequest, joint: Joint) -> Any:
    """With its link, where the record has a page that this person may open."""
    demo = demo_mark(joint)
    name, argument, permission = ADDRESSES.get(joint.source, ("", "", ""))
    if not name or not request.user.has_perm(permission, here(request)):
        return format_html("{}{}", joint.title, demo)
    try:
        address = url(request, name, **{argument: joint.pk})
    except NoReverseMatch:
        return format_html("{}{}", joint.title, demo)
    return format_html('<a href="{}">{}</a>{}', address, joint.title, demo)
