"""The endpoints of OParl 1.1: the system, external lists, and every object under its own address."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query

from umsicht.api.models import OparlObject
from umsicht.api.oparl import choose, faults, render
from umsicht.api.oparl.kinds import KINDS, LICENCE, LISTS_OF_BODY, NAMESPACE, SYSTEM, Kind
from umsicht.api.oparl.nodes import said
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
    return answer(choose.listing("Body", choose.publishing(), KINDS["Body"].listed, parameters))


def _path(row: OparlObject, listed: str) -> str:
    return f"{KINDS[row.kind].path}/{row.uid}/{listed}"


def _object(kind: Kind) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uid: uuid.UUID, parameters: Query[ObjectParameters]) -> HttpResponse:
        return answer(choose.shown(choose.one(kind.name, uid), omit_internal=parameters.omit_internal))

    return view


def _list_of_body(kind: Kind) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uid: uuid.UUID, parameters: Query[ListParameters]) -> HttpResponse:
        body = choose.one("Body", uid)
        return answer(choose.listing(kind.name, [body.tenant], _path(body, kind.listed), parameters))

    return view


def _list_of_organisation(kind: Kind) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uid: uuid.UUID, parameters: Query[ListParameters]) -> HttpResponse:
        row = choose.one("Organization", uid)
        return answer(choose.listing_of_organisation(kind.name, row, _path(row, kind.listed), parameters))

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
