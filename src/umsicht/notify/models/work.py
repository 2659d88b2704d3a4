from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned


class Assignment(TenantOwned):
    """A person took over a piece of waiting work. `kind` and `subject` name it as web.desk.panels does.

    The row means nothing once the work no longer waits; domain.work.tidy deletes it in time.
    """

    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(_("taken over"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "subject"], name="notify_assignment_once")
        ]
        indexes = [models.Index(fields=["taken_at"], name="notify_assignment_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class TextLook(TenantOwned):
    """Somebody looked at a text that came from the public and let it stand. Refused texts are emptied by their package."""

    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tenant", "kind", "subject"], name="notify_look_once")]
        indexes = [models.Index(fields=["looked_at"], name="notify_look_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
