"""Hand-overs at the desk of an office: what is offered to it, and what became of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.paging import paginate
from umsicht.directory.domain.handovers import settle
from umsicht.directory.domain.taking_over import receiver_name
from umsicht.directory.enums import HandOverState
from umsicht.directory.models import HandOver
from umsicht.directory.queries import handovers as queries
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import back, here
from umsicht.web.desk.directory.links import url

PAGE = 50


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "directory.handover.list", here(request))
    page = paginate(queries.listed(here(request)), request.GET.get("seite"), size=PAGE)
    context = {"page": page, "table": _table(request, page)}
    return render(request, "desk/directory/handovers.html", context)


def _table(request: HttpRequest, found: Iterable[HandOver]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for item in found:
            link = url(request, "desk_handover", handover_id=item.pk)
            waits = item.state == HandOverState.PROPOSED
            yield [
                format_html('<a href="{}">{}</a>', link, item.organisation.name),
                item.tenant.name,
                receiver_name(item),
                item.created_at,
                tag(item.get_state_display(), "open" if waits else ""),
            ]

    columns = [
        Column(_("Organisation")),
        Column(_("From")),
        Column(_("To")),
        Column(_("Proposed")),
        Column(_("State")),
    ]
    return Table(_("Hand-overs"), columns, rows(), caption_hidden=True)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, handover_id: int) -> HttpResponse:
    require(request.user, "directory.handover.list", here(request))
    found = queries.handover_at_desk(handover_id, here(request))
    waits = found.state == HandOverState.PROPOSED
    context = {
        "handover": found,
        "to": receiver_name(found),
        "may_decide": waits and request.user.has_perm("directory.handover.decide", found),
        "own": found.tenant_id == here(request).pk,
        "crumbs": [Link(_("Hand-overs"), url(request, "desk_handovers")), Link(found.organisation.name, "")],
    }
    return render(request, "desk/directory/handover.html", context)


@require_POST
def answer(request: HttpRequest, tenant: str, handover_id: int) -> HttpResponse:
    require(request.user, "directory.handover.list", here(request))
    found = queries.handover_at_desk(handover_id, here(request))
    name = {"annehmen": "accept", "ablehnen": "decline"}.get(request.POST.get("antwort", ""))
    if name is None:
        raise BadInput(_("Please choose an answer."))
    settle(handover=found, name=name, actor=request.user)
    words = _("Taken over. Both sides are told.") if name == "accept" else _("Declined. Both sides are told.")
    messages.success(request, words)
    return back(request, "desk_handovers")
