from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.notify.enums import Delivery
from umsicht.tenancy.models import TenantOwned


class InboxMessage(TenantOwned):
    """A message to a person in the tenant it is about. Text is plain, paragraphs separated by an empty line.

    `digest` says whether a mail still has to tell about it (daily or weekly); `digested_at` that one did.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    message = models.CharField(max_length=80)
    category = models.CharField(max_length=10)
    title = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(max_length=500, blank=True)
    url_label = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(_("received"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    digest = models.CharField(max_length=8, choices=Delivery.choices, default=Delivery.AT_ONCE)
    digested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "tenant", "-id"], name="notify_inbox_user"),
            models.Index(
                fields=["user", "tenant"], condition=Q(read_at__isnull=True), name="notify_inbox_unread"
            ),
        ]

    def __str__(self) -> str:
        return self.title
