"""What the API reads: published records of all towns that take part, as plain rows, a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from umsicht.core.prepared import Prepared
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, OfferSession

Row = dict[str, Any]

_OFFER = (
    "id public_id slug title summary description eligibility preparation what_happens good_to_know state booking "
    "contact_role age_from age_to grade_from grade_to duration_minutes group_min group_max level fidelity "
    "problem_fields topics factors audiences formats settings school_types languages accessibility "
    "place_modes venue area_name lat lon radius_km costs curriculum availability availability_as_of edited_on "
    "confirmed_on reviewed_on updated_at has_sessions is_demo tenant__slug tenant__name tenant__key"
).split()
_PROVIDER = (
    "public_id slug name about email phone website legal_form sector languages areas_served is_demo source"
).split()
_POINT = (
    "id public_id kind name detail role street postal_code city area_name lat lon email phone website opening_hours "
    "closed_on_holidays hours_note accessibility languages"
).split()
_PROGRAMME = "public_id name aim concept evidence_tier evidence_source_url registry_url outcomes organisation_name".split()
_SERVICE = (
    *_OFFER,
    *(f"provider__{name}" for name in _PROVIDER),
    "contact_point__is_public",
    *(f"contact_point__{name}" for name in _POINT),
    *(f"programme__{name}" for name in _PROGRAMME),
)


# What a list entry needs, a quarter of the columns: most of a row's cost is decoding its JSON lists.
_ENTRY = (
    *"id public_id slug title summary description eligibility booking state age_from age_to costs".split(),
    *"availability confirmed_on updated_at has_sessions is_demo tenant__slug".split(),
    *(f"provider__{name}" for name in "public_id name about email website legal_form".split()),
    *(
        "contact_point__is_public",
        "contact_point__email",
        "programme__public_id",
        "programme__name",
        "programme__aim",
    ),
)


def public_offers() -> QuerySet[Offer]:
    # unscoped: open data spans every town that takes part; only published offers of public providers leave here
    return Offer.objects.with_scopes_disabled().filter(
        state=OfferState.PUBLISHED, provider__is_public=True, tenant__is_active=True, tenant__is_sandbox=False
    )


def public_organisations() -> QuerySet[Organisation]:
    # unscoped: as above, for organisations
    return Organisation.objects.with_scopes_disabled().filter(
        is_public=True, tenant__is_active=True, tenant__is_sandbox=False
    )


def public_points() -> QuerySet[ContactPoint]:
    # unscoped: as above, for contact points
    return ContactPoint.objects.with_scopes_disabled().filter(
        is_public=True, organisation__is_public=True, tenant__is_active=True, tenant__is_sandbox=False
    )


def modified_since(offers: QuerySet[Offer], since: dt.datetime) -> QuerySet[Offer]:
    """Changed at or after that instant; HSDS names the parameter modified_after."""
    return offers.filter(Q(updated_at__gte=since) | Q(provider__updated_at__gte=since))


def service_rows(offers: QuerySet[Offer]) -> list[Row]:
    """One query: each offer with its provider, contact point and programme, keys as in Django's values()."""
    return [_shown(row) for row in offers.values(*_SERVICE)]


def _by_ids(fields: tuple[str, ...]) -> Prepared:
    return Prepared(lambda ids: public_offers().filter(pk__in=ids).order_by().values_list(*fields))


# A list entry shows what services.basic() shows.
_LISTED = {True: (_ENTRY, _by_ids(_ENTRY)), False: (tuple(_SERVICE), _by_ids(tuple(_SERVICE)))}
_AT_ONCE = 100


def _shown(row: Row) -> Row:
    """Without a contact point that is hidden."""
    if row.pop("contact_point__is_public") is False:
        row |= dict.fromkeys((name for name in row if name.startswith("contact_point__")), None)
    return row


def service_rows_in_order(ids: Sequence[int], *, entry: bool = False) -> list[Row]:
    """The rows of these offers in their order, one query per hundred; what is no longer public is missing.

    `entry` reads only what services.basic() shows.
    """
    fields, prepared = _LISTED[entry]
    rows: dict[int, Row] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        filled = (*some, *[some[-1]] * (-len(some) % 25))  # few lengths are compiled
        for values in prepared.rows(ids=filled):
            row = _shown(dict(zip(fields, values, strict=True)))
            rows[row["id"]] = row
    return [rows[pk] for pk in ids if pk in rows]


def sessions_of(offer_ids: Iterable[int]) -> dict[int, list[Row]]:
    """Dates by offer, in one query; none if no id is given."""
    wanted = list(offer_ids)
    found: dict[int, list[Row]] = {}
    if not wanted:
        return found
    # unscoped: ids come from public_offers()
    rows = OfferSession.objects.with_scopes_disabled().filter(offer_id__in=wanted)
    for row in rows.values("id", "offer_id", "starts_at", "tzid", "duration_minutes", "rrule", "exdates"):
        found.setdefault(row["offer_id"], []).append(row)
    return found


def points_of(organisation_ids: Iterable[int]) -> dict[int, list[Row]]:
    """Public contact points by organisation, in one query."""
    found: dict[int, list[Row]] = {}
    for row in (
        public_points().filter(organisation_id__in=list(organisation_ids)).values("organisation_id", *_POINT)
    ):
        found.setdefault(row["organisation_id"], []).append(row)
    return found


def organisation_rows(organisations: QuerySet[Organisation]) -> list[Row]:
    return list(organisations.values("id", *_PROVIDER))


def offers_of(organisation_id: int, limit: int) -> list[Row]:
    return service_rows(public_offers().filter(provider_id=organisation_id).order_by("title", "pk")[:limit])


def one(queryset: QuerySet[Any], public_id: uuid.UUID) -> QuerySet[Any]:
    return queryset.filter(public_id=public_id)
