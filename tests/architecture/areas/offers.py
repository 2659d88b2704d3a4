from __future__ import annotations

from typing import Any

from tests.architecture.persons import ROLES
from tests.architecture.rows import Row, desk, from_ids
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.offers.models import FieldComment, OfferSession, OfferVersion
from umsicht.tenancy.models import Tenant

WORKERS = " ".join((*(role for role in ROLES if role != "provider"), "state"))
EDITORS = "coordinator editor"
ONE = from_ids("offer_id")


def _with(*names: str, **fixed: Any) -> Any:
    return lambda world: {
        "offer_id": world.ids["offer_id"],
        **fixed,
        **{name: world.ids[name] for name in names},
    }


ROWS: list[Row] = [
    desk("desk_offers", WORKERS),
    desk("desk_offers_export", WORKERS),
    desk("desk_offers_export_xlsx", WORKERS),
    desk("desk_own_offers", ""),
    desk("desk_own_offers_export", ""),
    desk("desk_own_offers_export_xlsx", ""),
    desk("desk_offers_many", EDITORS, 302, method="post"),
    desk("desk_offer_new", EDITORS),
    desk("desk_offer_create", EDITORS, 400, method="post"),
    desk("desk_offer", WORKERS, kwargs=ONE),
    desk("desk_offer_preview", WORKERS, kwargs=ONE),
    desk("desk_offer_version", WORKERS, kwargs=_with(number=1)),
    desk("desk_offer_act", WORKERS, 400, method="post", kwargs=ONE),
    desk("desk_offer_copy", EDITORS, 302, method="post", kwargs=ONE),
    desk("desk_offer_check", EDITORS, kwargs=ONE),
    desk("desk_offer_comment", EDITORS, 302, method="post", kwargs=ONE, data={"text": "Bitte prüfen"}),
    desk("desk_offer_return", EDITORS, 400, method="post", kwargs=ONE),
    desk("desk_offer_settle", EDITORS, 302, method="post", kwargs=_with("comment_id")),
    desk("desk_offer_begin", EDITORS, 302, kwargs=ONE),
    desk("desk_offer_edit", EDITORS, kwargs=_with(step="was")),
    desk("desk_offer_date_add", EDITORS, 400, method="post", kwargs=ONE),
    desk("desk_offer_date_remove", EDITORS, 302, method="post", kwargs=_with("session_id")),
    desk("desk_offer_availability", EDITORS, 400, method="post", kwargs=ONE),
    desk("desk_offer_file_add", EDITORS, 400, method="post", kwargs=ONE),
    desk("desk_offer_file_remove", EDITORS, 404, method="post", kwargs=_with(file_id=99999)),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A version in work with a comment, beside the published offer of the world."""
    offer_id = ids["offer_id"]
    version = OfferVersion.objects.create(
        tenant=own,
        offer_id=offer_id,
        number=1,
        values={"title": "Neu"},
        base={"title": "Alt"},
        author=people["editor"],
    )
    comment = FieldComment.objects.create(
        tenant=own, offer_id=offer_id, version=version, field="title", text="Kürzer?", created_at=clock.now()
    )
    session = OfferSession.objects.filter(offer_id=offer_id).first()
    return {"comment_id": comment.pk, "session_id": session.pk if session else 0}
