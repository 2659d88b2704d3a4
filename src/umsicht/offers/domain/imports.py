"""Takes over programmes and offers from files: adds and corrects by code, never deletes. See directory.domain.imports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.intake import Report
from umsicht.core.transitions import apply
from umsicht.directory.domain.imports import apply_rows, area_of, municipalities, run, wrong
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.domain.offers import change_offer, create_offer, set_availability
from umsicht.offers.domain.programmes import change_programme, create_programme
from umsicht.offers.domain.sessions import set_sessions
from umsicht.offers.enums import Availability, PlaceMode
from umsicht.offers.models import Offer, Programme
from umsicht.offers.series import Series
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office

_PUBLICATION_HOUR = dt.time(9)


@dataclass(frozen=True)
class ProgrammeRow:
    line: int
    lines: dict[str, int]
    code: str
    values: dict[str, Any]
    columns: ClassVar[Mapping[str, str]] = {
        "organisation_name": "organisation",
        "evidence_tier": "evidence",
        "evidence_source_url": "evidence",
    }


@dataclass(frozen=True)
class FileRow:
    """A document (title) or picture (alt, credit) that belongs to an offer."""

    kind: str = ""
    title: str = ""
    language: str = "de"
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True)
class OfferRow:
    """One offer as a file tells it; provider and programme by code, the district by its everyday name."""

    line: int
    lines: dict[str, int]
    code: str
    municipality: str
    provider: str
    programme: str
    district: str
    values: dict[str, Any]
    clocks: dict[str, dt.date]
    availability: str
    availability_as_of: dt.date | None
    series: tuple[Series, ...]
    documents: tuple[FileRow, ...] = ()
    pictures: tuple[FileRow, ...] = ()
    columns: ClassVar[Mapping[str, str]] = {
        "place_modes": "place.modes",
        "venue": "place.venue",
        "lat": "place.lat",
        "lon": "place.lon",
        "district": "place.district",
    }


def import_programmes(
    *, actor: Any, rows: list[ProgrammeRow], report: Report, dry_run: bool = False, strict: bool = False
) -> Report:
    """Programmes of the state office."""
    state = state_office()
    held = {programme.code: programme for programme in Programme.objects.with_scope(tenant=state).all()}

    def write(row: ProgrammeRow) -> bool | None:
        programme = held.get(row.code)
        if programme is None:
            created = create_programme(tenant=state, actor=actor, code=row.code, **row.values)
            held[row.code] = created
            return None
        return change_programme(programme=programme, actor=actor, reason=_("Import"), **row.values)

    with run(report, dry_run=dry_run, strict=strict):
        apply_rows(rows, write, report)
    return report


class _Known:
    """What the rows of a file point at, read at once."""

    def __init__(self, rows: list[OfferRow]) -> None:
        self.tenants = municipalities(row.municipality for row in rows)
        owned = list(self.tenants.values())
        self.programmes = {
            p.code: p for p in Programme.objects.with_scope(tenant=state_office()).select_related("tenant")
        }
        self.providers = {
            (o.tenant_id, o.code): o for o in Organisation.objects.with_scope(tenant=owned).exclude(code="")
        }
        self.points = {
            (p.tenant_id, p.code): p for p in ContactPoint.objects.with_scope(tenant=owned).exclude(code="")
        }
        self.offers = {
            (o.tenant_id, o.code): o
            for o in Offer.objects.with_scope(tenant=owned)
            .exclude(code="")
            .select_related("contact_point", "programme__tenant")
        }
        by_id = {tenant.pk: tenant for tenant in owned}
        providers_by_id = {o.pk: o for o in self.providers.values()}
        for record in (*self.providers.values(), *self.points.values(), *self.offers.values()):
            record.tenant = by_id[record.tenant_id]  # one object per tenant saves a query per record
        for offer in self.offers.values():
            if offer.provider_id in providers_by_id:
                offer.provider = providers_by_id[offer.provider_id]

    def provider(self, tenant: Tenant, row: OfferRow) -> Organisation:
        found = self.providers.get((tenant.pk, row.provider))
        if found is None:
            raise wrong("provider", _("no provider has the code %(code)s here") % {"code": row.provider})
        return found

    def programme(self, row: OfferRow) -> Programme | None:
        if not row.programme:
            return None
        found = self.programmes.get(row.programme)
        if found is None:
            raise wrong("programme", _("no programme has the code %(code)s") % {"code": row.programme})
        return found


def import_offers(
    *, actor: Any, rows: list[OfferRow], report: Report, dry_run: bool = False, strict: bool = False
) -> Report:
    """Offers of many municipalities, published as they come. Providers and programmes must exist."""
    known = _Known(rows)

    def write(row: OfferRow) -> bool | None:
        tenant = known.tenants.get(row.municipality)
        if tenant is None:
            raise wrong("municipality", _("no municipality has the key %(key)s") % {"key": row.municipality})
        if row.availability not in Availability.values:
            raise wrong("availability", _("unknown availability"))
        provider = known.provider(tenant, row)
        values = _placed(row, tenant, known.points.get((tenant.pk, row.provider)))
        values["programme"] = known.programme(row)
        held = known.offers.get((tenant.pk, row.code))
        if held is None:
            _create(provider, row, values, actor)
            return None
        changed = change_offer(
            offer=held, actor=actor, reason=_("Import"), clocks=row.clocks, provider=provider, **values
        )
        changed |= set_sessions(offer=held, actor=actor, sessions=row.series, reason=_("Import"))
        changed |= set_availability(
            offer=held, actor=actor, state=row.availability, as_of=row.availability_as_of
        )
        return changed

    with run(report, dry_run=dry_run, strict=strict):
        apply_rows(rows, write, report)
    return report


def _create(provider: Organisation, row: OfferRow, values: dict[str, Any], actor: Any) -> None:
    offer = create_offer(provider=provider, actor=actor, code=row.code, clocks=row.clocks, **values)
    set_sessions(offer=offer, actor=actor, sessions=row.series)
    set_availability(offer=offer, actor=actor, state=row.availability, as_of=row.availability_as_of)
    apply(offer, "submit", actor=actor)
    day = min(row.clocks.values(), default=clock.today())
    apply(offer, "publish", actor=actor, at=clock.at(day, _PUBLICATION_HOUR))


def _placed(row: OfferRow, tenant: Tenant, point: ContactPoint | None) -> dict[str, Any]:
    """Where the offer is found: its own place, else the district's middle, else where the provider is."""
    values = row.values | {"contact_point": point} | area_of(tenant, row.district)
    at_home = PlaceMode.AT_PROVIDER in values["place_modes"] or not row.district
    if values["lat"] is None and point is not None and at_home:
        values |= {"lat": point.lat, "lon": point.lon}
        if not row.district:
            values |= {"area_key": point.area_key, "area_name": point.area_name}
    elif values["lat"] is None and row.district:
        place = _middle_of(tenant, values["area_key"])
        values |= {"lat": place[0], "lon": place[1]} if place else {}
    return values


def _middle_of(tenant: Tenant, area_key: str) -> tuple[float, float] | None:
    place = atlas(tenant).district(area_key)
    return (place.lat, place.lon) if place else None
