"""The endpoints of OParl 1.1: the system, external lists, and every object under its own address."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from ninja import NinjaAPI, Query

from umsicht.api.models import OparlObject
from umsicht.api.oparl import choose, faults, fresh, render
from umsicht.api.oparl.kinds import KINDS, LICENCE, LISTS_OF_BODY, NAMESPACE, SYSTEM, Kind
from umsicht.api.oparl.nodes import Json, said
from umsicht.api.oparl.shapes import Fault, ListParameters, ListShape, ObjectParameters, ObjectShape
from umsicht.tenancy.queries.tenants import state_office

api = NinjaAPI(
    title="Umsicht: Gremien, Sitzungen und Vorlagen als offene Daten (OParl 1.1)",
    version="1.1.0",
    description=(
        "Was in Gremien der kommunalen Prävention öffentlich ist, nach OParl 1.1. Offen, ohne Schlüssel. Personen "
        "stehen für Ämter; Namen gibt es hier nicht. Einträge mit dem Schlagwort „Demo“ sind erfunden."
    ),
    urls_namespace="oparl",
    openapi_url="/openapi.json",
    docs_url=None,
)
faults.install(api)
ERRORS = {400: Fault, 404: Fault}
OF_ORGANISATION = ("Meeting", "Consultation")


def answer(body: object) -> HttpResponse:
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")), content_type="application/json"
    )


def asked(
    request: HttpRequest, state: fresh.State | None, make: Callable[[fresh.State | None], object]
) -> HttpResponse:
    """304 without making the answer where the client has it already. Without a state the ledger is behind."""
    if state is None:
        return answer(make(None))
    known = get_conditional_response(request, state.etag, state.seconds)
    response: HttpResponse = known if known is not None else answer(make(state))
    response["ETag"], response["Last-Modified"] = state.etag, http_date(state.seconds)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


@api.get("/", response={200: ObjectShape}, summary="Das System", operation_id="system")
def system(request: HttpRequest) -> HttpResponse:
    state = state_office()
    row = choose.system()
    told = said(
        oparlVersion=NAMESPACE,
        license=LICENCE,
        body=f"{render.base()}{KINDS['Body'].listed}",
        name=f"Umsicht, {state.title}",
        website=settings.SITE_URL + "/",
    )
    return answer({"id": render.base(), "type": NAMESPACE + SYSTEM, **told, **row})


@api.get(
    "/bodies", response={200: ListShape, **ERRORS}, summary=KINDS["Body"].plural, operation_id="body_list"
)
def body_list(request: HttpRequest, parameters: Query[ListParameters]) -> HttpResponse:
    tenants, kind = choose.publishing(), KINDS["Body"]

    def make(state: fresh.State | None) -> Json:
        return choose.listing(kind.name, tenants, kind.listed, parameters, compared=state is not None)

    return asked(request, fresh.of_list(request, kind.name, tenants), make)


def _path(row: OparlObject, listed: str) -> str:
    return f"{KINDS[row.kind].path}/{row.uid}/{listed}"


def _object(kind: Kind) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uid: uuid.UUID, parameters: Query[ObjectParameters]) -> HttpResponse:
        row = choose.one(kind.name, uid)

        def make(_state: fresh.State | None) -> Json:
            return choose.shown(row, omit_internal=parameters.omit_internal)

        return asked(request, fresh.of_object(request, row), make)

    return view


def _list_of_body(kind: Kind) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uid: uuid.UUID, parameters: Query[ListParameters]) -> HttpResponse:
        body = choose.one("Body", uid)

        def make(state: fresh.State | None) -> Json:
            path = _path(body, kind.listed)
            return choose.listing(kind.name, [body.tenant], path, parameters, compared=state is not None)

        return asked(request, fresh.of_list(request, kind.name, [body.tenant]), make)

    return view


def _list_of_organisation(kind: Kind) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uid: uuid.UUID, parameters: Query[ListParameters]) -> HttpResponse:
        row = choose.one("Organization", uid)

        def make(state: fresh.State | None) -> Json:
            path = _path(row, kind.listed)
            return choose.listing_of_organisation(
                kind.name, row, path, parameters, compared=state is not None
            )

        return asked(request, fresh.of_list(request, kind.name, [row.tenant]), make)

    return view


def _add(path: str, name: str, view: Callable[..., Any], shape: Any, summary: str) -> None:
    api.get(
        path,
        response={200: shape, **ERRORS},
        summary=summary,
        operation_id=name,
        url_name=name,
    )(view)


for _kind in KINDS.values():
    _name = _kind.path.replace("-", "_")
    _add(f"/{_kind.path}/{{uuid:uid}}", _name, _object(_kind), ObjectShape, _kind.summary)
for _kind in LISTS_OF_BODY:
    _name = f"{_kind.path.replace('-', '_')}_list"
    _add(f"/body/{{uuid:uid}}/{_kind.listed}", _name, _list_of_body(_kind), ListShape, _kind.plural)
for _kind in (KINDS[name] for name in OF_ORGANISATION):
    _name = f"organization_{_kind.path}_list"
    _add(
        f"/organization/{{uuid:uid}}/{_kind.listed}",
        _name,
        _list_of_organisation(_kind),
        ListShape,
        f"{_kind.plural.split()[0]} eines Gremiums",
    )
