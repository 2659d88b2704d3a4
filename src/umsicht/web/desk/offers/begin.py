"""A new offer: from a programme, like another one, or from nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core.access import require
from umsicht.directory.models import Organisation
from umsicht.directory.queries.keeping import kept_by, kept_ids
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.offers.domain import copying
from umsicht.offers.interfaces.desk_forms import BlankForm, FromOfferForm, FromProgrammeForm
from umsicht.offers.models import Offer
from umsicht.offers.queries import desk
from umsicht.web.desk.answers import here
from umsicht.web.desk.offers.common import list_link, offer_of, sees_all, url


def _providers(request: HttpRequest) -> list[tuple[int, str]]:
    if request.user.has_perm("offers.offer.check", here(request)):
        return desk.all_providers()
    return [(found.pk, found.name) for found in kept_by(request.user, here(request))]


def _forms(request: HttpRequest) -> dict[str, Any]:
    """The three ways; the one that was sent is bound."""
    providers, sent = _providers(request), request.POST.get("weg", "")
    own = (
        None
        if request.user.has_perm("offers.offer.check", here(request))
        else kept_ids(request.user, here(request))
    )
    offers = [(offer.pk, offer.title) for offer in desk.listing(desk.Wanted(), providers=own)]

    def data(way: str) -> Any:
        return request.POST if sent == way else None

    return {
        "programm": FromProgrammeForm(
            data("programm"), providers=providers, programmes=desk.programme_choices()
        ),
        "angebot": FromOfferForm(data("angebot"), offers=offers),
        "leer": BlankForm(data("leer"), providers=providers),
        "has_providers": bool(providers),
        "has_offers": bool(offers),
    }


@require_safe
@never_cache
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.offer.begin", here(request))
    return _page(request, _forms(request))


def _page(request: HttpRequest, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"forms": forms, "crumbs": [list_link(request)], "sees_all": sees_all(request)}
    return render(request, "desk/offers/new.html", context, status=status)


@require_POST
@never_cache
def create(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.offer.begin", here(request))
    forms = _forms(request)
    form = forms.get(request.POST.get("weg", ""))
    if form is None or isinstance(form, bool) or not form.is_valid():
        return _page(request, forms, 400)
    made = _make(request, request.POST["weg"], form.cleaned_data)
    messages.success(request, _("The draft is made. Nothing is public before you send it."))
    return redirect(url(made, "desk_offer_edit", step="was"))


def _make(request: HttpRequest, way: str, data: dict[str, Any]) -> Offer:
    if way == "angebot":
        held = offer_of(request, int(data["angebot"]), "offers.offer.change")
        return copying.from_offer(offer=held, actor=request.user, with_dates=data["termine"])
    provider: Organisation = organisation_at_desk(int(data["anbieter"]))
    if way == "programm":
        programme = desk.programme_by_id(int(data["programm"]))
        return copying.from_programme(provider=provider, programme=programme, actor=request.user)
    return copying.blank(provider=provider, actor=request.user, title=data["titel"], summary=data["satz"])


@require_POST
def copy(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    """Like this one, from the offer's own page."""
    held = offer_of(request, offer_id, "offers.offer.change")
    made = copying.from_offer(offer=held, actor=request.user, with_dates="termine" in request.POST)
    messages.success(request, _("The copy is a draft. Give it a title of its own."))
    return redirect(url(made, "desk_offer_edit", step="was"))
