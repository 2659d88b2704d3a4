from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.situation.enums_surveys import PUBLISHED, Coverage, GroupKind, SurveyKind, SurveyMode
from umsicht.tenancy.models import TenantOwned

EARLIEST, LATEST = 1950, 2100
MOST_EFFECT = 10


class Survey(TenantOwned):  # type: ignore[django-manager-missing]
    """One wave of a survey whose results we hold. Those of the state office stand on every portal.

    `series` holds the waves of one survey together. What is not known is null or empty: it is shown as not stated, never
    guessed. `return_rate` is 0 to 1. `design_effect` says by how much the way of sampling widens the intervals (Kish
    1965; 1: a simple random sample); null is reckoned as 1 and said to be so.
    """

    code = models.SlugField(_("address"), max_length=60)
    series = models.SlugField(_("series"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=SurveyKind.choices, default=SurveyKind.CITY)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    )
    conducted_by = models.CharField(_("who asked"), max_length=200, blank=True)
    coverage = models.CharField(
        _("stands for"), max_length=8, choices=Coverage.choices, default=Coverage.TOWN
    )
    population = models.CharField(_("who was to be asked"), max_length=300, blank=True)
    field_from = models.DateField(_("asked from"), null=True, blank=True)
    field_to = models.DateField(_("asked until"), null=True, blank=True)
    invited = models.PositiveIntegerField(_("people invited"), null=True, blank=True)
    respondents = models.PositiveIntegerField(_("people who answered"), null=True, blank=True)
    return_rate = models.DecimalField(_("return rate"), max_digits=5, decimal_places=4, null=True, blank=True)
    mode = models.CharField(_("how"), max_length=12, choices=SurveyMode.choices, blank=True, default="")
    design_effect = models.DecimalField(
        _("design effect"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    about = models.TextField(_("what to mind"), max_length=2000, blank=True)
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)

    is_public = models.BooleanField(_("shown on the portal"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("survey")
        ordering = ["-year", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="situation_survey_code"),
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST, year__lte=LATEST), name="situation_survey_year"
            ),
            models.CheckConstraint(
                condition=Q(field_from__isnull=True)
                | Q(field_to__isnull=True)
                | Q(field_to__gte=F("field_from")),
                name="situation_survey_field_time",
            ),
            models.CheckConstraint(
                condition=Q(return_rate__isnull=True) | Q(return_rate__gte=0, return_rate__lte=1),
                name="situation_survey_return_rate",
            ),
            models.CheckConstraint(
                condition=Q(design_effect__isnull=True)
                | Q(design_effect__gt=0, design_effect__lte=MOST_EFFECT),
                name="situation_survey_design_effect",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="situation_survey_source"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def needs_sizes(self) -> bool:
        """Whether each share must say how many answered, so that small groups can be protected."""
        return self.coverage not in PUBLISHED

    @property
    def reached(self) -> Decimal | None:
        """The return rate as stated, or worked out from the people invited."""
        if self.return_rate is not None or not self.invited or self.respondents is None:
            return self.return_rate
        return Decimal(self.respondents) / self.invited


class SurveyItem(TenantOwned):  # type: ignore[django-manager-missing]
    """A question as it was asked: wording, version and scale. Only items alike in all of them may be compared.

    `code` is a term of the vocabulary's survey questions or the survey's own; `scale` likewise. `factor`: the risk or
    protective factor that it measures. `asked_of` says who was asked, if not everybody.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="items")
    code = models.SlugField(_("code of the question"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version of the question"), default=1)
    wording = models.CharField(_("wording"), max_length=500)
    scale = models.SlugField(_("answer scale"), max_length=60)
    scale_version = models.PositiveSmallIntegerField(_("version of the scale"), default=1)
    factor = models.SlugField(_("risk or protective factor"), max_length=80, blank=True)
    problem_field = models.SlugField(_("problem field"), max_length=60, blank=True)
    asked_of = models.CharField(_("asked of"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("survey question")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "code", "version", "scale", "scale_version"],
                name="situation_surveyitem_once",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1, scale_version__gte=1), name="situation_surveyitem_version"
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="situation_surveyitem_wording"),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def key(self) -> tuple[str, int, str, int]:
        """What must be alike for a comparison."""
        return (self.code, self.version, self.scale, self.scale_version)


class SurveyShare(TenantOwned):
    """Which share of a group gave an answer. `share` is 0 to 1; `n` people of the group answered, null: not published.

    `low` and `high` only where the source prints an interval of its own; else it is worked out (queries.surveys).
    `group` is a code (school type, key of a district) or the words of the source; "" for everybody.
    """

    item = models.ForeignKey(SurveyItem, on_delete=models.CASCADE, related_name="shares")
    group_kind = models.CharField(
        _("split by"), max_length=10, choices=GroupKind.choices, default=GroupKind.EVERYBODY
    )
    group = models.CharField(_("group"), max_length=80, blank=True)
    answer = models.CharField(_("answer"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    share = models.DecimalField(_("share"), max_digits=7, decimal_places=6)
    n = models.PositiveIntegerField(_("people who answered"), null=True, blank=True)
    low = models.DecimalField(_("lower end"), max_digits=7, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("upper end"), max_digits=7, decimal_places=6, null=True, blank=True)

    class Meta:
        verbose_name = _("share of a survey")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "group_kind", "group", "answer"], name="situation_surveyshare_once"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="situation_surveyshare_share"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__gte=0, high__lte=1, low__lte=F("share"), high__gte=F("share")),
                name="situation_surveyshare_interval",
            ),
            models.CheckConstraint(
                condition=Q(group_kind=GroupKind.EVERYBODY, group="")
                | (~Q(group_kind=GroupKind.EVERYBODY) & ~Q(group="")),
                name="situation_surveyshare_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group or '–'}: {self.answer}"
