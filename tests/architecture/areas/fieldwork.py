from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk, everyone, from_ids, portal
from tests.factories.fieldwork import make_case, make_finding, make_inspection, make_photo, make_shift
from umsicht.accounts.models import User
from umsicht.fieldwork.domain.patrols import add_followup, add_observation
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_PATROLS = "coordinator editor member auditor"
_EDITORS = "coordinator editor"
_WALKERS = "coordinator editor member"

_shift = from_ids("shift_id")
_walk = from_ids("inspection_id")
_finding = from_ids("inspection_id", "finding_id")
_photo = from_ids("inspection_id", "photo_id")
_case = from_ids("case_id")

ROWS: list[Row] = [
    everyone("public:patrols", kwargs=portal()),
    everyone("public:inspections", kwargs=portal()),
    everyone("public:inspection", kwargs=portal(code="gezeigt")),
    everyone("public:inspection", 404, kwargs=portal(code="verborgen")),
    everyone("public:inspection_geojson", kwargs=portal(code="gezeigt")),
    desk("desk_patrols", _PATROLS),
    desk("desk_patrols_csv", _PATROLS),
    desk("desk_patrol_figures", _WORKS),
    desk("desk_patrol_figures_csv", _WORKS),
    desk("desk_patrol_new", _EDITORS),
    desk("desk_patrol_new", _EDITORS, 400, method="post"),
    desk("desk_patrol", _PATROLS, kwargs=_shift),
    desk("desk_patrol_edit", _EDITORS, kwargs=_shift),
    desk("desk_patrol_edit", _EDITORS, 400, method="post", kwargs=_shift),
    desk("desk_patrol_act", _EDITORS, 400, method="post", kwargs=_shift),
    desk("desk_observation_new", _EDITORS, kwargs=_shift),
    desk("desk_observation_new", _EDITORS, 400, method="post", kwargs=_shift),
    desk(
        "desk_observation_remove",
        _EDITORS,
        405,
        wrong_role=405,
        kwargs=from_ids("shift_id", "observation_id"),
    ),
    desk("desk_followup_new", _EDITORS, kwargs=_shift),
    desk("desk_followup_done", _EDITORS, kwargs=from_ids("shift_id", "followup_id")),
    desk("desk_followup_done", _EDITORS, 400, method="post", kwargs=from_ids("shift_id", "followup_id")),
    desk("desk_inspections", _WORKS),
    desk("desk_inspections_csv", _WORKS),
    desk("desk_on_site_worker", _WORKS),
    desk("desk_inspection_new", _EDITORS),
    desk("desk_inspection_new", _EDITORS, 400, method="post"),
    desk("desk_inspection", _WORKS, kwargs=_walk),
    desk("desk_inspection_edit", _EDITORS, kwargs=_walk),
    desk("desk_inspection_act", _EDITORS, 400, method="post", kwargs=_walk),
    desk("desk_inspection_pdf", _WORKS, kwargs=_walk),
    desk("desk_inspection_geojson", _WORKS, kwargs=_walk),
    desk("desk_on_site", _WALKERS, kwargs=_walk),
    desk("desk_on_site", _WALKERS, 400, method="post", kwargs=_walk),
    desk("desk_finding_new", _EDITORS, kwargs=_walk),
    desk("desk_finding_edit", _EDITORS, kwargs=_finding),
    desk("desk_finding_act", _EDITORS, 400, method="post", kwargs=_finding),
    desk("desk_photo_new", _EDITORS, kwargs=_walk),
    desk("desk_photo_new", _EDITORS, 400, method="post", kwargs=_walk),
    desk("desk_photo", _EDITORS, kwargs=_photo),
    desk("desk_photo", _EDITORS, 400, method="post", kwargs=_photo),
    desk("desk_photo_act", _EDITORS, 400, method="post", kwargs=_photo),
    desk("desk_photo_remove", _EDITORS, 405, wrong_role=405, kwargs=_photo),
    desk("desk_cases", _EDITORS),
    desk("desk_case_counts", _EDITORS),
    desk("desk_case_counts_csv", _EDITORS),
    desk("desk_case_new", _EDITORS),
    desk("desk_case_new", _EDITORS, 400, method="post"),
    desk("desk_case", _EDITORS, kwargs=_case),
    desk("desk_case_edit", _EDITORS, kwargs=_case),
    desk("desk_case_act", _EDITORS, 400, method="post", kwargs=_case),
    desk("desk_talk_new", _EDITORS, kwargs=_case),
    desk("desk_talk_new", _EDITORS, 400, method="post", kwargs=_case),
    desk("desk_cooperation", "coordinator editor"),
    desk("desk_cooperation_csv", "coordinator editor"),
    desk("desk_cooperation_records", "coordinator editor"),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A patrol that took place, an inspection on the portal and one that is not, a photo, a conflict."""
    shift = make_shift(own, held=True)
    seen = add_observation(shift=shift, actor=None, kind="noise", count=2)
    task = add_followup(shift=shift, actor=None, text="Leuchte melden", owner="Tiefbauamt")
    walk = make_inspection(own, code="gezeigt", is_public=True, steps=("hold", "report"))
    make_inspection(own, code="verborgen", is_public=True, steps=("hold",))
    return {
        "shift_id": shift.pk,
        "observation_id": seen.pk,
        "followup_id": task.pk,
        "inspection_id": walk.pk,
        "finding_id": make_finding(walk).pk,
        "photo_id": make_photo(walk).pk,
        "case_id": make_case(own).pk,
    }
