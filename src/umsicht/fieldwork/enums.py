from django.db import models
from django.utils.translation import gettext_lazy as _


class ShiftState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("took place")
    CANCELLED = "cancelled", _("cancelled")


class ObservationKind(models.TextChoices):
    """What a patrol counts; the same four headings as the monthly sheets."""

    CONVERSATION = "conversation", _("conversations")
    CONFLICT = "conflict", _("conflicts settled")
    NOISE = "noise", _("noise")
    LITTER_OR_DAMAGE = "litter_or_damage", _("litter or damage")


class InspectionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("took place")
    REPORTED = "reported", _("report finished")
    CLOSED = "closed", _("completed")
    CANCELLED = "cancelled", _("cancelled")


class PartyKind(models.TextChoices):
    AUTHORITY = "authority", _("authority")
    ORGANISATION = "organisation", _("association or organisation")
    RESIDENTS = "residents", _("residents and users")


class Strategy(models.TextChoices):
    """Strategies of crime prevention through environmental design, named after ISO 22341:2021."""

    SURVEILLANCE = "natural-surveillance", _("natural surveillance")
    ACCESS = "natural-access-control", _("natural access control")
    TERRITORY = "territorial-reinforcement", _("territorial reinforcement")
    IMAGE = "image-maintenance", _("image and maintenance")
    ACTIVITY = "activity-support", _("activity support")
    HARDENING = "target-hardening", _("target hardening")
    COHESION = "cohesion", _("social cohesion")
    CONNECTIVITY = "connectivity", _("connectivity")
    CULTURE = "community-culture", _("community culture")
    CAPACITY = "threshold-capacity", _("threshold capacity")


class FindingKind(models.TextChoices):
    """A place of fear need not be a crime scene: what is seen and what is felt stay apart."""

    OBJECTIVE = "objective", _("to be seen on site")
    PERCEIVED = "perceived", _("felt so by participants")


class Rating(models.TextChoices):
    GOOD = "good", _("works well")
    LOW = "low", _("minor")
    MEDIUM = "medium", _("medium")
    URGENT = "urgent", _("urgent")


class FindingState(models.TextChoices):
    OPEN = "open", _("open")
    IN_WORK = "in_work", _("in work")
    POSTPONED = "postponed", _("postponed")
    DONE = "done", _("done")


class PhotoState(models.TextChoices):
    RAW = "raw", _("faces not checked yet")
    CHECKED = "checked", _("checked, nobody is recognisable")
    RELEASED = "released", _("on the portal")


class Topic(models.TextChoices):
    """What conflicts in public space are about."""

    NOISE = "noise", _("noise")
    WASTE = "waste", _("waste")
    NIGHT_PARTY = "night-party", _("partying at night")
    VANDALISM = "vandalism", _("damage and graffiti")
    USE = "use", _("different uses of one place")
    ALCOHOL = "alcohol-drugs", _("alcohol or drugs in public")
    OTHER = "other", _("something else")


class CaseState(models.TextChoices):
    INTAKE = "intake", _("concern received")
    CHECKED = "checked", _("ours, after the check")
    TALKS = "talks", _("in talks")
    AGREED = "agreed", _("agreed")
    FOLLOWED_UP = "followed_up", _("followed up")
    CLOSED = "closed", _("completed")
    PASSED_ON = "passed_on", _("passed on")


class Competence(models.TextChoices):
    OPEN = "open", _("not checked yet")
    OURS = "ours", _("we are in charge")
    OTHERS = "others", _("another body is in charge")
