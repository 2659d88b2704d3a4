from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    DAILY = "daily", _("once a day, when there is something new")
    WEEKLY = "weekly", _("on Mondays, when there is something new")


class Channel(models.TextChoices):
    """Where somebody looked in vain."""

    SEARCH = "search", _("search")
    NEED = "need", _("three questions")
    ENQUIRY = "enquiry", _("enquiry to providers")


class Outcome(models.TextChoices):
    """Why it counts as a gap."""

    NONE = "none", _("nothing found")
    RELAXED = "relaxed", _("only with fewer of the words")
    WEAK = "weak", _("nothing on the topic itself")
    NO_YES = "no_yes", _("no provider said yes")


class Why(models.TextChoices):
    """Why an offer stands in a mail."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
