"""Takes one mail out of the outbox and hands it to the mail server.

No transaction is open while the server is spoken to. A claim (sending_since) keeps two workers apart; if one dies in
between, its claim runs out and the mail is sent again with the same Message-ID, which mail programs recognise.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import smtplib
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import scope

from umsicht.core import clock, journal, signing
from umsicht.core.access import require
from umsicht.core.errors import Conflict
from umsicht.notify import catalogue
from umsicht.notify.catalogue import MessageType
from umsicht.notify.domain.rendering import render
from umsicht.notify.domain.sending import CALENDAR_AT, UNSUBSCRIBE_AT
from umsicht.notify.enums import Category, Delivery
from umsicht.notify.models import Mail
from umsicht.notify.queries.outbox import WAITING, all_mails
from umsicht.notify.queries.preferences import delivery_for, is_suppressed
from umsicht.notify.sealing import Unsealable, unseal

logger = logging.getLogger(__name__)

CLAIM = dt.timedelta(minutes=10)
MAX_ATTEMPTS = 6
UNSUBSCRIBE = "notify.unsubscribe"
_METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)
UNSUBSCRIBE_LIFETIME = dt.timedelta(days=730)


class NotSent(Exception):
    """This attempt failed; another one makes sense."""


class Outdated(Exception):
    """Nothing of what the mail was to say is true any more."""


def deliver(mail_id: int) -> bool:
    """Send one mail if it is still waiting and nobody else is at it. Returns whether it went out now.

    Raises NotSent for a failure that may pass (the task tries again). What can't pass (address refused, payload
    unreadable) or has been tried MAX_ATTEMPTS times is stored as failed.
    """
    mail = _claim(mail_id)
    if mail is None:
        return False
    try:
        reason = unwanted(mail)
        if reason:
            _drop(mail, reason)
            return False
        message = build(mail)
        message.send()
    except Outdated:
        _drop(mail, "outdated")
        return False
    except (Unsealable, KeyError) as error:
        _fail(mail, type(error).__name__, final=True)
        return False
    except (smtplib.SMTPException, OSError) as error:
        final = _is_final(error) or mail.attempts >= MAX_ATTEMPTS
        _fail(mail, _reason(error), final=final)
        if final:
            return False
        raise NotSent(_reason(error)) from error
    except Exception as error:
        _fail(mail, type(error).__name__, final=mail.attempts >= MAX_ATTEMPTS)
        raise
    all_mails().filter(pk=mail.pk).update(
        sent_at=clock.now(), sending_since=None, payload="", last_error="", subject=message.subject[:250]
    )
    return True


def unwanted(mail: Mail) -> str:
    """Why this mail must not go out any more, in a word for the outbox; empty if it is still wanted.

    What was true when it was queued may not be true now: the person left or wants no such mails. What the mail is about
    is asked by build(). Raises KeyError.
    """
    kind = catalogue.get(mail.message)
    person = mail.user
    if person is not None:
        if not person.is_active:
            return "inactive"
        if kind.for_members and not person.has_perm("notify.inbox.view", mail.tenant):
            return "left"
        if delivery_for(person, kind.category) == Delivery.OFF:
            return "unsubscribed"
    if is_suppressed(mail.to_email, kind.category):
        return "unsubscribed"
    return ""


def build(mail: Mail) -> EmailMultiAlternatives:
    """The message as it goes out, with all headers. Raises KeyError, Unsealable, Outdated."""
    kind = catalogue.get(mail.message)
    content = unseal(mail.payload)
    own = content.pop(UNSUBSCRIBE_AT, "")
    calendar = content.pop(CALENDAR_AT, "")
    unsubscribe = settings.SITE_URL + own if own else unsubscribe_url(kind, mail.to_email)
    rendered = render(
        kind,
        _as_it_is_now(kind, mail, content),
        language=mail.language,
        tenant=mail.tenant,
        has_account=mail.user_id is not None,
        unsubscribe_url=unsubscribe,
    )
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{mail.uid}@{host}>",
        "Date": format_datetime(clock.local(mail.created_at)),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": mail.language,
    }
    if unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(
        subject=rendered.subject, body=rendered.text, to=[mail.to_email], headers=headers
    )
    message.attach_alternative(rendered.html, "text/html")
    if calendar:
        found = _METHOD.search(calendar)
        message.attach("termin.ics", calendar, f"text/calendar; method={found[1] if found else 'PUBLISH'}")
    return message


def _as_it_is_now(kind: MessageType, mail: Mail, content: dict[str, Any]) -> Mapping[str, Any]:
    """Raises Outdated when nothing of it is true any more."""
    if kind.at_sending is None:
        return content
    with scope(tenant=mail.tenant):
        found = kind.at_sending(mail.tenant, content)
    if found is None:
        raise Outdated
    return found


def unsubscribe_url(kind: MessageType, email: str) -> str:
    """A link that stops a category for an address with one press (RFC 8058), for news only."""
    if kind.category != Category.NEWS:
        return ""
    token = signing.make(UNSUBSCRIBE, {"e": email, "c": kind.category}, lifetime=UNSUBSCRIBE_LIFETIME)
    return settings.SITE_URL + reverse("notify_unsubscribe", kwargs={"token": token})


@transaction.atomic
def send_again(*, mail: Mail, actor: Any) -> Mail:
    """Queue a failed mail once more. Raises NotAllowed, Conflict if it has not failed or its content is gone."""
    from umsicht.notify.tasks import deliver_mail  # reason: cycle-free start

    require(actor, "notify.mail.resend", mail)
    row = all_mails().select_for_update().get(pk=mail.pk)
    if row.failed_at is None or not row.payload:
        raise Conflict
    row.failed_at, row.attempts, row.sending_since = None, 0, None
    row.save(update_fields=["failed_at", "attempts", "sending_since"])
    journal.record("notify.mail.resend", row, actor=actor, before={"error": row.last_error})
    deliver_mail.enqueue(row.pk)
    return row


def _claim(mail_id: int) -> Mail | None:
    now = clock.now()
    free = Q(sending_since__isnull=True) | Q(sending_since__lt=now - CLAIM)
    claimed = (
        all_mails().filter(WAITING, free, pk=mail_id).update(sending_since=now, attempts=F("attempts") + 1)
    )
    return all_mails().select_related("tenant", "user").get(pk=mail_id) if claimed else None


def _drop(mail: Mail, reason: str) -> None:
    all_mails().filter(pk=mail.pk).update(
        sending_since=None, dropped_at=clock.now(), payload="", last_error=reason
    )
    logger.info("mail %s (%s) not sent: %s", mail.uid, mail.message, reason)


def _fail(mail: Mail, reason: str, *, final: bool) -> None:
    all_mails().filter(pk=mail.pk).update(
        sending_since=None, last_error=reason[:300], failed_at=clock.now() if final else None
    )
    if final:
        logger.error("mail %s (%s) failed for good: %s", mail.uid, mail.message, reason)


def _is_final(error: Exception) -> bool:
    """The server says this address or content will never do (5xx for the recipient or the data)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _reason(error: Exception) -> str:
    """Kind and code of the failure; never the address, which servers like to repeat."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _text in error.recipients.values()})
        return f"SMTPRecipientsRefused {' '.join(codes)}"
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
