"""Loads the demo step by step. Each step is complete in itself and changes nothing when run again.

So a load that was interrupted is completed by the next one, and the order of steps is the only thing that matters.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from umsicht.api.oparl import ledger
from umsicht.config.demo import (
    bodies,
    crime,
    demand,
    directory,
    documents,
    enquiries,
    feeds,
    fieldwork,
    in_work,
    lists,
    measures,
    meetings,
    needs,
    papers,
    people,
    plans,
    portals,
    reports,
    sandbox,
    stamp,
    upkeep,
    work,
)
from umsicht.config.demo.calendar import Shift
from umsicht.config.demo.files import attach_files
from umsicht.config.demo.positions import offer_placed, provider_placed
from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.directory.domain.imports import import_facilities, import_providers, municipalities
from umsicht.directory.interfaces import facilities_file, provider_file
from umsicht.offers.domain.imports import OfferRow, import_offers, import_programmes
from umsicht.offers.interfaces import offer_file, programme_file
from umsicht.places.domain.load import load_areas
from umsicht.search import status, writer
from umsicht.search.errors import WriterBusy
from umsicht.situation.domain.catalogue import CATALOGUE
from umsicht.tenancy.domain.imports import import_places
from umsicht.tenancy.interfaces import official_file
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.domain.load import CURATED, load_vocabulary

DATA = Path(__file__).resolve().parent / "data"
CONTENT = DATA / "content"
POPULATION_AS_OF = dt.date(2024, 12, 31)
QUICK_OFFERS = 12
Say = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """One part of the load; `run` answers how many records it made or changed."""

    name: str
    run: Callable[[], int]


@dataclass
class Result:
    changed: int = 0
    seconds: float = 0.0


def load(*, quick: bool = False, again: bool = False, say: Say = print) -> Result:
    """Load everything, telling one line per step. `quick` takes a few offers of each kind only, for tests.

    What was loaded completely from the same files for the same week is not compared again unless `again`.
    Raises BadInput when a file of the demo is broken: that is a fault of ours, not of a person.
    """
    result, started = Result(), time.perf_counter()
    wanted = stamp.of(DATA, CURATED, crime.FILE, CATALOGUE, weeks=Shift.to(clock.today()).weeks, quick=quick)
    if not again and stamp.last() == wanted:
        result.changed = _search()
        return result
    for step in steps(quick=quick):
        began = time.perf_counter()
        count = step.run()
        result.changed += count
        what = f"{count} neu oder geändert" if count else "unverändert"
        say(f"  {step.name:<34} {what:>26}  {time.perf_counter() - began:5.1f} s")
    result.seconds = time.perf_counter() - started
    stamp.keep(wanted)
    return result


def steps(*, quick: bool = False) -> list[Step]:
    shift = Shift.to(clock.today())
    areas = ["sachsen_kreise", "sachsen_gemeinden", "chemnitz_stadtteile"]
    areas += [] if quick else ["leipzig_ortsteile"]
    return [
        Step("Landespräventionsrat", _state_office),
        Step("Kreise und Gemeinden", _places),
        Step("Gebiete und Stadtteile", partial(_areas, areas)),
        Step("Fachwörter", _vocabulary),
        Step("Portale", _portals),
        Step("Kriminalstatistik", crime.fill),
        Step("Programme", _programmes),
        Step("Anbieter", _providers),
        Step("Angebote und Termine", partial(_offers, shift, quick=quick)),
        Step("Infoblätter und Bilder", partial(_files, quick=quick)),
        Step("Gremien", partial(_bodies, shift)),
        Step("Vorlagen des Stadtrats", _papers),
        Step("Unterlagen der Gremien", partial(_documents, shift)),
        Step("Maßnahmen und Problemfelder", partial(_measures, shift)),
        Step("Streifen, Begehungen, Konflikte", partial(_fieldwork, shift)),
        Step("Einrichtungen in Chemnitz", partial(_facilities, quick=quick)),
        Step("Übungsumgebung", _sandbox),
        Step("Fremde Quellen, Liste zum Einlesen", partial(_feeds, quick=quick)),
        Step("Demo-Zugänge", _people),
        Step("Sitzungen und Beschlüsse", partial(_meetings, shift)),
        Step("Vorlagen aus Karlsruhe (Übung)", partial(_lists, quick=quick)),
        Step("Angebote in Arbeit", _in_work),
        Step("Anmeldungen und Übergaben", _registrations),
        Step("Anfragen und Erfahrungen", _enquiries),
        Step("Jahrespläne", partial(_plans, quick=quick)),
        Step("Gemerkte Suchen und Bedarf", partial(_demand, quick=quick)),
        Step("Befragungen und Bedarfe", needs.load),
        Step("Chronik und Berichte", reports.load),
        Step("Wartende Arbeit", _work),
        Step("Erinnerungen", upkeep.show),
        Step("Offene Daten nach OParl", ledger.refresh),
        Step("Suche", _search),
    ]


def _done(report: Report) -> int:
    if report.refused:
        raise BadInput("\n".join(str(refusal) for refusal in report.refused[:20]))
    return report.created + report.changed


def _state_office() -> int:
    before = portals.state_office().content_version
    return int(portals.name_state_office().content_version != before)


def _places() -> int:
    report = Report()
    folder = DATA / "gemeinden"
    total = 0
    for name in ("kreise_sachsen_2025-08-31.csv", "gemeinden_sachsen_2025-08-31.csv"):
        report = Report()
        rows = official_file.read(folder / name, report)
        total += _done(import_places(actor=None, places=rows, report=report, as_of=POPULATION_AS_OF))
    return total


def _areas(names: Iterable[str]) -> int:
    return sum(_done(load_areas(DATA / "geo" / f"{name}.geojson", actor=None)) for name in names)


def _vocabulary() -> int:
    return _done(load_vocabulary(CURATED, actor=None))


def _portals() -> int:
    before = Tenant.objects.filter(is_active=True).count()
    portals.open_portals()
    return Tenant.objects.filter(is_active=True).count() - before


def _programmes() -> int:
    report = Report()
    rows = programme_file.read(CONTENT / "programmes.yaml", report)
    return _done(import_programmes(actor=None, rows=rows, report=report))


def _providers() -> int:
    report = Report()
    rows = provider_file.read(CONTENT / "providers.yaml", report)
    tenants = municipalities(row.municipality for row in rows)
    placed = [provider_placed(row, tenants) for row in rows]
    return _done(import_providers(actor=None, rows=placed, report=report))


def _offer_rows(report: Report, *, quick: bool) -> list[OfferRow]:
    rows = offer_file.read(CONTENT / "offers.yaml", report)
    return rows[:: max(1, len(rows) // QUICK_OFFERS)] if quick else rows


def _offers(shift: Shift, *, quick: bool) -> int:
    report = Report()
    rows = _offer_rows(report, quick=quick)
    tenants = municipalities(row.municipality for row in rows)
    moved = [offer_placed(shift.offer(row), tenants) for row in rows]
    return _done(import_offers(actor=None, rows=moved, report=report))


def _files(*, quick: bool) -> int:
    rows = _offer_rows(Report(), quick=quick)
    wanted = rows[:2] if quick else rows
    return attach_files(wanted, municipalities(row.municipality for row in wanted))


def _facilities(*, quick: bool) -> int:
    report = Report()
    rows = facilities_file.read(DATA / "angebote" / "chemnitz_einrichtungen.csv", report)
    chemnitz = Tenant.objects.select_related("parent").get(key="14511000")
    wanted = rows[::20] if quick else rows
    return _done(import_facilities(actor=None, tenant=chemnitz, rows=wanted, report=report))


def _sandbox() -> int:
    return sandbox.fill(Tenant.objects.select_related("parent").get(slug=portals.SANDBOX))


def _meetings(shift: Shift) -> int:
    return meetings.fill(Tenant.objects.get(slug="chemnitz"), shift)


def _lists(*, quick: bool) -> int:
    return lists.fill(Tenant.objects.select_related("parent").get(slug=portals.SANDBOX), quick=quick)


def _bodies(shift: Shift) -> int:
    return bodies.fill(Tenant.objects.filter(slug__in=["chemnitz", portals.STATE["slug"]]), shift)


def _documents(shift: Shift) -> int:
    return documents.fill(Tenant.objects.filter(slug="chemnitz"), shift)


def _papers() -> int:
    return papers.fill(Tenant.objects.filter(slug="chemnitz"))


def _measures(shift: Shift) -> int:
    return measures.fill(Tenant.objects.select_related("parent").get(slug="chemnitz"), shift)


def _fieldwork(shift: Shift) -> int:
    return fieldwork.fill(Tenant.objects.select_related("parent").get(slug="chemnitz"), shift)


def _registrations() -> int:
    return directory.fill(Tenant.objects.select_related("parent").get(slug="chemnitz"))


def _feeds(*, quick: bool) -> int:
    by_slug = {
        tenant.slug: tenant
        for tenant in Tenant.objects.select_related("parent__parent").filter(
            slug__in=[portals.SANDBOX, "chemnitz"]
        )
    }
    return feeds.load_feeds(by_slug[portals.SANDBOX], quick=quick) + feeds.pending_import(by_slug["chemnitz"])


def _people() -> int:
    return people.seat_people({tenant.slug: tenant for tenant in Tenant.objects.filter(is_active=True)})


def _plans(*, quick: bool) -> int:
    return plans.make_plans(Tenant.objects.get(slug="chemnitz"), quick=quick)


def _enquiries() -> int:
    return enquiries.fill(Tenant.objects.select_related("parent").get(slug="chemnitz"))


def _demand(*, quick: bool) -> int:
    return demand.fill({tenant.slug: tenant for tenant in Tenant.objects.filter(is_active=True)}, quick=quick)


def _in_work() -> int:
    return in_work.fill(Tenant.objects.select_related("parent").get(key="14511000"))


def _work() -> int:
    return work.fill(Tenant.objects.select_related("parent").get(slug="chemnitz"))


def _search() -> int:
    """Bring the index up to date; a worker that runs beside does so itself."""
    try:
        if status().usable:
            return min(1, writer.catch_up())
        writer.rebuild()
    except WriterBusy:
        return 0
    return 1
