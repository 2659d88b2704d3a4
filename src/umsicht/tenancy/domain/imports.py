"""Takes over the official places: districts and municipalities by key.

What an office entered itself (address, portal name, colours, texts, taking part) is never touched; addresses are
given once and stay. Nothing is deleted: a municipality that vanished from the list keeps its records.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.errors import NotAllowed
from umsicht.core.intake import Report
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.domain.naming import free_slug, slug_of
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.tenancy.validators import slug_problem

_BATCH = 500


@dataclass(frozen=True)
class OfficialPlace:
    """One row of the official list. None means: the file says nothing about it, so what is stored stays."""

    line: int
    kind: TenantKind
    key: str
    name: str
    official_name: str
    second_name: str = ""
    parent_key: str = ""
    population: int | None = None
    area_km2: Decimal | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass
class _Plan:
    new: list[Tenant] = field(default_factory=list)
    changed: list[Tenant] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    shown: list[Tenant] = field(default_factory=list)  # changed in something the portal shows


@transaction.atomic
def import_places(
    *,
    actor: Any,
    places: list[OfficialPlace],
    report: Report,
    as_of: dt.date | None = None,
    dry_run: bool = False,
    strict: bool = False,
) -> Report:
    """Write new and changed places, all or nothing; with `strict` nothing if any row was refused.

    `as_of` is the day the populations count for. An actor must be allowed to manage tenants; None is the command line.
    One journal row tells the counts and keys.
    """
    state = state_office()
    if actor is not None and not actor.has_perm("tenancy.tenant.manage", state):
        raise NotAllowed(_("You may not change the list of municipalities."))
    known = {(tenant.kind, tenant.key): tenant for tenant in Tenant.objects.exclude(key="")}
    refused_rows = len(report.refused)
    plan = _plan(places, known, state, as_of, report)
    report.created, report.changed = len(plan.new), len(plan.changed)
    accepted = len(places) - (len(report.refused) - refused_rows)
    report.unchanged = accepted - report.created - report.changed
    report.dry_run = dry_run
    if dry_run or (strict and report.refused):
        return report
    _write(plan)
    report.written = True
    if plan.new or plan.changed:
        journal.record(
            "tenancy.tenant.import",
            state,
            actor=actor,
            after={
                "new": report.created,
                "changed": report.changed,
                "refused": len(report.refused),
                "keys": [tenant.key for tenant in [*plan.new, *plan.changed]][:200],
            },
        )
        bump_content_version(state)
    return report


def _plan(
    places: list[OfficialPlace],
    known: dict[tuple[str, str], Tenant],
    state: Tenant,
    as_of: dt.date | None,
    report: Report,
) -> _Plan:
    plan = _Plan()
    districts = {key: tenant for (kind, key), tenant in known.items() if kind == TenantKind.DISTRICT}
    taken = set(Tenant.objects.values_list("slug", flat=True))
    namesakes = Counter(slug_of(place.name) for place in places if place.kind == TenantKind.MUNICIPALITY)
    for place in places:
        parent = state if place.kind == TenantKind.DISTRICT else districts.get(place.parent_key)
        if parent is None:
            report.refuse(
                place.line, "kreis_ags", _("the district %(key)s was refused") % {"key": place.parent_key}
            )
            continue
        tenant = known.get((place.kind, place.key))
        values = _values(place, as_of)
        if tenant is not None:
            _plan_change(plan, tenant, values, parent)
        else:
            slug = slug_of(place.name)
            if slug in taken or (namesakes[slug] > 1 and place.kind == TenantKind.MUNICIPALITY):
                slug = free_slug(place.name, parent.name, place.key, taken)
            problem = slug_problem(slug)
            if problem is not None:
                report.refuse(
                    place.line, "name", _("“%(slug)s”: %(why)s") % {"slug": slug, "why": problem.messages[0]}
                )
                continue
            taken.add(slug)
            tenant = Tenant(kind=place.kind, key=place.key, slug=slug, parent=parent, **values)
            plan.new.append(tenant)
        if place.kind == TenantKind.DISTRICT:
            districts[place.key] = tenant
    return plan


def _values(place: OfficialPlace, as_of: dt.date | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": place.name,
        "second_name": place.second_name,
        "official_name": place.official_name,
        "population": place.population,
        "population_as_of": as_of if place.population is not None else None,
        "area_km2": place.area_km2,
        "lat": place.lat,
        "lon": place.lon,
    }
    return {name: value for name, value in values.items() if value is not None}


def _plan_change(plan: _Plan, tenant: Tenant, values: dict[str, Any], parent: Tenant) -> None:
    different = {name for name, value in values.items() if getattr(tenant, name) != value}
    if tenant.parent is not parent and tenant.parent_id != parent.pk:
        different.add("parent")
        values = values | {"parent": parent}
    if not different:
        return
    for name in different:
        setattr(tenant, name, values[name])
    plan.changed.append(tenant)
    plan.fields |= different
    if tenant.is_active:
        plan.shown.append(tenant)


def _write(plan: _Plan) -> None:
    """Districts before municipalities, because these point at them."""
    for kind in (TenantKind.DISTRICT, TenantKind.MUNICIPALITY):
        batch = [tenant for tenant in plan.new if tenant.kind == kind]
        for tenant in batch:
            tenant.parent = tenant.parent  # take over the id of a parent written a moment ago
        Tenant.objects.bulk_create(batch, batch_size=_BATCH)
    if plan.changed:
        Tenant.objects.bulk_update(plan.changed, sorted(plan.fields), batch_size=_BATCH)
    for tenant in plan.shown:
        bump_content_version(tenant)
