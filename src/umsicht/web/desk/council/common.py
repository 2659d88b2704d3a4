"""Addresses and breadcrumbs of bodies at one desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.council.models import Body
from umsicht.council.queries.bodies import body_at_desk, shows, title_of
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page


def body_to_change(body_id: int, user: Any, permission: str = "council.body.change") -> Body:
    """Raises NotFound, NotAllowed."""
    body = body_at_desk(body_id)
    require(user, permission, body)
    return body


def body_url(request: HttpRequest, body: Body) -> str:
    return url(request, "desk_body", body_id=body.pk)


def crumbs(request: HttpRequest, body: Body | None = None, last: str = "") -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Bodies"), url(request, "desk_bodies"))]
    if body is not None:
        found.append(Link(title_of(body), body_url(request, body) if last else ""))
    if last:
        found.append(Link(last, ""))
    return found


def public_url(request: HttpRequest, body: Body) -> str:
    """The page on the portal; "" while it is hidden or the portal is closed."""
    tenant = here(request)
    if not body.is_public or not shows(tenant):
        return ""
    return (
        f"/gremien/{body.code}" if tenant.is_state else f"/{tenant.slug}/praeventionsrat/gremien/{body.code}"
    )


def page_of(request: HttpRequest, body: Body | None = None) -> Page:
    """Where forms about a body lead back to; a new body's lead to the list."""
    if body is None:
        return Page(url(request, "desk_bodies"), crumbs(request))
    link = Link(title_of(body), body_url(request, body))
    return Page(link.url, [*crumbs(request), link], str(link.label))
