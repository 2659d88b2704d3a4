"""Saved searches and a year of unmet demand for the demo. The figures are invented, the same each time, and marked as demo."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from umsicht.core import clock
from umsicht.demand import contract
from umsicht.demand.domain.alerts import YEAR
from umsicht.demand.enums import Frequency
from umsicht.demand.models import GapCount, SavedSearch, Subscriber
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant

SAVED = (
    ("koordination-chemnitz@example.org", "chemnitz", "q=mobbing&klasse=3", Frequency.DAILY, False),
    (
        "koordination-chemnitz@example.org",
        "chemnitz",
        "fuer=eltern&stadtteil=@Sonnenberg",
        Frequency.WEEKLY,
        True,
    ),
    ("koordination-chemnitz@example.org", "sachsen", "thema=suchtpraevention", Frequency.WEEKLY, False),
    ("uebung@example.org", "leipzig", "q=zivilcourage", Frequency.DAILY, True),
)
# topic, audience, age, district, channel, outcome, usual number a week, growth over the year
GAPS: tuple[tuple[str, str, str, str, str, str, float, float], ...] = (
    ("suchtpraevention", "eltern", "alter-14-17", "Sonnenberg", "search", "none", 2.4, 1.9),
    ("medien-online", "kinder", "alter-6-10", "Kappel", "search", "weak", 2.0, 1.6),
    ("gewalt-schule-kompetenzverlust", "lehrkraefte", "alter-10-13", "", "enquiry", "no_yes", 1.1, 1.0),
    ("gewalt-kinder-jugendliche-frauen", "maenner", "alter-27-59", "", "need", "none", 1.2, 0.6),
    ("alltag-praeventionsmoeglichkeiten", "seniorinnen-senioren", "alter-60-plus", "Markersdorf", "search", "relaxed", 1.5, 1.2),
    ("seelische-gesundheit", "jugendliche", "alter-14-17", "Zentrum", "need", "none", 1.8, 1.4),
    ("schulabsentismus", "familien", "alter-10-13", "Hutholz", "search", "none", 0.9, 1.1),
    ("demokratie-staerken", "auszubildende", "alter-14-17", "", "enquiry", "no_yes", 0.5, 1.0),
    ("konfliktmanagement-oeffentlicher-raum", "anwohnende", "", "Sonnenberg", "search", "none", 0.7, 0.8),
    ("sexuelle-bildung", "menschen-mit-behinderung", "", "", "search", "none", 0.3, 1.0),
    ("", "", "", "", "search", "none", 1.6, 1.0),
)  # fmt: skip
SIZES = {"chemnitz": 1.0, "leipzig": 1.4, "zwickau": 0.5, "goerlitz": 0.4, "sachsen": 0.5}
WEEKS, WEEKS_QUICK = 104, 30


def fill(tenants: dict[str, Tenant], *, quick: bool) -> int:
    """What is missing of both; returns how many records were made. Figures of days passed since are added."""
    return _searches(tenants) + sum(
        _gaps(tenants[slug], size, WEEKS_QUICK if quick else WEEKS)
        for slug, size in SIZES.items()
        if slug in tenants and not (quick and slug != "chemnitz")
    )


def _searches(tenants: dict[str, Tenant]) -> int:
    made = 0
    for email, slug, query, frequency, with_changed in SAVED:
        tenant = tenants.get(slug)
        if tenant is None:
            continue
        owner, _new = Subscriber.objects.get_or_create(email=email)
        asked = contract.read(tenant, _with_district(tenant, query))
        saved_at = clock.now() - dt.timedelta(days=200)  # so that the first digest has something to tell
        _search, new = SavedSearch.objects.with_scope(tenant=tenant).get_or_create(
            tenant=tenant,
            subscriber=owner,
            query=asked.query,
            defaults={
                "title": asked.title,
                "frequency": frequency,
                "with_changed": with_changed,
                "created_at": saved_at,
                "confirmed_at": saved_at,
                "keep_until": clock.local(saved_at).date() + YEAR,
            },
        )
        made += new
    return made


def _with_district(tenant: Tenant, query: str) -> str:
    start, _at, name = query.partition("@")
    place = atlas(tenant).by_name(name) if name else None
    return start + (place.key if place else "") if name else query


def _gaps(tenant: Tenant, size: float, weeks: int) -> int:
    kept = GapCount.objects.with_scope(tenant=tenant)
    before = kept.filter(is_demo=True).count()
    kept.bulk_create(_rows(tenant, size, weeks), ignore_conflicts=True, batch_size=500)
    return kept.filter(is_demo=True).count() - before


def _rows(tenant: Tenant, size: float, weeks: int) -> Iterator[GapCount]:
    """One row per gap and week, on a day of that week; the same for the same week whenever it is loaded."""
    here = atlas(tenant)
    monday = clock.today() - dt.timedelta(days=clock.today().weekday())
    for back in range(1, weeks + 1):
        first = monday - dt.timedelta(weeks=back)
        for topic, audience, age, name, channel, outcome, usual, growth in GAPS:
            chance = random.Random(f"{tenant.slug}:{first}:{topic}:{audience}")  # noqa: S311 - invented figures
            number = round(size * usual * growth ** (1 - back / 52) * chance.uniform(0.4, 1.7))
            place = here.by_name(name) if name and here.districts else None
            keys: dict[str, Any] = {"topic": topic, "audience": audience, "age": age, "channel": channel}
            if number:
                yield GapCount(
                    tenant=tenant,
                    day=first + dt.timedelta(days=chance.randrange(5)),
                    outcome=outcome,
                    district=place.key if place else "",
                    count=number,
                    is_demo=True,
                    **keys,
                )
