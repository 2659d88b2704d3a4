from django.db import models
from django.utils.translation import gettext_lazy as _


class Span(models.TextChoices):
    """How exactly an entry's date is known."""

    OPEN = "open", _("date not fixed yet")
    WEEK = "week", _("in a week")
    DAY = "day", _("on a day")


class FreeKind(models.TextChoices):
    """Why there are no lessons on a day."""

    HOLIDAY = "holiday", _("public holiday")
    BREAK = "break", _("school holidays")
    WEEKEND = "weekend", _("weekend")


class ClashKind(models.TextChoices):
    """What does not fit in a plan."""

    SAME_DAY = "same-day", _("Two on one day")
    OVERLAP = "overlap", _("At the same time")
    FREE_DAY = "free-day", _("No lessons")
    GRADE = "grade", _("Other grades")
    SCHOOL_TYPE = "school-type", _("Other school types")
    GROUP = "group", _("Size of the group")
    GONE = "gone", _("No longer on offer")
    PAUSED = "paused", _("Paused")
    NO_SESSION = "no-session", _("No date of the offer")
    SHORT = "short", _("Not enough weeks")


class Cover(models.TextChoices):
    """How well a topic is covered by a plan."""

    WELL = "well", _("several times")
    ONCE = "once", _("once")
    MISSING = "missing", _("not covered yet")


class Finding(models.TextChoices):
    """What the office looks for across plans."""

    EMPTY = "leer", _("Plans without an offer")
    SIMILAR = "aehnlich", _("Plans with similar offers")
    BALANCED = "ausgewogen", _("Plans without either")


# Where plans are made for, beside the school types of the vocabulary.
NO_SCHOOL = ("kita", "hort", "jugendgruppe")
GROUP_LABELS = {
    "kita": _("Nursery"),
    "hort": _("After-school care"),
    "jugendgruppe": _("Youth group or club"),
}
