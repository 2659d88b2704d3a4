"""The endpoints of HSDS 3.1. Answers are made from plain rows; the schemas in shapes.py document them."""

from __future__ import annotations

import json
import uuid
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query

from umsicht.api.hsds import choose, faults, ids, organisations, reads, services, terms
from umsicht.api.hsds.shapes import (
    About,
    OrganisationPage,
    OrganisationParameters,
    PageParameters,
    Problem,
    ServiceAtLocationPage,
    ServicePage,
    ServiceParameters,
    TaxonomyPage,
    TermPage,
    TermParameters,
)
from umsicht.core.errors import NotFound
from umsicht.vocabulary.queries.catalogue import whole_catalogue

Json = dict[str, Any]
VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/v3.1.0/"

api = NinjaAPI(
    title="Umsicht: Präventionsangebote als offene Daten (HSDS)",
    version="1.0.0",
    description=(
        "Veröffentlichte Präventionsangebote nach der Human Services Data Specification 3.1. Offen, ohne Schlüssel. "
        "Quelle ist die jeweilige Kommune; Einträge mit dem Hinweis „Demo“ sind erfunden."
    ),
    urls_namespace="hsds",
    openapi_url="/openapi.json",
    docs_url=None,
)
faults.install(api)
ERRORS = {400: Problem, 404: Problem}


def answer(body: object) -> HttpResponse:
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")), content_type="application/json"
    )


def page_of(total: int, parameters: PageParameters, contents: list[Any]) -> HttpResponse:
    pages = max(1, ceil(total / parameters.per_page))
    return answer(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": parameters.page,
            "size": len(contents),
            "first_page": parameters.page == 1,
            "last_page": parameters.page >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def cut(parameters: PageParameters) -> slice:
    start = (parameters.page - 1) * parameters.per_page
    return slice(start, start + parameters.per_page)


@api.get("/", response={200: About}, summary="Über diese Schnittstelle", operation_id="about")
def about(request: HttpRequest) -> HttpResponse:
    return answer(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri("/api/hsds/openapi.json"),
        }
    )


@api.get("/services", response={200: ServicePage, **ERRORS}, summary="Angebote", operation_id="services")
def service_list(request: HttpRequest, parameters: Query[ServiceParameters]) -> HttpResponse:
    total, rows = choose.services(request, parameters)
    if parameters.full:
        words = terms.words(choose.state_of(request))
        sessions = reads.sessions_of(row["id"] for row in rows if row["has_sessions"])
        return page_of(
            total, parameters, [services.full(words, row, sessions.get(row["id"], [])) for row in rows]
        )
    if parameters.minimal:
        return page_of(total, parameters, [services.minimal(row) for row in rows])
    return page_of(total, parameters, [services.basic(row) for row in rows])


