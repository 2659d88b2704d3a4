"""A plan as pages, files and checks need it: entries with their offers, dates and costs. Two queries for any number of entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from umsicht.core import clock
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import dates_of, read_dates
from umsicht.offers.values import Cost
from umsicht.planning import costs
from umsicht.planning.costs import Share, Total, Use
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.planning.schoolyear import SchoolYear
from umsicht.planning.slots import Slot, slots

LESSON_MINUTES = 45
_MOST_DATES = 300


@dataclass(frozen=True)
class Item:
    """An entry with its place in the list. `offer` is None once it is no longer public; `title` stays."""

    number: int
    entry: PlanEntry
    offer: Offer | None
    state: str  # of the offer: published, paused, archived, "" when nothing may be said
    slots: tuple[Slot, ...]
    prices: list[tuple[str, Cost]]
    cost: Cost | None
    share: Share
    session_days: frozenset[dt.date] = field(default_factory=frozenset)

    @property
    def title(self) -> str:
        return self.offer.title if self.offer is not None else self.entry.title

    @property
    def url(self) -> str:
        return f"/{self.offer.tenant.slug}/angebote/{self.offer.slug}" if self.offer is not None else ""

    @property
    def meeting_minutes(self) -> int | None:
        return self.entry.minutes or (self.offer.duration_minutes if self.offer is not None else None)

    @property
    def minutes(self) -> int:
        """Of all meetings together; 0 when nobody says how long one takes."""
        return (self.meeting_minutes or 0) * self.entry.meetings


@dataclass(frozen=True)
class Reading:
    """Entries in the order of the calendar, those without a date last."""

    plan: SchoolPlan
    items: list[Item]

    @cached_property
    def year(self) -> SchoolYear:
        return SchoolYear(self.plan.school_year)

    @property
    def dated(self) -> list[Item]:
        return [item for item in self.items if item.slots]

    @property
    def undated(self) -> list[Item]:
        return [item for item in self.items if not item.slots]

    @cached_property
    def total(self) -> Total:
        return costs.total(item.share for item in self.items)

    @property
    def per_head(self) -> int:
        """What one person's parents pay, in cents, rounded up."""
        return -(-self.total.parents // self.plan.people)

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)

    @property
    def lessons(self) -> int:
        return -(-self.minutes // LESSON_MINUTES)

    @property
    def without_length(self) -> int:
        return sum(not item.minutes for item in self.items)


def read(plan: SchoolPlan) -> Reading:
    """All of a plan; two queries (entries with offers, dates of the offers)."""
    entries = list(
        PlanEntry.objects.with_scope(tenant=plan.tenant_id)
        .filter(plan=plan)
        .select_related("offer__provider", "offer__tenant")
        .order_by("day", "starts_at", "pk")
    )
    return reading_of(plan, entries)


def reading_of(plan: SchoolPlan, entries: Sequence[PlanEntry]) -> Reading:
    """The same from entries that were read with their offers; one query for the dates of all of them."""
    ordered = sorted(entries, key=_place)
    offers = [entry.offer for entry in ordered if entry.offer is not None and _is_public(entry.offer)]
    read_dates(list({offer.pk: offer for offer in offers}.values()))
    year, seen, items = SchoolYear(plan.school_year), set[int](), []
    for number, entry in enumerate(ordered, start=1):
        items.append(_item(plan, entry, number, year, again=entry.offer_id in seen))
        if entry.offer_id is not None:
            seen.add(entry.offer_id)
    return Reading(plan, items)


def _place(entry: PlanEntry) -> tuple[bool, dt.date, dt.time, int]:
    return (
        entry.day is None,
        entry.day or dt.date.max,
        entry.starts_at or dt.time.min,
        entry.pk or 0,
    )


def _is_public(offer: Offer | None) -> bool:
    return (
        offer is not None
        and offer.state == OfferState.PUBLISHED
        and offer.provider.is_public
        and offer.tenant.is_active
    )


def _item(plan: SchoolPlan, entry: PlanEntry, number: int, year: SchoolYear, *, again: bool) -> Item:
    offer = entry.offer if _is_public(entry.offer) else None
    found = slots(entry.span, entry.day, entry.starts_at, entry.meetings, year)
    use = Use(
        people=plan.people,
        meetings=entry.meetings,
        group_max=offer.group_max if offer is not None else None,
        again=again,
    )
    prices = costs.keyed(offer.costs) if offer is not None else []
    return Item(
        number=number,
        entry=entry,
        offer=offer,
        state=_state(entry.offer),
        slots=found,
        prices=prices,
        cost=costs.chosen(prices, entry.price, use),
        share=costs.share(prices, entry.price, use) if offer is not None else Share(),
        session_days=_session_days(offer, year) if offer is not None else frozenset(),
    )


def _state(offer: Offer | None) -> str:
    """A draft was never public: nothing is said of it."""
    if offer is None or not offer.provider.is_public or not offer.tenant.is_active:
        return ""
    known = {OfferState.PUBLISHED.value, OfferState.PAUSED.value, OfferState.ARCHIVED.value}
    return offer.state if offer.state in known else ""


def _session_days(offer: Offer, year: SchoolYear) -> frozenset[dt.date]:
    if not offer.has_sessions:
        return frozenset()
    since, until = clock.day_bounds(year.first, year.last)
    found = dates_of(offer, since=since, until=until, limit=_MOST_DATES)
    return frozenset(clock.local(item.starts_at).date() for item in found)
