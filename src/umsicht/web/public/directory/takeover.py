"""The link by which a person answers whether she takes an organisation over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umsicht.core.errors import NotFound
from umsicht.core.signing import BadToken
from umsicht.directory.domain.handovers import answer_by_link, handover_behind
from umsicht.directory.models import HandOver
from umsicht.ui.nav import Link
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.directory.register import dead, trail

ANSWERS = {"annehmen": True, "ablehnen": False}


@require_http_methods(["GET", "HEAD", "POST"])
def takeover(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """GET shows who asks for what; POST accepts or declines, once."""
    never_cache(request)
    answer = request.POST.get("antwort", "")
    try:
        found = _behind(request, token)
        if answer in ANSWERS:
            answer_by_link(token=token, accept=ANSWERS[answer])
    except BadToken as error:
        return dead(request, error, "anbieter")
    crumbs = trail(frame.portal_of(request), Link(_("Hand-over"), ""))
    status = 400 if request.method == "POST" and answer not in ANSWERS else 200
    values = {"handover": found, "answer": answer}
    template = "public/register/takeover.html"
    return frame.page(request, template, values, status=status, crumbs=crumbs, robots="noindex")


def _behind(request: HttpRequest, token: str) -> HandOver:
    """What the link is about; one of another municipality is not found here."""
    found = handover_behind(token)
    if found.tenant_id != frame.portal_of(request).tenant.pk:
        raise NotFound
    return found
