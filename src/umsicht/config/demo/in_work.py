"""Offers in work: a new version that waits for its check, one that came back with reasons, a provider's draft."""

from __future__ import annotations

from django_scopes import scope

from umsicht.accounts.models import User
from umsicht.directory.models import Organisation
from umsicht.offers.domain import copying
from umsicht.offers.domain.offers import change_offer
from umsicht.offers.domain.versions import comment, save_work, send_back, submit
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, OfferVersion
from umsicht.tenancy.models import Tenant

OFFICE = "redaktion-chemnitz@example.org"
WORKSHOP, COUNSELLING = "anbieter-medienwerkstatt@example.org", "anbieter-lichtblick@example.org"
DRAFT = "Elternabend: Das erste eigene Handy (Demo)"


def fill(tenant: Tenant) -> int:
    """What is missing of the three; returns how many were made. Towns without the demo's providers get nothing."""
    people = {user.email: user for user in User.objects.filter(email__in=(OFFICE, WORKSHOP, COUNSELLING))}
    if len(people) < 3:
        return 0
    with scope(tenant=tenant):
        office = people[OFFICE]
        made = _waits(people[WORKSHOP], office) + _came_back(people[COUNSELLING], office)
        return made + _draft(people[WORKSHOP])


def _published(code: str) -> Offer | None:
    """The provider's first published offer that no version was ever made of."""
    touched = OfferVersion.objects.filter(offer__provider__code=code)
    if touched.exists():
        return None
    return (
        Offer.objects.filter(provider__code=code, state=OfferState.PUBLISHED)
        .select_related("provider", "tenant")
        .order_by("code")
        .first()
    )


def _waits(keeper: User, office: User) -> int:
    offer = _published("demo-medienwerkstatt")
    if offer is None:
        return 0
    save_work(
        offer=offer,
        actor=keeper,
        summary="Die Klasse prüft, was im Netz stimmt, und dreht dazu einen eigenen kurzen Film.",
        good_to_know=[*offer.good_to_know, "Wir bringen Tablets für alle mit"],
        duration_minutes=240,
        group_max=26,
    )
    submit(offer=offer, actor=keeper)
    comment(
        offer=offer,
        actor=office,
        field="duration_minutes",
        text="Sind die 240 Minuten mit oder ohne Pausen gerechnet?",
    )
    return 1


def _came_back(keeper: User, office: User) -> int:
    offer = _published("demo-lichtblick")
    if offer is None:
        return 0
    save_work(
        offer=offer,
        actor=keeper,
        summary="Vertrauliche Beratung bei Gewalt zu Hause, ggf. mit Begleitung.",
        contact_role="Beratung",
    )
    submit(offer=offer, actor=keeper)
    comment(offer=offer, actor=office, field="summary", text="Bitte schreiben Sie „ggf.“ aus.")
    reason = "Fast fertig: Bitte schreiben Sie noch, wer begleitet und wohin."
    send_back(offer=offer, actor=office, reason=reason)
    return 1


def _draft(keeper: User) -> int:
    provider = Organisation.objects.filter(code="demo-medienwerkstatt").first()
    if provider is None or Offer.objects.filter(title=DRAFT).exists():
        return 0
    summary = "Eltern erfahren, was sie vor dem ersten Handy mit ihrem Kind vereinbaren können."
    offer = copying.blank(provider=provider, actor=keeper, title=DRAFT, summary=summary)
    change_offer(offer=offer, actor=None, is_demo=True, audiences=["eltern"])
    return 1
