"""How current an entry is: three clocks that never merge into one, and availability that fades to "unknown".

Intervals: a provider confirms every 90 days, an entry unconfirmed for 365 is called old; the board reviews every three
years (1,095 days). Availability keeps for as long as the vocabulary says (`decays_after_days`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock
from umsicht.offers.enums import Availability
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue

CONFIRM_AFTER_DAYS = 90
OLD_AFTER_DAYS = 365
REVIEW_AFTER_DAYS = 1095


class Dated(Protocol):
    """An Offer, or anything with its dates."""

    edited_on: dt.date
    confirmed_on: dt.date | None
    reviewed_on: dt.date | None


@dataclass(frozen=True)
class Clock:
    """One clock. `used` is the share of its interval that has passed (0 to 1, None: no interval); `text` says when it is due again.

    `state` is fresh, due, old or never; the clock of editing has no interval and is always fresh.
    """

    key: str
    label: str
    day: dt.date | None
    due_on: dt.date | None
    used: float | None
    state: str
    text: str

    @property
    def overdue(self) -> bool:
        return self.state in {"due", "old"}


def clocks(offer: Dated, today: dt.date | None = None) -> tuple[Clock, Clock, Clock]:
    """Edited, confirmed by the provider, reviewed by the board."""
    today = today or clock.today()
    edited = Clock("edited", _("Edited"), offer.edited_on, None, None, "fresh", _ago(offer.edited_on, today))
    confirmed = _ticking(
        "confirmed",
        _("Confirmed by the provider"),
        offer.confirmed_on,
        today,
        CONFIRM_AFTER_DAYS,
        OLD_AFTER_DAYS,
    )
    reviewed = _ticking(
        "reviewed", _("Reviewed by experts"), offer.reviewed_on, today, REVIEW_AFTER_DAYS, REVIEW_AFTER_DAYS
    )
    return edited, confirmed, reviewed


def _ticking(key: str, label: str, day: dt.date | None, today: dt.date, after: int, old_after: int) -> Clock:
    if day is None:
        return Clock(key, label, None, None, 1.0, "never", _("not yet done"))
    due_on = day + dt.timedelta(days=after)
    age = (today - day).days
    used = min(max(age / after, 0.0), 1.0)
    if age <= after:
        text = _("due again on %(day)s") % {"day": date_format(due_on, "DATE_FORMAT")}
        return Clock(key, label, day, due_on, used, "fresh", text)
    text = _("overdue since %(day)s") % {"day": date_format(due_on, "DATE_FORMAT")}
    return Clock(key, label, day, due_on, 1.0, "old" if age > old_after else "due", text)


def _ago(day: dt.date, today: dt.date) -> str:
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 60:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    months = round(days / 30.44)
    return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}


def stale_note(confirmed_on: dt.date | None) -> str:
    """For the offer's own page: what is not certain, and what to do."""
    if confirmed_on is None:
        return _("The provider has never confirmed this entry. Please ask before you rely on it.")
    return _(
        "The provider has not confirmed this entry since %(day)s, in spite of reminders. Please ask before you rely on it."
    ) % {"day": f"{confirmed_on:%d.%m.%Y}"}


def confirmed_text(confirmed_on: dt.date | None, today: dt.date | None = None) -> str:
    """One line for a search hit: "Bestätigt am 05.11.2026" or "Seit 188 Tagen nicht bestätigt"."""
    today = today or clock.today()
    if confirmed_on is None:
        return _("Not yet confirmed by the provider")
    age = (today - confirmed_on).days
    if age <= OLD_AFTER_DAYS:
        return _("Confirmed on %(day)s") % {"day": f"{confirmed_on:%d.%m.%Y}"}
    return _("Not confirmed for %(days)s days") % {"days": age}


def overdue_days(
    edited_on: dt.date,
    confirmed_on: dt.date | None,
    reviewed_on: dt.date | None,
    today: dt.date | None = None,
) -> int:
    """Days by which the longest overdue clock is late; 0 if none is. A step never done is late since the last edit."""
    today = today or clock.today()
    late = [
        (today - edited_on).days
        if confirmed_on is None
        else (today - confirmed_on).days - CONFIRM_AFTER_DAYS,
        (today - edited_on).days if reviewed_on is None else (today - reviewed_on).days - REVIEW_AFTER_DAYS,
    ]
    return max(0, *late)


STALE = 0.7
"""What is left of the factor of an entry that nobody confirmed in spite of reminders."""


def quality(late: int, *, stale: bool = False) -> float:
    """A mild factor for ranking, 1.0 to 0.7: an entry late by two years ranks like one that fits a third less.

    What stayed unconfirmed after two reminders (`stale`) loses another third; 0.5 is the floor.
    """
    mild = 1.0 - 0.3 * min(late / 730, 1.0)
    return round(max(mild * STALE, 0.5) if stale else mild, 3)


def stale_text(confirmed_on: dt.date | None, today: dt.date | None = None) -> str:
    """Why a hit stands further down, for everybody to see."""
    if confirmed_on is None:
        return _("Never confirmed by the provider, so it stands further down")
    days = ((today or clock.today()) - confirmed_on).days
    return _("Not confirmed by the provider for %(days)s days, so it stands further down") % {"days": days}


@dataclass(frozen=True)
class Free:
    """Availability as it may be shown. `until`: the day after which the word no longer counts."""

    state: str
    as_of: dt.date | None
    until: dt.date | None


_LIGHTS = {
    Availability.OPEN: "free",
    Availability.FEW: "few",
    Availability.WAITING: "wait",
    Availability.PAUSED: "paused",
    Availability.UNKNOWN: "unknown",
}


def light(state: str) -> str:
    """The name of the shape that the page shows for a state."""
    return _LIGHTS.get(
        Availability(state) if state in Availability.values else Availability.UNKNOWN, "unknown"
    )


def keeps_for(catalogue: Catalogue) -> Mapping[str, int]:
    """State → days for which a statement counts; missing means for ever."""
    terms = catalogue.scheme(Scheme.AVAILABILITY).values()
    return {
        term.code: int(term.extra["decays_after_days"])
        for term in terms
        if term.extra.get("decays_after_days")
    }


def free_now(
    state: str, as_of: dt.date | None, days: Mapping[str, int], today: dt.date | None = None
) -> Free:
    """What a statement is still worth today; old ones and undated ones become "unknown" and keep their date."""
    today = today or clock.today()
    if state == Availability.UNKNOWN or as_of is None:
        return Free(Availability.UNKNOWN, as_of, None)
    until = as_of + dt.timedelta(days=days[state]) if state in days else None
    return Free(Availability.UNKNOWN if until is not None and today > until else state, as_of, until)


def free_of(offer: Any, catalogue: Catalogue, today: dt.date | None = None) -> Free:
    return free_now(offer.availability, offer.availability_as_of, keeps_for(catalogue), today)
