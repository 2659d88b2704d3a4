"""Addresses, breadcrumbs and tags of needs at the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.situation.enums_needs import NeedState
from umsicht.situation.models import Need
from umsicht.situation.queries import needs as queries
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page

KINDS = {
    NeedState.NOTED: "open",
    NeedState.CONFIRMED: "warn",
    NeedState.MET: "good",
    NeedState.DROPPED: "closed",
}


def state_tag(need: Need) -> Any:
    return tag(need.get_state_display(), KINDS[NeedState(need.state)])


def need_url(request: HttpRequest, need: Need) -> str:
    return url(request, "desk_need", need_id=need.pk)


def need_of(request: HttpRequest, need_id: int, permission: str = "situation.need.change") -> Need:
    """The need of this desk, if the person may; 404 for another tenant's, 403 for the wrong role."""
    need = queries.need_at_desk(need_id)
    require(request.user, permission, need)
    return need


def crumbs(request: HttpRequest, need: Need | None = None, last: str = "") -> list[Link]:
    found = [Link(_("Needs"), url(request, "desk_needs"))]
    if need is not None:
        found.append(Link(need.title, need_url(request, need) if last else ""))
    return [*found, Link(last, "")] if last else found


def page_of(request: HttpRequest, need: Need | None = None) -> Page:
    """Where forms about a need lead back to; a new one's lead to the list."""
    if need is None:
        return Page(url(request, "desk_needs"), crumbs(request))
    address = need_url(request, need)
    return Page(address, [*crumbs(request), Link(need.title, address)], need.title)


def ways(request: HttpRequest, current: str) -> list[Link]:
    """The list, and needs beside offers."""
    labels = {"desk_needs": _("List"), "desk_gaps": _("Beside the offers")}
    return [Link(label, url(request, name), current=name == current) for name, label in labels.items()]


def public_url(request: HttpRequest, need: Need) -> str:
    """Where it stands on the portal; "" while it does not."""
    tenant = here(request)
    shown = need.is_public and need.state in (NeedState.CONFIRMED, NeedState.MET)
    return f"/{tenant.slug}/lage/bedarf#bedarf-{need.code}" if shown and tenant.is_active else ""
