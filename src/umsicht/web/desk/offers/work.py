"""What waits around offers: checks for the office, returned entries for providers."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.directory.queries.keeping import kept_ids
from umsicht.offers.domain import versions
from umsicht.offers.queries import desk
from umsicht.offers.queries.offers import offer_at_desk
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import panels
from umsicht.web.desk.offers.common import url


def _figures(request: HttpRequest, tenant: Tenant) -> panels.Figures:
    return panels.Figures(*desk.check_figures())


def _items(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    found = []
    for waits in desk.to_check(most):
        waits.offer.tenant = tenant
        item = panels.Item(
            subject=waits.offer.pk,
            title=_("New offer") if waits.is_new else _("New version"),
            rest=f": {waits.offer.title}",
            meta=waits.offer.provider.name,
            url=url(waits.offer, "desk_offer_check"),
            since=waits.since,
            action=_("Check"),
            demo=waits.offer.is_demo,
        )
        found.append(item)
    return found


def _publish(actor: object, subject: int, reason: str) -> None:
    versions.publish(offer=offer_at_desk(subject), actor=actor)


def _send_back(actor: object, subject: int, reason: str) -> None:
    versions.send_back(offer=offer_at_desk(subject), actor=actor, reason=reason)


def _back_figures(request: HttpRequest, tenant: Tenant) -> panels.Figures:
    return panels.Figures(*desk.came_back_figures(kept_ids(request.user, tenant)))


def _back_items(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    found = []
    for offer in desk.came_back(kept_ids(request.user, tenant), most):
        offer.tenant = tenant
        item = panels.Item(
            subject=offer.pk,
            title=_("Came back from the office"),
            rest=f": {offer.title}",
            url=url(offer, "desk_offer_begin"),
            since=offer.updated_at,
            action=_("Improve"),
            demo=offer.is_demo,
        )
        found.append(item)
    return found


def register() -> None:
    panels.register_waiting(
        panels.Waiting(
            key="offers-check",
            permission="offers.offer.check",
            label=gettext_lazy("Offers to check"),
            figures=_figures,
            items=_items,
            late_after=dt.timedelta(days=5),
            actions=(
                panels.Action("publish", gettext_lazy("Publish"), "offers.offer.check", _publish),
                panels.Action(
                    "send_back",
                    gettext_lazy("Send back"),
                    "offers.offer.check",
                    _send_back,
                    needs_reason=True,
                ),
            ),
            order=15,
        )
    )
    panels.register_waiting(
        panels.Waiting(
            key="offers-returned",
            permission="offers.own.list",
            label=gettext_lazy("Entries that came back"),
            figures=_back_figures,
            items=_back_items,
            late_after=dt.timedelta(days=14),
            order=10,
        )
    )
