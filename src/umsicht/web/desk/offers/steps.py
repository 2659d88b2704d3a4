"""The buttons of an offer and its version: what this person may do now, from the tables of the procedures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.meanwhile import ChangedMeanwhile, check_seen
from umsicht.core.transitions import Choice, apply, available
from umsicht.offers.domain import versions
from umsicht.offers.domain.versions import settle_base
from umsicht.offers.interfaces.desk_forms import StepForm
from umsicht.offers.models import Offer
from umsicht.offers.queries.working import Working, working
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import opened_at
from umsicht.web.desk.offers import words
from umsicht.web.desk.offers.common import crumbs, offer_of, url


@dataclass(frozen=True)
class Button:
    """`subject`: offer or version, as the form sends it; `seen`: when what the page shows was last changed."""

    subject: str
    choice: Choice
    seen: str


def choices_of(request: HttpRequest, work: Working) -> list[Button]:
    """Steps of the version in work first, then those of the offer itself."""
    found: list[Button] = []
    if work.version is not None:
        seen = work.version.updated_at.isoformat()
        found += [Button("version", choice, seen) for choice in available(work.version, request.user)]
    seen = work.held.updated_at.isoformat()
    found += [Button("offer", choice, seen) for choice in available(work.held, request.user)]
    return found


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    """One step; a version that no longer fits what is public is shown side by side first."""
    offer = offer_of(request, offer_id)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("This step does not exist."))
    try:
        _take(request, working(offer), form.cleaned_data)
    except ChangedMeanwhile as clash:
        return _clash(request, offer, clash)
    except UmsichtError as error:
        messages.error(request, error.message)
        return redirect(url(offer))
    messages.success(request, _("Done."))
    return redirect(url(offer))


def _take(request: HttpRequest, work: Working, data: dict[str, Any]) -> None:
    subject: Any = work.version if data["was"] == "version" else work.held
    if subject is None:
        raise BadInput(_("There is no version in work."))
    if data["schritt"] == "publish":
        check_seen(subject.updated_at, opened_at(request))
    mine = {name.removeprefix(meanwhile.CHOICE) for name in request.POST if name.startswith(meanwhile.CHOICE)}
    if mine and work.version is not None and data["schritt"] == "publish":
        theirs = {name for name in mine if request.POST[f"{meanwhile.CHOICE}{name}"] == meanwhile.THEIRS}
        settle_base(version=work.version, actor=request.user, mine=mine - theirs, theirs=theirs)
    if work.version is None and data["schritt"] == "publish":
        versions.publish(offer=work.held, actor=request.user)
        return
    apply(subject, data["schritt"], actor=request.user, reason=data["reason"])


def _clash(request: HttpRequest, offer: Offer, clash: ChangedMeanwhile) -> HttpResponse:
    about = meanwhile.About(
        model=Offer,
        back=url(offer),
        word=lambda name, value: words.word(offer, name, value),
        crumbs=crumbs(request, offer, _("Publish")),
    )
    return meanwhile.page(request, clash, about)
