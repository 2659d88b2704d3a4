"""What an entry lacks for its readers, as hints a person can act on. Nothing here stops a save."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umsicht.core import clock
from umsicht.directory.models import ContactPoint, Organisation

SHORT = 60
LONG = 600
OLD = dt.timedelta(days=365)


@dataclass(frozen=True)
class Hint:
    """One thing to mend; `point` is the contact point it is about (None: the organisation itself)."""

    text: str | Promise
    point: ContactPoint | None = None


def hints_for(organisation: Organisation, points: Iterable[ContactPoint]) -> list[Hint]:
    """Most important first."""
    shown = [point for point in points if point.is_public]
    found = [Hint(text) for text in _about_organisation(organisation, shown)]
    for point in shown:
        found += [Hint(text, point) for text in _about_point(point)]
    return found


def _about_organisation(organisation: Organisation, shown: list[ContactPoint]) -> list[str | Promise]:
    hints: list[str | Promise] = []
    reachable = organisation.email or organisation.phone or any(p.email or p.phone for p in shown)
    if not reachable:
        hints.append(_("Nobody can reach it: neither telephone nor e-mail is given."))
    if not shown:
        hints.append(_("No contact point is shown, so it stands on no map and in no district."))
    if not organisation.about:
        hints.append(_("Say in two sentences what it does and for whom."))
    elif len(organisation.about) < SHORT:
        hints.append(_("What it does is said very briefly. Two sentences help people to decide."))
    elif len(organisation.about) > LONG:
        hints.append(_("What it does is a long text. The first two sentences should say the most important."))
    if not organisation.languages and not any(point.languages for point in shown):
        hints.append(_("In which languages does it advise?"))
    if organisation.is_provider and _is_old(organisation):
        hints.append(_("Nobody has confirmed the entry for a year."))
    return hints


def _is_old(organisation: Organisation) -> bool:
    last = max(filter(None, (organisation.confirmed_on, organisation.edited_on)), default=None)
    return last is None or last < clock.today() - OLD


def _about_point(point: ContactPoint) -> list[str | Promise]:
    hints: list[str | Promise] = []
    if not point.street and not point.detail:
        hints.append(_("The street is missing."))
    if point.lat is None and not point.detail:
        hints.append(_("It has no position on the map."))
    if not point.opening_hours and not point.hours_note:
        hints.append(_("Opening hours are missing."))
    if not point.accessibility:
        hints.append(_("How barrier-free it is, is not said."))
    return hints
