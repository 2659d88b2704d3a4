"""The chronicle and the reports of the demo, from data/content/chronicle.yaml. What is there already stays as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation
from django_scopes import scope

from umsicht.config.demo.portals import STATE
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.notify.domain import links
from umsicht.reporting.domain.chronicle import create_entry
from umsicht.reporting.domain.contributions import answer, plan_contribution
from umsicht.reporting.domain.reports import create_report
from umsicht.reporting.domain.schedules import create_schedule
from umsicht.reporting.models import Contribution, Entry, Report
from umsicht.reporting.telling import PURPOSE
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "chronicle.yaml"
YEARLY = (
    ("jahresbericht", "Jahresbericht des Präventionsrats", 2, 15),
    ("sachbericht", "Sachbericht zur Förderung", 3, 15),
)
WISHES = (
    (
        "Ordnungsamt",
        "ordnungsamt@example.org",
        "praxis",
        "Bitte nennen Sie die gemeinsamen Einsätze des Jahres.",
    ),
    ("Polizeidirektion", "polizei@example.org", "lage", "Bitte ordnen Sie die Entwicklung im Zentrum ein."),
)
ANSWER = (
    "Die gemeinsamen Streifen liefen das ganze Jahr. Im Sommer lag der Schwerpunkt auf dem Stadthallenpark; die Zahlen "
    "stehen in den Einsatzblättern. (Demo)"
)
_AS_THEY_ARE = ("topic", "kind", "until", "precision", "text", "said_by", "value", "unit", "note")


def load() -> int:
    return fill(Tenant.objects.filter(slug__in=["chemnitz", STATE["slug"]]))


def fill(tenants: Iterable[Tenant]) -> int:
    """How many records were made. Days of the chronicle are history and are never moved."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    every = list(tenants)
    made = sum(_chronicle(tenant, content.get(tenant.slug, []), content["sources"]) for tenant in every)
    return made + sum(_reports(tenant) for tenant in every if not tenant.is_state)


def _reports(tenant: Tenant) -> int:
    """The Bilanz of 2018 to 2020, signed and published; the report on last year, at work; two that come every year."""
    with scope(tenant=tenant), translation.override("de"):
        if Report.objects.exists():
            return 0
        report = create_report(
            tenant=tenant,
            actor=None,
            outline="bilanz",
            code="bilanz-2018-2020",
            starts_on=dt.date(2018, 11, 19),
            ends_on=dt.date(2020, 11, 19),
            is_demo=True,
        )
        for step in ("check", "sign", "publish"):
            apply(report, step, actor=None)
        _at_work(tenant)
        for template, title, month, day in YEARLY:
            create_schedule(
                tenant=tenant, actor=None, template=template, title=title, month=month, day=day, is_demo=True
            )
    return 2 + len(YEARLY)


def _at_work(tenant: Tenant) -> None:
    """The report on the year before, due in some weeks: departments are asked, one has answered."""
    today = clock.today()
    year = today.year - 1
    report = create_report(
        tenant=tenant,
        actor=None,
        outline="jahresbericht",
        title=f"Jahresbericht {year}",
        starts_on=dt.date(year, 1, 1),
        ends_on=dt.date(year, 12, 31),
        due_on=today + dt.timedelta(days=40),
        is_demo=True,
    )
    questions = {one.code: one for one in report.questions.all()}
    for department, email, code, wish in WISHES:
        plan_contribution(
            report=report,
            actor=None,
            department=department,
            email=email,
            question=questions[code],
            wish=wish,
            due_on=today + dt.timedelta(days=14),
        )
    apply(report, "ask", actor=None)
    first = Contribution.objects.filter(report=report).order_by("pk").first()
    token = links.still_open(purpose=PURPOSE, subject=first.pk) if first is not None else ""
    if token:
        answer(token=token, text=ANSWER)


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
