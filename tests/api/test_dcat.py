"""The catalogue against the official shapes of DCAT-AP 3.0 and its German additions, in both notations."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, RDFS, Graph, Literal, Namespace, URIRef

from tests.factories.queries import queries_of
from tests.factories.situation import make_figures, statewide
from tests.factories.tenancy import make_state, make_tenant
from umsicht.api.dcat.graph import Iri, Node, Text, turtle
from umsicht.core import memory

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")]
SHAPES = Path(__file__).parent / "dcat_shapes"
EU = "http://publications.europa.eu/resource/authority/"
FOAF, SKOS = Namespace("http://xmlns.com/foaf/0.1/"), Namespace("http://www.w3.org/2004/02/skos/core#")
ELSEWHERE = {
    DCTERMS.language: DCTERMS.LinguisticSystem, DCTERMS.license: DCTERMS.LicenseDocument, DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency, DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent, DCAT.mediaType: DCTERMS.MediaType, DCTERMS.spatial: DCTERMS.Location, DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme, DCAT.landingPage: FOAF.Document, FOAF.homepage: FOAF.Document,
    URIRef("http://data.europa.eu/r5r/availability"): SKOS.Concept,
} | dict.fromkeys((DCAT.endpointURL, DCAT.endpointDescription, DCAT.accessURL, DCAT.downloadURL), RDFS.Resource)  # fmt: skip
"""What the things are that the catalogue only points at; a shape wants to find it said in the data itself."""
VALUES = {
    "language": {"DEU"},
    "data-theme": {"JUST", "SOCI", "GOVE"},
    "frequency": {"ANNUAL", "CONT"},
    "access-right": {"PUBLIC"},
    "planned-availability": {"AVAILABLE"},
    "file-type": {"CSV", "JSON", "XLSX", "ICS", "ATOM"},
}
"""Entries of the EU's vocabularies that exist (looked up there) and that we use."""


@pytest.fixture
def catalogue(settings, tmp_path) -> Client:
    """The state, a city with figures, a town in a district and one far away without any."""
    settings.PAGE_CACHE = False
    make_figures(tmp_path, [row for year in (2021, 2022) for row in statewide(year, "224000", [300])])
    make_state(key="14", slug="sachsen", name="Sachsen", official_name="Landespräventionsrat")
    make_tenant(key="14511000", slug="chemnitz", name="Chemnitz", portal_by='Stadt "Chemnitz" \\ Büro')
    make_tenant(key="14522180", slug="freiberg", name="Freiberg")
    make_tenant(key="99999000", slug="fern", name="Fern")
    memory.forget()
    return Client()


def graph_of(client: Client, notation: str) -> Graph:
    answer = client.get(f"/api/dcat/catalog.{notation}")
    assert answer.status_code == 200
    return Graph().parse(
        data=answer.content.decode(), format={"ttl": "turtle", "jsonld": "json-ld"}[notation]
    )


def with_things_elsewhere(graph: Graph) -> Graph:
    made = Graph()
    made += graph
    for name, kind in ELSEWHERE.items():
        for thing in set(graph.objects(None, name)):
            made.add((thing, RDF.type, kind))
            if kind in {SKOS.Concept, SKOS.ConceptScheme}:
                label = DCTERMS.title if kind == SKOS.ConceptScheme else SKOS.prefLabel
                made.add((thing, label, Literal("Eintrag", lang="de")))
    return made


def problems(graph: Graph) -> list[str]:
    shapes = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(path)
    _conforms, _report, text = validate(
        with_things_elsewhere(graph),
        shacl_graph=shapes,
        inference="none",
        do_owl_imports=False,
        allow_warnings=True,
    )
    return [part for part in text.split("Constraint Violation")[1:] if "Severity: sh:Violation" in part]


@pytest.mark.parametrize("notation", ["ttl", "jsonld"])
def test_the_catalogue_conforms(catalogue, notation):
    assert problems(graph_of(catalogue, notation)) == []


def test_values_are_entries_of_the_eus_vocabularies(catalogue):
    used = {
        str(one).removeprefix(EU) for one in graph_of(catalogue, "ttl").objects() if str(one).startswith(EU)
    }
    known = {f"{scheme}/{code}" for scheme, codes in VALUES.items() for code in codes} | {"data-theme"}
    assert used <= known


def test_both_notations_say_the_same(catalogue):
    first, second = graph_of(catalogue, "ttl"), graph_of(catalogue, "jsonld")
    assert set(first) == set(second)


@pytest.mark.parametrize(
    "broken",
    [
        (DCTERMS.title, None),
        (DCTERMS.publisher, Literal("Stadt")),
        (DCAT.distribution, Literal("datei.csv")),
    ],
)
def test_the_shapes_notice_a_broken_catalogue(catalogue, broken):
    graph = graph_of(catalogue, "ttl")
    dataset = URIRef("http://127.0.0.1:8000/chemnitz/lage#datensatz")
    name, value = broken
    assert (dataset, name, None) in graph
    graph.remove((dataset, name, None))
    if value is not None:
        graph.add((dataset, name, value))
    assert problems(graph)


def test_each_place_with_figures_has_its_crime_series(catalogue):
    graph = graph_of(catalogue, "ttl")
    sets = {str(one) for one in graph.subjects(RDF.type, DCAT.Dataset) if "/lage" in str(one)}
    base = "http://127.0.0.1:8000"
    assert sets == {
        f"{base}/lage#datensatz",
        f"{base}/chemnitz/lage#datensatz",
        f"{base}/freiberg/lage#datensatz",
    }
    assert set(graph.objects(URIRef(f"{base}/chemnitz/lage#datensatz"), DCTERMS.license)) == set()
    files = graph.subjects(DCAT.accessURL, URIRef(f"{base}/chemnitz/lage.csv?alle=on"))
    attribution = URIRef("http://dcat-ap.de/def/dcatde/licenseAttributionByText")
    assert [str(graph.value(file, attribution)) for file in files] == [
        "PKS Bundeskriminalamt, 2021 bis 2022 (dl-de/by-2-0)"
    ]


def test_every_file_named_can_be_fetched(catalogue):
    graph = graph_of(catalogue, "ttl")
    addresses = {
        str(one).removeprefix("http://127.0.0.1:8000") for one in graph.objects(None, DCAT.downloadURL)
    }
    assert len(addresses) > 15
    assert {
        address: status for address in addresses if (status := catalogue.get(address).status_code) != 200
    } == {}


def test_the_catalogue_costs_the_same_for_each_town(catalogue):
    catalogue.get("/api/dcat/catalog.ttl")
    few = queries_of(lambda: catalogue.get("/api/dcat/catalog.ttl"))
    make_tenant(key="14523010", slug="plauen", name="Plauen")
    # The versions behind the page cache are asked for again after 0.2 seconds.
    assert queries_of(lambda: catalogue.get("/api/dcat/catalog.ttl")) in {few, few + 1}


def test_no_text_breaks_out_of_its_quotation_marks():
    node = Node("http://x/", ("dcat:Dataset",)).add("dct:title", Text('a" ; dct:x "b\\\n\u2028\r'))
    graph = Graph().parse(data=turtle([node]), format="turtle")
    assert [str(one) for one in graph.objects(None, DCTERMS.title)] == ['a" ; dct:x "b\\\n\u2028\r']
    with pytest.raises(ValueError, match="Not an address"):
        Iri("http://x/> <http://y/")
