"""Who sits on a seat, and the rules of procedure of a body."""

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
from umsicht.council.domain import people as domain
from umsicht.council.domain import procedure
from umsicht.council.interfaces.forms import EndSeatForm
from umsicht.council.interfaces.procedure_forms import HolderForm, RulesForm
from umsicht.council.models import Body, Seat
from umsicht.council.queries import bodies as queries
from umsicht.council.queries import people as reads
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.council.common import body_url, crumbs
from umsicht.web.desk.directory.links import url


def _seat(request: HttpRequest, body_id: int, seat_id: int) -> tuple[Body, Seat]:
    body = queries.body_at_desk(body_id)
    seat = queries.seat_at_desk(body, seat_id)
    require(request.user, "council.holder.change", seat)
    return body, seat


def _seat_url(request: HttpRequest, body: Body, seat: Seat) -> str:
    return url(request, "desk_seat_people", body_id=body.pk, seat_id=seat.pk)


def _trail(request: HttpRequest, body: Body, seat: Seat, last: str) -> list[Link]:
    found = crumbs(request, body, seat.office)[:-1]
    return [
        *found,
        Link(seat.office, _seat_url(request, body, seat) if last else ""),
        *([Link(last, "")] if last else []),
    ]


@require_safe
@never_cache
def seat_people(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    """Everybody who holds or held the seat or deputises."""
    body, seat = _seat(request, body_id, seat_id)
    today = clock.today()
    held = reads.people_on(seat)
    context = {
        "body": body,
        "seat": seat,
        "now": [one for one in held if one.valid_to is None or one.valid_to >= today],
        "before": [one for one in held if one.valid_to is not None and one.valid_to < today],
        "back": body_url(request, body),
        "crumbs": _trail(request, body, seat, ""),
    }
    return render(request, "desk/council/seat_people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def holder_new(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body, seat = _seat(request, body_id, seat_id)
    form = HolderForm(
        posted(request), people=reads.accounts(here(request)), initial={"valid_from": clock.today()}
    )
    to, write, title = (
        _seat_url(request, body, seat),
        partial(domain.create_holder, seat=seat),
        _("New person"),
    )
    trail = _trail(request, body, seat, title)
    return common.form_view(request, form, write, title, to, trail, values=form.values, lead=seat.office)


@never_cache
@require_http_methods(["GET", "POST"])
def holder_edit(
    request: HttpRequest, tenant: str, body_id: int, seat_id: int, holder_id: int
) -> HttpResponse:
    body, seat = _seat(request, body_id, seat_id)
    held, title = reads.holder_of(seat, holder_id), _("Correct")
    form = HolderForm(posted(request), people=reads.accounts(here(request)), held=held)
    to, write = _seat_url(request, body, seat), partial(domain.change_holder, holder=held)
    more: dict[str, Any] = {
        "values": form.values,
        "record": held,
        "held": {name: getattr(held, name) for name in form.fields},
    }
    return common.form_view(
        request, form, write, title, to, _trail(request, body, seat, title), **more, lead=seat.office
    )


@never_cache
@require_http_methods(["GET", "POST"])
def holder_end(request: HttpRequest, tenant: str, body_id: int, seat_id: int, holder_id: int) -> HttpResponse:
    body, seat = _seat(request, body_id, seat_id)
    held, form = reads.holder_of(seat, holder_id), EndSeatForm(posted(request))
    del form.fields["reason"]
    to, write = _seat_url(request, body, seat), partial(domain.end_holder, holder=held)
    trail = _trail(request, body, seat, _("End"))
    return common.form_view(request, form, write, _("Leaves the seat"), to, trail, lead=str(held))


@never_cache
@require_http_methods(["GET", "POST"])
def rules_new(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    """Rules that hold from a day on; the running ones end the day before."""
    body, title = queries.body_at_desk(body_id), _("Rules of procedure")
    require(request.user, "council.body.change", body)
    write, to = partial(procedure.set_rules, body=body), body_url(request, body)
    note = _(
        "Meetings are counted by the rules that hold on their day. Rules that hold now end the day before."
    )
    return common.form_view(
        request, RulesForm(posted(request)), write, title, to, crumbs(request, body, title), note=note
    )


@never_cache
@require_http_methods(["GET", "POST"])
def rules_edit(request: HttpRequest, tenant: str, body_id: int, rules_id: int) -> HttpResponse:
    body, title = queries.body_at_desk(body_id), _("Correct the rules")
    require(request.user, "council.body.change", body)
    rules = reads.rules_at_desk(body, rules_id)
    form, write = RulesForm(posted(request), held=rules), partial(procedure.correct_rules, rules=rules)
    held = {name: getattr(rules, name) for name in form.fields}
    to, trail = body_url(request, body), crumbs(request, body, title)
    return common.form_view(request, form, write, title, to, trail, record=rules, held=held)
