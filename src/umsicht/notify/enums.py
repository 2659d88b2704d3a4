from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What a person can choose about: mails on the account always come, the rest as she likes it."""

    ACCOUNT = "account", _("Your account")
    WORK = "work", _("Your roles and tasks")
    NEWS = "news", _("News you asked for")


class Delivery(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day, in one mail")
    WEEKLY = "weekly", _("once a week, in one mail")
    OFF = "off", _("no mail")


class Outcome(models.TextChoices):
    """Where a mail stands; derived from its time stamps."""

    QUEUED = "queued", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("not sent")
