from django.db import models
from django.utils.translation import gettext_lazy as _


class Scheme(models.TextChoices):
    """The lists of terms. Values are stable: they stand in URLs, exports and search fields."""

    PROBLEM_FIELD = "problem_field", _("problem fields")
    TOPIC = "topic", _("further topics")
    AUDIENCE = "audience", _("audiences")
    AGE_GROUP = "age_group", _("age groups")
    GRADE = "grade", _("grades")
    SCHOOL_TYPE = "school_type", _("school types")
    SUBJECT = "subject", _("school subjects")
    LEVEL = "level", _("prevention levels")
    FORMAT = "format", _("formats")
    SETTING = "setting", _("settings of life")
    SECTOR = "sector", _("sectors of the network")
    EVIDENCE_TIER = "evidence_tier", _("evidence tiers")
    AVAILABILITY = "availability", _("availability")
    FIDELITY = "fidelity", _("fidelity to the programme")
    PAYER = "payer", _("who pays")
    ACCESSIBILITY = "accessibility", _("accessibility features")
    LANGUAGE = "language", _("languages on offer")
    FACTOR = "factor", _("risk and protective factors")
    DISORDER = "disorder", _("signs of disorder")
    SURVEY_ITEM = "survey_item", _("survey questions")
    SCALE = "scale", _("answer scales")
    SURVEY_RULE = "survey_rule", _("rules for surveys")


FIXED = frozenset(
    {
        Scheme.AGE_GROUP, Scheme.GRADE, Scheme.LEVEL, Scheme.EVIDENCE_TIER, Scheme.AVAILABILITY, Scheme.FIDELITY,
        Scheme.LANGUAGE, Scheme.SCALE, Scheme.SURVEY_RULE,
    }
)  # fmt: skip
"""Lists whose terms the program itself understands; only the state office may add to them."""


class TermKind(models.TextChoices):
    THEME = "theme", _("theme")
    ITEM = "item", _("field")


class Precision(models.TextChoices):
    """How exactly a date is known. A month or year is stored as its first (start) or last (end) day."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("not known")


class FactorSide(models.TextChoices):
    RISK = "risk", _("risk factor")
    PROTECTIVE = "protective", _("protective factor")
