from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.notify.enums import Outcome
from umsicht.tenancy.models import TenantOwned


class Mail(TenantOwned):
    """One mail to one address. `payload` is what the template needs, encrypted, and emptied once the mail is out.

    The time stamps say where it stands: none = waiting, else exactly one of sent, failed for good, dropped (a limit
    or a person who wants no such mail). `sending_since` is a worker's claim and runs out after some minutes. `guard`
    names for whom mails are counted together whatever the address, as "organisation:7".
    """

    uid = models.UUIDField(unique=True, editable=False)
    message = models.CharField(max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    to_email = models.EmailField(_("to"))
    language = models.CharField(max_length=5, default="de")
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    payload = models.TextField(blank=True)
    dedupe_key = models.CharField(max_length=120, blank=True)
    guard = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"))
    sending_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("not sent"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "dedupe_key"], condition=~Q(dedupe_key=""), name="notify_mail_once"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, failed_at__isnull=True)
                | Q(sent_at__isnull=True, dropped_at__isnull=True)
                | Q(failed_at__isnull=True, dropped_at__isnull=True),
                name="notify_mail_one_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["to_email", "created_at"], name="notify_mail_address"),
            models.Index(fields=["guard", "created_at"], condition=~Q(guard=""), name="notify_mail_guard"),
            models.Index(
                fields=["created_at"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True, dropped_at__isnull=True),
                name="notify_mail_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.uid}"

    @property
    def outcome(self) -> Outcome:
        if self.sent_at is not None:
            return Outcome.SENT
        if self.failed_at is not None:
            return Outcome.FAILED
        return Outcome.DROPPED if self.dropped_at is not None else Outcome.QUEUED
