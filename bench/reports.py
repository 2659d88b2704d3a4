"""Reports at size: the Bilanz of Chemnitz as PDF, and the state's overview of 418 municipalities with ten years of records.

python -m bench.reports [--rounds 5]                                 # on SQLite
python -m tools.private_postgres -- python -m bench.reports          # on PostgreSQL

The first time reads the code and draws the pictures, which a running instance has drawn after the import. Ends with 1 if the
Bilanz takes 2 s after that or the overview 10 s, or if the overview makes the process grow by more than 150 MB.
Each time stands beside a constant page of the same process, for machines differ.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from bench.store import prepared

FIRST, LAST = dt.date(2018, 11, 19), dt.date(2020, 11, 19)
YEARS, MEETINGS, DECISIONS, MEASURES, OFFERS = 10, 4, 10, 4, 10
BILANZ_S, OVERVIEW_S, GROWTH_MB = 2.0, 10.0, 150


def loaded() -> None:
    """The demo on a database of its own."""
    prepared("reports")
    from umsicht.config.demo.load import load  # reason: app ready

    load(quick=True, say=lambda _line: None)


def fill() -> int:
    """Ten years of records for every municipality; returns how many there are."""
    from django_scopes import scopes_disabled  # reason: app ready

    from umsicht.offers.models import Offer  # reason: app ready
    from umsicht.tenancy.models import Tenant  # reason: app ready

    Tenant.objects.filter(kind="municipality", is_sandbox=False).update(is_active=True)
    towns = list(Tenant.objects.filter(kind="municipality", is_sandbox=False))
    with scopes_disabled():
        model = Offer.objects.filter(state="published").select_related("provider").first()
        assert model is not None
        for start in range(0, len(towns), 50):
            _fill(towns[start : start + 50], model)
    return len(towns)


def _fill(towns: list[Any], model: Any) -> None:
    _councils(towns)
    _work(towns, model)


def _councils(towns: list[Any]) -> None:
    from umsicht.council.models import Body, BodyName, Decision, Meeting  # reason: app ready

    bodies = Body.objects.bulk_create(
        Body(tenant=town, code="bench-rat", kind="council", is_public=True, founded_on=dt.date(2010, 1, 1))
        for town in towns
    )
    BodyName.objects.bulk_create(
        BodyName(tenant=one.tenant, body=one, name="Rat der Messung") for one in bodies
    )
    Meeting.objects.bulk_create(
        Meeting(
            tenant=one.tenant,
            body=one,
            title=f"Sitzung {n}",
            starts_at=at,
            state="approved",
            is_public=True,
            invited_at=at,
        )
        for one in bodies
        for n, at in enumerate(_moments(YEARS * MEETINGS))
    )
    Decision.objects.bulk_create(
        Decision(
            tenant=one.tenant, body=one, number=f"M {n}", year=at.year, serial=10_000 + n, decided_on=at.date(),
            text="Es wird so gemacht.", visibility="public",
        )
        for one in bodies
        for n, at in enumerate(_moments(YEARS * DECISIONS))
    )  # fmt: skip


def _work(towns: list[Any], model: Any) -> None:
    from umsicht.directory.models import Organisation  # reason: app ready
    from umsicht.measures.models import Measure  # reason: app ready
    from umsicht.offers.models import Offer  # reason: app ready

    Measure.objects.bulk_create(
        Measure(tenant=town, code=f"bench-{n}", title=f"Maßnahme {n}", is_public=True, starts_on=at.date())
        for town in towns
        for n, at in enumerate(_moments(YEARS * MEASURES))
    )
    providers = Organisation.objects.bulk_create(
        Organisation(
            tenant=town,
            slug="bench",
            name="Verein der Messung",
            sector="vereine",
            is_public=True,
            edited_on=LAST,
        )
        for town in towns
    )
    Offer.objects.bulk_create(_copies(model, providers))


def _moments(number: int) -> Iterator[dt.datetime]:
    """Evenly over ten years before now."""
    end = dt.datetime(2026, 11, 1, 14, tzinfo=dt.UTC)
    return (end - dt.timedelta(days=365 * YEARS * n / number) for n in range(number))


def _copies(model: Any, providers: list[Any]) -> Iterator[Any]:
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
    values = {name: getattr(model, name) for name in names}
    for provider in providers:
        own = {"tenant_id": provider.tenant_id, "provider_id": provider.pk, "contact_point_id": None}
        for n in range(OFFERS):
            yield type(model)(
                **values | own | {"slug": f"bench-{n}", "code": f"bench-{n}", "public_id": uuid.uuid4()}
            )


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Seconds of the first time, which reads code and draws pictures, and the median of the times after it."""
    took = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return took[0], statistics.median(took[1:])


def made(slug: str, code: str) -> bytes:
    """A whole report as PDF, from the records."""
    from django_scopes import scope  # reason: app ready

    from umsicht.core import clock  # reason: app ready
    from umsicht.reporting import paper  # reason: app ready
    from umsicht.reporting.outlines import template  # reason: app ready
    from umsicht.reporting.queries.plans import from_template  # reason: app ready
    from umsicht.tenancy.models import Tenant  # reason: app ready

    tenant = Tenant.objects.get(slug=slug)
    first, last = (FIRST, LAST) if code == "bilanz" else (dt.date(2016, 1, 1), dt.date(2026, 12, 31))
    with scope(tenant=tenant):
        content = from_template(template(code), tenant=tenant, first=first, last=last, as_of=clock.today())
    return paper.pdf(content, draft=True)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    loaded()
    from django.conf import settings  # reason: app ready
    from django.test import Client  # reason: app ready
    from django.utils import translation  # reason: app ready

    settings.ALLOWED_HOSTS.append("testserver")
    translation.activate("de")
    _first, constant = timed(lambda: Client().get("/robots.txt"), 200)
    first, bilanz = timed(lambda: made("chemnitz", "bilanz"), options.rounds)
    towns = fill()
    before = peak_mb()
    cold, overview = timed(lambda: made("sachsen", "landesueberblick"), options.rounds)
    growth = peak_mb() - before
    print(
        "| report as PDF | first time | after that | limit | times a constant page |\n|---|---|---|---|---|"
    )
    print(
        f"| Bilanz of Chemnitz | {first:.2f} s | {bilanz:.2f} s | {BILANZ_S:g} s | {bilanz / constant:,.0f} |"
    )
    print(
        f"| {towns} municipalities, {YEARS} years | {cold:.2f} s | {overview:.2f} s | {OVERVIEW_S:g} s | {overview / constant:,.0f} |"
    )
    print(f"The overview makes the process grow by {growth:.0f} MB (limit {GROWTH_MB} MB).")
    return int(bilanz > BILANZ_S or max(cold, overview) > OVERVIEW_S or growth > GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
