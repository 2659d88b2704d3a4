"""The problem fields of a council on its portal: by which decision, how important, what is done, what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.measures.interfaces.field_words import branches, decision_text
from umsicht.measures.models import Measure
from umsicht.measures.queries import fields as queries
from umsicht.measures.queries.public import shown
from umsicht.ui.lists import Step
from umsicht.ui.nav import Link
from umsicht.vocabulary.queries.catalogue import Entry
from umsicht.web.desk.measures.common import state_tag
from umsicht.web.pagecache import depends_on
from umsicht.web.public import finder, frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.measures.tracker import portal_of


def _crumbs(portal: Portal, *more: Link) -> list[Link]:
    return [
        Link(_("Prevention council"), portal.url("praeventionsrat")),
        Link(_("Problem fields"), portal.url("praeventionsrat/problemfelder")),
        *more,
    ]


@require_safe
def fields(request: HttpRequest, municipality: str) -> HttpResponse:
    depends_on(request, "index", "state")
    portal = portal_of(request)
    values = {
        "branches": branches(portal.tenant, clock.today(), shown()),
        "offers": finder.topic_counts(portal),
    }
    return frame.page(
        request, "public/measures/fields.html", values, current="council", crumbs=_crumbs(portal)
    )


@require_safe
def field(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    """The thread of one field: decision, priority, measures, offers, results."""
    depends_on(request, "index", "state")
    portal = portal_of(request)
    entry = queries.entry_of(portal.tenant, code)
    label = entry.label("de", context=True)
    crumbs = _crumbs(portal, Link(label, portal.url(f"praeventionsrat/problemfelder/{code}")))
    values = {"entry": entry, "title": label, **_values(portal, entry)}
    return frame.page(request, "public/measures/field.html", values, current="council", crumbs=crumbs)


def _values(portal: Portal, entry: Entry) -> dict[str, Any]:
    measures = list(queries.measures_in(shown(), portal.tenant, entry.code))
    decided = [(row, decision_text(row)) for row in queries.decisions_of(entry.code)]
    offers = (finder.topic_counts(portal) or {}).get(entry.code, 0)
    today = clock.today()
    every = queries.priorities_of(entry.code)
    holds = queries.priorities_on(today).get(entry.code)
    return {
        "decisions": decided,
        "priority": holds,
        "earlier": [row for row in every if row != holds],
        "measures": [(measure, state_tag(measure)) for measure in measures],
        "results": [measure for measure in measures if measure.result],
        "offers": offers,
        "offers_url": f"{portal.url('angebote')}?thema={entry.code}",
        "thread": _thread([text for _row, text in decided], measures, offers),
    }


def _thread(decided: list[str], measures: list[Measure], offers: int) -> list[Step]:
    """What of the chain from need to result is on record; what is missing is drawn as not yet."""
    budget = [measure for measure in measures if measure.budget_cents]
    results = sum(bool(measure.result) for measure in measures)
    return [
        Step(_("Decision"), "; ".join(decided) or _("none entered"), done=bool(decided)),
        Step(_("Measures"), str(len(measures)), url="#massnahmen", done=bool(measures)),
        Step(_("Offers"), str(offers), url="#angebote", done=bool(offers)),
        Step(
            _("Money"),
            _("stated for %(count)s of %(all)s measures") % {"count": len(budget), "all": len(measures)},
            done=bool(budget),
        ),
        Step(_("What came of it"), str(results), url="#ergebnisse", done=bool(results)),
    ]
