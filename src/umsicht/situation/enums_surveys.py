"""Words of survey results. Values stand in files and addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyKind(models.TextChoices):
    CITY = "stadt", _("survey of the town")
    PUPILS = "schueler", _("survey of pupils (Communities That Care)")
    SKID = "skid", _("Security and Crime in Germany (SKiD)")
    DVS = "dvs", _("German Victimisation Survey (DVS)")
    ESS = "ess", _("European Social Survey (ESS)")
    OTHER = "andere", _("another survey")


class Coverage(models.TextChoices):
    """For which area the people asked stand."""

    NATION = "bund", _("Germany as a whole")
    STATE = "land", _("the state as a whole")
    DISTRICT = "kreis", _("the rural district")
    TOWN = "stadt", _("the town")
    SCHOOLS = "schulen", _("the schools that took part")


PUBLISHED = (Coverage.NATION, Coverage.STATE)
"""Asked of so many that nobody can be recognised; the others hold few people, whom we protect ourselves."""


class SurveyMode(models.TextChoices):
    UNKNOWN = "", _("not stated")
    PAPER = "papier", _("on paper")
    ONLINE = "online", _("online")
    MIXED = "gemischt", _("on paper or online")
    PHONE = "telefon", _("by telephone")
    FACE = "persoenlich", _("face to face")
    CLASSROOM = "klasse", _("in the classroom")


class GroupKind(models.TextChoices):
    """By what the people asked are split. Values of FILE_GROUPS stand in files."""

    EVERYBODY = "alle", _("everybody")
    SCHOOL_TYPE = "schulart", _("school type")
    AREA = "gebiet", _("city district")
    AGE = "alter", _("age")
    GENDER = "geschlecht", _("gender")
    STATE = "land", _("state")
    OTHER = "andere", _("another feature")
