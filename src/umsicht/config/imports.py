"""The sub-commands of `umsicht import`. One entry per kind of file; what it does lives in the package it fills."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report

Options = dict[str, Any]


@dataclass(frozen=True)
class Importer:
    """`run` reads the file, writes what it may (nothing with options["dry_run"]) and reports.

    It raises core.errors.BadInput when the file is not of its kind. `options` holds what `arguments` added, besides
    `file` (Path), `dry_run` and `strict` (write nothing if any row is refused). `by_source`: may (or must, when `run`
    is missing) be called with --tenant and --source instead of a file; config.exchange does that.
    """

    name: str
    help: str
    run: Callable[[Options], Report] | None
    arguments: Callable[[ArgumentParser], None] = lambda parser: None
    by_source: str = ""


IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    if importer.name in IMPORTERS:
        raise ValueError(f"`umsicht import {importer.name}` is registered twice.")
    IMPORTERS[importer.name] = importer


def _date(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def _tenant_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--state", default="", help="Two digits: only the rows of this state (Saxony is 14).")
    parser.add_argument(
        "--as-of", type=_date, default=None, help="Day the populations count for, as 2024-12-31."
    )


def _tenants(options: Options) -> Report:
    from umsicht.tenancy.domain.imports import import_places  # reason: app ready
    from umsicht.tenancy.interfaces import official_file  # reason: app ready

    report = Report()
    path: Path = options["file"]
    places = official_file.read(path, report, state=options["state"])
    return import_places(
        actor=None,
        places=places,
        report=report,
        as_of=options["as_of"],
        dry_run=options["dry_run"],
        strict=options["strict"],
    )


register(
    Importer(
        name="tenants",
        help="Districts and municipalities from the official list (CSV made from Destatis GV100AD).",
        run=_tenants,
        arguments=_tenant_arguments,
    )
)


def _vocabulary(options: Options) -> Report:
    from umsicht.vocabulary.domain.load import load_vocabulary  # reason: app ready

    return load_vocabulary(options["file"], actor=None, dry_run=options["dry_run"], strict=options["strict"])


register(
    Importer(
        name="vocabulary",
        help="State-wide terms from a YAML file; the curated one is src/umsicht/vocabulary/data/vocabulary.yaml.",
        run=_vocabulary,
    )
)


def _area_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--source", default="", help="Who made the file; by default the file's own member `source`."
    )
    parser.add_argument(
        "--licence", default="", help="Its licence; by default the file's own member `licence`."
    )
    parser.add_argument("--as-of", default="", help="State of the geometry, in words.")
    parser.add_argument("--population-as-of", type=_date, default=None, help="Day the populations count for.")


def _areas(options: Options) -> Report:
    from umsicht.places.domain.load import load_areas  # reason: app ready
    from umsicht.places.domain.reading import Origin  # reason: app ready

    given = options["source"] and options["licence"]
    origin = Origin(options["source"], options["licence"], options["as_of"], options["population_as_of"])
    return load_areas(
        options["file"],
        actor=None,
        origin=origin if given else None,
        dry_run=options["dry_run"],
        strict=options["strict"],
    )


register(
    Importer(
        name="areas",
        help="Districts, municipalities or districts of a city from GeoJSON (in this order).",
        run=_areas,
        arguments=_area_arguments,
    )
)


def _facility_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--municipality", default="14511000", help="Official key of the city (8 digits).")


def _facilities(options: Options) -> Report:
    from umsicht.directory.domain.imports import import_facilities, municipalities  # reason: app ready
    from umsicht.directory.interfaces import facilities_file  # reason: app ready

    tenant = municipalities([options["municipality"]]).get(options["municipality"])
    if tenant is None:
        raise BadInput(_("No municipality has the key %(key)s.") % {"key": options["municipality"]})
    report = Report()
    rows = facilities_file.read(options["file"], report)
    return import_facilities(
        actor=None,
        tenant=tenant,
        rows=rows,
        report=report,
        dry_run=options["dry_run"],
        strict=options["strict"],
    )


register(
    Importer(
        name="facilities",
        help="Schools, day-care centres, school social work and vocational help of a city (CSV).",
        run=_facilities,
        arguments=_facility_arguments,
    )
)


def _providers(options: Options) -> Report:
    from umsicht.directory.domain.imports import import_providers  # reason: app ready
    from umsicht.directory.interfaces import provider_file  # reason: app ready

    report = Report()
    rows = provider_file.read(options["file"], report)
    return import_providers(
        actor=None, rows=rows, report=report, dry_run=options["dry_run"], strict=options["strict"]
    )


def _programmes(options: Options) -> Report:
    from umsicht.offers.domain.imports import import_programmes  # reason: app ready
    from umsicht.offers.interfaces import programme_file  # reason: app ready

    report = Report()
    rows = programme_file.read(options["file"], report)
    return import_programmes(
        actor=None, rows=rows, report=report, dry_run=options["dry_run"], strict=options["strict"]
    )


def _offers(options: Options) -> Report:
    from umsicht.offers.domain.imports import import_offers  # reason: app ready
    from umsicht.offers.interfaces import offer_file  # reason: app ready

    report = Report()
    rows = offer_file.read(options["file"], report)
    return import_offers(
        actor=None, rows=rows, report=report, dry_run=options["dry_run"], strict=options["strict"]
    )


register(
    Importer("providers", "Providers with their contact points (YAML, section `providers`).", _providers)
)
register(Importer("programmes", "Programmes with their evidence (YAML, section `programmes`).", _programmes))
register(
    Importer(
        "offers",
        "Offers of a municipality from a list (CSV, Excel, package of another Umsicht) with --tenant and --source; "
        "or of many, with dates, from a curated file (YAML, section `offers`).",
        _offers,
        by_source="table",
    )
)
register(
    Importer(
        "hsds",
        "Services of a feed (HSDS 3.x, Open Referral UK, Integreat), from a file or an address, with --tenant and --source.",
        None,
        by_source="hsds",
    )
)


def _council_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--town", required=True, help="Address of the municipality or sandbox, as musterstadt."
    )
    parser.add_argument(
        "--origin", default="", help="Whose lists these are; stands with each record as source."
    )
    parser.add_argument("--under", default="", help="Name of the body that the new ones come below.")
    parser.add_argument(
        "--papers", default="", help="Address that the ids of a table of papers are appended to."
    )


def _council(options: Options) -> Report:
    from django_scopes import scope  # reason: app ready

    from umsicht.council.domain.imports import import_council  # reason: app ready
    from umsicht.council.interfaces import oparl_list  # reason: app ready
    from umsicht.tenancy.queries.tenants import by_slug  # reason: app ready

    tenant = by_slug(options["town"])
    if tenant is None:
        raise BadInput(_("No municipality has the address %(slug)s.") % {"slug": options["town"]})
    report = Report()
    council = oparl_list.read(options["file"], report, base=options["papers"])
    with scope(tenant=tenant):
        return import_council(
            tenant=tenant,
            actor=None,
            council=council,
            report=report,
            source=options["origin"],
            under=options["under"],
            dry_run=options["dry_run"],
            strict=options["strict"],
        )


register(
    Importer(
        name="oparl",
        help="Bodies, papers and meetings of another council: saved lists of an OParl interface (a file or a folder).",
        run=_council,
        arguments=_council_arguments,
    )
)


def _crime_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--year",
        type=int,
        default=None,
        help="The year of a table that does not say it; else only this year of it.",
    )


def _crime(options: Options) -> Report:
    from umsicht.situation.domain.crime import import_crime  # reason: app ready

    return import_crime(
        path=options["file"],
        actor=None,
        year=options["year"],
        dry_run=options["dry_run"],
        strict=options["strict"],
    )


register(
    Importer(
        name="pks",
        help="Police crime statistics by district: cleaned CSV, the BKA's own CSV or workbook.",
        run=_crime,
        arguments=_crime_arguments,
    )
)
