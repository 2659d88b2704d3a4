"""Messages for tests, on top of the declared ones."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.notify.models import InboxMessage, Mail
from umsicht.notify.sealing import seal
from umsicht.tenancy.models import Tenant

ROLE_GRANTED: dict[str, Any] = {"role": "Redaktion", "until": "", "url": "/desk/ort"}


def make_mail(tenant: Tenant | None = None, **fields: Any) -> Mail:
    """A waiting mail, without a task behind it."""
    defaults: dict[str, Any] = {
        "uid": uuid.uuid4(),
        "tenant": tenant or make_tenant(),
        "message": "tenancy.role_granted",
        "to_email": "empfang@example.org",
        "payload": seal(ROLE_GRANTED),
        "created_at": clock.now(),
    }
    mail = Mail(**(defaults | fields))
    mail.save()
    return mail


def make_inbox_message(user: Any, tenant: Tenant, **fields: Any) -> InboxMessage:
    defaults: dict[str, Any] = {
        "message": "tenancy.role_granted",
        "category": "work",
        "title": "Ihre Rolle",
        "text": "Guten Tag,\n\nSie haben eine Rolle.",
        "url": "/konto",
        "url_label": "Ansehen",
        "created_at": clock.now() - dt.timedelta(minutes=5),
    }
    message = InboxMessage(user=user, tenant=tenant, **(defaults | fields))
    message.save()
    return message
