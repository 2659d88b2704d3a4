"""Labels of what was looked for, and the choices of the filter, for a municipality or for the whole state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from umsicht.demand.enums import Channel, Outcome
from umsicht.demand.interfaces.gap_filter import Choices
from umsicht.demand.queries.gaps import AGE, AUDIENCE, DISTRICT, TOPIC, TOWN
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.portals import participating
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue, whole_catalogue

SCHEMES = {
    TOPIC: (Scheme.PROBLEM_FIELD, Scheme.TOPIC),
    AUDIENCE: (Scheme.AUDIENCE,),
    AGE: (Scheme.AGE_GROUP,),
}


@dataclass(frozen=True)
class Words:
    tenant: Tenant
    towns: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> Catalogue:
        return whole_catalogue(self.tenant) if self.tenant.is_state else catalogue(self.tenant)

    @cached_property
    def _districts(self) -> dict[str, str]:
        return {place.key: place.name for place in atlas(self.tenant).districts}

    def label(self, dimension: str, code: Any) -> str:
        if dimension == TOWN:
            return self.towns.get(code, "") or _("all of Saxony")
        if dimension == "channel":
            return str(Channel(code).label)
        if dimension == "outcome":
            return str(Outcome(code).label)
        if not code:
            return _("not recognised") if dimension == TOPIC else _("not said")
        if dimension == DISTRICT:
            return self._districts.get(code, code)
        labels = (self._known.labels(scheme).get(code) for scheme in SCHEMES[dimension])
        return next((label for label in labels if label), code)

    @cached_property
    def choices(self) -> dict[str, Choices]:
        """By dimension; a municipality breaks down by its districts, the state office by municipality."""
        found: dict[str, Choices] = {
            name: [pair for scheme in schemes for pair in self._known.choices(scheme)]
            for name, schemes in SCHEMES.items()
        }
        if self.tenant.is_state:
            found[TOWN] = ()
        elif self._districts:
            found[DISTRICT] = list(self._districts.items())
        found["channel"], found["outcome"] = Channel.choices, Outcome.choices
        return found


def words_of(tenant: Tenant) -> Words:
    return Words(tenant, {row["id"]: row["name"] for row in participating()} if tenant.is_state else {})
