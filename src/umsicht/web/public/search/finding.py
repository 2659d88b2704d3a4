"""From the parameters of an address to the engine's answer and the rows of the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from umsicht.offers.queries.offers import hits as offer_rows
from umsicht.places.queries.atlas import Atlas, atlas
from umsicht.search import Near, Request, Result, search
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.participating import participating, participating_of
from umsicht.web.public.search.facets import GROUPS, SORTS
from umsicht.web.public.search.params import PAGE_SIZE, SearchParams

KIND = "offer"
EXPORT_LIMIT = 10_000
_FACETS = tuple(group.name for group in GROUPS)
_NEARBY_KM = 5


@dataclass(frozen=True)
class Finder:
    """A search within one portal: a municipality's (its own offers and those that come there) or the whole state's."""

    tenant: Tenant
    state: Tenant
    params: SearchParams

    @cached_property
    def atlas(self) -> Atlas:
        return atlas(self.tenant)

    @cached_property
    def tenants(self) -> frozenset[int]:
        """Whose offers are searched. The state's portal shows the offers of all towns (they carry its id)."""
        own = {self.tenant.pk}
        if self.params.neighbours and not self.tenant.is_state:
            own |= participating_of(self.state, (place.key for place in self.atlas.neighbours))
        return frozenset(own)

    @cached_property
    def near(self) -> Near | None:
        if point := self.params.point:
            return Near(*point, self.params.radius or _NEARBY_KM)
        place = self.atlas.district(self.params.near)
        return Near(place.lat, place.lon, self.params.radius or _NEARBY_KM) if place else None

    def request(self, *, offset: int, limit: int, facets: bool) -> Request:
        params = self.params
        sort = SORTS[params.sort][0]
        if sort == "distance" and self.near is None:
            sort = "best"
        return Request(
            KIND,
            text=params.text,
            tenants=self.tenants,
            filters={name: list(codes) for name, codes in params.chosen.items()},
            near=self.near,
            sort=sort,
            offset=offset,
            limit=limit,
            facets=_FACETS if facets else (),
            expand=not params.exact,
            recognise=not params.exact,
            without=params.removed,
        )

    def page(self) -> tuple[Result, list[dict[str, Any]]]:
        """The engine's answer and the rows of this page, found once. At most two queries."""
        return self._found

    @cached_property
    def _found(self) -> tuple[Result, list[dict[str, Any]]]:
        offset = (self.params.page - 1) * PAGE_SIZE
        result = search(self.request(offset=offset, limit=PAGE_SIZE, facets=True))
        return result, offer_rows(result.ids, self.scope(), export=False)

    def export(self) -> list[dict[str, Any]]:
        """All rows of the search in its order, up to EXPORT_LIMIT."""
        result = search(self.request(offset=0, limit=EXPORT_LIMIT, facets=False))
        return offer_rows(result.ids, self.scope(), export=True)

    def scope(self) -> frozenset[int]:
        """The tenants whose rows may be read back."""
        return participating(self.state) if self.tenant.is_state else self.tenants

    def newest(self, sort: str, limit: int) -> tuple[Result, list[dict[str, Any]]]:
        """The same search in another order, for the feed."""
        result = search(replace(self.request(offset=0, limit=limit, facets=False), sort=sort))
        return result, offer_rows(result.ids, self.scope())
