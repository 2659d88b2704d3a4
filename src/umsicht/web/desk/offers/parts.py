"""Parts of the guided form that are records of their own: dates, free places, files; and its last step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from umsicht.core.errors import UmsichtError
from umsicht.offers.domain.files import attach_file, detach_file, drop_with_version
from umsicht.offers.domain.offers import set_availability
from umsicht.offers.domain.sessions import add_session, remove_session
from umsicht.offers.domain.versions import begin_version, may_edit
from umsicht.offers.interfaces.desk_forms import AvailabilityForm, OfferFileForm, SessionForm
from umsicht.offers.interfaces.guide import BY_SLUG, FormStep, step_of_field
from umsicht.offers.interfaces.steps import Place
from umsicht.offers.queries.files import file_at_desk, files_at_desk
from umsicht.offers.queries.hints import hints
from umsicht.offers.queries.twins import twins
from umsicht.offers.queries.working import Working, working
from umsicht.web.desk.offers import preview
from umsicht.web.desk.offers.around import around, choices, step_page
from umsicht.web.desk.offers.common import offer_of, public_url, url, url_of_twin
from umsicht.web.desk.offers.steps import choices_of


def page(request: HttpRequest, work: Working, step: FormStep, context: dict[str, Any]) -> HttpResponse:
    """The two steps without fields."""
    if step.slug == "dateien":
        return files_page(request, work, context)
    context |= {
        "hints": [
            (hint, url(work.held, "desk_offer_edit", step=_where(hint.field)))
            for hint in hints(work.offer, preview.files_in_work(work))
        ],
        "twins": [(twin, url_of_twin(work.held, twin.pk)) for twin in twins(work.offer)],
        "choices": choices_of(request, work),
        "public_url": public_url(work.held),
    }
    return render(request, "desk/offers/send.html", context)


def _where(field: str) -> str:
    return {"files": "dateien", "sessions": "ort", "availability": "ort"}.get(field) or step_of_field(field)


def files_page(
    request: HttpRequest, work: Working, context: dict[str, Any], form: Any = None
) -> HttpResponse:
    gone = set(work.version.dropped_files) if work.version is not None else set()
    rows = [(row, row.pk in gone) for row in files_at_desk(work.held)]
    context |= {"files": rows, "form": form or OfferFileForm()}
    return render(request, "desk/offers/files.html", context, status=400 if form else 200)


@require_POST
@never_cache
def add_date(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.change")
    form = SessionForm(request.POST)
    if not form.is_valid():
        return _again(request, working(offer), session_form=form)
    try:
        add_session(offer=offer, actor=request.user, series=form.cleaned_data["series"])
    except UmsichtError as error:
        form.add_error(None, error.message)
        return _again(request, working(offer), session_form=form)
    messages.success(request, _("The date was added."))
    return redirect(url(offer, "desk_offer_edit", step="ort") + "#daten")


def _again(request: HttpRequest, work: Working, **below: Any) -> HttpResponse:
    """The step with a form below it that has to be corrected."""
    form = Place(None, offer=work.offer, around=choices(work.held))
    return step_page(request, work, BY_SLUG["ort"], form, **below)


@require_POST
def remove_date(request: HttpRequest, tenant: str, offer_id: int, session_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.change")
    remove_session(offer=offer, actor=request.user, session_id=session_id)
    messages.success(request, _("The date was removed."))
    return redirect(url(offer, "desk_offer_edit", step="ort") + "#daten")


@require_POST
@never_cache
def availability(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.change")
    form = AvailabilityForm(request.POST)
    if not form.is_valid():
        return _again(request, working(offer), availability_form=form)
    set_availability(offer=offer, actor=request.user, state=form.cleaned_data["plaetze"])
    messages.success(request, _("Noted with today's date."))
    return redirect(url(offer, "desk_offer_edit", step="ort") + "#plaetze")


@require_POST
@never_cache
def add_file(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.change")
    work, form = working(offer), OfferFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            may_edit(work, request.user)
            version = begin_version(offer=offer, actor=request.user) if work.is_public else None
            attach_file(offer=offer, actor=request.user, version=version, **form.as_call())
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The file is being checked and appears in a moment."))
            return redirect(url(offer, "desk_offer_edit", step="dateien"))
    return files_page(request, work, around(request, work, BY_SLUG["dateien"]), form)


@require_POST
def remove_file(request: HttpRequest, tenant: str, offer_id: int, file_id: int) -> HttpResponse:
    """At once while nothing is public; else with the version in work."""
    offer = offer_of(request, offer_id, "offers.offer.change")
    work, row = working(offer), file_at_desk(offer, file_id)
    may_edit(work, request.user)
    remove(work, row, request.user)
    messages.success(request, _("The file was removed."))
    return redirect(url(offer, "desk_offer_edit", step="dateien"))


def remove(work: Working, row: Any, actor: Any) -> None:
    if not work.is_public:
        detach_file(row=row, actor=actor)
        return
    drop_with_version(row=row, version=begin_version(offer=work.held, actor=actor), actor=actor)
