"""Asking providers, and what follows when nobody answers. Run daily by the worker, for single providers by the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.directory.models import Organisation
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import notify
from umsicht.offers.domain.upkeep import rank_lower
from umsicht.offers.enums import OfferState
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.domain.groups import ensure_groups
from umsicht.upkeep.enums import Stage
from umsicht.upkeep.models import Reminder, Round
from umsicht.upkeep.policy import LINK_DAYS, Policy, may_write, next_step, repeats
from umsicht.upkeep.queries.due import DueOffer, due_of, providers_with_overdue
from umsicht.upkeep.queries.history import last_mail
from umsicht.upkeep.queries.policies import policy_of
from umsicht.upkeep.queries.recipients import recipient_of

PURPOSE = "upkeep.confirm"
OFFICE_GAP_DAYS = 7
"""The office may ask a little earlier than the machine does, but not every day."""
MOST_NAMED = 30
_ORDER = list(Stage)


@dataclass
class Done:
    """What a run did, by number of offers, `mails` and `unreachable` by provider."""

    mails: int = 0
    unreachable: int = 0
    lowered: int = 0
    hidden: int = 0


def remind_all(today: dt.date | None = None) -> Done:
    """All municipalities that take part. Practice environments are left out: their addresses are those of strangers."""
    done = Done()
    towns = Tenant.objects.filter(is_active=True, is_sandbox=False, kind=TenantKind.MUNICIPALITY)
    for tenant in towns.select_related("parent__parent").order_by("pk"):
        with scope(tenant=tenant), translation.override("de"):
            remind_town(tenant, done, today)
    return done


def remind_town(tenant: Tenant, done: Done, today: dt.date | None = None) -> None:
    """Each provider in a transaction of its own, so that a broken one holds nobody up and a second run goes on."""
    today = today or clock.today()
    policy = policy_of(tenant)
    ensure_groups(tenant, policy)
    _forget_resumed(tenant)
    for provider in providers_with_overdue(tenant, today):
        _work(provider, policy, done, today)


def _forget_resumed(tenant: Tenant) -> None:
    """Offers that were hidden here and shown again, paused or archived by people begin a new round."""
    Round.objects.with_scope(tenant=tenant).filter(hidden_on__isnull=False).exclude(
        offer__state=OfferState.PAUSED
    ).delete()


@transaction.atomic
def _work(provider: Organisation, policy: Policy, done: Done, today: dt.date) -> None:
    due, last = due_of(provider, policy, today), last_mail(provider)
    stages: list[Stage] = []
    for item in due:
        step = next_step(item.standing, policy, today, overdue=item.overdue)
        if step == Stage.LOWERED:
            done.lowered += _lower(item, today)
        elif step == Stage.HIDDEN:
            done.hidden += _hide(item, today)
        wanted = step or repeats(item.standing, last, today)
        stages += [wanted] if wanted is not None else []
    if stages and may_write(last, today):
        stage = max(stages, key=_ORDER.index)
        reminder = ask(provider, due, policy, stage=stage, today=today)
        done.mails += bool(reminder and reminder.to_email)
        done.unreachable += bool(reminder and not reminder.to_email)


def _lower(item: DueOffer, today: dt.date) -> bool:
    Round.objects.with_scope(tenant=item.offer.tenant).filter(offer=item.offer).update(lowered_on=today)
    return rank_lower(offer=item.offer, reason=_("Not confirmed in spite of two reminders"), on=today)


def _hide(item: DueOffer, today: dt.date) -> bool:
    try:
        with transaction.atomic():
            apply(item.offer, "lapse", actor=None, reason=_("Not confirmed for a long time"))
    except TransitionDenied:
        return False
    Round.objects.with_scope(tenant=item.offer.tenant).filter(offer=item.offer).update(hidden_on=today)
    return True


def ask(
    provider: Organisation,
    due: Sequence[DueOffer],
    policy: Policy,
    *,
    stage: Stage,
    today: dt.date,
    actor: Any = None,
) -> Reminder | None:
    """One mail with everything that is due, in the caller's transaction; None if another worker was faster.

    Without any address the reminder is kept without a mail: the office's list then says that somebody has to telephone.
    """
    recipient = recipient_of(provider, due)
    reminder = Reminder(
        tenant=provider.tenant,
        provider=provider,
        stage=stage,
        to_email=recipient.email if recipient else "",
        asked={str(item.offer.pk): list(item.groups) for item in due},
        sent_by=actor,
        sent_on=today,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            reminder.save(force_insert=True)
    except IntegrityError:
        return None
    _mark(provider.tenant, due, policy, today)
    if recipient is not None:
        notify(
            message="upkeep.reminder",
            to=recipient,
            tenant=provider.tenant,
            context=context_of(reminder, provider, due, address_for(reminder)),
        )
    journal.record(
        "upkeep.reminder.send",
        reminder,
        actor=actor,
        after={"provider": provider.pk, "offers": len(due), "stage": stage, "reached": recipient is not None},
    )
    return reminder


def address_for(reminder: Reminder) -> str:
    """A new link of the reminder."""
    token = links.issue(
        purpose=PURPOSE,
        tenant=reminder.tenant,
        subject=reminder.pk,
        lifetime=dt.timedelta(days=LINK_DAYS),
    )
    return f"/{reminder.tenant.slug}/bestaetigen/{token}"


def context_of(
    reminder: Reminder, provider: Organisation, due: Sequence[DueOffer], url: str
) -> dict[str, Any]:
    """What the mail says; JSON-able. The groups travel as codes and are named in the mail's own language."""
    return {
        "reminder": reminder.pk,
        "provider": provider.name,
        "stage": str(reminder.stage),
        "count": len(due),
        "offers": [
            {
                "title": item.offer.title,
                "groups": list(item.groups),
                "lowered": item.offer.stale_on is not None,
                "hidden": item.offer.state == OfferState.PAUSED,
            }
            for item in due[:MOST_NAMED]
        ],
        "more": max(0, len(due) - MOST_NAMED),
        "until": (reminder.sent_on + dt.timedelta(days=LINK_DAYS)).isoformat(),
        "url": url,
    }


