"""Seats of one body: entering, correcting, ending."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.council.domain import seats as domain
from umsicht.council.interfaces.forms import EndSeatForm, SeatForm
from umsicht.council.queries import bodies as queries
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council.common import body_to_change, page_of
from umsicht.web.desk.pages import correct, enter


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = body_to_change(body_id, request.user)
    form = SeatForm(posted(request), tenant=here(request))
    return enter(request, form, _("New seat"), page_of(request, body), partial(domain.create_seat, body=body))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body = body_to_change(body_id, request.user)
    seat = queries.seat_at_desk(body, seat_id)
    form = SeatForm(posted(request), tenant=here(request), held=seat)
    write = partial(domain.change_seat, seat=seat)
    return correct(request, form, seat, _("Correct seat"), page_of(request, body), write)


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body = body_to_change(body_id, request.user)
    seat = queries.seat_at_desk(body, seat_id)
    note = _("The seat of “%(office)s” stays visible with its period.") % {"office": seat.office}
    write = partial(domain.end_seat, seat=seat)
    form, title = EndSeatForm(posted(request)), _("End seat")
    return enter(request, form, title, page_of(request, body), write, note=note, submit=title)
