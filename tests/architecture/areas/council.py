from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk, everyone, from_ids, portal
from tests.factories.council import make_body, make_seat
from umsicht.accounts.models import User
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_EDITORS = "coordinator editor"

ROWS: list[Row] = [
    everyone("public:council_structure", kwargs=portal()),
    everyone("public:council_body", kwargs=portal(code="arbeitsgruppe-sucht")),
    everyone("public:council_body", 404, kwargs=portal(code="innerer-kreis")),
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
    desk("desk_body_end", "coordinator", kwargs=from_ids("body_id")),
    desk("desk_body_end", "coordinator", 400, method="post", kwargs=from_ids("body_id")),
    desk("desk_body_reopen", "coordinator", kwargs=from_ids("body_id")),
    desk("desk_seat_new", _EDITORS, kwargs=from_ids("body_id")),
    desk("desk_seat_edit", _EDITORS, kwargs=from_ids("body_id", "seat_id")),
    desk("desk_seat_edit", _EDITORS, 400, method="post", kwargs=from_ids("body_id", "seat_id")),
    desk("desk_seat_end", _EDITORS, kwargs=from_ids("body_id", "seat_id")),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A group on the portal with a seat, and one that only the desk knows."""
    body = make_body(own, "Arbeitsgruppe Sucht")
    make_body(own, "Innerer Kreis", is_public=False)
    return {"body_id": body.pk, "seat_id": make_seat(body).pk, "name_id": body.names.get().pk}
