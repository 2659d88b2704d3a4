"""One measure on the portal: what it came from, what is done, with what money, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock
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


@require_safe
def as_feed(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    """Each state it came into and each public note, the newest first: to follow one measure without an account."""
    portal, found = portal_of(request), queries.public_measure(code)
    address = frame.absolute(portal.url(f"massnahmen/{code}"))
    feed = Atom1Feed(
        title=found.title + (" (Demo)" if found.is_demo else ""),
        link=address,
        description=found.summary,
        feed_url=f"{address}.atom",
        language="de",
    )
    for on, kind, text, key in _news(found):
        feed.add_item(
            title=f"{on:%d.%m.%Y}: {kind}",
            link=address,
            description=text,
            unique_id=f"{address}#{key}",
            updateddate=clock.at(on, dt.time()),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _news(found: Measure) -> list[tuple[dt.date, str, str, str]]:
    """Day, what kind of news, its words, and a key that stays."""
    states = [
        (row.on, row.get_state_display(), row.reason, f"{row.state}-{row.on}") for row in history(found)
    ]
    notes = [
        (note.on, note.get_kind_display(), f"{note.text} {note.reason}".strip(), f"notiz-{note.pk}")
        for note in queries.public_notes(found)
    ]
    return sorted(states + notes, key=lambda news: (news[0], news[3]), reverse=True)


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
