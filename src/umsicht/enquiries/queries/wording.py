"""Enquiries in words, for pages, mails and calendars. Everything in the active language."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from umsicht.core import clock
from umsicht.core.text import listing
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.ui.markup import day
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


def group_text(enquiry: Enquiry) -> str:
    """ "Jugendliche, Klasse 8, Klasse 8b, 24 Personen"; "" when nothing was said."""
    parts = []
    if enquiry.audience:
        parts.append(catalogue(enquiry.tenant).label(Scheme.AUDIENCE, enquiry.audience))
    if enquiry.grade:
        parts.append(_("grade %(grade)s") % {"grade": enquiry.grade})
    if enquiry.group:
        parts.append(enquiry.group)
    if enquiry.group_size:
        count = enquiry.group_size
        parts.append(ngettext("%(count)s person", "%(count)s people", count) % {"count": count})
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def dates_text(enquiry: Enquiry) -> str:
    """ "12.01.2027, 14.01.2027 oder 19.01.2027 (vormittags)", "zwischen 11.01. und 29.01.2027"."""
    days = [day(wished) for wished in enquiry.wished]
    if days:
        text = listing(days, conjunction=pgettext("list", "or"))
    elif enquiry.day_from and enquiry.day_to:
        text = _("between %(start)s and %(end)s") % {
            "start": day(enquiry.day_from),
            "end": day(enquiry.day_to),
        }
    else:
        text = ""
    return f"{text} ({enquiry.time_note})" if text and enquiry.time_note else text or enquiry.time_note


def place_text(enquiry: Enquiry) -> str:
    return ", ".join(part for part in (enquiry.place, enquiry.district_name) if part)


def moment_text(start: dt.datetime | None, end: dt.datetime | None = None) -> str:
    """ "14.01.2027, 9:00 bis 10:30 Uhr" on a Berlin clock."""
    if start is None:
        return ""
    begins = clock.local(start)
    values = {"day": day(start), "start": f"{begins:%H:%M}"}
    if end is None:
        return _("%(day)s, %(start)s") % values
    ends = clock.local(end)
    if ends.date() != begins.date():
        values |= {"until": day(end), "end": f"{ends:%H:%M}"}
        return _("%(day)s, %(start)s until %(until)s, %(end)s") % values
    return _("%(day)s, %(start)s to %(end)s") % (values | {"end": f"{ends:%H:%M}"})


def proposal(reply: Reply) -> list[tuple[str, str]]:
    """The proposal as terms and values; empty ones are left out."""
    pairs = [
        (_("When"), moment_text(reply.starts_at, reply.ends_at)),
        (_("What"), reply.offer.title if reply.offer else ""),
        (_("Where"), reply.place),
        (_("Price"), reply.price),
    ]
    return [(term, value) for term, value in pairs if value]


def matter(enquiry: Enquiry) -> list[tuple[str, str]]:
    """What is asked for, as terms and values, without anything that leads to the person."""
    pairs = [
        (_("What it is about"), enquiry.what),
        (_("Group"), group_text(enquiry)),
        (_("Wished dates"), dates_text(enquiry)),
        (_("Place"), place_text(enquiry)),
        (_("Institution"), enquiry.institution),
    ]
    return [(term, value) for term, value in pairs if value]


def contact(enquiry: Enquiry) -> list[tuple[str, str]]:
    """How to reach the enquirer: for the office, and for the provider whose proposal was accepted."""
    pairs = [(_("E-mail"), enquiry.email), (_("Telephone"), enquiry.phone)]
    return [(term, value) for term, value in pairs if value]
