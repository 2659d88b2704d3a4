from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """What kind of body it is; all of them come up in the papers of prevention councils."""

    COUNCIL = "council", _("prevention council")
    STEERING = "steering-group", _("steering group")
    REVIEW_BOARD = "review-board", _("review board")
    WORKING_GROUP = "working-group", _("working group")
    EXPERT_CIRCLE = "expert-circle", _("expert circle")
    ACCOMPANYING = "accompanying", _("accompanying body")
    ADVISORY = "advisory", _("advisory board")
    OFFICE = "office", _("office of a body")
    COMMITTEE = "council-committee", _("committee of the town council")
    CITY_COUNCIL = "city-council", _("town council")


class BodyLink(models.TextChoices):
    """How a body stands to the one above it."""

    BELOW = "below", _("is part of it")
    ATTACHED = "attached", _("is attached to it")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("meets in public")
    MIXED = "mixed", _("meets partly in public")
    CLOSED = "closed", _("meets behind closed doors")


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    CO_CHAIR = "co-chair", _("co-chair")
    DEPUTY_CHAIR = "deputises-chair", _("deputises for the chair")
    MEMBER = "member", _("member")
    ADVISER = "adviser", _("advising member")


class Vote(models.TextChoices):
    """Whether a seat votes; often no source says so, and then nothing is guessed."""

    YES = "yes", _("votes")
    NO = "no", _("advises without a vote")
    UNKNOWN = "unknown", _("not known whether it votes")


class Precision(models.TextChoices):
    """How exactly a day is known; of "1998" the day and month are placeholders and never shown."""

    DAY = "day", _("exact to the day")
    MONTH = "month", _("exact to the month")
    YEAR = "year", _("only the year")
