"""Takes over tables of police crime statistics, year by year, each as an edition of its own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umsicht.core import journal, memory
from umsicht.core.errors import NotAllowed
from umsicht.core.intake import Report
from umsicht.situation.domain import catalogue, protection
from umsicht.situation.domain.checks import Checked, check
from umsicht.situation.enums import PeopleBasis
from umsicht.situation.models import Dataset, Edition, Indicator, Observation, People, Region
from umsicht.situation.reading import pks
from umsicht.situation.reading.rows import CrimeRow
from umsicht.situation.signals import figures_changed
from umsicht.tenancy.domain.content import bump_everywhere
from umsicht.tenancy.queries.tenants import state_office

FIGURES = ("cases", "rate", "attempts", "cleared", "suspects")


def import_crime(
    *, path: Path, actor: Any, year: int | None = None, dry_run: bool = False, strict: bool = False
) -> Report:
    """Read a table of districts and store what is new or differs; older figures stay as former versions.

    `year` is needed for tables that don't say theirs; of a table with a year per row it takes that year alone. Rows that
    can't be used are refused one by one (with `strict` nothing is written then). Sums of a state are made where all its
    districts are there, and small numbers protected, in the same transaction. Raises BadFile, NotAllowed.
    """
    if actor is not None and not actor.has_perm("situation.crime.import", state_office()):
        raise NotAllowed
    file = pks.read(path, year=year)
    report = Report(dry_run=dry_run, notes=list(file.notes), refused=list(file.refused))
    with transaction.atomic():
        if not Indicator.objects.exists():
            catalogue.load_catalogue()
        store = _Store(file)
        titles = catalogue.official_titles()
        found = check(file.rows, store.regions, store.indicators, titles, store.populations())
        report.refused += found.refused
        if strict and report.refused:
            return report
        store.take(found, report)
        if dry_run:
            transaction.set_rollback(True)
            return report
        _tell(report, file, actor)
        if store.touched:
            transaction.on_commit(partial(figures_changed.send, sender=Observation, states=store.touched))
    report.written = True
    return report


def _tell(report: Report, file: pks.CrimeFile, actor: Any) -> None:
    if not report.created and not report.changed:
        return
    after = {"file": file.name, "sha256": file.sha256, "new": report.created, "changed": report.changed}
    journal.record(
        "situation.crime.import", state_office(), actor=actor, after=after | {"refused": len(report.refused)}
    )
    bump_everywhere()
    memory.distrust()
    transaction.on_commit(memory.forget)


@dataclass(slots=True)
class _Held:
    """A current observation, by what is compared."""

    pk: int
    figures: tuple[Any, ...]


class _Store:
    """Writes one file; keeps what it needs of the reference data."""

    def __init__(self, file: pks.CrimeFile) -> None:
        self.file = file
        self.dataset = Dataset.objects.get(slug="pks")
        self.indicators = {row.key: row for row in Indicator.objects.filter(dataset=self.dataset)}
        self.regions = {row.code: row for row in Region.objects.select_related("parent", "successor")}
        self.touched: set[str] = set()
        self.codes = {row.pk: row.code for row in self.regions.values()}

    def take(self, found: Checked, report: Report) -> None:
        for key, count in sorted(found.left_out.items()):
            words = {"key": key, "title": catalogue.official_titles()[key][:60], "count": count}
            report.notes.append(_("Not shown here and left out: %(key)s %(title)s (%(count)d rows).") % words)
        self._people(found)
        related = protection.family()
        for year, rows in sorted(found.rows.items()):
            touched = self._year(year, rows, report)
            self.touched |= touched
            for state in sorted(touched):
                self._totals(self.regions[state], year)
                protection.protect(self.regions[state], [year], related=related)

    def _edition(self, year: int, rows: int) -> Edition:
        last = (
            Edition.objects.filter(dataset=self.dataset, year=year).aggregate(last=Max("number"))["last"] or 0
        )
        return Edition.objects.create(
            dataset=self.dataset,
            year=year,
            number=last + 1,
            version=self.file.version if self.file.as_of else "",
            as_of=self.file.as_of or dt.date(year, 12, 31),
            file_name=self.file.name[-200:],
            sha256=self.file.sha256,
            rows=rows,
        )

    def _year(self, year: int, rows: list[CrimeRow], report: Report) -> set[str]:
        """Store a year's rows; answers the states whose figures changed."""
        held = self._held(year)
        new: list[tuple[CrimeRow, tuple[Any, ...]]] = []
        stale: list[int] = []
        for row in rows:
            figures = tuple(getattr(row, name) for name in FIGURES)
            current = held.get((self.indicators[row.key].pk, self.regions[row.region].pk))
            if current is not None and current.figures == figures:
                report.unchanged += 1
                continue
            if current is not None:
                stale.append(current.pk)
            new.append((row, figures))
        report.created += len(new) - len(stale)
        report.changed += len(stale)
        if not new:
            return set()
        _retire(stale)
        edition = self._edition(year, len(new))
        made = [
            Observation(
                indicator=self.indicators[row.key],
                region=self.regions[row.region],
                edition=edition,
                year=year,
                **dict(zip(FIGURES, figures, strict=True)),
            )
            for row, figures in new
        ]
        Observation.objects.bulk_create(made, batch_size=1000)
        return {row.region[:2] for row, _figures in new}

    def _held(self, year: int) -> dict[tuple[int, int], _Held]:
        rows = Observation.objects.filter(year=year, is_current=True, indicator__dataset=self.dataset)
        columns = ("pk", "indicator_id", "region_id", *FIGURES)
        return {(row[1], row[2]): _Held(row[0], row[3:]) for row in rows.order_by().values_list(*columns)}

    def _totals(self, state: Region, year: int) -> None:
        """Sums of the districts of a state, for each key that all of them have; others lose theirs."""
        needed = {
            row.pk
            for row in self.regions.values()
            if row.parent_id == state.pk and row.first_year <= year and (row.last_year or year) >= year
        }
        held = self._held(year)
        by_key: dict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
        for (indicator, region), row in held.items():
            if region in needed:
                by_key[indicator][region] = row.figures
        sums = {
            indicator: _sums(list(rows.values())) for indicator, rows in by_key.items() if set(rows) == needed
        }
        stale = [
            row.pk
            for (indicator, region), row in held.items()
            if region == state.pk and sums.get(indicator) != row.figures
        ]
        kept = {
            indicator
            for (indicator, region), row in held.items()
            if region == state.pk and sums.get(indicator) == row.figures
        }
        _retire(stale)
        edition = Edition.objects.filter(dataset=self.dataset, year=year).order_by("-number").first()
        Observation.objects.bulk_create(
            [
                Observation(
                    indicator_id=indicator,
                    region=state,
                    edition=edition,
                    year=year,
                    is_total=True,
                    **dict(zip(FIGURES, figures, strict=True)),
                )
                for indicator, figures in sums.items()
                if indicator not in kept
            ],
            batch_size=1000,
        )
        self._state_people(state, year, needed)

    def _state_people(self, state: Region, year: int, needed: set[int]) -> None:
        rows = People.objects.filter(region_id__in=needed, year=year, basis=PeopleBasis.EDITION)
        persons = dict(rows.values_list("region_id", "persons"))
        if set(persons) == needed:
            People.objects.update_or_create(
                region=state,
                year=year,
                basis=PeopleBasis.EDITION,
                defaults={
                    "persons": sum(persons.values()),
                    "source": self._people_source(year, printed=False),
                },
            )

    def populations(self) -> dict[tuple[str, int], int]:
        """Of editions, by region code and year."""
        rows = People.objects.filter(basis=PeopleBasis.EDITION).order_by()
        return {(self.codes[pk], year): n for pk, year, n in rows.values_list("region_id", "year", "persons")}

    def _people(self, found: Checked) -> None:
        """Printed populations replace worked-out ones; what is there otherwise stays."""
        rows = People.objects.filter(basis=PeopleBasis.EDITION, year__in=sorted(found.rows))
        held = {(self.codes[row.region_id], row.year): row for row in rows}
        new, changed = [], []
        for (code, year), (persons, printed) in found.people.items():
            row = held.get((code, year))
            source = self._people_source(year, printed=printed)
            if row is None:
                new.append(
                    People(
                        region=self.regions[code],
                        year=year,
                        basis=PeopleBasis.EDITION,
                        persons=persons,
                        source=source,
                    )
                )
            elif printed and (row.persons, row.source) != (persons, source):
                row.persons, row.source = persons, source
                changed.append(row)
        People.objects.bulk_create(new, batch_size=500)
        People.objects.bulk_update(changed, ["persons", "source"], batch_size=200)

    def _people_source(self, year: int, *, printed: bool) -> str:
        base = self.dataset.attribution.format(year=year)
        return base if printed else f"{base}, aus Fällen und Häufigkeitszahl errechnet"


def _sums(rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Per figure, None where one is missing; a rate is not summed."""
    made: list[Any] = []
    for name, values in zip(FIGURES, zip(*rows, strict=True), strict=True):
        made.append(None if name == "rate" or None in values else sum(values))
    return tuple(made)


def _retire(keys: list[int]) -> None:
    for start in range(0, len(keys), 500):
        Observation.objects.filter(pk__in=keys[start : start + 500]).update(is_current=False)
