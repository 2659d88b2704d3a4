from __future__ import annotations

from typing import Any

from tests.architecture.persons import World
from tests.architecture.rows import Row, desk, everyone, from_ids, portal
from tests.factories.directory import make_contact_point
from tests.factories.upkeep import make_due, make_link
from umsicht.accounts.models import User
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"


def _link(world: World) -> dict[str, Any]:
    return {"municipality": world.own.slug, "token": world.ids["upkeep_token"]}


ROWS: list[Row] = [
    everyone("public_freshness", kwargs=portal()),
    everyone("public_freshness_csv", kwargs=portal()),
    everyone("public_confirm", kwargs=_link),
    everyone("public_confirm", 400, method="post", kwargs=_link),
    everyone("public_confirm_thanks", kwargs=portal()),
    desk("desk_upkeep", _WORKS),
    desk("desk_upkeep_export", _WORKS),
    desk("desk_upkeep_remind", "coordinator editor", 400, method="post"),
    desk("desk_upkeep_rules", _WORKS),
    desk("desk_upkeep_rules_reset", "coordinator", 302, method="post"),
    desk("desk_upkeep_offer", _WORKS, kwargs=from_ids("offer_id")),
    desk("desk_upkeep_note", "coordinator editor", kwargs=from_ids("provider_id")),
    # Nobody of this world keeps an organisation; tests/web/desk/test_desk_upkeep.py has somebody who does.
    desk("desk_upkeep_own", ""),
    desk("desk_upkeep_own_answer", "", kwargs=from_ids("provider_id")),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    offer = Offer.objects.get(pk=ids["offer_id"])
    make_due(offer)
    make_contact_point(offer.provider, email="anbieter@example.org")  # where the reminder went
    return {"provider_id": offer.provider_id, "upkeep_token": make_link(offer.provider)}