def _mark(tenant: Tenant, due: Sequence[DueOffer], policy: Policy, today: dt.date) -> None:
    """Everything in the mail was asked for, also what falls due in the next days: so all of it keeps one rhythm."""
    new = [item.offer for item in due if item.standing.asked_on is None]
    again = [
        item.offer.pk
        for item in due
        if next_step(item.standing, policy, today, overdue=item.overdue) == Stage.AGAIN
    ]
    rows = [Round(tenant_id=offer.tenant_id, offer=offer, asked_on=today) for offer in new]
    rounds = Round.objects.with_scope(tenant=tenant)
    rounds.bulk_create(rows, ignore_conflicts=True)
    rounds.filter(offer__in=again, again_on__isnull=True).update(again_on=today)


@dataclass
class Asked:
    """What came of asking now, by number of providers."""

    sent: int = 0
    too_soon: int = 0
    unreachable: int = 0
    nothing_due: int = 0


def remind_now(*, providers: Iterable[Organisation], actor: Any) -> Asked:
    """The office asks at once. Who got a mail within a week gets none: nobody is flooded. Raises NotAllowed."""
    asked, today = Asked(), clock.today()
    for provider in providers:
        require(actor, "upkeep.reminder.send", provider)
        _remind_one(provider, actor, asked, today)
    return asked


@transaction.atomic
def _remind_one(provider: Organisation, actor: Any, asked: Asked, today: dt.date) -> None:
    last = last_mail(provider)
    policy = policy_of(provider.tenant)
    due = due_of(provider, policy, today)
    if not due:
        asked.nothing_due += 1
    elif last is not None and today < last + dt.timedelta(days=OFFICE_GAP_DAYS):
        asked.too_soon += 1
    else:
        again = any(item.standing.asked_on is not None for item in due)
        stage = Stage.AGAIN if again else Stage.FIRST
        reminder = ask(provider, due, policy, stage=stage, today=today, actor=actor)
        if reminder is None:
            asked.too_soon += 1
        elif reminder.to_email:
            asked.sent += 1
        else:
            asked.unreachable += 1


def still_wanted(tenant: Tenant, context: Any) -> bool:
    """Asked in the moment of sending: the provider is public, did not answer meanwhile, and something is still due."""
    reminder = (
        Reminder.objects.with_scope(tenant=tenant)
        .select_related("provider__tenant")
        .filter(pk=context.get("reminder"))
        .first()
    )
    if reminder is None or reminder.answered_at is not None or not tenant.is_active:
        return False
    return reminder.provider.is_public and bool(due_of(reminder.provider, policy_of(tenant)))
