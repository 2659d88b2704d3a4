"""Problem fields at the desk: which are set, how important they are and why, what was decided, what is done."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.measures.domain import fields as domain
from umsicht.measures.interfaces.field_words import branches, decision_text
from umsicht.measures.interfaces.forms import RemoveForm
from umsicht.measures.interfaces.part_forms import FieldDecisionForm, PriorityForm
from umsicht.measures.models import FieldDecision, Priority
from umsicht.measures.queries import fields as queries
from umsicht.measures.queries.measures import every
from umsicht.ui.nav import Link
from umsicht.vocabulary.queries.catalogue import Entry
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.measures.common import state_tag
from umsicht.web.desk.measures.needs import needs
from umsicht.web.desk.pages import Page, correct, enter

KINDS: dict[str, tuple[type[Any], type[Any]]] = {
    "prioritaet": (Priority, PriorityForm),
    "beschluss": (FieldDecision, FieldDecisionForm),
}


def _titles(kind: str) -> tuple[str, str, str]:
    """For a new one, for correcting and for removing."""
    return {
        "prioritaet": (_("Set priority"), _("Change priority"), _("Remove priority")),
        "beschluss": (_("Enter a decision"), _("Change decision"), _("Remove decision")),
    }[kind]


def _link(request: HttpRequest) -> Link:
    return Link(_("Problem fields"), url(request, "desk_fields"))


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "measures.field.view", here(request))
    context = {
        "branches": branches(here(request), clock.today(), every()),
        "may_change": request.user.has_perm("measures.field.change", here(request)),
        "public_url": ""
        if here(request).is_state
        else f"/{here(request).slug}/praeventionsrat/problemfelder",
    }
    return render(request, "desk/measures/fields.html", context)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, code: str) -> HttpResponse:
    require(request.user, "measures.field.view", here(request))
    entry = queries.entry_of(here(request), code)
    measures = list(queries.measures_in(every(), here(request), code))
    decided = [(row, decision_text(row)) for row in queries.decisions_of(code)]
    context = {
        "needs": needs(request, code, decided, measures),
        "entry": entry,
        "title": entry.label("de", context=True),
        "priorities": queries.priorities_of(code),
        "decisions": decided,
        "measures": [(measure, state_tag(measure)) for measure in measures],
        "may_change": request.user.has_perm("measures.field.change", here(request)),
        "today": clock.today(),
        "crumbs": [_link(request), Link(entry.label("de", context=True), "")],
    }
    return render(request, "desk/measures/field.html", context)


def _place(request: HttpRequest, entry: Entry) -> Page:
    address, label = url(request, "desk_field", code=entry.code), entry.label("de", context=True)
    return Page(address, [_link(request), Link(label, address)], label)


def _field(request: HttpRequest, code: str) -> Entry:
    require(request.user, "measures.field.change", here(request))
    return queries.entry_of(here(request), code)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, code: str, kind: str) -> HttpResponse:
    entry = _field(request, code)
    write = domain.set_priority if kind == "prioritaet" else domain.enter_decision
    note = _("The priority that holds now ends the day before.") if kind == "prioritaet" else ""
    call = partial(write, tenant=here(request), field=code)
    form = KINDS[kind][1](posted(request))
    return enter(request, form, _titles(kind)[0], _place(request, entry), call, note=note)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, code: str, kind: str, row_id: int) -> HttpResponse:
    entry = _field(request, code)
    row = queries.row_at_desk(KINDS[kind][0], code, row_id)
    form = KINDS[kind][1](posted(request), held=row)
    gone = url(request, "desk_field_row_remove", code=code, kind=kind, row_id=row.pk)
    write = partial(domain.change_row, row=row)
    return correct(request, form, row, _titles(kind)[1], _place(request, entry), write, remove=gone)


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, tenant: str, code: str, kind: str, row_id: int) -> HttpResponse:
    entry = _field(request, code)
    row = queries.row_at_desk(KINDS[kind][0], code, row_id)
    title, form = _titles(kind)[2], RemoveForm(posted(request))
    write = partial(domain.remove_row, row=row)
    return enter(request, form, title, _place(request, entry), write, submit=title)
