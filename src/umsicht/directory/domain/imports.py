"""Takes over providers and facilities from files: adds and corrects by code, never deletes.

Each row is written as a whole or not at all; a refused one is named with line, field and reason. A dry run does
everything and takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core.errors import NotAllowed, UmsichtError
from umsicht.core.intake import Report
from umsicht.directory.domain.contact_points import change_contact_point, create_contact_point
from umsicht.directory.domain.organisations import change_organisation, create_organisation
from umsicht.directory.domain.writing import FieldFaults
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant


class Placed(Protocol):
    """A row that knows where it stands in its file."""

    @property
    def line(self) -> int: ...

    @property
    def lines(self) -> dict[str, int]: ...

    @property
    def columns(self) -> Mapping[str, str]:
        """How the file calls our fields, where it calls them otherwise."""
        ...


@dataclass(frozen=True)
class ProviderRow:
    """One provider with its one contact point; `district` is the everyday name of a district of the city."""

    line: int
    lines: dict[str, int]
    code: str
    municipality: str
    district: str
    organisation: dict[str, Any]
    point: dict[str, Any]
    columns: ClassVar[Mapping[str, str]] = {}


@dataclass(frozen=True)
class FacilityRow:
    """One place of the city's list. `owner` is the code of its organisation, `owner_values` what is known of that."""

    line: int
    lines: dict[str, int]
    code: str
    district: str
    owner: str
    owner_values: dict[str, Any]
    point: dict[str, Any]
    columns: ClassVar[Mapping[str, str]] = {
        "name": "bezeichnung",
        "district": "stadtteil",
        "street": "strasse",
        "postal_code": "plz",
        "city": "ort",
        "phone": "telefon",
        "website": "web",
        "accessibility": "barrierefrei",
    }


@contextmanager
def run(report: Report, *, dry_run: bool, strict: bool) -> Iterator[None]:
    """The transaction of an import: taken back for a dry run, or when `strict` and any row was refused."""
    report.dry_run = dry_run
    with transaction.atomic():
        yield
        if dry_run or (strict and report.refused):
            transaction.set_rollback(True)
        else:
            report.written = True
    report.refused.sort()


def apply_rows(rows: Iterable[Placed], write: Callable[[Any], bool | None], report: Report) -> None:
    """Write row by row. `write` answers None for a new record, True for a changed one, False for none of both."""
    for row in rows:
        try:
            with transaction.atomic():
                changed = write(row)
        except FieldFaults as error:
            for name, texts in error.faults.items():
                _refuse(report, row, name, " ".join(texts))
        except NotAllowed:
            raise
        except UmsichtError as error:
            _refuse(report, row, error.code if isinstance(error, _Wrong) else "", error.message)
        else:
            report.created += changed is None
            report.changed += changed is True
            report.unchanged += changed is False


def _refuse(report: Report, row: Placed, name: str, reason: str) -> None:
    column = row.columns.get(name, name)
    line = row.lines.get(name, row.lines.get(column.split(".", 1)[0], row.line))
    report.refuse(line, column, reason)


class _Wrong(UmsichtError):
    """A field that points nowhere; `code` names the field."""


def wrong(column: str, reason: str) -> UmsichtError:
    return _Wrong(reason, code=column)


def municipalities(keys: Iterable[str]) -> dict[str, Tenant]:
    return {
        tenant.key: tenant
        for tenant in Tenant.objects.filter(kind=TenantKind.MUNICIPALITY, key__in=set(keys)).select_related(
            "parent"
        )
    }


def area_of(tenant: Tenant, district: str) -> dict[str, Any]:
    """Key and name of a district by its everyday name. Raises for an unknown one."""
    if not district:
        return {"area_key": "", "area_name": ""}
    found = atlas(tenant).by_name(district)
    if found is None:
        raise wrong("district", _("“%(name)s” is no district here") % {"name": district})
    return {"area_key": found.key, "area_name": found.name}


def import_providers(
    *, actor: Any, rows: list[ProviderRow], report: Report, dry_run: bool = False, strict: bool = False
) -> Report:
    """Organisations that offer prevention, each with one contact point of the same code."""
    tenants = municipalities(row.municipality for row in rows)

    def write(row: ProviderRow) -> bool | None:
        tenant = tenants.get(row.municipality)
        if tenant is None:
            raise wrong("municipality", _("no municipality has the key %(key)s") % {"key": row.municipality})
        point = row.point | area_of(tenant, row.district) | {"city": tenant.name}
        held = Organisation.objects.with_scope(tenant=tenant).filter(code=row.code).first()
        if held is None:
            held = create_organisation(tenant=tenant, actor=actor, code=row.code, **row.organisation)
            create_contact_point(organisation=held, actor=actor, code=row.code, **point)
            return None
        changed = change_organisation(organisation=held, actor=actor, reason=_("Import"), **row.organisation)
        return _point(held, row.code, point, actor) or changed

    with run(report, dry_run=dry_run, strict=strict):
        apply_rows(rows, write, report)
    return report


def import_facilities(
    *,
    actor: Any,
    tenant: Tenant,
    rows: list[FacilityRow],
    report: Report,
    dry_run: bool = False,
    strict: bool = False,
) -> Report:
    """Places of the city's list as contact points under the organisation that runs them."""
    if actor is not None and not actor.has_perm("directory.facility.import", tenant):
        raise NotAllowed(_("Your role does not allow this."))
    owners = {o.code: o for o in Organisation.objects.with_scope(tenant=tenant).exclude(code="")}
    points = {
        p.code: p
        for p in ContactPoint.objects.with_scope(tenant=tenant)
        .exclude(code="")
        .select_related("organisation", "tenant")
    }

    def write(row: FacilityRow) -> bool | None:
        owner = owners.get(row.owner)
        if owner is None:
            owner = create_organisation(tenant=tenant, actor=actor, code=row.owner, **row.owner_values)
        values = row.point | area_of(tenant, row.district)
        held = points.get(row.code)
        if held is None:
            created = create_contact_point(organisation=owner, actor=actor, code=row.code, **values)
            owners[row.owner], points[row.code] = owner, created
            return None
        owners[row.owner] = owner
        return change_contact_point(point=held, actor=actor, reason=_("Import"), organisation=owner, **values)

    with run(report, dry_run=dry_run, strict=strict):
        apply_rows(rows, write, report)
    return report


def _point(organisation: Organisation, code: str, values: dict[str, Any], actor: Any) -> bool:
    held = ContactPoint.objects.with_scope(tenant=organisation.tenant).filter(code=code).first()
    if held is None:
        create_contact_point(organisation=organisation, actor=actor, code=code, **values)
        return True
    return change_contact_point(point=held, actor=actor, reason=_("Import"), **values)
