"""Who did what: the log, counted per person and action. Who may read the log may read this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.audit.interfaces.activity import ActivityForm, activity_columns, activity_rows
from umsicht.audit.queries.activity import Deed, deeds
from umsicht.audit.queries.events import actors_used
from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.ui.markup import time_tag
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here


def _chosen(request: HttpRequest) -> tuple[ActivityForm, list[Deed]]:
    form = ActivityForm(request.GET, actors=actors_used())
    since, until, actor_id = form.chosen()
    return form, deeds(since=since, until=until, actor_id=actor_id)


@require_safe
@never_cache
def activity(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.audit.view", here(request))
    form, found = _chosen(request)
    since, until, _actor = form.chosen()
    span = {"von": since.isoformat(), "bis": until.isoformat()}
    context = {
        "form": form,
        "since": since,
        "until": until,
        "deeds": found,
        "table": _table(request, found, span),
    }
    return render(request, "desk/waiting/activity.html", context | _figures(request, found))


def _figures(request: HttpRequest, found: list[Deed]) -> dict[str, Any]:
    return {
        "people": len({deed.actor_id for deed in found if deed.actor_id is not None}),
        "total": sum(deed.count for deed in found),
        "query": request.GET.urlencode(),
        "may_moderate": request.user.has_perm("notify.texts.moderate", here(request)),
        "may_see_log": True,
    }


def _table(request: HttpRequest, found: list[Deed], span: dict[str, str]) -> Table:
    log = reverse("desk_audit", kwargs={"tenant": here(request).slug})

    def rows() -> Iterator[list[Any]]:
        for deed in found:
            query = {"was": deed.action, **span} | ({"wer": str(deed.actor_id)} if deed.actor_id else {})
            link = format_html('<a href="{}?{}">{}</a>', log, urlencode(query), deed.label)
            local = clock.local(deed.last)
            yield [deed.who, link, deed.count, time_tag(local, local.strftime("%d.%m.%Y %H:%M"))]

    columns = [
        Column(_("Who")),
        Column(_("What")),
        Column(_("How often"), numeric=True),
        Column(_("Last time")),
    ]
    return Table(_("Who did what"), columns, rows(), caption_hidden=True)


@require_safe
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.audit.view", here(request))
    _form, found = _chosen(request)
    return csv_file(csvsafe.write(activity_columns(), activity_rows(found)), _("activity"), here(request))
