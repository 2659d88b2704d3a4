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


class CostPer(models.TextChoices):
    """What an amount is for."""

    PERSON = "person", _("person")
    CLASS = "klasse", _("class")
    GROUP = "gruppe", _("group")
    SCHOOL = "schule", _("school")
    SCHOOL_YEAR = "schuljahr", _("school year")
    INSTITUTION = "einrichtung", _("institution")
    SESSION = "termin", _("session")


class CostClass(models.TextChoices):
    """Steps of the cost filter. They include each other: what is free is also "up to 50 euros"."""

    FREE = "kostenfrei", _("free of charge")
    FUNDABLE = "foerderbar", _("funding possible")
    UP_TO_50 = "bis-50", _("up to 50 euros")
    UP_TO_100 = "bis-100", _("up to 100 euros")
    UP_TO_200 = "bis-200", _("up to 200 euros")
    MORE = "mehr", _("more than 200 euros")


# Codes of the vocabulary's list of payers that the code must tell apart.
PAYER_FREE = "kostenfrei"
PAYER_FUNDED = "foerderung"
PAYER_INSURER = "krankenkasse"
PAYER_PARTICIPANTS = "teilnehmende"


class FileUse(models.TextChoices):
    """What a file is for the offer."""

    DOCUMENT = "document", _("document")
    PICTURE = "picture", _("picture")


class ReportField(models.TextChoices):
    """What somebody says is wrong with an offer. The values stand in addresses."""

    CONTACT = "kontakt", _("Contact or place")
    DATES = "termine", _("Dates or free places")
    COSTS = "kosten", _("Costs")
    CONTENT = "inhalt", _("Description or target group")
    ACCESS = "barrierefreiheit", _("Accessibility or languages")
    EFFECT = "wirkung", _("What is said about the effect")
    OTHER = "anderes", _("Something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")


class VersionState(models.TextChoices):
    """Where a new version of a published offer stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("discarded")


OPEN_VERSIONS = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED)
