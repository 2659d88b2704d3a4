from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk, everyone, from_ids, portal
from tests.factories.measures import make_goal, make_measure, make_priority
from umsicht.accounts.models import User
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_EDITORS = "coordinator editor"
_FIELD = "sucht"

ROWS: list[Row] = [
    everyone("measures:tracker", kwargs=portal()),
    everyone("measures:tracker_csv", kwargs=portal()),
    everyone("measures:tracker_feed", kwargs=portal()),
    everyone("measures:tracker_geojson", kwargs=portal()),
    everyone("measures:measure", kwargs=portal(code="platzgespraeche")),
    everyone("measures:measure", 404, kwargs=portal(code="interne-massnahme")),
    everyone("measures:measure_feed", kwargs=portal(code="platzgespraeche")),
    everyone("measures:measure_feed", 404, kwargs=portal(code="interne-massnahme")),
    everyone("measures:fields", kwargs=portal()),
    everyone("measures:field", kwargs=portal(code=_FIELD)),
    desk("desk_measures", _WORKS),
    desk("desk_measures_csv", _WORKS),
    desk("desk_measures_board", _WORKS),
    desk("desk_measures_line", _WORKS),
    desk("desk_measures_overdue", _WORKS),
    desk("desk_measure_new", _EDITORS),
    desk("desk_measure_new", _EDITORS, 400, method="post"),
    desk("desk_measure", _WORKS, kwargs=from_ids("measure_id")),
    desk("desk_measure_plan", _WORKS, kwargs=lambda world: from_ids("measure_id")(world) | {"way": "sara"}),
    desk("desk_measure_pdf", _WORKS, kwargs=from_ids("measure_id")),
    desk("desk_measure_edit", _EDITORS, kwargs=from_ids("measure_id")),
    desk("desk_measure_edit", _EDITORS, 400, method="post", kwargs=from_ids("measure_id")),
    desk("desk_measure_result", _EDITORS, kwargs=from_ids("measure_id")),
    desk("desk_measure_act", _EDITORS, 400, method="post", kwargs=from_ids("measure_id")),
    *(
        desk(name, _EDITORS, status, method=method, kwargs=lambda world, ids=ids: _part(world, *ids))
        for name, ids in (
            ("desk_measure_part_new", ()),
            ("desk_measure_part_edit", ("part_id",)),
            ("desk_measure_part_remove", ("part_id",)),
        )
        for method, status in (("get", 200), ("post", 400))
    ),
    desk("desk_fields", _WORKS),
    desk("desk_field", _WORKS, kwargs=lambda world: {"code": _FIELD}),
    *(
        desk(name, "coordinator", status, method=method, kwargs=lambda world, ids=ids: _row(world, *ids))
        for name, ids in (
            ("desk_field_row_new", ()),
            ("desk_field_row_edit", ("row_id",)),
            ("desk_field_row_remove", ("row_id",)),
        )
        for method, status in (("get", 200), ("post", 400))
    ),
]


def _part(world: Any, *ids: str) -> dict[str, Any]:
    return from_ids("measure_id", *ids)(world) | {"kind": "ziele"}


def _row(world: Any, *ids: str) -> dict[str, Any]:
    return from_ids(*ids)(world) | {"code": _FIELD, "kind": "prioritaet"}


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A measure on the portal with a goal, one that only the desk knows, and a priority."""
    measure = make_measure(own, "Platzgespräche")
    make_measure(own, "Interne Maßnahme", is_public=False)
    found = {"measure_id": measure.pk, "part_id": make_goal(measure).pk}
    return found | {"row_id": make_priority(own, _FIELD).pk}
