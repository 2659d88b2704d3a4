"""The chronicle and the reports of the demo, from data/content/chronicle.yaml. What is there already stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from umsicht.reporting.domain.chronicle import create_entry
from umsicht.reporting.models import Entry
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "chronicle.yaml"
_AS_THEY_ARE = ("topic", "kind", "until", "precision", "text", "said_by", "value", "unit", "note")


def fill(tenants: Iterable[Tenant]) -> int:
    """How many records were made. Days of the chronicle are history and are never moved."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return sum(_chronicle(tenant, content.get(tenant.slug, []), content["sources"]) for tenant in tenants)


def _chronicle(tenant: Tenant, rows: list[dict[str, Any]], sources: dict[str, dict[str, str]]) -> int:
    with scope(tenant=tenant):
        known = set(Entry.objects.values_list("code", flat=True))
        fresh = [row for row in rows if row["code"] not in known]
        for row in fresh:
            source = sources[row["source"]]
            create_entry(
                tenant=tenant,
                actor=None,
                code=row["code"],
                is_public=True,
                on=row.get("day"),
                source=source["name"],
                source_url=source.get("url", ""),
                **{name: row[name] for name in _AS_THEY_ARE if name in row},
            )
    return len(fresh)
