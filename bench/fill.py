"""Fills a database with synthetic offers: python -m bench.fill 100000. Settings come from DATABASE_URL as always.

Rows go in as the store takes them fastest (COPY on PostgreSQL, executemany on SQLite); constraints stay on. The
domain functions are left out on purpose: this measures reading, and a million drafts would take a day.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

import django
import numpy as np

BATCH = 5_000
PROVIDERS = 2_000
DISTRICTS = (
    "Zentrum",
    "Sonnenberg",
    "Kaßberg",
    "Gablenz",
    "Markersdorf",
    "Helbersdorf",
    "Siegmar",
    "Ebersdorf",
)


def codes(scheme: str) -> list[str]:
    from umsicht.vocabulary.queries.catalogue import whole_catalogue  # reason: app ready

    return [entry.code for entry in whole_catalogue().current(scheme)]


class Offers:
    """Rows of offers as dictionaries of column → value, in the same order for the same seed."""

    def __init__(
        self, providers: list[tuple[int, int]], tenants: dict[int, tuple[float, float, str]]
    ) -> None:
        from bench.synth import SEED, Texts  # reason: app ready

        self.texts = Texts()
        self.rng = np.random.default_rng(SEED + 1)
        self.providers = providers
        self.tenants = tenants
        self.lists = {
            "problem_fields": (codes("problem_field"), 2),
            "topics": (codes("topic"), 1),
            "factors": (codes("factor"), 2),
            "audiences": (codes("audience"), 2),
            "formats": (codes("format"), 1),
            "settings": (codes("setting"), 1),
            "school_types": (codes("school_type"), 2),
            "languages": (["de", "en", "ar", "ru", "uk"], 1),
            "accessibility": (codes("accessibility"), 2),
        }
        self.levels = codes("level")
        self.now = dt.datetime.now(tz=dt.UTC)
        self.today = self.now.date()

    def rows(self, start: int, size: int) -> Iterator[dict[str, Any]]:
        rng = self.rng
        picks = {name: rng.integers(0, len(pool), (size, most)) for name, (pool, most) in self.lists.items()}
        provider = np.minimum(rng.pareto(0.9, size) * 8, len(self.providers) - 1).astype(int)
        ages, days = rng.integers(0, 60, size), rng.integers(0, 700, (size, 3))
        cost, shift = rng.integers(0, 6, size), rng.normal(0, 0.02, (size, 2))
        for i, text in enumerate(self.texts.batch(size)):
            number = start + i
            owner, tenant = self.providers[provider[i]]
            lat, lon, key = self.tenants[tenant]
            row = {
                name: list(dict.fromkeys(pool[k] for k in picks[name][i]))
                for name, (pool, _m) in self.lists.items()
            }
            cents = int(cost[i]) * 4_000
            payer = {"format": "kurs", "amount_cents": cents, "per": "", "payer": "teilnehmende", "note": ""}
            confirmed, reviewed = (self.today - dt.timedelta(days=int(days[i][k])) for k in (1, 2))
            yield (
                row
                | self._fixed(number, key)
                | {
                    "tenant_id": tenant,
                    "provider_id": owner,
                    "title": f"{text.title} {number}"[:160],
                    "summary": text.summary[:300],
                    "description": text.body,
                    "age_from": int(ages[i]),
                    "age_to": int(ages[i]) + 6,
                    "lat": lat + float(shift[i][0]),
                    "lon": lon + float(shift[i][1]),
                    "costs": [payer],
                    "cost_from_cents": cents,
                    "availability_as_of": self.today - dt.timedelta(days=int(days[i][0]) // 4),
                    "edited_on": self.today - dt.timedelta(days=int(days[i][0])),
                    "confirmed_on": confirmed,
                    "reviewed_on": reviewed,
                }
            )

    def _fixed(self, number: int, key: str) -> dict[str, Any]:
        """What follows from the offer's number alone."""
        district = number % len(DISTRICTS)
        return {
            "public_id": uuid.UUID(int=(number << 80) | 0x4000_8000_0000_0000_0001),
            "code": f"bench-{number}",
            "slug": f"bench-{number}",
            "level": self.levels[number % len(self.levels)],
            "grade_from": number % 9 + 1 if number % 3 else None,
            "grade_to": number % 9 + 3 if number % 3 else None,
            "duration_minutes": 90,
            "group_min": 8,
            "group_max": 25,
            "place_modes": ["at-provider"] if number % 2 else ["comes-to-you"],
            "area_key": f"{key}-{district:02d}",
            "area_name": DISTRICTS[district],
            "availability": ("offen", "wenige", "warteliste")[number % 3],
            "state": "published",
            "published_at": self.now,
            "updated_at": self.now - dt.timedelta(seconds=number % 1_000_000),
            "created_at": self.now,
            "is_demo": True,
        }


