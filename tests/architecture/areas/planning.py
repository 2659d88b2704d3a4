"""Year plans: what every person gets at their addresses. A plan's own addresses open to whoever has the key."""

from __future__ import annotations

from typing import Any

from django_scopes import scope

from tests.architecture.persons import World
from tests.architecture.rows import Kwargs, Row, desk, everyone, from_ids, portal
from tests.factories.planning import make_plan
from umsicht.accounts.models import User
from umsicht.offers.models import Offer
from umsicht.planning.domain.plans import release_plan
from umsicht.planning.models import PlanEntry
from umsicht.tenancy.models import Tenant


def _plan(key: str = "plan_key", **ids: str) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        return {
            "municipality": world.own.slug,
            "key": world.ids[key],
            **{name: world.ids[held] for name, held in ids.items()},
        }

    return kwargs


OWN = ("plan", "plan_calendar", "plan_csv", "plan_pdf", "plan_facts", "plan_add", "plan_delete")
OFFICE = "coordinator editor adviser"
READING = ("plan_view", "plan_view_calendar", "plan_view_csv", "plan_view_pdf")

ROWS: list[Row] = [
    everyone("plan_towns"),
    everyone("plan_start", kwargs=portal()),
    everyone("plan_start", 400, kwargs=portal(), method="post"),
    everyone("plan_open", 400, kwargs=portal(), method="post"),
    everyone("plan_gone", kwargs=portal()),
    *(everyone(name, kwargs=_plan()) for name in OWN),
    *(everyone(name, kwargs=_plan("plan_share_key")) for name in READING),
    everyone("plan", 404, kwargs=_plan("plan_share_key")),
    everyone("plan_view", 404, kwargs=_plan()),
    everyone("plan_entry", kwargs=_plan(entry_id="plan_entry_id")),
    everyone("plan_entry_remove", 405, kwargs=_plan(entry_id="plan_entry_id")),
    everyone("plan_release", 302, kwargs=_plan(), method="post"),
    everyone("plan_mail", 400, kwargs=_plan(), method="post"),
    *(desk(name, OFFICE) for name in ("desk_plans", "desk_plans_csv", "desk_plans_matrix_csv")),
    desk("desk_plan", OFFICE, kwargs=from_ids("plan_id")),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    with scope(tenant=own):
        made = make_plan(own, [Offer.objects.select_related("tenant").get(pk=ids["offer_id"])])
        release_plan(plan=made.plan, released=True)
        entry = PlanEntry.objects.get(plan=made.plan)
    return {
        "plan_key": made.key,
        "plan_share_key": made.plan.share_key,
        "plan_id": made.plan.pk,
        "plan_entry_id": entry.pk,
    }
