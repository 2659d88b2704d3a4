"""What enquiries have shown of an offer: how fast its provider answers, and what institutions tell after their date.

Kept apart from evidence and seal: these are experiences of a few, no proof of an effect.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.enquiries.models.experience import QUESTIONS
from umsicht.enquiries.queries import figures
from umsicht.offers.models import Offer
from umsicht.web.public import markup


@dataclass(frozen=True)
class Words:
    text: str
    month: str
    comment: str


@dataclass(frozen=True)
class Shown:
    """The section of the page; there is none below three answers."""

    count: int
    since: str
    table: SafeString
    words: tuple[Words, ...]


def reply_time(offer: Offer) -> SafeString:
    """ "antwortet meist innerhalb von 3 Tagen", below the light; nothing while too little is known."""
    days = figures.figures(offer.tenant).reply_days.get(offer.provider_id)
    text = figures.reply_text(days)
    return (
        format_html('<br><span class="um-meta">{}</span>', f"{text[:1].upper()}{text[1:]}.")
        if text
        else SafeString("")
    )


def told(offer: Offer) -> Shown | None:
    found = figures.told_of(offer.tenant, offer.pk)
    if found is None:
        return None
    rows = [(question, _average(found.averages[name])) for name, question in QUESTIONS.items()]
    words = tuple(Words(item.text, _month(item.held_in), item.comment) for item in found.words)
    heads = [_("Question"), _("Average")]
    return Shown(
        found.count, _month(found.since), markup.table(_("Answers of institutions"), heads, rows), words
    )


def _average(value: float) -> str:
    return _("%(value)s of 4") % {"value": numbers.show(value, places=1)}


def _month(day: dt.date) -> str:
    return f"{MONTHS[day.month]} {day.year}"
