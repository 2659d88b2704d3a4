"""Words of needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedState(models.TextChoices):
    NOTED = "noted", _("noted")
    CONFIRMED = "confirmed", _("confirmed")
    MET = "met", _("met")
    DROPPED = "dropped", _("dropped")


OPEN = (NeedState.NOTED, NeedState.CONFIRMED)


class Degree(models.TextChoices):
    """Three steps and no number, so that nobody adds them up."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class EvidenceKind(models.TextChoices):
    """On what a need rests."""

    INDICATOR = "indicator", _("crime statistics")
    SURVEY = "survey", _("survey")
    PROPOSAL = "proposal", _("proposal of a citizen")
    FINDING = "finding", _("finding of a site inspection")
    DEMAND = "demand", _("looked for in vain")
    JUDGEMENT = "judgement", _("judgement of experts")
