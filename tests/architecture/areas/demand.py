from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk, everyone, portal, signed_in, words
from tests.factories.demand import make_gap, make_search
from umsicht.accounts.models import User
from umsicht.demand.domain import links as paths
from umsicht.tenancy.models import Tenant

_WORKS_HERE = "coordinator editor member reviewer moderator finance adviser auditor"
_WITH_TOKEN = ("alert_own", "alert_confirm", "alert_renew", "alert_off")
ROWS: list[Row] = [
    *(everyone(f"{name}_state") for name in ("alert_save", "alert_sent", "alert_ended", "alert_ask")),
    *(everyone(name, kwargs=portal()) for name in ("alert_save", "alert_sent", "alert_ended", "alert_ask")),
    everyone("alert_save", 400, method="post", kwargs=portal()),
    everyone("alert_ask", 400, method="post", kwargs=portal()),
    *(everyone(f"{name}_state", 400, kwargs=words(token="falsch")) for name in _WITH_TOKEN),
    *(everyone(name, 400, kwargs=portal(token="falsch")) for name in _WITH_TOKEN),
    *(
        everyone(name, kwargs=lambda world, name=name: portal()(world) | {"token": world.ids[name]})  # type: ignore[misc]
        for name in _WITH_TOKEN
    ),
    *(
        everyone(
            f"{name}_state",
            404,
            kwargs=lambda world, name=name: {"token": world.ids[name]},  # type: ignore[misc]
        )
        for name in ("alert_own", "alert_confirm", "alert_renew")
    ),
    signed_in("account_alerts"),
    *(desk(name, f"{_WORKS_HERE} state") for name in ("desk_demand", "desk_demand_csv", "desk_demand_gap")),
]


def _token(path: str) -> str:
    return path.rsplit("/", 1)[1]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    waiting = make_search(own, "q=a", confirmed_at=None)
    search = make_search(own, "q=b")
    make_gap(own)
    return {
        "alert_confirm": _token(paths.confirm_path(waiting)),
        "alert_renew": _token(paths.renew_path(search)),
        "alert_own": _token(paths.manage_path(search.subscriber, own)),
        "alert_off": _token(paths.off_path(own, [search])),
    }
