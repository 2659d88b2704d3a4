"""Organisations that registered themselves: the list, one of them, admitting and refusing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.errors import UmsichtError
from umsicht.core.paging import paginate
from umsicht.core.transitions import apply
from umsicht.directory.enums import RegistrationState
from umsicht.directory.interfaces.exports import registration_columns, registration_rows
from umsicht.directory.interfaces.forms import ReasonForm
from umsicht.directory.interfaces.registration_forms import AdmitForm, RefuseForm, RegistrationFilterForm
from umsicht.directory.models import Registration
from umsicht.directory.queries import registrations as queries
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.directory.queries.similar import Similar, facts_of, similar_to
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.desk.answers import back, csv_file, here
from umsicht.web.desk.directory.links import organisation_url, url

PAGE = 50
_KINDS = {
    RegistrationState.RECEIVED: "",
    RegistrationState.CONFIRMED: "open",
    RegistrationState.ADMITTED: "good",
    RegistrationState.REFUSED: "closed",
}


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "directory.registration.view", here(request))
    form = RegistrationFilterForm(request.GET or None)
    page = paginate(queries.registrations(state=form.chosen()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "query": request.GET.urlencode(),
        "public_url": f"/{here(request).slug}/anbieter/werden",
    }
    return render(request, "desk/directory/registrations.html", context)


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "directory.registration.view", here(request))
    found = queries.registrations(state=RegistrationFilterForm(request.GET or None).chosen())
    rows = registration_rows(found, here(request))
    return csv_file(csvsafe.write(registration_columns(), rows), _("registrations"), here(request))


def _table(request: HttpRequest, found: Iterable[Registration]) -> Table:
    words = catalogue(here(request))

    def rows() -> Iterator[list[Any]]:
        for item in found:
            link = url(request, "desk_registration", registration_id=item.pk)
            name = format_html('<a href="{}">{}</a>', link, item.name)
            yield [
                format_html("{} {}", name, tag("Demo")) if item.is_demo else name,
                words.label(Scheme.SECTOR, item.sector),
                item.created_at,
                tag(item.get_state_display(), _KINDS[RegistrationState(item.state)]),
                item.decided_at,
            ]

    columns = [
        Column(_("Name")),
        Column(_("Sector")),
        Column(_("Received")),
        Column(_("State")),
        Column(_("Decided")),
    ]
    return Table(_("Registrations of providers"), columns, rows(), caption_hidden=True)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, registration_id: int) -> HttpResponse:
    require(request.user, "directory.registration.view", here(request))
    return _page(request, queries.registration_at_desk(registration_id))


def _alike(found: Registration) -> list[Similar]:
    if found.state not in {RegistrationState.RECEIVED, RegistrationState.CONFIRMED}:
        return []
    values = {name: getattr(found, name) for name in ("name", "phone", "email", "website", "street")}
    return similar_to(found.tenant, facts_of(values | {"postal_code": found.postal_code}))


def _page(request: HttpRequest, found: Registration, status: int = 200, **forms: Any) -> HttpResponse:
    context = _context(request, found) | forms
    return render(request, "desk/directory/registration.html", context, status=status)


def _context(request: HttpRequest, found: Registration) -> dict[str, Any]:
    alike = _alike(found)
    return {
        "registration": found,
        "sector": catalogue(here(request)).label(Scheme.SECTOR, found.sector),
        "alike": alike,
        "may_decide": request.user.has_perm("directory.registration.decide", found),
        "waits": found.state == RegistrationState.CONFIRMED,
        "unconfirmed": found.state == RegistrationState.RECEIVED,
        "refused": found.state == RegistrationState.REFUSED,
        "admit_form": AdmitForm(alike=alike, prefix="auf"),
        "refuse_form": RefuseForm(prefix="ab"),
        "reopen_form": ReasonForm(prefix="neu"),
        "crumbs": [Link(_("Registrations"), url(request, "desk_registrations")), Link(found.name, "")],
    }


@require_POST
def admit(request: HttpRequest, tenant: str, registration_id: int) -> HttpResponse:
    """The entry is made or taken, the organisation is invited; whoever admits lands on the entry."""
    found = queries.registration_at_desk(registration_id)
    require(request.user, "directory.registration.decide", found)
    form = AdmitForm(request.POST, alike=_alike(found), prefix="auf")
    try:
        if form.is_valid():
            return _admitted(request, found, form)
    except UmsichtError as error:
        form.add_error(None, error.message)
        found = queries.registration_at_desk(registration_id)
        return _page(request, found, error.status, admit_form=form)
    return _page(request, found, 400, admit_form=form)


def _admitted(request: HttpRequest, found: Registration, form: AdmitForm) -> HttpResponse:
    pk, answer = form.cleaned_data.get("known"), form.cleaned_data["answer"]
    known = organisation_at_desk(pk) if pk else None
    apply(found, "admit", actor=request.user, answer=answer, known=known)
    messages.success(request, _("Admitted. The invitation to keep the entry is on its way."))
    return redirect(organisation_url(request, found.organisation_id or 0))


@require_POST
def refuse(request: HttpRequest, tenant: str, registration_id: int) -> HttpResponse:
    found = queries.registration_at_desk(registration_id)
    require(request.user, "directory.registration.decide", found)
    form = RefuseForm(request.POST, prefix="ab")
    if not form.is_valid():
        return _page(request, found, 400, refuse_form=form)
    apply(found, "refuse", actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Refused. The organisation gets your reason by mail."))
    return back(request, "desk_registrations")


@require_POST
def reopen(request: HttpRequest, tenant: str, registration_id: int) -> HttpResponse:
    found = queries.registration_at_desk(registration_id)
    require(request.user, "directory.registration.decide", found)
    form = ReasonForm(request.POST, prefix="neu")
    if not form.is_valid():
        return _page(request, found, 400, reopen_form=form)
    apply(found, "reopen", actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The registration waits for admission again."))
    return back(request, "desk_registration", registration_id=registration_id)
