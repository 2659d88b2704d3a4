"""How a person or an address wants to be told."""

from __future__ import annotations

from typing import Any

from umsicht.notify.enums import Category, Delivery
from umsicht.notify.models import Preference, Suppression
from umsicht.notify.sealing import hash_of


def preferences_of(user: Any) -> dict[str, str]:
    """Category → delivery for the categories that can be chosen; at once where nothing was chosen."""
    chosen = dict(Preference.objects.filter(user=user).values_list("category", "delivery"))
    return {
        category: chosen.get(category, Delivery.AT_ONCE.value)
        for category in Category.values
        if category != Category.ACCOUNT
    }


def delivery_for(user: Any, category: str) -> str:
    if category == Category.ACCOUNT:
        return Delivery.AT_ONCE
    found = Preference.objects.filter(user=user, category=category).values_list("delivery", flat=True).first()
    return found or Delivery.AT_ONCE


def is_suppressed(email: str, category: str) -> bool:
    """Whether an address without an account has unsubscribed."""
    if category == Category.ACCOUNT:
        return False
    return Suppression.objects.filter(address_hash=hash_of(email), category=category).exists()
