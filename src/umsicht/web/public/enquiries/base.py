"""What all pages of an enquiry share: never kept, not for search engines, a short trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from umsicht.enquiries.interfaces.calendar import calendar_of
from umsicht.enquiries.models import Reply
from umsicht.ui.nav import Link
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal


def private(response: HttpResponse) -> HttpResponse:
    """Neither caches nor search engines keep it, and other sites never hear its address.

    "same-origin", not "no-referrer": with that browsers send a form's origin as "null", and no form could be sent.
    """
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def show(
    request: HttpRequest, template: str, values: Mapping[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    """The page names the form as its own address, so that no token stands in a link to it."""
    never_cache(request)
    portal = frame.portal_of(request)
    crumbs = [Link(_("Offers"), portal.url("angebote")), Link(title, "")]
    options: dict[str, Any] = {"crumbs": crumbs, "robots": "noindex", "path": portal.url("anfrage")}
    name = f"public/enquiries/{template}.html"
    return private(frame.page(request, name, values, status=status, **options))


def to(portal: Portal, path: str) -> HttpResponse:
    return private(HttpResponseRedirect(portal.url(f"anfrage/{path}")))


def as_calendar(reply: Reply, portal: Portal) -> HttpResponse:
    slug = reply.offer.slug if reply.offer else ""
    body = calendar_of(reply, url=frame.absolute(portal.url(f"angebote/{slug}")))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return private(response)
