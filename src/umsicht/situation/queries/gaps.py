"""Needs beside offers: problem field by audience, for the town or one of its districts. Counts only, side by side.

No figure here mixes needs with offers, and none adds up unlike things: a cell says how many needs are on record and how many
offers are published, of these how many were confirmed by their provider within a year and how many the board has checked.
Needs without an audience are for everybody; they stand in a column of their own beside all offers of the field.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from umsicht.core import clock
from umsicht.offers.enums import PlaceMode
from umsicht.offers.queries.freshness import OLD_AFTER_DAYS
from umsicht.offers.queries.offers import published
from umsicht.situation.enums_needs import NeedState
from umsicht.situation.models import Need
from umsicht.situation.queries.needs import applies, below
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

EVERYBODY = ""
_COLUMNS = (
    "pk", "title", "slug", "problem_fields", "audiences", "factors", "area_key", "area_name", "place_modes",
    "confirmed_on", "reviewed_on", "stale_on", "is_demo", "provider__name",
)  # fmt: skip
_ANYWHERE = {PlaceMode.ONLINE.value, PlaceMode.COMES_TO_YOU.value}


@dataclass(frozen=True, slots=True)
class Offered:
    """A published offer as the matrix counts it. `where` is the key of the district it is in, "" for the whole town."""

    pk: int
    title: str
    slug: str
    provider: str
    fields: frozenset[str]
    audiences: frozenset[str]
    factors: frozenset[str]
    where: str
    place: str
    is_fresh: bool
    is_checked: bool
    is_demo: bool
    confirmed_on: dt.date | None

    def reaches(self, area: str) -> bool:
        """In the district itself, or it comes there, is online or belongs to no district."""
        return not area or not self.where or self.where == area


@dataclass(frozen=True)
class Cell:
    """What stands side by side for a problem field and an audience."""

    field: str
    audience: str
    needs: tuple[Need, ...]
    offers: tuple[Offered, ...]

    @property
    def confirmed(self) -> int:
        return sum(need.state == NeedState.CONFIRMED for need in self.needs)

    @property
    def noted(self) -> int:
        return sum(need.state == NeedState.NOTED for need in self.needs)

    @property
    def fresh(self) -> int:
        return sum(offer.is_fresh for offer in self.offers)

    @property
    def checked(self) -> int:
        return sum(offer.is_checked for offer in self.offers)

    @property
    def is_gap(self) -> bool:
        """A need without any offer."""
        return bool(self.needs) and not self.offers

    @property
    def is_empty(self) -> bool:
        return not self.needs and not self.offers


@dataclass(frozen=True)
class Matrix:
    """`fields` are rows, `audiences` columns ("" is everybody), `cells` by both. `area` is a district, "" the town."""

    area: str
    fields: tuple[str, ...]
    audiences: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    as_of: dt.date

    def rows(self) -> list[tuple[str, list[Cell]]]:
        return [(field, [self.cells[field, who] for who in self.audiences]) for field in self.fields]


def offered() -> list[Offered]:
    """All published offers of the tenant in scope; one query."""
    return [_offered(row) for row in published().order_by("title", "pk").values(*_COLUMNS)]


def _offered(row: Mapping[str, Any]) -> Offered:
    """Fresh: the provider confirmed it within a year and it does not count as doubtful."""
    confirmed = row["confirmed_on"]
    young = confirmed is not None and (clock.today() - confirmed).days <= OLD_AFTER_DAYS
    return Offered(
        row["pk"],
        row["title"],
        row["slug"],
        row["provider__name"],
        frozenset(row["problem_fields"]),
        frozenset(row["audiences"]),
        frozenset(row["factors"]),
        "" if _ANYWHERE & set(row["place_modes"]) else row["area_key"],
        row["area_name"],
        is_fresh=young and row["stale_on"] is None,
        is_checked=row["reviewed_on"] is not None,
        is_demo=row["is_demo"],
        confirmed_on=confirmed,
    )


def matrix(
    tenant: Tenant,
    needs: Iterable[Need],
    offers: Iterable[Offered],
    *,
    area: str = "",
    field: str = "",
    everything: bool = False,
) -> Matrix:
    """The matrix of these needs and offers.

    Rows: fields with a need, or with `everything` also those with offers; columns: audiences that these needs name. A
    `field` narrows to it and the fields below it.
    """
    wanted = [need for need in needs if applies(need.areas, area)]
    near = [offer for offer in offers if offer.reaches(area)]
    words = catalogue(tenant)
    rows = _rows(tenant, wanted, near, field, everything=everything)
    named = {code for need in wanted for code in need.audiences}
    if everything:
        named |= {code for offer in near for code in offer.audiences}
    columns = (EVERYBODY, *(code for code in words.scheme(Scheme.AUDIENCE) if code in named))
    cells = {(row, who): _cell(tenant, row, who, wanted, near) for row in rows for who in columns}
    return Matrix(area, rows, columns, cells, clock.today())


def cell(
    tenant: Tenant,
    needs: Iterable[Need],
    offers: Iterable[Offered],
    *,
    field: str,
    audience: str = EVERYBODY,
    area: str = "",
) -> Cell:
    """One cell with its lists, whether or not the matrix shows it."""
    wanted = [need for need in needs if applies(need.areas, area)]
    return _cell(tenant, field, audience, wanted, [offer for offer in offers if offer.reaches(area)])


def _rows(
    tenant: Tenant, needs: Sequence[Need], offers: Sequence[Offered], field: str, *, everything: bool
) -> tuple[str, ...]:
    within = below(tenant, field) if field else None
    used = {need.problem_field for need in needs}
    if everything:
        used |= {code for offer in offers for code in offer.fields}
    order = catalogue(tenant).scheme(Scheme.PROBLEM_FIELD)
    return tuple(code for code in order if code in used and (within is None or code in within))


def _cell(
    tenant: Tenant, field: str, audience: str, needs: Sequence[Need], offers: Sequence[Offered]
) -> Cell:
    """A need counts in its own field only; an offer also in the theme above its fields."""
    codes = below(tenant, field)
    who = tuple(
        need
        for need in needs
        if need.problem_field == field and (audience in need.audiences if audience else not need.audiences)
    )
    what = tuple(
        offer for offer in offers if offer.fields & codes and (not audience or audience in offer.audiences)
    )
    return Cell(field, audience, who, what)


def on_factor(offers: Iterable[Offered], factor: str) -> list[Offered]:
    """Which offers act on this risk or protective factor, as their providers say."""
    return [offer for offer in offers if factor in offer.factors]
