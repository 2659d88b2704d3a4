"""Dates of offers: replaced as a whole; the next one is derived and stored for cheap lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, OfferSession
from umsicht.offers.queries.dates import next_start, series_of
from umsicht.offers.series import Series, zone_of
from umsicht.offers.signals import offer_kept, tell, tell_if_public
from umsicht.tenancy.models import Tenant

MAX_SESSIONS = 100


def _row(offer: Offer, series: Series) -> OfferSession:
    return OfferSession(
        tenant=offer.tenant,
        offer=offer,
        starts_at=series.start.replace(tzinfo=zone_of(series.tzid)).astimezone(dt.UTC),
        tzid=series.tzid,
        duration_minutes=series.duration_minutes,
        rrule=series.rule,
        exdates=[day.isoformat(timespec="minutes") for day in series.exdates],
    )


@transaction.atomic
def set_sessions(*, offer: Offer, actor: Any, sessions: Iterable[Series], reason: str = "") -> bool:
    """Replace the dates of an offer; False when they are the same. `sessions` come from Series.parse, so are valid."""
    require(actor, "offers.offer.change", offer)
    wanted = sorted(sessions, key=lambda series: (series.start, series.rule))
    if len(wanted) > MAX_SESSIONS:
        raise BadInput(_("At most %(most)s dates or series.") % {"most": MAX_SESSIONS})
    offer_kept.send(Offer, offer=offer, actor=actor, fields=frozenset({"sessions"}), on=clock.today(), how="")
    rows = OfferSession.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
    held = sorted((series_of(row) for row in rows), key=lambda series: (series.start, series.rule))
    if held == wanted:
        return _renew(offer)
    rows.delete()
    OfferSession.objects.bulk_create([_row(offer, series) for series in wanted])
    _renew(offer, wanted)
    journal.record(
        "offers.offer.sessions",
        offer,
        actor=actor,
        before={"sessions": [_words(series) for series in held]},
        after={"sessions": [_words(series) for series in wanted]},
        reason=reason,
    )
    tell_if_public(offer)
    return True


@transaction.atomic
def add_session(*, offer: Offer, actor: Any, series: Series) -> bool:
    """One more date or series; False when it is there already. Raises NotAllowed, BadInput for too many."""
    require(actor, "offers.offer.change", offer)
    hold(offer)
    held = _held(offer)
    if series in held.values():
        return False
    if len(held) >= MAX_SESSIONS:
        raise BadInput(_("At most %(most)s dates or series.") % {"most": MAX_SESSIONS})
    _row(offer, series).save(force_insert=True)
    _one_changed(offer, actor, after={"sessions": [_words(series)]})
    return True


@transaction.atomic
def remove_session(*, offer: Offer, actor: Any, session_id: int) -> bool:
    """Strike one date or series; False when it is gone already. Raises NotAllowed."""
    require(actor, "offers.offer.change", offer)
    hold(offer)
    series = _held(offer).get(session_id)
    if series is None:
        return False
    OfferSession.objects.with_scope(tenant=offer.tenant).filter(offer=offer, pk=session_id).delete()
    _one_changed(offer, actor, before={"sessions": [_words(series)]})
    return True


def _one_changed(
    offer: Offer, actor: Any, *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    _renew(offer)
    journal.record("offers.offer.sessions", offer, actor=actor, before=before, after=after)
    offer_kept.send(Offer, offer=offer, actor=actor, fields=frozenset({"sessions"}), on=clock.today(), how="")
    tell_if_public(offer)


def _held(offer: Offer) -> dict[int, Series]:
    rows = OfferSession.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
    return {row.pk: series_of(row) for row in rows}


def _words(series: Series) -> str:
    return f"{series.start.isoformat(timespec='minutes')} {series.rule}".strip()


def _renew(offer: Offer, sessions: list[Series] | None = None) -> bool:
    """Store the next date and whether there are dates; True when that differs from what was stored."""
    if sessions is None:
        rows = OfferSession.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
        sessions = [series_of(row) for row in rows]
    found = next_start(sessions, clock.now())
    if (offer.next_date, offer.has_sessions) == (found, bool(sessions)):
        return False
    offer.next_date, offer.has_sessions = found, bool(sessions)
    offer.save(update_fields=["next_date", "has_sessions", "updated_at"])
    return True


@transaction.atomic
def renew_next_dates(now: dt.datetime | None = None, *, batch: int = 500) -> int:
    """Move on the offers whose next date has passed, the longest passed first; returns how many it moved.

    `updated_at` stays: nobody changed the offer.
    """
    now = now or clock.now()
    # unscoped: time passes for every tenant
    due = (
        Offer.objects.with_scopes_disabled()
        .filter(next_date__lt=now, state=OfferState.PUBLISHED)
        .select_related("tenant__parent__parent")
        .prefetch_related("sessions")
        .order_by("next_date", "pk")[:batch]
    )
    by_tenant: dict[Tenant, list[int]] = {}
    changed: list[Offer] = []
    for offer in due:
        offer.next_date = next_start([series_of(row) for row in offer.sessions.all()], now)
        changed.append(offer)
        by_tenant.setdefault(offer.tenant, []).append(offer.pk)
    # unscoped: as above
    Offer.objects.with_scopes_disabled().bulk_update(changed, ["next_date"], batch_size=200)
    for tenant, ids in by_tenant.items():
        tell(tenant, ids)
    return len(changed)
