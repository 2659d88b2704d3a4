from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnquiryState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("not yet confirmed")
    OPEN = "open", _("open")
    AGREED = "agreed", _("agreed")
    HELD = "held", _("took place")
    UNMET = "unmet", _("ended without a date")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CALLED_OFF = "called_off", _("called off")


class ReplyState(models.TextChoices):
    """Where one provider stands within an enquiry."""

    WAITING = "waiting", _("not sent yet")
    ASKED = "asked", _("no answer yet")
    QUESTION = "question", _("has a question")
    PROPOSED = "proposed", _("yes, with a proposal")
    DECLINED = "declined", _("no")
    ACCEPTED = "accepted", _("proposal accepted")
    NOT_CHOSEN = "not_chosen", _("another proposal was chosen")
    LAPSED = "lapsed", _("lapsed")


class DeclineReason(models.TextChoices):
    """Why a provider can't; counted for planning, so the list is short and fixed."""

    NO_TIME = "no_time", _("No time on the wished dates")
    FULL = "full", _("No free places for months")
    TOO_FAR = "too_far", _("The place is too far away")
    GROUP = "group", _("The group does not fit")
    PAUSED = "paused", _("The offer is paused at present")
    OTHER = "other", _("Another reason")


class RemarkKind(models.TextChoices):
    QUESTION = "question", _("Question of the provider")
    ANSWER = "answer", _("Answer")
    NOTE = "note", _("Note of the office")


class AgeBand(models.TextChoices):
    """The coarse ages in which demand is counted; the values stand in statistics."""

    TO_9 = "0-9", _("up to 9 years")
    TO_12 = "10-12", _("10 to 12 years")
    TO_15 = "13-15", _("13 to 15 years")
    TO_18 = "16-18", _("16 to 18 years")
    ADULT = "19-", _("from 19 years")

    @classmethod
    def of_grade(cls, grade: int) -> AgeBand:
        """The band most pupils of a grade are in (first grade: 6 to 7 years)."""
        return next(band for last, band in _LAST_GRADES if grade <= last)


_LAST_GRADES = ((4, AgeBand.TO_9), (6, AgeBand.TO_12), (9, AgeBand.TO_15), (99, AgeBand.TO_18))


class Outcome(models.TextChoices):
    """How an enquiry ended, as other packages are told."""

    AGREED = "agreed", _("agreed")
    UNMET = "unmet", _("nobody could")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ShownState(models.TextChoices):
    """What an experience or a provider's comment on it is: figures alone, or words that the office checks."""

    FIGURES = "figures", _("figures only")
    WAITING = "waiting", _("waits for the check")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("not shown")


class Rating(models.IntegerChoices):
    NO = 1, _("no")
    HARDLY = 2, _("rather no")
    MOSTLY = 3, _("rather yes")
    YES = 4, _("yes")
