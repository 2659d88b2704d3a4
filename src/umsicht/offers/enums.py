from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    ARCHIVED = "archived", _("archived")


class Origin(models.TextChoices):
    PROGRAMME = "programme", _("from a programme")
    HOME_GROWN = "home-grown", _("developed here")


class Booking(models.TextChoices):
    REGISTRATION = "registration", _("with registration")
    ARRANGEMENT = "by-arrangement", _("by arrangement")
    DROP_IN = "drop-in", _("just come along")


class PlaceMode(models.TextChoices):
    AT_PROVIDER = "at-provider", _("at the provider's")
    COMES_TO_YOU = "comes-to-you", _("comes to you")
    VENUE = "venue", _("at a venue")
    ONLINE = "online", _("online")


class Availability(models.TextChoices):
    """As stated by the provider; `rules of decay` turn an old statement into UNKNOWN (queries.availability)."""

    OPEN = "offen", _("places free")
    FEW = "wenige", _("few places")
    WAITING = "warteliste", _("waiting list")
    PAUSED = "pausiert", _("paused at present")
    UNKNOWN = "unbekannt", _("unknown")


class Direction(models.TextChoices):
    """What a study found for one outcome; null and harmful results are shown like good ones."""

    POSITIVE = "positive", _("works")
    MIXED = "mixed", _("mixed findings")
    NULL = "null", _("no effect found")
    NEGATIVE = "negative", _("harmful")
