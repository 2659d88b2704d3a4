"""Everything a municipality has in the database of offers, as a file that another Umsicht (or a person) can read."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django_scopes import scope

from umsicht.core import clock, csvsafe, journal
from umsicht.core.access import require
from umsicht.core.documents.excel import Sheet, XColumn, xlsx
from umsicht.core.documents.meta import Meta
from umsicht.core.errors import BadInput
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.exchange.domain.records import dates_json
from umsicht.exchange.package_fields import FORMAT, OFFER, ORGANISATION, POINT, TABLES, VERSION
from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import series_of
from umsicht.tenancy.models import Tenant

FORMATS = {"json": "json", "csv": "zip", "xlsx": "xlsx"}
"""What may be asked for, and the ending of the file."""
_CHUNK = 500
Row = dict[str, Any]


def export(*, tenant: Tenant, actor: Any, form: str, target: Path) -> dict[str, int]:
    """Write the whole municipality into `target`; returns how many records of each kind. Raises NotAllowed, BadInput."""
    require(actor, "exchange.export", tenant)
    if form not in FORMATS:
        raise BadInput("Unknown format.")
    with scope(tenant=tenant), transaction.atomic():  # one picture of the data, however long it takes
        counts = {"json": _json, "csv": _csv, "xlsx": _xlsx}[form](tenant, target)
        journal.record(
            "exchange.export.write", tenant, actor=actor, tenant=tenant, after={"format": form} | counts
        )
    return counts


def organisations(tenant: Tenant) -> Iterator[Row]:
    for record in Organisation.objects.with_scope(tenant=tenant).order_by("pk").iterator(_CHUNK):
        yield _row(record, ORGANISATION, id=str(record.public_id))


def contact_points(tenant: Tenant) -> Iterator[Row]:
    rows = ContactPoint.objects.with_scope(tenant=tenant).select_related("organisation").order_by("pk")
    for record in rows.iterator(_CHUNK):
        yield _row(record, POINT, id=str(record.public_id), organisation=str(record.organisation.public_id))


def offers(tenant: Tenant) -> Iterator[Row]:
    rows = (
        Offer.objects.with_scope(tenant=tenant)
        .select_related("provider", "contact_point", "programme")
        .order_by("pk")
    )
    for record in rows.prefetch_related("sessions").iterator(_CHUNK):
        yield _row(
            record,
            OFFER,
            id=str(record.public_id),
            provider=str(record.provider.public_id),
            contact_point=str(record.contact_point.public_id) if record.contact_point else "",
            programme=record.programme.code if record.programme else "",
            published_at=record.published_at.isoformat() if record.published_at else "",
            sessions=dates_json(series_of(row) for row in record.sessions.all()),
        )


def _row(record: models.Model, fields: dict[str, str], **given: Any) -> Row:
    found = {name: given[name] if name in given else getattr(record, name) for name in fields}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in found.items()}


_PARTS: dict[str, Callable[[Tenant], Iterator[Row]]] = {
    "organisations": organisations,
    "contact_points": contact_points,
    "offers": offers,
}


def _json(tenant: Tenant, target: Path) -> dict[str, int]:
    head = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": clock.now().isoformat(timespec="seconds"),
        "source": settings.SITE_URL,
        "municipality": {"name": tenant.name, "slug": tenant.slug, "key": tenant.key},
    }
    counts: dict[str, int] = {}
    with target.open("w", encoding="utf-8") as out:
        out.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
        for name, rows in _PARTS.items():
            out.write(f',\n "{name}": [')
            count = -1
            for count, row in enumerate(rows(tenant)):
                out.write((",\n  " if count else "\n  ") + json.dumps(row, ensure_ascii=False))
            out.write("\n ]")
            counts[name] = count + 1
        out.write("\n}\n")
    return counts


def _cells(part: str, row: Row) -> list[Any]:
    return [_cell(row[name]) for name in TABLES[part][1]]


def _cell(value: Any) -> Any:
    """Lists of plain words between bars; whatever is more than that as JSON."""
    if isinstance(value, list):
        plain = all(
            isinstance(part, str) and part and " | " not in part and part[0] not in "[{" for part in value
        )
        return " | ".join(value) if plain else json.dumps(value, ensure_ascii=False)
    return value


class _Counter:
    def __init__(self, part: str, tenant: Tenant) -> None:
        self.part, self.tenant, self.count = part, tenant, 0

    def __iter__(self) -> Iterator[list[Any]]:
        for row in _PARTS[self.part](self.tenant):
            self.count += 1
            yield _cells(self.part, row)


def _csv(tenant: Tenant, target: Path) -> dict[str, int]:
    counts = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, (title, fields) in TABLES.items():
            rows = _Counter(part, tenant)
            with archive.open(f"{title.lower()}.csv", "w", force_zip64=True) as out:
                for piece in csvsafe.lines(list(fields.values()), rows):
                    out.write(piece.encode())
            counts[part] = rows.count
    return counts


def _xlsx(tenant: Tenant, target: Path) -> dict[str, int]:
    rows = {part: _Counter(part, tenant) for part in TABLES}
    sheets = [
        Sheet(title, [XColumn(heading) for heading in fields.values()], rows[part])
        for part, (title, fields) in TABLES.items()
    ]
    meta = Meta(
        title=f"Angebote und Anbieter: {tenant.name}",
        author=tenant.official_name or tenant.name,
        date=clock.today(),
    )
    target.write_bytes(xlsx(sheets, meta=meta))
    return {part: counter.count for part, counter in rows.items()}


def as_bytes(*, tenant: Tenant, actor: Any, form: str) -> bytes:
    """The export for a download; a town's data are some megabytes."""
    with tempfile.TemporaryDirectory(prefix="umsicht-export-") as folder:
        path = Path(folder) / "export"
        export(tenant=tenant, actor=actor, form=form, target=path)
        return path.read_bytes()
