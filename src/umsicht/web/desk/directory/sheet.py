"""Everything that stands on an organisation's page at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from umsicht.audit.models import AuditEvent
from umsicht.audit.queries.events import newest_of
from umsicht.core import journal
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries.handovers import open_of
from umsicht.directory.queries.hours import hours_lines, hours_of
from umsicht.directory.queries.invitations import invitations_to
from umsicht.directory.queries.keeping import keepers_of
from umsicht.directory.queries.quality import Hint, hints_for
from umsicht.directory.queries.similar import Similar, similar_organisations
from umsicht.offers.queries.offers import at_desk
from umsicht.places.queries.atlas import atlas
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import crumbs, public_url

EVENTS = 12
ASKED = {
    "change": "directory.organisation.change",
    "publish": "directory.organisation.publish",
    "confirm": "directory.organisation.confirm",
    "points": "directory.contact_point.change",
    "keepers": "directory.keeper.view",
    "manage": "directory.keeper.manage",
    "handover": "directory.handover.propose",
    "history": "directory.organisation.history",
}


@dataclass(frozen=True)
class PointShown:
    point: ContactPoint
    hours: list[str]
    access: str
    languages: str


@dataclass(frozen=True)
class Happened:
    event: AuditEvent
    what: str


def sheet(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    """The template's context; sections that this person may not see are left out."""
    may = {name: request.user.has_perm(permission, organisation) for name, permission in ASKED.items()}
    words = catalogue(here(request))
    points = list(organisation.contact_points.all())
    context: dict[str, Any] = {
        "organisation": organisation,
        "may": may,
        "sector": words.label(Scheme.SECTOR, organisation.sector),
        "languages": _labels(words, Scheme.LANGUAGE, organisation.languages),
        "areas": _areas(request, organisation),
        "points": [_shown(point, words) for point in points],
        "offers": list(at_desk(provider=organisation.pk)),
        "hints": _hints(organisation, points) if may["change"] else [],
        "alike": _alike(organisation) if may["publish"] else [],
        "public_url": public_url(request, organisation),
        "crumbs": crumbs(request, organisation),
    }
    return context | _people(organisation, may) | _past(organisation, may)


def _people(organisation: Organisation, may: dict[str, bool]) -> dict[str, Any]:
    if not may["keepers"]:
        return {}
    return {
        "keepers": keepers_of(organisation),
        "invitations": invitations_to(organisation),
        "handover": open_of(organisation),
    }


def _past(organisation: Organisation, may: dict[str, bool]) -> dict[str, Any]:
    if not may["history"]:
        return {}
    newest = newest_of(organisation, EVENTS)
    return {"events": [Happened(event, journal.label_of(event.action)) for event in newest]}


def _hints(organisation: Organisation, points: list[ContactPoint]) -> list[Hint]:
    return hints_for(organisation, points) if organisation.closed_on is None else []


def _alike(organisation: Organisation) -> list[Similar]:
    return similar_organisations(organisation) if organisation.closed_on is None else []


def _labels(words: Catalogue, scheme: Scheme, codes: list[str]) -> str:
    return ", ".join(words.label(scheme, code) for code in codes)


def _areas(request: HttpRequest, organisation: Organisation) -> str:
    known = atlas(here(request))
    names = {place.key: place.name for place in (*known.districts, *known.neighbours)}
    return ", ".join(names.get(key, key) for key in organisation.areas_served)


def _shown(point: ContactPoint, words: Catalogue) -> PointShown:
    return PointShown(
        point,
        hours_lines(hours_of(point)),
        _labels(words, Scheme.ACCESSIBILITY, point.accessibility),
        _labels(words, Scheme.LANGUAGE, point.languages),
    )
