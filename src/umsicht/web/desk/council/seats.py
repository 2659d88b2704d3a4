"""Seats of one body: entering, correcting, ending."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.core.access import require
from umsicht.council.domain import seats as domain
from umsicht.council.interfaces.forms import EndSeatForm, SeatForm
from umsicht.council.models import Body
from umsicht.council.queries import bodies as queries
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council.common import body_url, correct, form_page, step
from umsicht.web.desk.directory.steps import written


def _body(request: HttpRequest, body_id: int) -> Body:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.change", body)
    return body


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = _body(request, body_id)
    form = SeatForm(posted(request), tenant=here(request))
    if form.is_valid():
        write = partial(domain.create_seat, body=body, actor=request.user)
        if written(form, lambda: write(**form.values())) is not None:
            messages.success(request, _("Saved."))
            return redirect(body_url(request, body))
    return form_page(request, form, _("New seat"), body)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body = _body(request, body_id)
    seat = queries.seat_at_desk(body, seat_id)
    form = SeatForm(posted(request), tenant=here(request), held=seat)
    return correct(request, body, form, seat, _("Correct seat"), partial(domain.change_seat, seat=seat))


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body = _body(request, body_id)
    seat = queries.seat_at_desk(body, seat_id)
    note = _("The seat of “%(office)s” stays visible with its period.") % {"office": seat.office}
    write = partial(domain.end_seat, seat=seat)
    return step(request, body, EndSeatForm(posted(request)), _("End seat"), write, note=note)
