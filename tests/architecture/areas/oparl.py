from __future__ import annotations

import datetime as dt
from typing import Any

from tests.architecture.persons import World
from tests.architecture.rows import Kwargs, Row, everyone
from tests.factories.council import make_body, make_seat
from tests.factories.papers import announced, make_item, make_paper
from umsicht.accounts.models import User
from umsicht.api.models import OparlObject
from umsicht.api.oparl import ledger
from umsicht.api.oparl.kinds import KINDS, LISTS_OF_BODY
from umsicht.tenancy.models import Tenant

_START = dt.datetime(2026, 11, 3, 13, 0, tzinfo=dt.UTC)


def _uid(kind: str) -> Kwargs:
    """The address of an object of this kind in the own town."""

    def kwargs(world: World) -> dict[str, Any]:
        rows = OparlObject.objects.with_scope(tenant=world.own).filter(kind=kind, is_gone=False)
        return {"uid": rows.order_by("pk")[0].uid}

    return kwargs


def _name(path: str) -> str:
    return path.replace("-", "_")


ROWS: list[Row] = [
    everyone("oparl:openapi-json"),
    everyone("oparl:api-root"),
    everyone("oparl:system"),
    everyone("oparl:body_list"),
    *(everyone(f"oparl:{_name(kind.path)}", kwargs=_uid(kind.name)) for kind in KINDS.values()),
    *(everyone(f"oparl:{_name(kind.path)}_list", kwargs=_uid("Body")) for kind in LISTS_OF_BODY),
    *(
        everyone(f"oparl:organization_{path}_list", kwargs=_uid("Organization"))
        for path in ("meeting", "consultation")
    ),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A meeting with a paper, published."""
    body = make_body(own, "Rat der Prävention", kind="council")
    make_seat(body)
    make_item(announced(body, _START), paper=make_paper(own, body=body, number="O-001/2026"))
    ledger.refresh()
    return {}
