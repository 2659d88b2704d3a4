from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactPointKind(models.TextChoices):
    OFFICE = "office", _("office or advice centre")
    SCHOOL = "school", _("school")
    DAYCARE = "daycare", _("day-care centre")
    SCHOOL_SOCIAL_WORK = "school_social_work", _("school social work")
    VOCATIONAL_HELP = "vocational_help", _("youth vocational help")
    VENUE = "venue", _("venue")
