"""Mails of new hits: at most one a day for an address and a portal, each hit once, and only what is public.

A run claims a search by moving `checked_on` to today, under a lock on its owner; a second run finds nothing due. A
hit is new when it was published after the search was confirmed (or edited, if changes were asked for), and a row in
ToldHit says that it was told. So a run that was missed loses nothing, and one that is repeated repeats nothing.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import translation

from umsicht.core import clock
from umsicht.core.errors import UmsichtError
from umsicht.demand import contract
from umsicht.demand.contract import Asked
from umsicht.demand.domain import links as paths
from umsicht.demand.enums import Why
from umsicht.demand.models import SavedSearch, Subscriber, ToldHit
from umsicht.demand.queries import alerts as queries
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.offers.interfaces.search_index import NEWEST
from umsicht.offers.queries import offers
from umsicht.search import search as find
from umsicht.search.contract import MOST_RESULTS
from umsicht.tenancy.models import Tenant

logger = logging.getLogger(__name__)
MOST_TOLD = 20
"""Hits of one search in one mail; the page of the search shows the rest."""
Row = dict[str, Any]


class NoIndex(UmsichtError):
    """Searches can't be repeated now; nothing was claimed, so a later run tells everything."""


@dataclass(frozen=True)
class Hit:
    row: Row
    why: Why

    @property
    def day(self) -> dt.date:
        """Since when it is new, or when it was changed."""
        edited: dt.date = self.row["edited_on"]
        return edited if self.why == Why.CHANGED else clock.local(self.row["published_at"]).date()


def send_due(today: dt.date | None = None) -> int:
    """Queue a digest for every address with something new; how many mails. One that fails does not stop the others."""
    today = today or clock.today()
    sent, broken = 0, 0
    for subscriber_id, tenant_id in queries.due_addresses(today):
        try:
            sent += send_digest(subscriber_id, tenant_id, today)
        except NoIndex:
            raise
        except Exception:
            broken += 1
            logger.exception("a digest of saved searches failed")
    if broken:
        raise RuntimeError(f"{broken} digests failed.")
    return sent


@transaction.atomic
def send_digest(subscriber_id: int, tenant_id: int, today: dt.date) -> bool:
    """One address's searches in one portal, in one mail. Returns whether there was something to tell. Raises NoIndex."""
    owner = Subscriber.objects.select_for_update().filter(pk=subscriber_id).first()
    if owner is None:
        return False
    mine = list(
        queries.due(today)
        .filter(subscriber=owner, tenant_id=tenant_id)
        .select_related("tenant")
        .order_by("pk")
    )
    told = [(search, hits) for search in mine if (hits := _new_hits(search))]
    queries.all_searches().filter(pk__in=[search.pk for search in mine]).update(checked_on=today)
    if not told:
        return False
    for search, hits in told:
        _remember(search, hits)
    tenant = mine[0].tenant
    with translation.override(owner.language):
        context = {
            "searches": [_told(search, hits) for search, hits in told],
            "list": f"{paths.base(tenant)}/meine",
        }
    notify(
        message="demand.digest",
        to=Recipient(owner.email, owner.language),
        tenant=tenant,
        context=context,
        dedupe_key=f"{owner.uid.hex}:{tenant.pk}:{today.isoformat()}",
        unsubscribe=paths.off_path(tenant, [search for search, _hits in told]),
    )
    return True


def _new_hits(search: SavedSearch) -> list[Hit]:
    """What the search finds today and its owner was not told, newest first. At most five queries. Raises NoIndex."""
    asked = contract.read(search.tenant, search.query)
    told = dict(
        ToldHit.objects.with_scope(tenant=search.tenant)
        .filter(search=search)
        .values_list("offer_id", "edited_on")
    )
    found = _published_since(search, asked, told)
    if search.with_changed:
        found += _edited_since(search, asked, told, {hit.row["id"] for hit in found})
    return sorted(found, key=lambda hit: (hit.day, hit.row["id"]), reverse=True)


def _found(asked: Asked, **changes: Any) -> list[int]:
    result = find(replace(asked.request, offset=0, limit=MOST_RESULTS, facets=(), **changes))
    if result.degraded:
        raise NoIndex
    return list(result.ids)


def _published_since(search: SavedSearch, asked: Asked, told: Mapping[int, dt.date]) -> list[Hit]:
    since = search.confirmed_at
    assert since is not None  # noqa: S101 - due() takes confirmed ones only
    ranges = dict(asked.request.ranges) | {NEWEST: (int(since.timestamp() // 60), None)}
    ids = [pk for pk in _found(asked, ranges=ranges) if pk not in told]
    return [Hit(row, Why.NEW) for row in offers.hits(ids, asked.tenants) if row["published_at"] >= since]


def _edited_since(search: SavedSearch, asked: Asked, told: Mapping[int, dt.date], new: set[int]) -> list[Hit]:
    """Offers known before that were edited since, by the day: `edited_on` is moved by editing, not by confirming."""
    since = search.confirmed_at
    assert since is not None  # noqa: S101 - due() takes confirmed ones only
    first = clock.local(since).date()
    edited = set(offers.published(asked.tenants).filter(edited_on__gte=first).values_list("pk", flat=True))
    if not edited:
        return []
    ids = [pk for pk in _found(asked) if pk in edited and pk not in new]
    return [
        Hit(row, Why.CHANGED)
        for row in offers.hits(ids, asked.tenants)
        if (row["edited_on"] > told[row["id"]] if row["id"] in told else row["updated_at"] >= since)
    ]


def _remember(search: SavedSearch, hits: Iterable[Hit]) -> None:
    ToldHit.objects.with_scope(tenant=search.tenant).bulk_create(
        [
            ToldHit(
                tenant=search.tenant, search=search, offer_id=hit.row["id"], edited_on=hit.row["edited_on"]
            )
            for hit in hits
        ],
        update_conflicts=True,
        update_fields=["edited_on"],
        unique_fields=["search", "offer"],
    )


def _told(search: SavedSearch, hits: list[Hit]) -> dict[str, Any]:
    """One search as the mail's template takes it."""
    return {
        "uid": search.uid.hex,
        "title": search.title,
        "url": paths.page_of(search),
        "off": paths.off_path(search.tenant, [search]),
        "hits": [
            {"id": hit.row["id"], "why": hit.why.value, "day": hit.day.isoformat(), **_shown(hit.row)}
            for hit in hits[:MOST_TOLD]
        ],
        "more": max(0, len(hits) - MOST_TOLD),
    }


def _shown(row: Row) -> dict[str, str]:
    return {
        "title": row["title"],
        "provider": row["provider__name"],
        "town": row["tenant__name"],
        "url": f"/{row['tenant__slug']}/angebote/{row['slug']}",
    }


def still_true(_owner: Tenant, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """The digest as it may go out now: searches that were ended and offers that were withdrawn meanwhile are left out."""
    kept = {search.uid.hex: search for search in queries.by_uids(part["uid"] for part in context["searches"])}
    parts = []
    for part in context["searches"]:
        search = kept.get(part["uid"])
        if search is None:
            continue
        rows = _public(search.tenant, search.query, [hit["id"] for hit in part["hits"]])
        hits = [hit | _shown(rows[hit["id"]]) for hit in part["hits"] if hit["id"] in rows]
        if hits:
            parts.append(part | {"hits": hits})
    return dict(context) | {"searches": parts} if parts else None


def _public(tenant: Tenant, query: str, ids: list[int]) -> dict[int, Row]:
    asked = contract.read(tenant, query)
    return {row["id"]: row for row in offers.hits(ids, asked.tenants)}
