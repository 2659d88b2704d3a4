"""Small values of bodies: names that change, days that are known to the year only, votes in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from umsicht.council.enums import Precision
from umsicht.council.models import Body, BodyName, Decision, FormerPlace


def runs_on(day: dt.date, valid_from: dt.date | None, valid_to: dt.date | None) -> bool:
    """Both ends count; a missing one is open."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def name_on(names: Iterable[BodyName], day: dt.date) -> BodyName | None:
    """What the body was called that day; before its first name the first one, in a gap the one before."""
    found = None
    for name in sorted(names, key=lambda one: (one.valid_from or dt.date.min, one.pk or 0)):
        if found is None or name.valid_from is None or name.valid_from <= day:
            found = name
    return found


def day_text(day: dt.date | None, precision: str = Precision.DAY) -> str:
    """ "04.02.1998", "08/1998" or "1998": as exactly as it is known; "" when it is not."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    return f"{day:%m/%Y}" if precision == Precision.MONTH else f"{day:%d.%m.%Y}"


def votes_text(decision: Decision) -> str:
    """ "4 Ja-Stimmen, 1 Nein-Stimme, 0 Enthaltungen"; "" where nobody counted."""
    if decision.yes is None:
        return ""
    yes, no, abstain = decision.yes, decision.no or 0, decision.abstain or 0
    return ", ".join(
        [
            ngettext("%(n)s vote in favour", "%(n)s votes in favour", yes) % {"n": yes},
            ngettext("%(n)s vote against", "%(n)s votes against", no) % {"n": no},
            ngettext("%(n)s abstention", "%(n)s abstentions", abstain) % {"n": abstain},
        ]
    )


@dataclass(frozen=True)
class Place:
    """Below which body one stands, how, and whether the portal shows it."""

    parent: int | None
    link: str
    is_public: bool


def place_on(body: Body, former: Iterable[FormerPlace], day: dt.date) -> Place:
    """Where the body stood that day: the first of its former places that had not ended, else where it stands now.

    What is no longer for the portal is not shown on its earlier days either.
    """
    held = min((row for row in former if row.until >= day), key=lambda row: row.until, default=None)
    if held is None:
        return Place(body.parent_id, body.link, body.is_public)
    return Place(held.parent_id, held.link, held.is_public and body.is_public)
