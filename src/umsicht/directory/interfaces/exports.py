"""Organisations as a table for CSV and Excel; one row each, the first contact point beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.documents import Meta, Sheet, XColumn
from umsicht.directory.models import Organisation, Registration
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


def organisation_columns() -> list[str]:
    return [
        _("Name"), _("Sector"), _("Legal form"), _("Provider"), _("Public"), _("Closed on"), _("E-mail"), _("Telephone"),
        _("Website"), _("Street"), _("Postal code"), _("Town"), _("City district"), _("Contact points"), _("Languages"),
        _("About"), _("Edited"), _("Confirmed"), _("Source"),
    ]  # fmt: skip


def organisation_rows(found: Iterable[Organisation], tenant: Tenant) -> Iterator[list[Any]]:
    words = catalogue(tenant)
    for item in found:
        points = list(item.contact_points.all())
        first: Any = points[0] if points else None
        languages = ", ".join(words.label(Scheme.LANGUAGE, code) for code in item.languages)
        yield [
            item.name, words.label(Scheme.SECTOR, item.sector), item.legal_form, _yes(item.is_provider),
            _yes(item.is_public), item.closed_on, item.email, item.phone, item.website, first and first.street,
            first and first.postal_code, first and first.city, first and first.area_name, len(points), languages,
            item.about, item.edited_on, item.confirmed_on, item.source,
        ]  # fmt: skip


def _yes(value: object) -> str:
    return _("yes") if value else _("no")


def organisation_sheet(found: Iterable[Organisation], tenant: Tenant) -> tuple[Sheet, Meta]:
    dates = {_("Closed on"), _("Edited"), _("Confirmed")}
    columns = [
        XColumn(name, "whole" if name == _("Contact points") else "date" if name in dates else "text")
        for name in organisation_columns()
    ]
    title = _("Organisations")
    meta = Meta(title=f"{title} {tenant.name}", author=tenant.portal_by or tenant.name, date=clock.today())
    return Sheet(title, columns, organisation_rows(found, tenant)), meta


def registration_columns() -> list[str]:
    return [
        _("Name"), _("Sector"), _("Legal form"), _("State"), _("Received"), _("Decided"), _("E-mail"), _("Telephone"),
        _("Website"), _("Street"), _("Postal code"), _("Town"), _("About"),
    ]  # fmt: skip


def registration_rows(found: Iterable[Registration], tenant: Tenant) -> Iterator[list[Any]]:
    words = catalogue(tenant)
    for item in found:
        yield [
            item.name, words.label(Scheme.SECTOR, item.sector), item.legal_form, item.get_state_display(),
            item.created_at, item.decided_at, item.email, item.phone, item.website, item.street, item.postal_code,
            item.city, item.about,
        ]  # fmt: skip
