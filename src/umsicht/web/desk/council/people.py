"""Who sits on a seat, and the rules of procedure of a body."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.council.domain import people as domain
from umsicht.council.domain import procedure, subscriptions
from umsicht.council.interfaces.forms import EndSeatForm
from umsicht.council.interfaces.procedure_forms import HolderForm, RulesForm
from umsicht.council.models import Body, Seat
from umsicht.council.queries import bodies as queries
from umsicht.council.queries import people as reads
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council.common import body_url, page_of
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, correct, do, enter


def _seat(request: HttpRequest, body_id: int, seat_id: int) -> tuple[Body, Seat]:
    body = queries.body_at_desk(body_id)
    seat = queries.seat_at_desk(body, seat_id)
    require(request.user, "council.holder.change", seat)
    return body, seat


def _seat_url(request: HttpRequest, body: Body, seat: Seat) -> str:
    return url(request, "desk_seat_people", body_id=body.pk, seat_id=seat.pk)


def _page(request: HttpRequest, body: Body, seat: Seat) -> Page:
    above, address = page_of(request, body), _seat_url(request, body, seat)
    return Page(address, [*above.crumbs, Link(seat.office, address)], seat.office)


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
        "crumbs": page_of(request, body).below(seat.office),
    }
    return render(request, "desk/council/seat_people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def holder_new(request: HttpRequest, tenant: str, body_id: int, seat_id: int) -> HttpResponse:
    body, seat = _seat(request, body_id, seat_id)
    form = HolderForm(
        posted(request), people=reads.accounts(here(request)), initial={"valid_from": clock.today()}
    )
    write = partial(domain.create_holder, seat=seat)
    return enter(request, form, _("New person"), _page(request, body, seat), write)


@never_cache
@require_http_methods(["GET", "POST"])
def holder_edit(
    request: HttpRequest, tenant: str, body_id: int, seat_id: int, holder_id: int
) -> HttpResponse:
    body, seat = _seat(request, body_id, seat_id)
    held = reads.holder_of(seat, holder_id)
    form = HolderForm(posted(request), people=reads.accounts(here(request)), held=held)
    write = partial(domain.change_holder, holder=held)
    return correct(request, form, held, _("Correct"), _page(request, body, seat), write)


@never_cache
@require_http_methods(["GET", "POST"])
def holder_end(request: HttpRequest, tenant: str, body_id: int, seat_id: int, holder_id: int) -> HttpResponse:
    body, seat = _seat(request, body_id, seat_id)
    held, form = reads.holder_of(seat, holder_id), EndSeatForm(posted(request))
    del form.fields["reason"]
    write, back = partial(domain.end_holder, holder=held), _page(request, body, seat)
    return enter(request, form, _("Leaves the seat"), back, write, lead=str(held))


@require_POST
def holder_calendar(
    request: HttpRequest, tenant: str, body_id: int, seat_id: int, holder_id: int
) -> HttpResponse:
    """Send somebody without an account the private address of a calendar, or switch it off."""
    body, seat = _seat(request, body_id, seat_id)
    held, off = reads.holder_of(seat, holder_id), request.POST.get("schritt") == "abschalten"
    write = partial(subscriptions.withdraw if off else subscriptions.send, holder=held, actor=request.user)
    said = _("The calendar address is switched off.") if off else _("The calendar address is on its way.")
    return do(request, write, _seat_url(request, body, seat), said)


@never_cache
@require_http_methods(["GET", "POST"])
def rules_new(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    """Rules that hold from a day on; the running ones end the day before."""
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.change", body)
    note = _(
        "Meetings are counted by the rules that hold on their day. Rules that hold now end the day before."
    )
    form, write = RulesForm(posted(request)), partial(procedure.set_rules, body=body)
    return enter(request, form, _("Rules of procedure"), page_of(request, body), write, note=note)


@never_cache
@require_http_methods(["GET", "POST"])
def rules_edit(request: HttpRequest, tenant: str, body_id: int, rules_id: int) -> HttpResponse:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.change", body)
    rules = reads.rules_at_desk(body, rules_id)
    form, write = RulesForm(posted(request), held=rules), partial(procedure.correct_rules, rules=rules)
    return correct(request, form, rules, _("Correct the rules"), page_of(request, body), write)
