"""Seats of one body: entering, correcting, ending."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.core.access import require
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.council.domain import seats as domain
from umsicht.council.interfaces.forms import EndSeatForm, SeatForm
from umsicht.council.models import Body, Seat
from umsicht.council.queries import bodies as queries
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.web.answers import posted
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.changes import shown
from umsicht.web.desk.council.common import body_url, form_page
from umsicht.web.desk.directory.steps import written


def _body(request: HttpRequest, body_id: int) -> Body:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.change", body)
    return body


def _values(form: SeatForm) -> dict[str, Any]:
    chosen = form.cleaned_data["organisation"]
    return form.cleaned_data | {"organisation": organisation_at_desk(chosen) if chosen else None}


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = _body(request, body_id)
    form = SeatForm(posted(request), tenant=here(request))
    if form.is_valid():
        made = written(form, lambda: domain.create_seat(body=body, actor=request.user, **_values(form)))
        if made is not None:
            messages.success(request, _("Saved."))
            return redirect(body_url(request, body))
    return form_page(request, form, _("New seat"), body)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body = _body(request, body_id)
    seat = queries.seat_at_desk(body, seat_id)
    form = SeatForm(posted(request), tenant=here(request), held=seat)
    stand = meanwhile.again(request) or meanwhile.field({name: getattr(seat, name) for name in form.fields})
    try:
        if form.is_valid() and written(form, partial(_changed, request, seat, form)) is not None:
            messages.success(request, _("Saved."))
            return redirect(body_url(request, body))
    except ChangedMeanwhile as clash:
        about = meanwhile.About(Seat, body_url(request, body), word=partial(shown, Seat))
        return meanwhile.page(request, clash, about)
    return form_page(request, form, _("Correct seat"), body, stand=stand)


def _changed(request: HttpRequest, seat: Seat, form: SeatForm) -> bool:
    values = meanwhile.chosen(request, _values(form))
    return domain.change_seat(seat=seat, actor=request.user, stamp=meanwhile.sent(request), **values)


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body = _body(request, body_id)
    seat, form = queries.seat_at_desk(body, seat_id), EndSeatForm(posted(request))
    if form.is_valid() and written(
        form, lambda: domain.end_seat(seat=seat, actor=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(body_url(request, body))
    note = _("The seat of “%(office)s” stays visible with its period.") % {"office": seat.office}
    return form_page(request, form, _("End seat"), body, note=note, submit=_("End seat"))
