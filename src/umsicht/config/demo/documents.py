"""Documents of the demo's bodies, from data/content/documents.yaml. What is there already stays as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from umsicht.config.demo.calendar import Shift
from umsicht.core.documents import Meta, pdf_of_blocks
from umsicht.core.documents.blocks import notice, paragraph
from umsicht.council.domain.documents import add_version, create_document
from umsicht.council.models import Body, BodyDocument
from umsicht.council.queries.papers import by_number
from umsicht.files.domain.checking import check
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "documents.yaml"
_AS_THEY_ARE = ("dated", "precision", "valid_from", "signatures", "note")


def fill(tenants: Iterable[Tenant], shift: Shift) -> int:
    """How many documents were made. `shift` moves only the end of what still holds."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    made = 0
    for tenant in tenants:
        with scope(tenant=tenant):
            for row in content.get(tenant.slug, []):
                body = Body.objects.select_related("tenant").get(code=row["body"])
                if not BodyDocument.objects.filter(body=body, title=row["title"]).exists():
                    _make(body, row, content["sources"], shift)
                    made += 1
    return made


def _make(body: Body, row: dict[str, Any], sources: dict[str, str], shift: Shift) -> None:
    first, *later = (_version(version, row["title"], sources, shift) for version in row["versions"])
    demo = bool(row.get("demo"))
    document = create_document(
        body=body, actor=None, kind=row["kind"], title=row["title"], is_public=True, is_demo=demo, **first
    )
    for values in later:
        add_version(document=document, actor=None, **values)
    for version in document.versions.filter(file__isnull=False):
        check(version.file_id or 0, own=True)


def _version(row: dict[str, Any], title: str, sources: dict[str, str], shift: Shift) -> dict[str, Any]:
    until: dt.date | None = row.get("fixed_until")
    if "until" in row:
        until = row["until"] + shift.delta
    values: dict[str, Any] = {name: row[name] for name in _AS_THEY_ARE if name in row}
    values |= {"valid_until": until, "source": "; ".join(sources[key] for key in row["source"])}
    if "paper" in row:
        values["paper"] = by_number(row["paper"])
    if "text" in row:
        values["content"] = SimpleUploadedFile("absprache.pdf", _pdf(title, row))
    return values


def _pdf(title: str, row: dict[str, Any]) -> bytes:
    offices = [str(one["office"]) for one in row["signatures"]]
    parts = [*map(paragraph, row["text"]), notice("Demo", paragraph("Diese Absprache ist erfunden."))]
    meta = Meta(
        title=title, author=offices[0], date=row["dated"], letterhead=(", ".join(offices),), marking="Demo"
    )
    return pdf_of_blocks(parts, meta=meta)
