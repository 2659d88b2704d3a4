from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactPointKind(models.TextChoices):
    OFFICE = "office", _("office or advice centre")
    SCHOOL = "school", _("school")
    DAYCARE = "daycare", _("day-care centre")
    SCHOOL_SOCIAL_WORK = "school_social_work", _("school social work")
    VOCATIONAL_HELP = "vocational_help", _("youth vocational help")
    VENUE = "venue", _("venue")


class RegistrationState(models.TextChoices):
    RECEIVED = "received", _("address not confirmed yet")
    CONFIRMED = "confirmed", _("waits for admission")
    ADMITTED = "admitted", _("admitted")
    REFUSED = "refused", _("refused")


class HandOverKind(models.TextChoices):
    PERSON = "person", _("to another person")
    OFFICE = "office", _("to the office")
    MUNICIPALITY = "municipality", _("to another municipality")


class HandOverState(models.TextChoices):
    PROPOSED = "proposed", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("not answered in time")
