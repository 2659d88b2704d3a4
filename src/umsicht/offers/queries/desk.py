"""The desk's lists of offers: the office sees all, a provider its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from umsicht.core import clock
from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.enums import OPEN_VERSIONS, OfferState, VersionState
from umsicht.offers.models import FieldComment, Offer, OfferVersion, Programme
from umsicht.offers.queries.freshness import CONFIRM_AFTER_DAYS
from umsicht.offers.queries.offers import programmes

SORTS = {
    "titel": ("title",),
    "anbieter": ("provider__name", "title"),
    "stand": ("state", "title"),
    "bearbeitet": ("edited_on", "title"),
    "bestaetigt": ("confirmed_on", "title"),
}
CHECK, BACK, WORK, CONFIRM = "pruefen", "zurueck", "in-arbeit", "bestaetigen"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty means everything. `due`: one of the words above; `sort` may begin with "-"."""

    text: str = ""
    state: str = ""
    provider: int | None = None
    topic: str = ""
    due: str = ""
    sort: str = ""


def listing(wanted: Wanted, *, providers: Collection[int] | None = None) -> QuerySet[Offer]:
    """Offers of the tenant in scope, of `providers` only if given, with provider and open version (`in_work`); two queries."""
    found: QuerySet[Offer] = Offer.objects.select_related("provider", "tenant").prefetch_related(
        Prefetch("versions", OfferVersion.objects.filter(state__in=OPEN_VERSIONS), to_attr="in_work")
    )
    if providers is not None:
        found = found.filter(provider_id__in=list(providers))
    for word in wanted.text.split()[:5]:
        found = found.filter(
            Q(title__icontains=word) | Q(provider__name__icontains=word) | Q(code__iexact=word)
        )
    if wanted.state in OfferState.values:
        found = found.filter(state=wanted.state)
    if wanted.provider is not None:
        found = found.filter(provider_id=wanted.provider)
    if wanted.topic:
        found = _about(found, wanted.topic)
    return _sorted(_due(found, wanted.due), wanted.sort)


def _about(found: QuerySet[Offer], topic: str) -> QuerySet[Offer]:
    """JSON lists as text: the one way that both stores know."""
    code = f'"{topic}"'
    texts = found.annotate(_fields=Cast("problem_fields", TextField()), _topics=Cast("topics", TextField()))
    return texts.filter(Q(_fields__contains=code) | Q(_topics__contains=code))


def _due(found: QuerySet[Offer], due: str) -> QuerySet[Offer]:
    if due == CHECK:
        return found.filter(Q(state=OfferState.SUBMITTED) | Q(pk__in=_with_version(VersionState.SUBMITTED)))
    if due == BACK:
        return found.filter(Q(pk__in=_with_version(VersionState.RETURNED)) | Q(pk__in=_returned_drafts()))
    if due == WORK:
        return found.filter(Q(state=OfferState.DRAFT) | Q(pk__in=_with_version(*OPEN_VERSIONS)))
    if due == CONFIRM:
        since = clock.today() - dt.timedelta(days=CONFIRM_AFTER_DAYS)
        return found.filter(Q(confirmed_on__lt=since) | Q(confirmed_on=None), state=OfferState.PUBLISHED)
    return found


def _with_version(*states: str) -> QuerySet[Any, Any]:
    return OfferVersion.objects.filter(state__in=states).values("offer_id")


def _returned_drafts() -> QuerySet[Any, Any]:
    """Never published, and the office's reason still stands unanswered."""
    return FieldComment.objects.filter(
        version=None, field="", settled_at=None, offer__state=OfferState.DRAFT
    ).values("offer_id")


def _sorted(found: QuerySet[Offer], sort: str) -> QuerySet[Offer]:
    return found.order_by(*order_by(sort, SORTS, "titel"))


def with_offers(ids: Iterable[int]) -> list[Offer]:
    """Chosen offers of the tenant in scope with what rules and steps ask for, by title."""
    return list(listing(Wanted()).filter(pk__in=list(ids)))


def providers_with_offers(providers: Collection[int] | None = None) -> list[tuple[int, str]]:
    """(id, name) for a filter."""
    found = Organisation.objects.filter(offers__isnull=False)
    if providers is not None:
        found = found.filter(pk__in=list(providers))
    return list(found.order_by("name", "pk").values_list("pk", "name").distinct())


def all_providers() -> list[tuple[int, str]]:
    """(id, name) of the organisations that may offer something."""
    return list(
        Organisation.objects.filter(is_provider=True).order_by("name", "pk").values_list("pk", "name")
    )


def points_of(offer: Offer) -> list[tuple[int, str]]:
    """(id, name and street) of the provider's contact points."""
    points = ContactPoint.objects.filter(organisation=offer.provider_id).order_by("name", "pk")
    return [(point.pk, ", ".join(filter(None, (point.name, point.street)))) for point in points]


def programme_choices() -> list[tuple[int, str]]:
    return list(programmes().values_list("pk", "name"))


def programme_by_id(pk: int) -> Programme:
    """Raises NotFound."""
    found = programmes().select_related("tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def check_figures() -> Tally:
    """How much waits for a check, and since when the oldest does. Two queries."""
    offers, first = count_since(Offer.objects.filter(state=OfferState.SUBMITTED), "updated_at")
    versions, second = count_since(OfferVersion.objects.filter(state=VersionState.SUBMITTED), "submitted_at")
    return offers + versions, min((day for day in (first, second) if day is not None), default=None)


@dataclass(frozen=True)
class Waits:
    """One entry that waits; `is_new`: it was never public."""

    offer: Offer
    since: dt.datetime
    is_new: bool


def to_check(most: int) -> list[Waits]:
    """What was submitted, the oldest first; two queries."""
    offers = (
        Offer.objects.filter(state=OfferState.SUBMITTED).select_related("provider").order_by("updated_at")
    )
    versions = OfferVersion.objects.filter(state=VersionState.SUBMITTED).select_related("offer__provider")
    found = [Waits(offer, offer.updated_at, is_new=True) for offer in offers[:most]]
    found += [
        Waits(version.offer, version.submitted_at or version.updated_at, is_new=False)
        for version in versions.order_by("submitted_at")[:most]
    ]
    return sorted(found, key=lambda waits: (waits.since, waits.offer.pk))[:most]


def came_back(providers: Collection[int], most: int) -> list[Offer]:
    """What the office returned to these providers, the longest waiting first."""
    return list(
        _due(Offer.objects.filter(provider_id__in=list(providers)), BACK).order_by("updated_at", "pk")[:most]
    )


def came_back_figures(providers: Collection[int]) -> Tally:
    found = _due(Offer.objects.filter(provider_id__in=list(providers)), BACK)
    return count_since(found, "updated_at")
