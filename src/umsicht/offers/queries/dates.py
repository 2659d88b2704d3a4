"""Dates of offers: the next one, all within a window, across many offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from umsicht.core import clock
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, OfferSession
from umsicht.offers.series import Occurrence, Series, zone_of

_LATE = dt.timedelta(days=2)
"""The stored next date may lag behind when the worker rests; so far back lists still look."""
MAX_OFFERS = 500
_NOT_IN_LISTS = (
    *("description", "what_happens", "good_to_know", "eligibility", "preparation", "factors", "settings"),
    *(
        "school_types",
        "languages",
        "accessibility",
        "curriculum",
        "fidelity_note",
        "real_background",
        "source",
    ),
)
"""Reading and decoding these takes longer than all else in a list of dates."""


def series_of(session: OfferSession) -> Series:
    zone = zone_of(session.tzid)
    return Series(
        start=session.starts_at.astimezone(zone).replace(tzinfo=None),
        tzid=session.tzid,
        duration_minutes=session.duration_minutes,
        rule=session.rrule,
        exdates=tuple(dt.datetime.fromisoformat(text) for text in session.exdates),
    )


def next_start(sessions: Iterable[Series], now: dt.datetime) -> dt.datetime | None:
    """The earliest start at or after `now`, in UTC."""
    starts = [item.starts_at for series in sessions for item in series.occurrences(now, limit=1)]
    return min(starts, default=None)


def dates_of(
    offer: Offer, *, since: dt.datetime | None = None, until: dt.datetime | None = None, limit: int = 10
) -> list[Occurrence]:
    """The next dates of one offer, in order; one query unless `sessions` was prefetched."""
    since = since or clock.now()
    found = [
        item
        for session in offer.sessions.all()
        for item in series_of(session).occurrences(since, until, limit=limit)
    ]
    return sorted(found, key=lambda item: item.starts_at)[:limit]


def read_dates(offers: Sequence[Offer]) -> None:
    """Read the sessions of these offers, of whatever tenants, in one query, so that dates_of() asks for none."""
    tenants = sorted({offer.tenant_id for offer in offers})
    sessions = OfferSession.objects.with_scope(tenant=tenants)
    prefetch_related_objects(offers, Prefetch("sessions", queryset=sessions.all()))


@dataclass(frozen=True)
class OfferDate:
    """One date of one offer."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None
    offer: Offer


def _with_dates(offers: QuerySet[Offer], until: dt.datetime | None, most: int) -> list[Offer]:
    found = offers.filter(
        Q(next_date__gte=clock.now() - _LATE),
        state=OfferState.PUBLISHED,
        provider__is_public=True,
        tenant__is_active=True,
    )
    if until is not None:
        found = found.filter(next_date__lt=until)
    return list(
        found.select_related("provider", "tenant")
        .defer(*_NOT_IN_LISTS)
        .prefetch_related("sessions")
        .order_by("next_date", "pk")[:most]
    )


def next_dates(offers: QuerySet[Offer] | None = None, *, limit: int = 8) -> list[OfferDate]:
    """The next dates over many offers (default: the tenant in scope), each offer only once; two queries.

    The first `limit` offers by stored next date hold the answer, so the cost does not grow with their number.
    """
    candidates = _with_dates(Offer.objects.all() if offers is None else offers, None, limit + 8)
    now = clock.now()
    found = [
        OfferDate(item.starts_at, item.ends_at, offer)
        for offer in candidates
        for item in dates_of(offer, since=now, limit=1)
    ]
    return sorted(found, key=_order)[:limit]


def dates_between(
    since: dt.datetime, until: dt.datetime, offers: QuerySet[Offer] | None = None, *, per_offer: int = 62
) -> list[OfferDate]:
    """Every date that starts in the window, repeated ones too; two queries, at most MAX_OFFERS offers."""
    candidates = _with_dates(Offer.objects.all() if offers is None else offers, until, MAX_OFFERS)
    found = [
        OfferDate(item.starts_at, item.ends_at, offer)
        for offer in candidates
        for item in dates_of(offer, since=since, until=until, limit=per_offer)
    ]
    return sorted(found, key=_order)


def _order(item: OfferDate) -> Any:
    return item.starts_at, item.offer.title, item.offer.pk
