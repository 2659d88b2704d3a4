"""The one way to tell somebody something: notify(). It fills the outbox and the inbox; a task sends the mail."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.notify import catalogue
from umsicht.notify.catalogue import MessageType
from umsicht.notify.domain import rendering
from umsicht.notify.enums import Category, Delivery
from umsicht.notify.models import InboxMessage, Mail
from umsicht.notify.queries.outbox import all_mails, guarded, queued_of, queued_to
from umsicht.notify.queries.preferences import delivery_for, is_suppressed
from umsicht.notify.sealing import seal
from umsicht.tenancy.models import Tenant

logger = logging.getLogger(__name__)

UNSUBSCRIBE_AT = "_unsubscribe"
"""Where the sealed context carries a message's own link to end such mails."""
CALENDAR_AT = "_calendar"
"""Where it carries a date (RFC 5545 text with its METHOD), which goes along with the mail."""
PER_HOUR_AND_MESSAGE = 10
PER_DAY = 100
"""Limits per address, so that a loop or a form that anybody can send floods no mailbox."""
TYPED_PER_HOUR, TYPED_PER_DAY = 3, 8
"""The same for messages to an address that anybody may have typed, all of them together."""
GUARD_PER_HOUR, GUARD_PER_DAY = 30, 120
"""The same for all mails with one guard, as an organisation's, whatever addresses it has."""


@dataclass(frozen=True)
class Recipient:
    """A person with an account, or a bare address."""

    email: str
    language: str = "de"
    user: Any = None

    @classmethod
    def person(cls, user: Any) -> Recipient:
        return cls(user.email, user.language, user)


@dataclass(frozen=True)
class Told:
    """What notify() wrote; both None when nothing was due."""

    mail: Mail | None = None
    inbox: InboxMessage | None = None


@transaction.atomic
def notify(
    *,
    message: str,
    to: Recipient,
    tenant: Tenant,
    context: Mapping[str, Any] | None = None,
    dedupe_key: str = "",
    unsubscribe: str = "",
    guard: str = "",
    calendar: str = "",
) -> Told:
    """Queue a declared message in the caller's transaction; rolled back, nobody hears of it.

    `context` must be JSON-able (dates as ISO text). With a `dedupe_key` the same message is queued once for ever.
    `unsubscribe` is the path of a link of one's own that ends these mails by one POST (RFC 8058), instead of the
    general one for news.
    `calendar` is iCalendar text that goes along, so that mail programs offer to enter, move or remove the date.
    `guard` ("organisation:7") counts mails together that strangers can set off, whatever addresses they go to.
    Skipped without error: people who may not sign in, addresses that unsubscribed, what a digest will tell. Beyond
    the limits the mail is stored as dropped. Raises KeyError for an undeclared message, TypeError for a bad context, BadInput for what is
    no address.
    """
    kind = catalogue.get(message)
    _check_address(to.email)
    values = dict(context or {})
    own = {UNSUBSCRIBE_AT: unsubscribe, CALENDAR_AT: calendar}
    payload = seal(values | {key: value for key, value in own.items() if value})
    if to.user is not None and not to.user.is_active:
        return Told()
    if dedupe_key and all_mails().filter(message=message, dedupe_key=dedupe_key).exists():
        return Told()
    delivery = delivery_for(to.user, kind.category) if to.user is not None else Delivery.AT_ONCE
    inbox = _inbox(kind, to, tenant, values, delivery) if kind.inbox and to.user is not None else None
    waits = kind.can_wait and delivery in {Delivery.DAILY, Delivery.WEEKLY}
    if not kind.mail or delivery == Delivery.OFF or waits or is_suppressed(to.email, kind.category):
        return Told(None, inbox)
    return Told(_mail(kind, to, tenant, payload, dedupe_key, guard), inbox)


def notify_each(
    people: Iterable[Any], *, message: str, tenant: Tenant, context: Mapping[str, Any], but: Any = None
) -> None:
    """The same for several people with an account; `but` is who did it and knows already."""
    for person in people:
        if but is None or person.pk != but.pk:
            notify(message=message, to=Recipient.person(person), tenant=tenant, context=context)


def _check_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(_("This is not an e-mail address.")) from error


def _inbox(
    kind: MessageType, to: Recipient, tenant: Tenant, values: dict[str, Any], delivery: str
) -> InboxMessage:
    message = rendering.read(kind, values, language=to.language, tenant=tenant)
    button = message.button
    return InboxMessage.objects.with_scope(tenant=tenant).create(
        tenant=tenant,
        user=to.user,
        message=kind.key,
        category=kind.category,
        title=message.subject,
        text=rendering.inbox_text(message),
        url=button.href[:500] if button else "",
        url_label=button.plain[:120] if button else "",
        created_at=clock.now(),
        digest=delivery if kind.can_wait else Delivery.AT_ONCE,
    )


def _mail(
    kind: MessageType, to: Recipient, tenant: Tenant, payload: str, dedupe_key: str, guard: str
) -> Mail:
    from umsicht.notify.tasks import deliver_mail  # reason: cycle-free start

    now = clock.now()
    mail = Mail(
        uid=uuid.uuid4(),
        tenant=tenant,
        message=kind.key,
        user=to.user,
        to_email=to.email.lower(),
        language=to.language if to.language in rendering.languages() else "de",
        payload=payload,
        dedupe_key=dedupe_key,
        guard=guard,
        created_at=now,
    )
    if _too_many(kind, mail.to_email, guard, now):
        mail.payload, mail.dropped_at, mail.last_error = "", now, "limit"
        logger.warning("mail %s dropped: too many", kind.key)
    mail.save(force_insert=True)
    if mail.dropped_at is None:
        deliver_mail.enqueue(mail.pk)
    return mail


def _too_many(kind: MessageType, email: str, guard: str, now: dt.datetime) -> bool:
    hour, day = now - dt.timedelta(hours=1), now - dt.timedelta(days=1)
    if queued_to(email, hour, kind.key) >= PER_HOUR_AND_MESSAGE:
        return True
    if kind.typed_address:
        typed = [known.key for known in catalogue.all_types() if known.typed_address]
        if queued_of(email, hour, typed) >= TYPED_PER_HOUR or queued_of(email, day, typed) >= TYPED_PER_DAY:
            return True
    if guard and (guarded(guard, hour) >= GUARD_PER_HOUR or guarded(guard, day) >= GUARD_PER_DAY):
        return True
    # What concerns the account must get through even to a mailbox that other messages have filled.
    return kind.category != Category.ACCOUNT and queued_to(email, day) >= PER_DAY
