"""One offer at the desk: state, steps, versions, clocks, history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.audit.queries.events import newest_of_all
from umsicht.exchange.queries.sources import provenance_of
from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import dates_of
from umsicht.offers.queries.freshness import clocks
from umsicht.offers.queries.working import comments_of, differences, version_at_desk, versions_of, working
from umsicht.web.desk.changes import worded_changes
from umsicht.web.desk.offers import words
from umsicht.web.desk.offers.common import crumbs, offer_of, public_url, state_tag, version_tag
from umsicht.web.desk.offers.steps import choices_of
from umsicht.web.public.offer.page import when

SHOWN = 12


@require_safe
@never_cache
def offer(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    found = offer_of(request, offer_id)
    return render(request, "desk/offers/offer.html", _context(request, found))


def _context(request: HttpRequest, found: Offer) -> dict[str, Any]:
    work = working(found)
    return {
        "held": found,
        "work": work,
        "state": state_tag(found),
        "version_state": version_tag(work.version.state) if work.version is not None else "",
        "choices": choices_of(request, work),
        "comments": comments_of(work),
        "crumbs": crumbs(request, found),
        **_about(request, found),
    }


def _about(request: HttpRequest, offer: Offer) -> dict[str, Any]:
    user, versions = request.user, list(versions_of(offer)[:SHOWN])
    return {
        "may_change": user.has_perm("offers.offer.change", offer),
        "may_check": user.has_perm("offers.offer.publish", offer),
        "public_url": public_url(offer),
        "clocks": clocks(offer),
        "provenance": provenance_of([offer.pk]).get(offer.pk),
        "next_dates": [when(item) for item in dates_of(offer, limit=3)],
        "versions": [(version, version_tag(version.state)) for version in versions],
        "history": [(event, worded_changes(event)) for event in newest_of_all([offer, *versions], SHOWN)],
    }


@require_safe
@never_cache
def version(request: HttpRequest, tenant: str, offer_id: int, number: int) -> HttpResponse:
    """What one version changed, field by field."""
    found = offer_of(request, offer_id)
    shown = version_at_desk(found, number)
    rows = [
        (
            words.label(one.name),
            words.word(found, one.name, one.before),
            words.word(found, one.name, one.after),
        )
        for one in differences(shown)
    ]
    trail = crumbs(request, found, _("Version %(number)s") % {"number": number})
    context = {
        "held": found,
        "version": shown,
        "rows": rows,
        "crumbs": trail,
        "tag": version_tag(shown.state),
    }
    return render(request, "desk/offers/version.html", context)
