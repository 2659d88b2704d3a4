"""Reminders of the demo: one provider was asked and has an open link, one offer ranks lower, one is hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django_scopes import scope

from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.directory.models import Organisation
from umsicht.notify.domain import links
from umsicht.offers.domain.upkeep import rank_lower
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.domain.groups import ensure_groups
from umsicht.upkeep.domain.reminding import PURPOSE, ask
from umsicht.upkeep.enums import Stage
from umsicht.upkeep.models import Reminder, Round
from umsicht.upkeep.policy import DEFAULT
from umsicht.upkeep.queries.due import due_of

TOWN = "chemnitz"
ASKED = "demo-suchthilfe"
ASKED_DAYS_AGO = 2
REASON = "Vorführung: niemand hat bestätigt"
LOWERED = {"asked": 70, "again": 49, "lowered": 28}
HIDDEN = {"asked": 120, "again": 99, "lowered": 78, "hidden": 22}


def show() -> int:
    """Fill what is missing; returns how many records were made. What a visitor did with them stays."""
    made = sum(ensure_groups(tenant, DEFAULT) for tenant in Tenant.objects.filter(is_active=True))
    tenant = Tenant.objects.select_related("parent__parent").get(slug=TOWN)
    with scope(tenant=tenant):
        return made + _unconfirmed() + _asked()


def _unconfirmed() -> int:
    """The two offers whose confirmation is oldest, of providers that nobody else in the demo uses."""
    if Round.objects.exists():
        return 0
    oldest = (
        Offer.objects.filter(state=OfferState.PUBLISHED, confirmed_on__isnull=False, is_demo=True)
        .exclude(provider__code=ASKED)
        .select_related("tenant__parent__parent", "provider")
        .order_by("confirmed_on", "pk")[:2]
    )
    for offer, days in zip(oldest, (HIDDEN, LOWERED), strict=False):
        days_on = {f"{name}_on": clock.today() - dt.timedelta(days=number) for name, number in days.items()}
        rank_lower(offer=offer, reason=REASON, on=days_on["lowered_on"])
        if "hidden_on" in days_on:
            apply(offer, "lapse", actor=None, reason=REASON)
        Round(tenant=offer.tenant, offer=offer, **days_on).save(force_insert=True)
        _remember(offer, days)
    return len(oldest)


def _remember(offer: Offer, days: Mapping[str, int]) -> None:
    """The mails that led there, long ago and never answered."""
    stages = dict(zip(("asked", "again", "lowered", "hidden"), Stage, strict=True))
    for name, number in days.items():
        day = clock.today() - dt.timedelta(days=number)
        Reminder(
            tenant=offer.tenant,
            provider=offer.provider,
            stage=stages[name],
            to_email=offer.provider.email,
            asked={str(offer.pk): ["frei", "termine", "preis-kontakt"]},
            sent_on=day,
            created_at=clock.at(day, dt.time(6, 40)),
        ).save(force_insert=True)


def _asked() -> int:
    """One reminder with an open link, as if sent two days ago; its mail lies in the demo's outbox."""
    provider = (
        Organisation.objects.select_related("tenant__parent__parent")
        .filter(code=ASKED)
        .order_by("pk")
        .first()
    )
    if provider is None or Reminder.objects.filter(provider=provider).exists():
        return 0
    due = due_of(provider, DEFAULT)
    if not due:
        return 0
    day = clock.today() - dt.timedelta(days=ASKED_DAYS_AGO)
    return int(ask(provider, due, DEFAULT, stage=Stage.FIRST, today=day) is not None)


def open_link() -> str:
    """The address of the reminder that waits for an answer, to try it without a mailbox; "" after it was used."""
    tenant = Tenant.objects.filter(slug=TOWN).first()
    if tenant is None:
        return ""
    with scope(tenant=tenant):
        reminder = Reminder.objects.filter(provider__code=ASKED, answered_at__isnull=True).first()
        token = links.still_open(purpose=PURPOSE, subject=reminder.pk) if reminder else ""
    return f"{settings.SITE_URL}/{TOWN}/bestaetigen/{token}" if token else ""
