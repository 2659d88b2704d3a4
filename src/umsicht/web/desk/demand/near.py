"""What is on offer near a gap: exactly that, the same topic for others, and what comes from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from umsicht.demand.queries.gaps import AGE, AUDIENCE, DISTRICT, TOPIC
from umsicht.offers.interfaces import search_index as names
from umsicht.offers.queries import offers
from umsicht.search import Near, Request, search
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.participating import participating
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

Row = dict[str, Any]
SHOWN = 8
_KM = 30
_FACETS = {AUDIENCE: names.AUDIENCE, AGE: names.AGE, DISTRICT: names.DISTRICT}


@dataclass(frozen=True)
class NearGap:
    exact: list[Row]
    exact_total: int
    topic: list[Row]
    elsewhere: list[Row]


def filters(tenant: Tenant, keys: Mapping[str, Any]) -> dict[str, list[str]]:
    """A cell as filters of the search; what was not recognised filters nothing."""
    found = {_FACETS[name]: [str(code)] for name, code in keys.items() if name in _FACETS and code}
    topic = str(keys.get(TOPIC) or "")
    if topic:
        is_field = catalogue(tenant).get(Scheme.PROBLEM_FIELD, topic) is not None
        found[names.PROBLEM_FIELD if is_field else names.TOPIC] = [topic]
    return found


def how_many(tenant: Tenant, keys: Mapping[str, Any]) -> int | None:
    """Offers that fit a cell today; None where nothing was recognised to look for, or without an index. No query."""
    wanted = filters(tenant, keys)
    if not wanted:
        return None
    result = search(Request(names.OFFER, tenants={tenant.pk}, filters=wanted, limit=0))
    return None if result.degraded else result.total


def _rows(
    scope: Collection[int], tenants: Collection[int], wanted: dict[str, list[str]], **options: Any
) -> tuple[list[Row], int]:
    result = search(Request(names.OFFER, tenants=tenants, filters=wanted, limit=SHOWN, **options))
    return offers.hits(result.ids, scope), result.total


def near_gap(tenant: Tenant, keys: Mapping[str, Any]) -> NearGap:
    """At most four queries."""
    state = tenant if tenant.is_state else state_office()
    everywhere = participating(state)
    scope = everywhere if tenant.is_state else frozenset({tenant.pk})
    wanted = filters(tenant, keys)
    exact, total = _rows(scope, {tenant.pk}, wanted) if wanted else ([], 0)
    topic = {name: codes for name, codes in wanted.items() if name in {names.PROBLEM_FIELD, names.TOPIC}}
    seen = {row["id"] for row in exact}
    others = _rows(scope, {tenant.pk}, topic)[0] if topic and topic != wanted else []
    elsewhere: list[Row] = []
    if topic and not tenant.is_state and tenant.lat is not None and tenant.lon is not None:
        coming = topic | {names.PLACE: ["comes-to-you", "online"]}
        elsewhere = _rows(
            everywhere - {tenant.pk}, {state.pk}, coming, near=Near(tenant.lat, tenant.lon, _KM)
        )[0]
    return NearGap(exact, total, [row for row in others if row["id"] not in seen], elsewhere)
