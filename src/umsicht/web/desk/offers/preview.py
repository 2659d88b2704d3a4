"""The public page as it would be, with what is in work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.files.enums import FileState
from umsicht.offers.models import OfferFile
from umsicht.offers.queries.files import files_at_desk
from umsicht.offers.queries.working import Working, working
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.desk.offers.common import crumbs, offer_of
from umsicht.web.public.frame import Portal
from umsicht.web.public.offer import page


def files_in_work(work: Working) -> list[OfferFile]:
    """What the page would show: the waiting ones too, without those that go."""
    gone = set(work.version.dropped_files) if work.version is not None else set()
    return [row for row in files_at_desk(work.held) if row.pk not in gone]


def values(work: Working) -> dict[str, Any]:
    """Context of public/offer/body.html."""
    offer = work.offer
    portal = Portal(offer.tenant, f"/{offer.tenant.slug}")
    parts = page.Parts(
        offer=offer,
        portal=portal,
        catalogue=catalogue(offer.tenant),
        files=[row for row in files_in_work(work) if row.file.state == FileState.CLEAN],
        dates=page.next_dates(work.held),
    )
    return {**page.values(parts), "base": portal.base}


@require_safe
@never_cache
def preview(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    """On a page of its own, or as a part beside the form when htmx asks."""
    offer = offer_of(request, offer_id)
    work = working(offer)
    part = request.headers.get("HX-Request") == "true"
    template = "desk/offers/preview_part.html" if part else "desk/offers/preview.html"
    context = {"work": work, "held": offer, "crumbs": crumbs(request, offer)}
    return render(request, template, values(work) | context)
