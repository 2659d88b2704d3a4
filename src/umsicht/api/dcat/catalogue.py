"""The catalogue: the alliance's data sets and those of each municipality that takes part, with how to fetch them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from umsicht.api.dcat.graph import Iri, Node, Term, Text
from umsicht.situation.interfaces import wording
from umsicht.situation.queries.catalogue import Stock, stocks
from umsicht.situation.queries.places import Place, place_of
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.participating import tenants_taking_part
from umsicht.tenancy.queries.tenants import state_office

EU = "http://publications.europa.eu/resource/authority/"
GERMAN = f"{EU}language/DEU"
LICENCE = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
MEDIA = "http://www.iana.org/assignments/media-types/"
FORMATS = {
    "csv": ("CSV", "text/csv", "Tabelle (CSV)"),
    "json": ("JSON", "application/json", "JSON"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    "ics": ("ICS", "text/calendar", "Kalender (iCalendar)"),
    "atom": ("ATOM", "application/atom+xml", "Atom-Feed"),
}


@dataclass(frozen=True)
class Set:
    """One data set of a portal: page, words, theme (EU data theme), rhythm (EU frequency) and its files by format."""

    page: str
    title: str
    description: str
    theme: str
    rhythm: str
    files: Sequence[tuple[str, str]]
    keywords: Sequence[str]
    attribution: str
    changed: dt.datetime | dt.date | None = None
    period: tuple[int, int] | None = None
    area: tuple[str, str] | None = None


def nodes() -> list[Node]:
    """Everything, the catalogue first. A handful of queries however many municipalities take part."""
    state = state_office()
    tenants = [state, *(tenant for tenant in tenants_taking_part() if not tenant.is_state)]
    places = {tenant.pk: place_of(tenant) for tenant in tenants}
    held = stocks(place.region for place in places.values() if place is not None)
    made: list[Node] = []
    sets: list[str] = []
    for tenant in tenants:
        made.append(_agent(tenant))
        place = places[tenant.pk]
        for one in _sets(tenant, place, held.get(place.region.pk) if place else None):
            parts = list(_dataset(one, tenant))
            sets.append(parts[0].id)
            made += parts
    return [_catalogue(state, sets), *_services(state), *made]


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _base(tenant: Tenant) -> str:
    return "" if tenant.is_state else f"/{tenant.slug}"


def _agent_id(tenant: Tenant) -> str:
    return _address(f"{_base(tenant) or '/'}#herausgeber")


def _agent(tenant: Tenant) -> Node:
    node = Node(_agent_id(tenant), ("foaf:Organization", "foaf:Agent"))
    node.add("foaf:name", Text(tenant.portal_by or tenant.official_name or tenant.name))
    return node.add("foaf:homepage", Iri(_address(_base(tenant) or "/")))


def _catalogue(state: Tenant, sets: Sequence[str]) -> Node:
    node = Node(_address("/api/dcat/catalog.ttl#katalog"), ("dcat:Catalog",))
    node.add("dct:title", Text("Offene Daten der kommunalen Prävention in Sachsen"))
    node.add(
        "dct:description",
        Text("Angebote, Termine, Maßnahmen, Gremien und Kriminalstatistik der Allianz und ihrer Kommunen."),
    )
    node.add("dct:publisher", Iri(_agent_id(state))).add("dct:language", Iri(GERMAN)).add(
        "dct:license", Iri(LICENCE)
    )
    node.add("foaf:homepage", Iri(_address("/offene-daten"))).add(
        "dcat:themeTaxonomy", Iri(f"{EU}data-theme")
    )
    node.add("dcat:service", *(Iri(service.id) for service in _services(state)))
    return node.add("dcat:dataset", *map(Iri, sets))  # fmt: skip


def _services(state: Tenant) -> list[Node]:
    rows = (
        ("/api/hsds/", "Angebote nach HSDS 3.1", "https://docs.openreferral.org/en/v3.1.0/", "/api/hsds/openapi.json"),
        ("/api/oparl/v1.1/", "Gremien, Sitzungen und Vorlagen nach OParl 1.1", "https://schema.oparl.org/1.1/", "/api/oparl/v1.1/openapi.json"),
    )  # fmt: skip
    made = []
    for path, title, standard, described in rows:
        node = Node(_address(f"{path}#dienst"), ("dcat:DataService",)).add("dct:title", Text(title))
        node.add("dcat:endpointURL", Iri(_address(path))).add(
            "dcat:endpointDescription", Iri(_address(described))
        )
        node.add("dct:conformsTo", Iri(standard)).add("dct:publisher", Iri(_agent_id(state)))
        made.append(node.add("dct:license", Iri(LICENCE)).add("dcat:contactPoint", Iri(_contact_id(state))))
    return [*made]


def _sets(tenant: Tenant, area: Place | None, held: Stock | None) -> Iterator[Set]:
    place, base, who = tenant.name, _base(tenant), tenant.title
    yield Set(
        f"{base}/angebote", f"Präventionsangebote in {place}", "Veröffentlichte Angebote mit Anbieter, Ort, Zielgruppe und Stand.",
        "SOCI", "CONT", [(kind, f"{base}/angebote.{kind}") for kind in ("csv", "json", "xlsx")],
        ("Prävention", "Angebote", "Beratung"), who,
    )  # fmt: skip
    yield Set(
        f"{base}/termine", f"Termine der Prävention in {place}", "Kommende Termine veröffentlichter Angebote.",
        "SOCI", "CONT", [(kind, f"{base}/termine.{kind}") for kind in ("ics", "atom")], ("Prävention", "Termine"), who,
    )  # fmt: skip
    if not tenant.is_state:
        yield Set(
            f"{base}/massnahmen", f"Maßnahmen der Prävention in {place}", "Öffentliche Maßnahmen mit Zielen, Stand und Ergebnis.",
            "GOVE", "CONT", [("csv", f"{base}/massnahmen.csv")], ("Prävention", "Maßnahmen"), who,
        )  # fmt: skip
    if area is not None and held is not None:
        yield _crime(tenant, area, held)


def _crime(tenant: Tenant, place: Place, held: Stock) -> Set:
    base, region = _base(tenant), place.region
    level = "state" if len(region.code) == 2 else "administrativeDistrict"
    key = f"stateKey/{region.code}" if len(region.code) == 2 else f"districtKey/{region.code}"
    indicator = held.indicators[0]
    return Set(
        f"{base}/lage",
        f"Erfasste Kriminalität: {region.name}",
        f"{indicator.dataset.about} Fälle, Häufigkeitszahl mit Zufallsspanne und aufgeklärter Anteil je Jahr; kleine Zahlen "
        "sind nicht enthalten.",
        "JUST",
        "ANNUAL",
        [("csv", f"{base}/lage.csv?alle=on")],
        ("Kriminalstatistik", "PKS", *(row.title for row in held.indicators)),
        wording.source(indicator, held.first, held.last),
        held.changed,
        (held.first, held.last),
        (f"{GEOCODING}Level/{level}", f"{GEOCODING}{key}"),
    )


def _contact_id(tenant: Tenant) -> str:
    return _address(f"{_base(tenant)}/impressum#kontakt")


def _dataset(one: Set, tenant: Tenant) -> Iterator[Node]:
    """The data set, then its files, period and contact."""
    address = f"{_address(one.page)}#datensatz"
    files = [_file(kind, path, one) for kind, path in one.files]
    node = (
        Node(address, ("dcat:Dataset",))
        .add("dct:title", Text(one.title))
        .add("dct:description", Text(one.description))
    )
    node.add("dct:identifier", Text(address, "")).add("dct:publisher", Iri(_agent_id(tenant)))
    node.add("dcat:theme", Iri(f"{EU}data-theme/{one.theme}")).add("dct:language", Iri(GERMAN))
    node.add("dct:accrualPeriodicity", Iri(f"{EU}frequency/{one.rhythm}"))
    node.add("dct:accessRights", Iri(f"{EU}access-right/PUBLIC")).add(
        "dcat:landingPage", Iri(_address(one.page))
    )
    node.add("dcat:keyword", *map(Text, one.keywords)).add("dcat:contactPoint", Iri(_contact_id(tenant)))
    node.add("dct:modified", one.changed).add("dcat:distribution", *(Iri(file.id) for file in files))
    level, code = one.area or _area(tenant)
    node.add("dcatde:politicalGeocodingLevelURI", Iri(level)).add("dct:spatial", Iri(code) if code else None)
    node.add("dct:temporal", Iri(f"{address}-zeitraum") if one.period else None)
    yield node
    yield from files
    if one.period:
        yield _period(f"{address}-zeitraum", *one.period)
    yield _contact(tenant)


def _area(tenant: Tenant) -> tuple[str, str]:
    if tenant.is_state:
        return f"{GEOCODING}Level/state", f"{GEOCODING}stateKey/{tenant.key}" if tenant.key else ""
    kind = "municipalityKey" if len(tenant.key) == 8 else "districtKey"
    level = "municipality" if len(tenant.key) == 8 else "administrativeDistrict"
    return f"{GEOCODING}Level/{level}", f"{GEOCODING}{kind}/{tenant.key}" if tenant.key else ""


def _period(address: str, first: int, last: int) -> Node:
    start, end = dt.date(first, 1, 1), dt.date(last, 12, 31)
    return Node(address, ("dct:PeriodOfTime",)).add("dcat:startDate", start).add("dcat:endDate", end)


def _contact(tenant: Tenant) -> Node:
    name = tenant.portal_by or tenant.official_name or tenant.name
    node = Node(_contact_id(tenant), ("vcard:Organization", "vcard:Kind")).add("vcard:fn", Text(name))
    return node.add("vcard:hasURL", Iri(_address(f"{_base(tenant)}/impressum")))


def _file(kind: str, path: str, one: Set) -> Node:
    code, media, title = FORMATS[kind]
    address = Iri(_address(path))
    terms: dict[str, Term] = {
        "dct:title": Text(title),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dct:format": Iri(f"{EU}file-type/{code}"),
        "dcat:mediaType": Iri(f"{MEDIA}{media}"),
        "dct:license": Iri(LICENCE),
        "dcatde:licenseAttributionByText": Text(one.attribution),
        "dcatap:availability": Iri(f"{EU}planned-availability/AVAILABLE"),
    }
    node = Node(f"{_address(one.page)}#datei-{kind}", ("dcat:Distribution",))
    for name, term in terms.items():
        node.add(name, term)
    return node.add("dct:modified", one.changed)