def providers(tenants: dict[int, tuple[float, float, str]], weights: list[int]) -> list[tuple[int, int]]:
    """2,000 providers, spread over the towns by population; returns (provider id, tenant id)."""
    from umsicht.directory.models import Organisation  # reason: app ready

    rng = np.random.default_rng(7)
    share = np.array(weights, dtype=float)
    chosen = rng.choice(list(tenants), PROVIDERS, p=share / share.sum())
    today = dt.datetime.now(tz=dt.UTC).date()
    rows = [
        Organisation(
            tenant_id=int(tenant),
            code=f"bench-{number}",
            slug=f"bench-{number}",
            name=f"Anbieter {number} (Demo)",
            sector="vereine",
            is_provider=True,
            is_demo=True,
            edited_on=today,
            languages=["de"],
        )
        for number, tenant in enumerate(chosen)
    ]
    made = Organisation.objects.bulk_create(rows, batch_size=500)
    return [(row.pk, row.tenant_id) for row in made]


def _insert(rows: Iterator[list[Any]], columns: list[str]) -> None:
    from django.db import connection  # reason: app ready

    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY offers_offer ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["?"] * len(columns))
            connection.connection.executemany(f"INSERT INTO offers_offer ({names}) VALUES ({marks})", rows)


def _plain(value: Any, *, sqlite: bool) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if sqlite and isinstance(value, uuid.UUID):
        return value.hex
    if sqlite and isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ")
    if sqlite and isinstance(value, dt.date):
        return value.isoformat()
    return value


def fill(size: int) -> float:
    """Insert `size` offers; returns the seconds it took."""
    from django.db import connection, transaction  # reason: app ready
    from django_scopes import scopes_disabled  # reason: app ready

    from umsicht.offers.models import Offer  # reason: app ready
    from umsicht.tenancy.models import Tenant  # reason: app ready

    start = time.perf_counter()
    towns = list(Tenant.objects.filter(kind="municipality", is_sandbox=False))
    tenants = {town.pk: (town.lat or 51.0, town.lon or 13.0, town.key) for town in towns}
    fields = Offer._meta.concrete_fields[1:]  # noqa: SLF001 - Django's public _meta
    blank = {
        field.column: field.get_default() if field.has_default() else None if field.null else ""
        for field in fields
    }
    columns = [field.column for field in fields]
    sqlite = connection.vendor == "sqlite"
    with scopes_disabled(), transaction.atomic():  # unscoped: fills every town
        Tenant.objects.filter(kind="municipality").update(is_active=True)
        source = Offers(providers(tenants, [town.population or 1 for town in towns]), tenants)

        def rows() -> Iterator[list[Any]]:
            for first in range(0, size, BATCH):
                for row in source.rows(first, min(BATCH, size - first)):
                    merged = blank | row
                    yield [_plain(merged[column], sqlite=sqlite) for column in columns]

        _insert(rows(), columns)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if not sqlite else "ANALYZE")
    return time.perf_counter() - start


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    django.setup()
    print(f"{fill(int(sys.argv[1])):.1f}")
