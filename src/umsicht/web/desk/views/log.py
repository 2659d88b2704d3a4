"""The log of a tenant, for its coordinators and auditors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from umsicht.audit.interfaces.exports import LIMIT, event_columns, event_rows
from umsicht.audit.interfaces.forms import EventFilterForm
from umsicht.audit.queries.events import actions_used, actors_used, event_at_desk, events
from umsicht.core import csvsafe, journal
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.changes import kind_of, worded_changes
from umsicht.web.desk.tables import events_table

PAGE = 50


def _form(request: HttpRequest) -> EventFilterForm:
    return EventFilterForm(request.GET, actions=actions_used(), actors=actors_used())


@require_GET
@never_cache
def log(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.audit.view", here(request))
    form = _form(request)
    page = paginate(events(form.chosen()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": events_table(request, page),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/log.html", context)


@require_GET
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.audit.view", here(request))
    found = events(_form(request).chosen())[:LIMIT]
    return csv_file(csvsafe.write(event_columns(), event_rows(found)), _("log"), here(request))


@require_GET
@never_cache
def event(request: HttpRequest, tenant: str, event_id: int) -> HttpResponse:
    require(request.user, "tenancy.audit.view", here(request))
    found = event_at_desk(event_id)
    context = {
        "event": found,
        "action": journal.label_of(found.action),
        "kind": kind_of(found.object_type),
        "changes": worded_changes(found),
    }
    return render(request, "desk/log_event.html", context)
