from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionKind(models.TextChoices):
    STATE = "state", _("federal state")
    DISTRICT = "district", _("rural district")
    CITY = "city", _("city without a district")


class PeopleBasis(models.TextChoices):
    """Where a population comes from; rates of a year use that year's edition, choices of peers the register."""

    EDITION = "edition", _("population of the edition, as printed or worked out from its rates")
    REGISTER = "register", _("official population at the end of the year")


class Measure(models.TextChoices):
    """What of an indicator is shown. The values stand in addresses and codes: pks/892000/hz."""

    CASES = "faelle", _("recorded cases")
    RATE = "hz", _("cases per 100,000 inhabitants")
    CLEARED = "aufgeklaert", _("share cleared up")


class Level(models.TextChoices):
    """The smallest area an indicator has figures for."""

    STATE = "state", _("federal state")
    DISTRICT = "district", _("district or city without a district")
