from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.offers.enums import OPEN_VERSIONS, VersionState
from umsicht.tenancy.models import TenantOwned

from .offer import Offer


class OfferVersion(TenantOwned):  # type: ignore[django-manager-missing]
    """A new version of an offer in work while the public one stays as it is. Only the fields that differ are held.

    `values`: field → new value as JSON (records by their id); `base`: the value it replaces, as it was when the field
    was first changed, so that publishing notices what became different meanwhile. `dropped_files`: ids of OfferFile
    that go when the version is published. After that both stay as history.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT
    )
    values = models.JSONField(default=dict, blank=True)
    base = models.JSONField(default=dict, blank=True)
    dropped_files = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("version of an offer")
        ordering = ["offer_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="offers_version_number"),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(state__in=OPEN_VERSIONS), name="offers_version_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_VERSIONS, closed_at__isnull=True)
                | (~Q(state__in=OPEN_VERSIONS) & Q(closed_at__isnull=False)),
                name="offers_version_closed_at",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "state", "submitted_at"], name="offers_version_waiting")]

    def __str__(self) -> str:
        return f"{self.offer}, {self.number}"

    @property
    def provider_id(self) -> int:
        """Whose it is; the rules of the offers ask for it."""
        return self.offer.provider_id

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_VERSIONS


class FieldComment(TenantOwned):
    """What the office says to one field of an entry that was submitted; `field` empty: to the whole entry.

    `version` is null while the offer was never public. Settled by whoever did what was asked, or by publication.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="comments")
    version = models.ForeignKey(
        OfferVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    field = models.CharField(_("field"), max_length=40, blank=True)
    text = models.TextField(_("comment"), max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("written"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment on an offer")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["offer", "settled_at"], name="offers_comment_open")]

    def __str__(self) -> str:
        """Without its words: this text is kept in the audit log."""
        return f"{self.offer}"
