"""How a person wants to be told, and unsubscribing by link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.accounts.models import User
from umsicht.core import clock, journal, signing
from umsicht.core.errors import BadInput
from umsicht.notify.domain.delivery import UNSUBSCRIBE
from umsicht.notify.enums import Category, Delivery
from umsicht.notify.models import Preference, Suppression
from umsicht.notify.queries.preferences import preferences_of
from umsicht.notify.sealing import hash_of


@transaction.atomic
def set_preferences(*, user: Any, wanted: Mapping[str, str], actor: Any) -> bool:
    """Store how a person wants each category; returns whether anything changed. Raises BadInput for unknown values."""
    before = preferences_of(user)
    for category, delivery in wanted.items():
        if category not in before or delivery not in Delivery.values:
            raise BadInput(_("This choice does not exist."))
    after = before | dict(wanted)
    if after == before:
        return False
    Preference.objects.bulk_create(
        [
            Preference(user=user, category=category, delivery=delivery)
            for category, delivery in wanted.items()
        ],
        update_conflicts=True,
        update_fields=["delivery"],
        unique_fields=["user", "category"],
    )
    journal.record("notify.preference.change", user, actor=actor, before=before, after=after)
    return True


@dataclass(frozen=True)
class Subscription:
    """What an unsubscribe link is about."""

    email: str
    category: Category


def read_link(token: str) -> Subscription:
    """Raises BadToken or ExpiredToken."""
    data = signing.read(UNSUBSCRIBE, token)
    return Subscription(data["e"], Category(data["c"]))


@transaction.atomic
def unsubscribe(*, token: str, actor: Any = None) -> Subscription:
    """Stop a category for the address in the link; doing it twice is fine. Raises BadToken or ExpiredToken.

    Whoever holds the mail may do this, signed in or not. An account's own setting is changed; a bare address is
    remembered as a hash.
    """
    subscription = read_link(token)
    user = User.objects.filter(email__iexact=subscription.email).first()
    if user is not None:
        set_preferences(user=user, wanted={subscription.category: Delivery.OFF}, actor=actor)
    else:
        Suppression.objects.get_or_create(
            address_hash=hash_of(subscription.email),
            category=subscription.category,
            defaults={"created_at": clock.now()},
        )
    return subscription


def allow_again(*, email: str, category: str, actor: Any = None) -> bool:
    """A bare address asked for such mails once more, with double opt-in: forget that it unsubscribed. True if it had."""
    count, _by_model = Suppression.objects.filter(address_hash=hash_of(email), category=category).delete()
    return bool(count)
