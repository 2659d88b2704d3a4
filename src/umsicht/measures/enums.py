from django.db import models
from django.utils.translation import gettext_lazy as _


class MeasureState(models.TextChoices):
    PROPOSED = "proposed", _("suggested")
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DELAYED = "delayed", _("delayed")
    COMPLETED = "completed", _("completed")
    STOPPED = "stopped", _("stopped")


UNDER_WAY = (MeasureState.PROPOSED, MeasureState.PLANNED, MeasureState.RUNNING, MeasureState.DELAYED)
"""States in which something is still expected, so that it can be overdue."""


class Evidence(models.TextChoices):
    """On what the hope rests that the measure works."""

    UNKNOWN = "", _("not stated")
    EVIDENCE = "evidence", _("evidence")
    ASSUMPTION = "assumption", _("assumption")


class OriginKind(models.TextChoices):
    """What a measure came from; the first knot of its thread."""

    DECISION = "decision", _("decision of a body")
    FINDING = "finding", _("finding of a site inspection")
    PROPOSAL = "proposal", _("proposal of a citizen")
    RECOMMENDATION = "recommendation", _("recommendation of an analysis")
    MOTION = "motion", _("motion in the town council")
    OTHER = "other", _("something else")


class GoalLevel(models.TextChoices):
    """The floors of the goal pyramid, the top one first."""

    GUIDING = "guiding", _("guiding goal")
    INTERMEDIATE = "intermediate", _("intermediate goal")
    ACTION = "action", _("goal of action")


class NoteKind(models.TextChoices):
    PROGRESS = "progress", _("progress")
    DEVIATION = "deviation", _("deviation from the plan")


class FieldStep(models.TextChoices):
    """What a decision did to a problem field."""

    SET = "set", _("set from the beginning")
    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    ENDED = "ended", _("ended")
