"""Which offers an address names, and the addresses with one more or less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from umsicht.offers.models import Offer
from umsicht.offers.queries.offers import by_ids
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.participating import participating
from umsicht.web.public import frame

MAX_KEPT = 30
MAX_COMPARED = 4


@dataclass(frozen=True)
class Chosen:
    """Offers in the order of the address; `missing` counts numbers that are no longer public."""

    offers: list[Offer]
    missing: int

    @property
    def ids(self) -> list[int]:
        return [offer.pk for offer in self.offers]

    @property
    def query(self) -> str:
        return query(self.ids)

    def without(self, pk: int) -> str:
        return query(other for other in self.ids if other != pk)


def query(ids: Iterable[int]) -> str:
    pairs = [("o", str(pk)) for pk in ids]
    return f"?{urlencode(pairs)}" if pairs else ""


def numbers(request: HttpRequest, most: int) -> list[int]:
    """The numbers behind `o`, each once; anything else falls away."""
    found = [
        int(text) for text in request.GET.getlist("o") if text.isascii() and text.isdigit() and len(text) < 12
    ]
    return list(dict.fromkeys(found))[:most]


def read(request: HttpRequest, most: int) -> Chosen:
    """Offers of every town that takes part: a list may span towns. Two queries."""
    wanted = numbers(request, most)
    found = by_ids(wanted, participating(frame.state_of(request))) if wanted else []
    return Chosen(found, len(wanted) - len(found))


def of_town(wanted: list[int], tenant: Tenant) -> list[Offer]:
    """Those of the numbers that are published in this town, in their order. One query."""
    return by_ids(wanted, frozenset({tenant.pk})) if wanted else []
