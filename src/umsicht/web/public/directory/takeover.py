"""The link by which a person answers whether she takes an organisation over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umsicht.core.errors import NotFound, UmsichtError
from umsicht.core.signing import BadToken
from umsicht.directory.domain.handovers import answer_by_link, handover_behind
from umsicht.ui.nav import Link
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.directory.register import trail


@require_http_methods(["GET", "HEAD", "POST"])
def takeover(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """GET shows who asks for what; POST accepts or declines, once."""
    never_cache(request)
    portal = frame.portal_of(request)
    crumbs = trail(portal, Link(_("Hand-over"), ""))
    try:
        found = handover_behind(token)
        if found.tenant_id != portal.tenant.pk:
            raise NotFound
        answer = request.POST.get("antwort", "")
        if request.method == "POST" and answer in {"annehmen", "ablehnen"}:
            answer_by_link(token=token, accept=answer == "annehmen")
    except BadToken as error:
        return _dead(request, error, crumbs)
    values = {"handover": found, "answer": answer if request.method == "POST" else ""}
    status = 400 if request.method == "POST" and answer not in {"annehmen", "ablehnen"} else 200
    return frame.page(
        request, "public/register/takeover.html", values, status=status, crumbs=crumbs, robots="noindex"
    )


def _dead(request: HttpRequest, error: UmsichtError, crumbs: list[Link]) -> HttpResponse:
    portal = frame.portal_of(request)
    values = {"problem": error.message, "again_url": portal.url("anbieter")}
    return frame.page(
        request, "public/register/dead.html", values, status=error.status, crumbs=crumbs, robots="noindex"
    )
