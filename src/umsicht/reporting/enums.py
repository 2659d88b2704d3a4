from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """Where a report stands on its way from the first draft to the portal."""

    DRAFT = "draft", _("being written")
    ASKED = "asked", _("departments are asked")
    REVIEW = "review", _("being checked")
    SIGNED = "signed", _("signed")
    REFERRED = "referred", _("on its way through the bodies")
    PUBLISHED = "published", _("on the portal")
    DROPPED = "dropped", _("given up")


class PassageKind(models.TextChoices):
    """What a passage of a report is. A judgement is always marked as one."""

    EVIDENCE = "evidence", _("from the records")
    TEXT = "text", _("own text with its records")
    JUDGEMENT = "judgement", _("judgement")


class Coverage(models.TextChoices):
    """How well a question is answered."""

    EVIDENCE = "evidence", _("answered with evidence")
    JUDGEMENT = "judgement", _("judgement only")
    OPEN = "open", _("open")


class EntryKind(models.TextChoices):
    """What an entry of the chronicle is."""

    EVENT = "event", _("event")
    FACT = "fact", _("fact")
    FIGURE = "figure", _("figure of a source")
    JUDGEMENT = "judgement", _("judgement of a source")


class Topic(models.TextChoices):
    """What an entry of the chronicle is about; reports ask for them topic by topic."""

    ALLIANCE = "alliance", _("the alliance and the state")
    STRUCTURE = "structure", _("structure of prevention")
    FIELDS = "fields", _("what the work is about")
    PARTICIPATION = "participation", _("taking part")
    COOPERATION = "cooperation", _("working together")
    EXCHANGE = "exchange", _("exchange between towns and the state")
    DATABASE = "database", _("database of offers")
    PAPER = "paper", _("earlier reports")
    CONCLUSION = "conclusion", _("conclusions")


LOOKS_BACK = frozenset({Topic.ALLIANCE, Topic.STRUCTURE, Topic.PAPER})
"""Topics of which a report also tells what happened before its period: how the alliance and the bodies came to be is how they
are today, and earlier papers are what it answers. Of all others (fields, taking part, cooperation, exchange, database,
conclusions) an event or a dated figure proves something for its own time only."""
