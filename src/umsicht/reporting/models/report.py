from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import ItemVisibility, ReferralRole
from umsicht.council.models import Body, Paper
from umsicht.reporting.enums import PassageKind, ReportState
from umsicht.tenancy.models import TenantOwned


class Report(TenantOwned):  # type: ignore[django-manager-missing]
    """A set of questions over a period, with the answers that the records give. Both days of the period count.

    What it says stands in its questions and passages while it is written; once signed, in a Version, for ever. A public
    report is made of public records alone, whoever writes it. `paper` is the information paper of its newest version.
    """

    code = models.SlugField(_("address"), max_length=60)
    template = models.SlugField(_("template"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    number = models.CharField(_("number of the paper"), max_length=40, blank=True)
    submitter = models.CharField(_("submitted by"), max_length=200, blank=True)
    participants = models.CharField(_("who took part in writing it"), max_length=500, blank=True)
    answers = models.ForeignKey(
        Paper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answers the paper"),
    )
    paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="report", editable=False
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    is_public = models.BooleanField(_("meant for the portal"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT
    )
    reopened_for = models.CharField(max_length=1000, blank=True, editable=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("report")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="reporting_report_code"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="reporting_report_ends_after_its_start"
            ),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="reporting_report_state"),
        ]
        indexes = [models.Index(fields=["tenant", "state", "due_on"], name="reporting_report_due")]

    def __str__(self) -> str:
        return self.title


class RouteStep(TenantOwned):
    """To which body the report goes, when, and whether it is dealt with in public: "zur Kenntnis an" in its head."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="route")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("body"))
    planned_on = models.DateField(_("date"), null=True, blank=True)
    role = models.CharField(_("task"), max_length=8, choices=ReferralRole.choices, default=ReferralRole.NOTE)
    visibility = models.CharField(
        _("public or closed"), max_length=10, choices=ItemVisibility.choices, default=ItemVisibility.PUBLIC
    )

    class Meta:
        verbose_name = _("step of a report's route")
        ordering = ["planned_on", "pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Question(TenantOwned):  # type: ignore[django-manager-missing]
    """One question of a report. `open_reason` says why it can't be answered, where it can't.

    `is_frame`: a part of the paper that answers nobody. `by_judgement`: one that no record can answer, as what comes next.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.SlugField(max_length=40)
    title = models.CharField(_("heading"), max_length=120)
    text = models.CharField(_("question"), max_length=500, blank=True)
    open_reason = models.CharField(_("why it stays open"), max_length=500, blank=True)
    would_answer = models.CharField(_("what would answer it"), max_length=500, blank=True)
    is_frame = models.BooleanField(default=False, editable=False)
    by_judgement = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("question of a report")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="reporting_question_code"),
            models.CheckConstraint(condition=Q(is_frame=True) | ~Q(text=""), name="reporting_question_asks"),
        ]

    def __str__(self) -> str:
        return self.title


class Passage(TenantOwned):
    """A part of an answer: what a provider says from the records, an own text with its records, or a judgement.

    `records` is a list of {"kind", "key"}: which records prove an own text. `said_by` is an office, never a person.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(max_length=10, choices=PassageKind.choices, default=PassageKind.EVIDENCE)
    provider = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    records = models.JSONField(_("records"), default=list, blank=True)
    said_by = models.CharField(_("whose judgement"), max_length=200, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)

    class Meta:
        verbose_name = _("passage of a report")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PassageKind.EVIDENCE, text="") & ~Q(provider="")
                | ~Q(kind=PassageKind.EVIDENCE) & Q(provider="") & ~Q(text=""),
                name="reporting_passage_provider_or_text",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PassageKind.JUDGEMENT) | ~Q(said_by="") & Q(on__isnull=False),
                name="reporting_passage_judgement_by",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Contribution(TenantOwned):
    """What a department is asked for by mail and answers through a link. The address is the department's."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="contributions")
    question = models.ForeignKey(
        Question,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("question"),
    )
    department = models.CharField(_("department or office"), max_length=200)
    email = models.EmailField(_("e-mail address of the department"))
    wish = models.TextField(_("what you need"), max_length=2000, blank=True)
    due_on = models.DateField(_("needed by"))
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(_("contribution"), max_length=6000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contribution to a report")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(answered_at__isnull=True), name="reporting_contribution_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(text=""), name="reporting_contribution_answered"
            )
        ]

    def __str__(self) -> str:
        return self.department


class Version(TenantOwned):
    """A report as it was signed, complete and unchangeable: `content` is all that is shown, `sha256` its fingerprint.

    `differences` lists what is new against the version before it; `reason` says why there is a new one. `paper` is the
    information paper that was made of it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField(_("version"))
    signed_at = models.DateTimeField()
    as_of = models.DateField(_("as of"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    differences = models.JSONField(default=list, blank=True)
    reason = models.CharField(_("why there is a new version"), max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("version of a report")
        ordering = ["-no"]
        constraints = [models.UniqueConstraint(fields=["report", "no"], name="reporting_version_no")]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.no}"


class Todo(TenantOwned):
    """What is to be done for a report by a day, from the list of its template."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="todos")
    text = models.CharField(_("task"), max_length=200)
    due_on = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("task for a report")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text


class Schedule(TenantOwned):
    """A report that is due every year on a day; so many days before it the worker begins the draft with its tasks.

    The report covers the calendar year before the due day.
    """

    template = models.SlugField(_("template"), max_length=40)
    title = models.CharField(_("title"), max_length=160)
    month = models.PositiveSmallIntegerField(
        _("month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(_("day"), validators=[MinValueValidator(1), MaxValueValidator(28)])
    begins_before = models.PositiveSmallIntegerField(
        _("days before at which the draft begins"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(300)],
    )
    is_active = models.BooleanField(_("runs"), default=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("report due every year")
        ordering = ["month", "day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "template"], name="reporting_schedule_template"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=28),
                name="reporting_schedule_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title
