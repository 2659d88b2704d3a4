from __future__ import annotations

import datetime as dt
from typing import Any

from tests.architecture.rows import Kwargs, Row, desk, everyone, from_ids, portal, words
from tests.factories.council import make_body, make_document, make_seat
from tests.factories.files import make_file
from umsicht.accounts.models import User
from umsicht.council.domain.bodies import change_body
from umsicht.council.domain.places import move_body
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_EDITORS = "coordinator editor"


def _document(version: str) -> Kwargs:
    return lambda world: {
        "municipality": world.own.slug,
        "code": "arbeitsgruppe-sucht",
        "version_id": world.ids[version],
    }


ROWS: list[Row] = [
    everyone("public:council_structure", kwargs=portal()),
    everyone("public:council_body", kwargs=portal(code="arbeitsgruppe-sucht")),
    everyone("public:council_body", 404, kwargs=portal(code="innerer-kreis")),
    *(everyone(f"public:council_structure_{kind}", kwargs=portal()) for kind in ("pdf", "docx")),
    *(everyone(f"public:council_structure{kind}_state") for kind in ("", "_pdf", "_docx")),
    everyone("public:council_body_state", 404, kwargs=words(code="arbeitsgruppe-sucht")),
    everyone(
        "public:council_document_state",
        404,
        kwargs=lambda world: {"code": "arbeitsgruppe-sucht", "version_id": world.ids["version_id"]},
    ),
    everyone("public:council_document", 404, kwargs=_document("version_id")),
    everyone("public:council_document", kwargs=_document("open_version_id")),
    desk("desk_bodies", _WORKS),
    desk("desk_bodies_csv", _WORKS),
    desk("desk_bodies_structure", _WORKS),
    desk("desk_body_new", _EDITORS),
    desk("desk_body_new", _EDITORS, 400, method="post"),
    desk("desk_body", _WORKS, kwargs=from_ids("body_id")),
    desk("desk_body_edit", _EDITORS, kwargs=from_ids("body_id")),
    desk("desk_body_edit", _EDITORS, 400, method="post", kwargs=from_ids("body_id")),
    desk("desk_body_rename", _EDITORS, kwargs=from_ids("body_id")),
    desk("desk_body_name", _EDITORS, kwargs=from_ids("body_id", "name_id")),
    desk("desk_body_name", _EDITORS, 400, method="post", kwargs=from_ids("body_id", "name_id")),
    *(desk(f"desk_bodies_structure_{kind}", _WORKS) for kind in ("pdf", "docx")),
    desk("desk_body_move", _EDITORS, kwargs=from_ids("body_id")),
    desk("desk_body_move", _EDITORS, 400, method="post", kwargs=from_ids("body_id")),
    *(
        desk(f"desk_place_{step}", _EDITORS, kwargs=from_ids("body_id", "place_id"))
        for step in ("edit", "remove")
    ),
    desk("desk_document_new", _EDITORS, kwargs=from_ids("body_id")),
    desk("desk_document_new", _EDITORS, 400, method="post", kwargs=from_ids("body_id")),
    desk("desk_document_edit", _EDITORS, kwargs=from_ids("body_id", "document_id")),
    desk("desk_document_act", _EDITORS, 400, method="post", kwargs=from_ids("body_id", "document_id")),
    desk("desk_version_new", _EDITORS, kwargs=from_ids("body_id", "document_id")),
    desk("desk_version_edit", _EDITORS, kwargs=from_ids("body_id", "document_id", "version_id")),
    desk("desk_version_file", _WORKS, kwargs=from_ids("body_id", "document_id", "version_id")),
    desk("desk_body_end", "coordinator", kwargs=from_ids("body_id")),
    desk("desk_body_end", "coordinator", 400, method="post", kwargs=from_ids("body_id")),
    desk("desk_body_reopen", "coordinator", kwargs=from_ids("body_id")),
    desk("desk_seat_new", _EDITORS, kwargs=from_ids("body_id")),
    desk("desk_seat_edit", _EDITORS, kwargs=from_ids("body_id", "seat_id")),
    desk("desk_seat_edit", _EDITORS, 400, method="post", kwargs=from_ids("body_id", "seat_id")),
    desk("desk_seat_end", _EDITORS, kwargs=from_ids("body_id", "seat_id")),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A group on the portal with a seat, an internal and a public document, and a body that only the desk knows."""
    body = make_body(own, "Arbeitsgruppe Sucht")
    make_body(own, "Innerer Kreis", is_public=False)
    inner, shown = (make_document(body, is_public=public, file=make_file(own)) for public in (False, True))
    place = move_body(body=body, actor=None, on=dt.date(2020, 1, 1), parent=make_body(own))
    change_body(body=body, actor=None, is_public=True)
    return {
        "body_id": body.pk,
        "seat_id": make_seat(body).pk,
        "name_id": body.names.get().pk,
        "place_id": place.pk,
        "document_id": inner.pk,
        "version_id": inner.versions.get().pk,
        "open_version_id": shown.versions.get().pk,
    }
