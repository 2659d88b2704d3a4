from __future__ import annotations

from django.conf import settings
from django.db import models

from umsicht.notify.enums import Category, Delivery


class Preference(models.Model):
    """How a person wants mails of a category; no row means at once. Belongs to the person, not to a tenant."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    category = models.CharField(max_length=10, choices=Category.choices)
    delivery = models.CharField(max_length=8, choices=Delivery.choices)

    class Meta:
        ordering = ["user_id", "category"]
        constraints = [models.UniqueConstraint(fields=["user", "category"], name="notify_preference_once")]


class Suppression(models.Model):
    """An address without an account that wants no more mails of a category. Only a keyed hash of it is kept."""

    address_hash = models.CharField(max_length=64)
    category = models.CharField(max_length=10, choices=Category.choices)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["address_hash", "category"], name="notify_suppression_once")
        ]