@api.get(
    "/services/{uuid:public_id}",
    response={200: dict, **ERRORS},
    summary="Ein Angebot",
    operation_id="service",
)
def service(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    rows = reads.service_rows(reads.one(reads.public_offers(), public_id))
    if not rows:
        raise NotFound("Dieses Angebot gibt es nicht oder nicht mehr.")
    sessions = reads.sessions_of([rows[0]["id"]] if rows[0]["has_sessions"] else [])
    return answer(
        services.full(terms.words(choose.state_of(request)), rows[0], sessions.get(rows[0]["id"], []))
    )


@api.get(
    "/service_at_locations",
    response={200: ServiceAtLocationPage, **ERRORS},
    summary="Angebote an ihren Orten",
    operation_id="service_at_locations",
)
def service_at_location_list(request: HttpRequest, parameters: Query[ServiceParameters]) -> HttpResponse:
    total, rows = choose.services(request, parameters, with_place=True)
    sessions = reads.sessions_of(row["id"] for row in rows if row["has_sessions"] and parameters.full)
    words = terms.words(choose.state_of(request))
    found = [services.at_location(words, row, sessions.get(row["id"], [])) for row in rows]
    return page_of(total, parameters, [entry for entry in found if entry is not None])


@api.get(
    "/service_at_locations/{uuid:public_id}",
    response={200: dict, **ERRORS},
    summary="Ein Angebot an einem Ort",
    operation_id="service_at_location",
)
def service_at_location(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    rows = reads.service_rows(reads.one(reads.public_offers(), ids.at_location(public_id)))
    if not rows or not rows[0]["contact_point__public_id"]:
        raise NotFound("Diesen Ort eines Angebots gibt es nicht.")
    sessions = reads.sessions_of([rows[0]["id"]] if rows[0]["has_sessions"] else [])
    return answer(
        services.at_location(terms.words(choose.state_of(request)), rows[0], sessions.get(rows[0]["id"], []))
    )


@api.get(
    "/organizations",
    response={200: OrganisationPage, **ERRORS},
    summary="Organisationen",
    operation_id="organizations",
)
def organisation_list(request: HttpRequest, parameters: Query[OrganisationParameters]) -> HttpResponse:
    total, chosen = choose.organisations(request, parameters)
    rows = reads.organisation_rows(chosen)
    if not parameters.full:
        return page_of(total, parameters, [organisations.basic(row) for row in rows])
    points, words = reads.points_of(row["id"] for row in rows), terms.words(choose.state_of(request))
    return page_of(
        total, parameters, [organisations.full(words, row, points.get(row["id"], [])) for row in rows]
    )


@api.get(
    "/organizations/{uuid:public_id}",
    response={200: dict, **ERRORS},
    summary="Eine Organisation",
    operation_id="organization",
)
def organisation(request: HttpRequest, public_id: uuid.UUID, full_service: bool = False) -> HttpResponse:  # noqa: FBT001, FBT002 - query parameter of the standard
    rows = reads.organisation_rows(reads.one(reads.public_organisations(), public_id))
    if not rows:
        raise NotFound("Diese Organisation gibt es nicht.")
    points, words = reads.points_of([rows[0]["id"]]), terms.words(choose.state_of(request))
    body = organisations.full(words, rows[0], points.get(rows[0]["id"], []))
    offers = reads.offers_of(rows[0]["id"], limit=100)
    body["services"] = [
        services.full(words, row, []) if full_service else services.basic(row) for row in offers
    ]
    return answer(body)


@api.get(
    "/taxonomies", response={200: TaxonomyPage, **ERRORS}, summary="Vokabulare", operation_id="taxonomies"
)
def taxonomy_list(request: HttpRequest, parameters: Query[PageParameters]) -> HttpResponse:
    found = [row for row in terms.taxonomies() if _matches(row, parameters.search)]
    return page_of(len(found), parameters, found[cut(parameters)])


@api.get(
    "/taxonomies/{uuid:public_id}",
    response={200: dict, **ERRORS},
    summary="Ein Vokabular",
    operation_id="taxonomy",
)
def taxonomy(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    scheme = terms.scheme_of(str(public_id))
    if scheme is None:
        raise NotFound("Dieses Vokabular gibt es nicht.")
    return answer(terms.taxonomy(scheme))


@api.get(
    "/taxonomy_terms", response={200: TermPage, **ERRORS}, summary="Begriffe", operation_id="taxonomy_terms"
)
def term_list(request: HttpRequest, parameters: Query[TermParameters]) -> HttpResponse:
    catalogue = whole_catalogue(choose.state_of(request))
    found = [terms.term(entry, catalogue) for entry in terms.published(catalogue)]
    if parameters.taxonomy_id:
        found = [row for row in found if row["taxonomy_id"] == str(parameters.taxonomy_id)]
    if parameters.parent_id:
        found = [row for row in found if row.get("parent_id") == str(parameters.parent_id)]
    if parameters.top_only:
        found = [row for row in found if "parent_id" not in row]
    found = [row for row in found if _matches(row, parameters.search)]
    return page_of(len(found), parameters, found[cut(parameters)])


@api.get(
    "/taxonomy_terms/{uuid:public_id}",
    response={200: dict, **ERRORS},
    summary="Ein Begriff",
    operation_id="term",
)
def term(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    catalogue = whole_catalogue(choose.state_of(request))
    entry = catalogue.by_uid.get(str(public_id))
    if entry is None or entry.scheme not in terms.SCHEMES:
        raise NotFound("Diesen Begriff gibt es nicht.")
    return answer(terms.term(entry, catalogue, detail=True))


def _matches(row: Json, search: str) -> bool:
    wanted = search.casefold()
    return not wanted or wanted in row["name"].casefold() or wanted in row["description"].casefold()
