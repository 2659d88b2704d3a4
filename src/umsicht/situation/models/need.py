from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.situation.enums_needs import Degree, EvidenceKind, NeedState
from umsicht.tenancy.models import TenantOwned


class Need(TenantOwned):  # type: ignore[django-manager-missing]
    """A dated statement: who needs what, where, and on what evidence. Never about a single person.

    `problem_field`, `audiences` and `factor` hold codes of the vocabulary, `areas` keys of city districts (none: the
    whole town). `weight` says how much it matters, `confidence` how sure that is; both stay words. `confirmed_by` names
    the body, `decision_ref` the number of its decision. The state changes by the procedure alone.
    """

    code = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("the need in one sentence"), max_length=200)
    who = models.CharField(_("who needs it"), max_length=200, blank=True)
    what = models.TextField(_("what is missing"), max_length=1500)
    problem_field = models.SlugField(_("problem field"), max_length=60)
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    areas = models.JSONField(_("city districts"), default=list, blank=True)
    factor = models.SlugField(_("risk or protective factor"), max_length=80, blank=True)
    weight = models.CharField(_("weight"), max_length=6, choices=Degree.choices, default=Degree.MEDIUM)
    weight_reason = models.CharField(_("why this weight"), max_length=500, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=6, choices=Degree.choices, default=Degree.MEDIUM
    )
    noted_on = models.DateField(_("noted on"))

    state = models.CharField(_("state"), max_length=10, choices=NeedState.choices, default=NeedState.NOTED)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    decision_ref = models.CharField(_("number of the decision"), max_length=80, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    ended_on = models.DateField(_("met or dropped on"), null=True, blank=True)
    end_reason = models.CharField(_("why"), max_length=1000, blank=True)

    is_public = models.BooleanField(_("shown on the portal"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("need")
        ordering = ["-noted_on", "title", "pk"]
        indexes = [models.Index(fields=["tenant", "state"], name="situation_need_state")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="situation_need_code"),
            models.CheckConstraint(
                condition=~Q(state__in=[NeedState.CONFIRMED, NeedState.MET])
                | (~Q(confirmed_by="") & Q(confirmed_on__isnull=False)),
                name="situation_need_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[NeedState.MET, NeedState.DROPPED])
                | (~Q(end_reason="") & Q(ended_on__isnull=False)),
                name="situation_need_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(confirmed_on__gte=F("noted_on")),
                name="situation_need_confirmed_after_noted",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NeedEvidence(TenantOwned):
    """What a need rests on. `ref` finds the record again (its kind says how), `label` is what people call it.

    A judgement says whose it is; it proves only that it was said.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices)
    ref = models.CharField(_("record"), max_length=200, blank=True)
    label = models.CharField(_("what it is called"), max_length=200)
    text = models.CharField(_("what it says"), max_length=600)
    on = models.DateField(_("as of"))
    said_by = models.CharField(_("whose judgement"), max_length=200, blank=True)
    is_public = models.BooleanField(_("may be named on the portal"), default=True)

    class Meta:
        verbose_name = _("evidence of a need")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="situation_needevidence_says_something"),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.JUDGEMENT) | ~Q(said_by=""),
                name="situation_needevidence_judgement_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return self.label
