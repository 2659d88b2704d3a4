"""What the pages of one offer share: the record with its permission, the way back, where things stand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.offers.enums import OfferState, VersionState
from umsicht.offers.models import Offer
from umsicht.offers.queries.offers import offer_at_desk
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here

_KINDS = {
    OfferState.DRAFT: "",
    OfferState.SUBMITTED: "warn",
    OfferState.PUBLISHED: "good",
    OfferState.PAUSED: "open",
    OfferState.ARCHIVED: "closed",
}


def offer_of(request: HttpRequest, offer_id: int, permission: str = "offers.offer.work") -> Offer:
    """The offer of this desk, if the person may; 404 for another tenant's, 403 for the wrong role."""
    offer = offer_at_desk(offer_id)
    require(request.user, permission, offer)
    return offer


def sees_all(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("offers.offer.list", here(request)))


def list_link(request: HttpRequest) -> Link:
    """Back to the list that this person has."""
    name, label = ("desk_offers", _("Offers")) if sees_all(request) else ("desk_own_offers", _("My offers"))
    return Link(label, reverse(name, kwargs={"tenant": here(request).slug}))


def url(offer: Offer, name: str = "desk_offer", **kwargs: Any) -> str:
    return reverse(name, kwargs={"tenant": offer.tenant.slug, "offer_id": offer.pk, **kwargs})


def crumbs(request: HttpRequest, offer: Offer, here_label: str = "") -> list[Link]:
    trail = [list_link(request), Link(offer.title, url(offer))]
    return [*trail, Link(here_label, "")] if here_label else trail


def state_tag(offer: Offer) -> Any:
    return tag(offer.get_state_display(), _KINDS[OfferState(offer.state)])


def version_tag(state: str) -> Any:
    """Where the version in work stands, beside the state of the offer."""
    words = {
        VersionState.DRAFT: (_("new version in work"), ""),
        VersionState.SUBMITTED: (_("new version submitted"), "warn"),
        VersionState.RETURNED: (_("new version returned"), "bad"),
    }
    found = words.get(VersionState(state))
    return tag(*found) if found else ""


def public_url(offer: Offer) -> str:
    return f"/{offer.tenant.slug}/angebote/{offer.slug}" if offer.state == OfferState.PUBLISHED else ""


def url_of_twin(offer: Offer, pk: int) -> str:
    return url(offer).removesuffix(str(offer.pk)) + str(pk)
