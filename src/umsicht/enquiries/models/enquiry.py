from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.enquiries.enums import AgeBand, EnquiryState
from umsicht.tenancy.models import TenantOwned


class Enquiry(TenantOwned):  # type: ignore[django-manager-missing]
    """Somebody asks up to six providers of one town for a date. Sent only after the mail address was confirmed.

    `days` holds up to three ISO days; `day_from`/`day_to` a span instead. `topics` are codes of the offers asked for.
    What names or describes a person's matter (what, group, place, institution, email, phone, message, time_note) is
    emptied on `erase_on`; the rest stays as a statistic without persons. `answer_by` is the last day for replies.
    """

    state = models.CharField(max_length=12, choices=EnquiryState.choices, default=EnquiryState.UNCONFIRMED)
    what = models.CharField(_("what it is about"), max_length=200, blank=True)
    audience = models.CharField(_("for whom"), max_length=40, blank=True)
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    group = models.CharField(_("group"), max_length=120, blank=True)
    group_size = models.PositiveIntegerField(_("size of the group"), null=True, blank=True)
    age_band = models.CharField(_("age band"), max_length=8, choices=AgeBand.choices, blank=True)
    days = models.JSONField(_("wished days"), default=list, blank=True)
    day_from = models.DateField(_("from"), null=True, blank=True)
    day_to = models.DateField(_("until"), null=True, blank=True)
    time_note = models.CharField(_("time of day"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    district = models.CharField(_("city district"), max_length=40, blank=True)
    district_name = models.CharField(max_length=100, blank=True)
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    language = models.CharField(max_length=5, default="de")
    topics = models.JSONField(default=list, blank=True)

    created_at = models.DateTimeField(_("received"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    answer_by = models.DateField(_("answers until"), null=True, blank=True)
    agreed_for = models.DateTimeField(_("agreed date"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    told_office_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    experience_asked_at = models.DateTimeField(null=True, blank=True)
    experience_given_at = models.DateTimeField(null=True, blank=True)
    erase_on = models.DateField(_("personal data until"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["tenant", "state", "answer_by"], name="enquiries_enquiry_due"),
            models.Index(fields=["tenant", "-created_at"], name="enquiries_enquiry_list"),
            models.Index(fields=["state", "answer_by"], name="enquiries_enquiry_night"),
            models.Index(fields=["erase_on"], name="enquiries_enquiry_erase"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EnquiryState.UNCONFIRMED)
                | Q(confirmed_at__isnull=False, answer_by__isnull=False),
                name="enquiries_enquiry_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EnquiryState.AGREED, EnquiryState.HELD])
                | Q(agreed_for__isnull=False),
                name="enquiries_enquiry_agreed",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    institution="", email="", phone="", message="", what="", place="", group="", time_note=""
                ),
                name="enquiries_enquiry_erased",
            ),
            models.CheckConstraint(
                condition=Q(day_to__isnull=True) | Q(day_from__isnull=True) | Q(day_to__gte=F("day_from")),
                name="enquiries_enquiry_span",
            ),
        ]

    def __str__(self) -> str:
        """Without words of a person: this text is kept in the audit log."""
        return f"{_('Enquiry')} {self.pk}"

    @property
    def wished(self) -> list[dt.date]:
        return [dt.date.fromisoformat(day) for day in self.days]
