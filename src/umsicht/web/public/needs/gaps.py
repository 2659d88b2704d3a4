"""Confirmed needs on the portal, and needs beside offers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.situation.interfaces.need_words import (
    confirmed_text,
    factor_name,
    field_name,
    where_text,
    who_text,
)
from umsicht.situation.models import Need, NeedEvidence
from umsicht.situation.queries.needs import public_needs
from umsicht.ui.nav import Link
from umsicht.web import matrix
from umsicht.web.proofs import with_links
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.needs.common import portal_of
from umsicht.web.public.situation import common as situation
from umsicht.web.public.situation.common import ways


@require_safe
def needs(request: HttpRequest, municipality: str) -> HttpResponse:
    portal = portal_of(request)
    found = public_needs()
    page = matrix.Page(portal.tenant, portal.url("lage/bedarf"), lambda need: f"#bedarf-{need.code}")
    links = dict(with_links([row for need in found for row in need.evidence.all()], portal.tenant))
    values = matrix.context(request, page, found) | {
        "needs": [_told(need, portal, links) for need in found],
        "ways": ways(portal, "lage/bedarf"),
    }
    crumbs = situation.crumbs(portal, Link(_("Needs and offers"), page.url))
    robots = "noindex" if request.GET else ""
    return frame.page(
        request, "public/needs/needs.html", values, current="situation", crumbs=crumbs, robots=robots
    )


def _told(need: Need, portal: Portal, links: dict[NeedEvidence, str]) -> dict[str, object]:
    at: str = getattr(need, "decision_page", "")
    return {
        "need": need,
        "facts": [
            (_("Who"), who_text(need)),
            (_("Where"), where_text(need)),
            (_("Problem field"), field_name(need.tenant, need.problem_field)),
            (_("Risk or protective factor"), factor_name(need.tenant, need.factor)),
            (_("Weight"), need.get_weight_display()),
            (_("Confidence"), need.get_confidence_display()),
        ],
        "confirmed": confirmed_text(need),
        "decision_url": portal.url(f"praeventionsrat/{at}") if at else "",
        "proofs": [(row, links[row]) for row in need.evidence.all()],
    }


@require_safe
def as_file(request: HttpRequest, municipality: str, ending: str) -> HttpResponse:
    return matrix.as_file(request, portal_of(request).tenant, public_needs(), ending)
