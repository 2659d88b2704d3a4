"""What is due: of one provider, for its page; of a tenant, for the office's list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.directory.models import Organisation
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.models import GroupState
from umsicht.upkeep.policy import NEVER_ASKED, SOON_DAYS, Policy, Standing, hides_on

KEPT = Q(state=OfferState.PUBLISHED) | Q(state=OfferState.PAUSED, asking_round__hidden_on__isnull=False)
"""Published offers, and those that are hidden only because nobody confirmed them."""


@dataclass(frozen=True)
class DueOffer:
    """An offer with what is due of it (`groups`, in order); `overdue` says whether one of them was due by today."""

    offer: Offer
    groups: tuple[str, ...]
    due_on: dt.date
    overdue: bool
    standing: Standing = NEVER_ASKED

    @property
    def labels(self) -> list[str]:
        return [str(FieldGroup(group).label) for group in self.groups]


def _standing(offer: Offer) -> Standing:
    found = getattr(offer, "asking_round", None)
    return found.standing if found is not None else NEVER_ASKED


def due_offer(offer: Offer, until: dt.date, today: dt.date) -> DueOffer | None:
    """What of an offer is due by `until`; None if nothing is. `group_states` should be prefetched."""
    rows = {row.group: row for row in offer.group_states.all() if row.due_on <= until}
    if not rows:
        return None
    first = min(row.due_on for row in rows.values())
    groups = tuple(group for group in FieldGroup.values if group in rows)
    return DueOffer(offer, groups, first, first <= today, _standing(offer))


def kept_offers(tenant: Tenant) -> QuerySet[Offer]:
    """Offers that are looked after, with provider, contact point, group states and the running round."""
    states = GroupState.objects.with_scope(tenant=tenant).all()
    return (
        Offer.objects.with_scope(tenant=tenant)
        .filter(KEPT, provider__is_public=True)
        .select_related("tenant__parent__parent", "provider__tenant", "contact_point", "asking_round")
        .prefetch_related(Prefetch("group_states", queryset=states))
    )


def due_of(provider: Organisation, policy: Policy, today: dt.date | None = None) -> list[DueOffer]:
    """What a provider is asked for today, by title: all that is due, and what falls due in the days of `gather_days`."""
    today = today or clock.today()
    until = today + dt.timedelta(days=policy.gather_days)
    offers = kept_offers(provider.tenant).filter(provider=provider).prefetch_related("sessions")
    found = (due_offer(offer, until, today) for offer in offers.order_by("title", "pk"))
    return [item for item in found if item is not None]


def providers_with_overdue(tenant: Tenant, today: dt.date) -> list[Organisation]:
    """Providers of whom at least one offer has something due today or earlier."""
    ids = (
        kept_offers(tenant)
        .filter(group_states__due_on__lte=today)
        .order_by()
        .values("provider_id")
        .distinct()
    )
    return list(
        Organisation.objects.with_scope(tenant=tenant)
        .filter(pk__in=ids)
        .select_related("tenant__parent__parent")
        .order_by("pk")
    )


def provider_at_desk(pk: int) -> Organisation:
    """A provider of the tenant in scope. Raises NotFound."""
    found = Organisation.objects.select_related("tenant__parent__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def providers_at_desk(ids: Iterable[int]) -> list[Organisation]:
    """Providers of the tenant in scope. Raises NotFound if one of them is none of it."""
    wanted = set(ids)
    found = list(
        Organisation.objects.select_related("tenant__parent__parent").filter(pk__in=wanted).order_by("pk")
    )
    if len(found) < len(wanted):
        raise NotFound
    return found


def due_counts(tenant: Tenant, providers: Iterable[Organisation], policy: Policy) -> dict[int, int]:
    """How many offers of each provider have something due; one query."""
    until = clock.today() + dt.timedelta(days=policy.gather_days)
    rows = (
        Offer.objects.with_scope(tenant=tenant)
        .filter(KEPT, provider__is_public=True, provider__in=list(providers), group_states__due_on__lte=until)
        .order_by()
        .values_list("provider_id")
        .annotate(number=Count("pk", distinct=True))
    )
    return dict(rows)


# ---- the office's list -------------------------------------------------------------------------------------

WINDOWS = ("faellig", "ueberfaellig", "weiter-unten", "bald-verborgen", "verborgen", "alle")
SORTS = {
    "faellig": ("first_due", "title", "pk"),
    "-faellig": ("-first_due", "title", "pk"),
    "anbieter": ("provider__name", "first_due", "pk"),
    "-anbieter": ("-provider__name", "first_due", "pk"),
    "angebot": ("title", "pk"),
    "-angebot": ("-title", "pk"),
}


def at_desk(
    tenant: Tenant,
    policy: Policy,
    *,
    window: str = "faellig",
    group: str = "",
    text: str = "",
    sort: str = "faellig",
    today: dt.date | None = None,
) -> QuerySet[Offer]:
    """Offers of the tenant that fall due within four weeks or in another window, each with `first_due`."""
    today = today or clock.today()
    of_group = Q(group_states__group=group) if group in FieldGroup.values else Q()
    found = (
        kept_offers(tenant)
        .annotate(first_due=Min("group_states__due_on", filter=of_group or None))
        .filter(first_due__isnull=False)
    )
    for word in text.split()[:5]:
        found = found.filter(Q(title__icontains=word) | Q(provider__name__icontains=word))
    return found.filter(_window(window, policy, today)).order_by(*SORTS.get(sort, SORTS["faellig"]))


def _window(window: str, policy: Policy, today: dt.date) -> Q:
    if window == "ueberfaellig":
        return Q(first_due__lt=today)
    if window == "weiter-unten":
        return Q(asking_round__lowered_on__isnull=False, asking_round__hidden_on__isnull=True)
    if window == "bald-verborgen":
        return soon_hidden(policy, today)
    if window == "verborgen":
        return Q(asking_round__hidden_on__isnull=False)
    return Q() if window == "alle" else Q(first_due__lte=today + dt.timedelta(days=SOON_DAYS))


def soon_hidden(policy: Policy, today: dt.date, days: int = 21) -> Q:
    """Ranking lower already, and to be hidden within these days."""
    if not policy.hides:
        return Q(pk__in=[])
    latest = today + dt.timedelta(days=days - policy.hide_days)
    return Q(asking_round__lowered_on__lte=latest, asking_round__hidden_on__isnull=True)


def listed(offers: Iterable[Offer], today: dt.date | None = None) -> list[DueOffer]:
    """Rows of the office's list: what is due within four weeks, else the group that is due next."""
    today = today or clock.today()
    rows = []
    for offer in offers:
        found = due_offer(offer, today + dt.timedelta(days=SOON_DAYS), today)
        if found is None:
            states = sorted(offer.group_states.all(), key=lambda row: row.due_on)
            found = DueOffer(
                offer, (states[0].group,), states[0].due_on, overdue=False, standing=_standing(offer)
            )
        rows.append(found)
    return rows


def hides(item: DueOffer, policy: Policy) -> dt.date | None:
    return hides_on(item.standing, policy)


@dataclass(frozen=True)
class DeskFigures:
    """How much waits: all of one query."""

    due: int
    overdue: int
    lowered: int
    hidden: int


def desk_figures(tenant: Tenant, today: dt.date | None = None) -> DeskFigures:
    """For the panel of the desk's first page; one query."""
    today = today or clock.today()
    found = list(
        Offer.objects.with_scope(tenant=tenant)
        .filter(KEPT, provider__is_public=True)
        .order_by()
        .annotate(first=Min("group_states__due_on"))
        .filter(first__lte=today + dt.timedelta(days=SOON_DAYS))
        .values_list("first", "asking_round__lowered_on", "asking_round__hidden_on")
    )
    return DeskFigures(
        len(found),
        sum(first < today for first, _lowered, _hidden in found),
        sum(lowered is not None and hidden is None for _first, lowered, hidden in found),
        sum(hidden is not None for _first, _lowered, hidden in found),
    )
