"""Takes over the reference data that lies beside the code: regions, the dataset, indicators, breaks of series."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models, transaction

from umsicht.core import journal, memory
from umsicht.core.intake import Report
from umsicht.situation.enums import Level, PeopleBasis
from umsicht.situation.models import Break, Dataset, Indicator, People, Region
from umsicht.tenancy.domain.content import bump_everywhere
from umsicht.tenancy.queries.tenants import state_office

DATA = Path(__file__).resolve().parent.parent / "data"
CATALOGUE = DATA / "kataloge.yaml"
REGISTER_DAY = dt.date(2024, 12, 31)
REGISTER_SOURCE = "Statistisches Bundesamt, Gemeindeverzeichnis GV100AD, Einwohner am 31.12.2024"


@cache
def official_titles() -> dict[str, str]:
    """Newest official title per offence key, of all keys that the national tables know."""
    with (DATA / "straftatenschluessel.csv").open(encoding="utf-8", newline="") as file:
        return {row["schluessel"]: row["bezeichnung_neueste"] for row in csv.DictReader(file)}


@transaction.atomic
def load_catalogue(*, actor: Any = None) -> Report:
    """Create or bring up to date what the files say; nothing is removed. Run again, it changes nothing."""
    report = Report()
    content = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    _regions(report)
    for row in content["datensaetze"]:
        _store(report, Dataset, {"slug": row["slug"]}, _dataset(row))
    dataset = Dataset.objects.get(slug="pks")
    _many(
        report, Indicator, "key", [_indicator(dataset, n, row) for n, row in enumerate(content["kennzahlen"])]
    )
    _breaks(report, dataset, content["brueche"])
    if report.created or report.changed:
        journal.record(
            "situation.catalogue.load",
            state_office(),
            actor=actor,
            after={"new": report.created, "changed": report.changed},
        )
        bump_everywhere()
        memory.distrust()
        transaction.on_commit(memory.forget)
    report.written = True
    return report


def _dataset(row: dict[str, str]) -> dict[str, Any]:
    return {
        "title": row["titel"],
        "publisher": row["herausgeber"],
        "licence": row["lizenz"],
        "licence_url": row["lizenz_url"],
        "attribution": row["nachweis"],
        "homepage": row["seite"],
        "about": row["beschreibung"],
    }


def _indicator(dataset: Dataset, number: int, row: dict[str, Any]) -> dict[str, Any]:
    key = row["schluessel"]
    return {
        "dataset": dataset,
        "key": key,
        "code": f"{dataset.slug}/{key}",
        "slug": row["slug"],
        "title": row["titel"],
        "official": official_titles()[key],
        "definition": row["begriff"],
        "caution": row.get("vorsicht", ""),
        "unit": "Fälle",
        "level": Level.DISTRICT,
        "parts": row.get("teile", []),
        "contains": row.get("darin", []),
        "nearly": [
            {"key": part, "except": row.get("ausser", {}).get(part, [])} for part in row.get("fast_ganz", [])
        ],
        "fields": [{"field": one["feld"], "reason": one["grund"]} for one in row.get("felder", [])],
        "unmapped": row.get("ohne_feld", ""),
        "in_focus": row.get("vorne", False),
        "position": number + 1,
    }


def _breaks(report: Report, dataset: Dataset, rows: Iterable[dict[str, Any]]) -> None:
    indicators = {row.key: row for row in Indicator.objects.filter(dataset=dataset)}
    regions = {row.code: row for row in Region.objects.all()}
    made = [
        {
            "code": row["code"],
            "dataset": dataset,
            "indicator": indicators[row["schluessel"]] if "schluessel" in row else None,
            "region": regions[row["gebiet"]] if "gebiet" in row else None,
            "measure": row.get("mass", ""),
            "year": row["jahr"],
            "reason": row["grund"],
            "comparable": row["vergleichbar"],
        }
        for row in rows
    ]
    _many(report, Break, "code", made)


def _regions(report: Report) -> None:
    with (DATA / "regionen.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for wanted in ("state", "part"):  # parents first
        known = {row.code: row for row in Region.objects.all()}
        made = [
            {
                "code": row["code"],
                "kind": row["kind"],
                "name": row["name"],
                "parent": known[row["parent"]] if row["parent"] else None,
                "first_year": int(row["first_year"]),
                "last_year": int(row["last_year"]) if row["last_year"] else None,
            }
            for row in rows
            if (row["kind"] == "state") == (wanted == "state")
        ]
        _many(report, Region, "code", made)
    known = {row.code: row for row in Region.objects.all()}
    successors = [
        {"code": row["code"], "successor": known[row["successor"]]} for row in rows if row["successor"]
    ]
    _many(report, Region, "code", successors)
    _people(report, known, rows)


def _people(report: Report, regions: dict[str, Region], rows: Iterable[dict[str, str]]) -> None:
    held = set(People.objects.filter(basis=PeopleBasis.REGISTER).values_list("region_id", "year"))
    made = [
        People(
            region=regions[row["code"]],
            year=REGISTER_DAY.year,
            basis=PeopleBasis.REGISTER,
            persons=int(row["population"]),
            area_km2=Decimal(row["area_km2"]),
            source=REGISTER_SOURCE,
        )
        for row in rows
        if row["population"] and (regions[row["code"]].pk, REGISTER_DAY.year) not in held
    ]
    People.objects.bulk_create(made, batch_size=500)
    report.created += len(made)


def _store(report: Report, model: type[models.Model], which: dict[str, Any], values: dict[str, Any]) -> None:
    (key,) = which
    _many(report, model, key, [which | values])


def _many(report: Report, model: type[models.Model], key: str, rows: list[dict[str, Any]]) -> None:
    """Create and update by `key`, all in a few statements."""
    manager = model._default_manager  # noqa: SLF001 - Django's public way to a model given as a value
    held = {getattr(obj, key): obj for obj in manager.all()}
    new, changed = [], []
    for row in rows:
        obj = held.get(row[key])
        if obj is None:
            new.append(model(**row))
        elif any(getattr(obj, name) != value for name, value in row.items()):
            for name, value in row.items():
                setattr(obj, name, value)
            changed.append(obj)
        else:
            report.unchanged += 1
    manager.bulk_create(new, batch_size=200)
    if changed:
        manager.bulk_update(changed, [name for name in rows[0] if name != key], batch_size=200)
    report.created += len(new)
    report.changed += len(changed)
