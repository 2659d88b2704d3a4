from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import Organisation
from umsicht.measures.enums import Evidence, MeasureState, OriginKind
from umsicht.tenancy.models import TenantOwned


class Measure(TenantOwned):  # type: ignore[django-manager-missing]
    """What the town and its partners do about a cause. Days are calendar days; a missing one is not known.

    `code` is its stable address on the portal. `problem_fields` holds codes of the vocabulary, `districts` keys of
    places.Area. `origin_ref` is the number people know the origin by ("KPR 3/2019", "BA-002/2019"). Money in cents.
    The state changes by the procedure alone; each change leaves a row in Status.
    """

    code = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("what is done"), max_length=1500, blank=True)
    cause = models.TextField(_("cause it addresses"), max_length=1500, blank=True)
    evidence = models.CharField(
        _("evidence or assumption"),
        max_length=12,
        choices=Evidence.choices,
        blank=True,
        default=Evidence.UNKNOWN,
    )
    evidence_text = models.TextField(_("why it should work"), max_length=1500, blank=True)
    lead = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in charge"),
    )
    lead_text = models.CharField(_("in charge, if not in the directory"), max_length=200, blank=True)
    problem_fields = models.JSONField(_("problem fields"), default=list, blank=True)
    districts = models.JSONField(_("city districts"), default=list, blank=True)

    budget_cents = models.PositiveBigIntegerField(_("budget"), null=True, blank=True)
    funding_source = models.CharField(_("where the money comes from"), max_length=200, blank=True)
    funded_until = models.DateField(_("money lasts until"), null=True, blank=True)

    origin_kind = models.CharField(_("came from"), max_length=16, choices=OriginKind.choices, blank=True)
    origin_ref = models.CharField(_("its number"), max_length=80, blank=True)
    origin_text = models.CharField(_("what it says"), max_length=300, blank=True)
    origin_on = models.DateField(_("of which day"), null=True, blank=True)

    state = models.CharField(
        _("state"), max_length=10, choices=MeasureState.choices, default=MeasureState.PROPOSED
    )
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("is to end on"), null=True, blank=True)
    result = models.TextField(_("result"), max_length=3000, blank=True)
    result_on = models.DateField(_("result as of"), null=True, blank=True)

    is_public = models.BooleanField(_("shown on the portal"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("measure")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["tenant", "state", "ends_on"], name="measures_measure_state")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="measures_measure_code"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="measures_measure_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeasureState.COMPLETED) | (~Q(result="") & Q(result_on__isnull=False)),
                name="measures_measure_completed_with_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Partner(TenantOwned):
    """Who takes part beside the one in charge: an entry of the directory, or a name where there is none."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entry in the directory"),
    )
    name = models.CharField(_("name, if not in the directory"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("partner of a measure")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="") | Q(organisation__isnull=True) & ~Q(name=""),
                name="measures_partner_entry_or_name",
            ),
            models.UniqueConstraint(
                fields=["measure", "organisation"],
                condition=Q(organisation__isnull=False),
                name="measures_partner_once",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation is not None else self.name


class Status(TenantOwned):
    """Since which day a measure is in a state, and why: what the public sees of its history.

    A step that was a mistake stays here as `taken_back` and is shown nowhere; who undid it and why is in the log.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="statuses")
    state = models.CharField(_("state"), max_length=10, choices=MeasureState.choices)
    on = models.DateField(_("since"))
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    taken_back = models.BooleanField(_("taken back"), default=False)

    class Meta:
        verbose_name = _("status of a measure")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.on:%d.%m.%Y}"
