"""Enquiries and experiences as tables for planning: no person, no institution; of words only what the office may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import clock, csvsafe
from umsicht.enquiries.models import Enquiry, Experience
from umsicht.enquiries.models.experience import QUESTIONS, RATINGS
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue


def as_csv(enquiries: Iterable[Enquiry], words: Catalogue) -> bytes:
    """One row per enquiry, as listed."""
    columns = [
        _("Number"),
        _("Received"),
        _("Answers until"),
        _("State"),
        _("Topics"),
        _("For whom"),
        _("Age band"),
        _("City district"),
        _("Providers asked"),
        _("Answered"),
        _("Yes"),
        _("Demo"),
    ]
    return csvsafe.write(columns, _rows(enquiries, words))


def _rows(enquiries: Iterable[Enquiry], words: Catalogue) -> Iterator[list[Any]]:
    topics = {**words.labels(Scheme.PROBLEM_FIELD), **words.labels(Scheme.TOPIC)}
    for enquiry in enquiries:
        replies = list(enquiry.replies.all())
        yield [
            enquiry.pk,
            clock.local(enquiry.created_at).date(),
            enquiry.answer_by,
            enquiry.get_state_display(),
            ", ".join(topics.get(code, code) for code in enquiry.topics),
            words.label(Scheme.AUDIENCE, enquiry.audience) if enquiry.audience else "",
            enquiry.get_age_band_display(),
            enquiry.district_name,
            len(replies),
            sum(reply.answered_at is not None for reply in replies),
            sum(reply.state in {"proposed", "accepted", "not_chosen"} for reply in replies),
            enquiry.is_demo,
        ]


def experiences_as_csv(found: Iterable[Experience]) -> bytes:
    """One row per experience with its answers on the scale of 1 to 4, as listed. `found` has offer, provider and comment."""
    columns = [
        _("Offer"),
        _("Provider"),
        _("Month"),
        *(str(question) for question in QUESTIONS.values()),
        _("What should others know?"),
        _("State"),
        _("Reply of the provider"),
        _("Demo"),
    ]
    return csvsafe.write(columns, _experience_rows(found))


def _experience_rows(found: Iterable[Experience]) -> Iterator[list[Any]]:
    for told in found:
        comment = getattr(told, "comment", None)
        yield [
            told.offer.title,
            told.provider.name,
            f"{told.held_in:%Y-%m}",
            *(getattr(told, name) for name in RATINGS),
            told.text,
            told.get_state_display(),
            comment.text if comment else "",
            told.is_demo,
        ]
