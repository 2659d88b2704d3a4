"""One measure on the portal: what it came from, what is done, with what money, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.measures.interfaces import planning
from umsicht.measures.interfaces.thread import thread
from umsicht.measures.models import Measure
from umsicht.measures.queries import public as queries
from umsicht.measures.queries.measures import history, pyramid
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.desk.measures.common import state_tag
from umsicht.web.origins import origin_url
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.measures.tracker import portal_of


@require_safe
def measure(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    portal, found = portal_of(request), queries.public_measure(code)
    crumbs = [
        Link(_("Measures"), portal.url("massnahmen")),
        Link(found.title, portal.url(f"massnahmen/{code}")),
    ]
    return frame.page(
        request, "public/measures/measure.html", _values(portal, found), current="measures", crumbs=crumbs
    )


def _values(portal: Portal, found: Measure) -> dict[str, Any]:
    return {
        "measure": found,
        "state": state_tag(found),
        "thread": thread(found, origin_url=origin_url(found)),
        "facts": [
            (_("Where"), planning.place_text(found)),
            (_("Period"), planning.period_text(found)),
            (_("Money"), planning.money_text(found)),
            (_("Source"), found.source),
        ],
        "fields": _fields(portal, found),
        "goals": pyramid(found),
        "history": history(found),
        "notes": queries.public_notes(found),
    }


def _fields(portal: Portal, found: Measure) -> list[Link]:
    words = catalogue(portal.tenant)
    return [
        Link(words.label(Scheme.PROBLEM_FIELD, code), portal.url(f"praeventionsrat/problemfelder/{code}"))
        for code in found.problem_fields
    ]
