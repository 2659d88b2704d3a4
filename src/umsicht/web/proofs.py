"""From what a need rests on to the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse

from umsicht.fieldwork.queries.inspections import public_inspections
from umsicht.situation.enums_needs import EvidenceKind
from umsicht.situation.models import NeedEvidence
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.surveys import on_portal
from umsicht.tenancy.models import Tenant


def with_links(
    rows: Iterable[NeedEvidence], tenant: Tenant, *, desk: bool = False
) -> list[tuple[NeedEvidence, str]]:
    """Each with the address of its record, "" where no page shows it. Two queries at most."""
    found = list(rows)
    kinds = {row.kind for row in found if row.ref}
    walks = {walk.code for walk in public_inspections()} if EvidenceKind.FINDING in kinds else set()
    surveys = {one.code for one in on_portal(tenant)} if EvidenceKind.SURVEY in kinds else set()
    return [(row, _address(row, tenant, walks, surveys, desk=desk)) for row in found]


def _address(row: NeedEvidence, tenant: Tenant, walks: set[str], surveys: set[str], *, desk: bool) -> str:
    head, _slash, tail = row.ref.partition("/")
    if row.kind == EvidenceKind.SURVEY and head in surveys:
        return f"/{tenant.slug}/lage/umfragen/{head}" + (f"#frage-{tail}" if tail else "")
    if row.kind == EvidenceKind.FINDING and head in walks:
        return f"/{tenant.slug}/praeventionsrat/begehungen/{head}"
    if row.kind == EvidenceKind.DEMAND and desk and head:
        words = {"zeit": "365", "thema": head} | ({"zielgruppe": tail} if tail else {})
        return f"{reverse('desk_demand_gap', kwargs={'tenant': tenant.slug})}?{urlencode(words)}"
    if row.kind == EvidenceKind.INDICATOR:
        return _indicator(row.ref, tenant)
    return ""


def _indicator(ref: str, tenant: Tenant) -> str:
    """pks/892000/hz → the page of the indicator, if there is one."""
    found = reference().by_code("/".join(ref.split("/")[:2]))
    address = f"/{tenant.slug}/lage/{found.slug}" if found is not None else ""
    try:
        return address if address and resolve(address) else ""
    except Resolver404:
        return ""
