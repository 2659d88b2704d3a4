"""One step for many offers, with what became of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.offers.domain.many import MOST, STEPS, step_for_many
from umsicht.offers.queries.desk import with_offers
from umsicht.web.desk.answers import here, opened_at
from umsicht.web.desk.offers.common import list_link


@require_POST
@never_cache
def step(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.offer.begin", here(request))
    ids = [int(pk) for pk in request.POST.getlist("angebot")[: MOST + 1] if pk.isdecimal() and len(pk) < 16]
    key, reason = request.POST.get("schritt", ""), request.POST.get("grund", "")[:300]
    try:
        outcome = step_for_many(
            offers=with_offers(ids), key=key, actor=request.user, reason=reason, seen_at=opened_at(request)
        )
    except BadInput as error:
        messages.error(request, error.message)
        return redirect(list_link(request).url)
    back = list_link(request)
    context = {"outcome": outcome, "step": STEPS[key], "back": back, "crumbs": [back]}
    return render(request, "desk/offers/many.html", context)
