"""What stands in an entry today, in words: so that whoever confirms it sees what is confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.text import truncate
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries import hours
from umsicht.offers.enums import Availability
from umsicht.offers.models import Offer, OfferSession
from umsicht.offers.queries import wording
from umsicht.offers.queries.dates import dates_of, series_of
from umsicht.upkeep.enums import FieldGroup

SHOWN_DATES = 3
Fact = tuple[str, str]


def facts(offer: Offer, groups: tuple[str, ...]) -> list[Fact]:
    """The present values of these groups; the contact stands for itself, because many offers share one."""
    return [fact for group in groups for fact in _FACTS[group](offer)]


def _availability(offer: Offer) -> Iterator[Fact]:
    text = str(Availability(offer.availability).label)
    if offer.availability_as_of is not None and offer.availability != Availability.UNKNOWN:
        text = _("%(state)s (as of %(day)s)") % {"state": text, "day": f"{offer.availability_as_of:%d.%m.%Y}"}
    yield _("Free places"), text


def _dates(offer: Offer) -> Iterator[Fact]:
    found = [moment_text(item.starts_at) for item in dates_of(offer, limit=SHOWN_DATES)]
    if found:
        yield _("Next dates"), "; ".join(found)
    else:
        none = _("no date to come") if offer.has_sessions else _("no fixed dates, by arrangement")
        yield _("Next dates"), none


def _costs(offer: Offer) -> Iterator[Fact]:
    lines = [f"{text} ({cost.note})" if cost.note else text for cost, text in wording.cost_lines(offer.costs)]
    yield _("Costs"), "; ".join(lines) or _("not stated")


def _concept(offer: Offer) -> Iterator[Fact]:
    yield _("In one sentence"), offer.summary
    who = (
        wording.age_text(offer.age_from, offer.age_to),
        wording.grade_text(offer.grade_from, offer.grade_to),
        wording.duration_text(offer.duration_minutes),
    )
    text = ", ".join(part for part in who if part)
    if text:
        yield _("For whom, how long"), text
    if offer.description:
        yield _("Description"), truncate(" ".join(offer.description.split()), 200)


_FACTS = {
    FieldGroup.AVAILABILITY.value: _availability,
    FieldGroup.DATES.value: _dates,
    FieldGroup.PRICE_CONTACT.value: _costs,
    FieldGroup.CONCEPT.value: _concept,
}


def contact_facts(record: ContactPoint | Organisation) -> list[Fact]:
    found = [
        (_("Telephone"), record.phone or _("not stated")),
        (_("E-mail"), record.email or _("not stated")),
    ]
    if record.website:
        found.append((_("Website"), record.website))
    if isinstance(record, ContactPoint):
        lines = hours.hours_lines(hours.hours_of(record))
        found.append(
            (_("Reachable"), "; ".join([*lines, *filter(None, [record.hours_note])]) or _("not stated"))
        )
    return found


def moment_text(moment: dt.datetime) -> str:
    return date_format(clock.local(moment), r"D, d.m.Y, H:i")


def session_text(session: OfferSession) -> str:
    """One stored date or series: "Di, 12.01.2027, 17:30, weekly"."""
    series = series_of(session)
    first = date_format(series.start, r"D, d.m.Y, H:i")
    frequency = next(
        (part.removeprefix("FREQ=") for part in series.rule.split(";") if part.startswith("FREQ=")), ""
    )
    names = {"DAILY": _("daily"), "WEEKLY": _("weekly"), "MONTHLY": _("monthly"), "YEARLY": _("yearly")}
    return ", ".join(part for part in (first, names.get(frequency, "")) if part)
