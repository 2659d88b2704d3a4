"""What this package keeps about a person, for export and erasure (accounts.personal_data)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from umsicht.accounts import personal_data
from umsicht.accounts.models import User
from umsicht.notify.queries.inbox import of_person
from umsicht.notify.queries.outbox import all_mails
from umsicht.notify.queries.preferences import preferences_of


def export(user: User) -> dict[str, Any]:
    """Inbox in full; of mails what was sent when, since their content is gone."""
    return {
        "einstellungen": preferences_of(user),
        "postfach": [
            {
                "empfangen": message.created_at.isoformat(),
                "gelesen": message.read_at and message.read_at.isoformat(),
                "stelle": message.tenant.name,
                "betreff": message.title,
                "text": message.text,
            }
            for message in of_person(user).select_related("tenant").order_by("pk")
        ],
        "mails": [
            {
                "erstellt": mail.created_at.isoformat(),
                "an": mail.to_email,
                "betreff": mail.subject,
                "stand": mail.outcome,
            }
            for mail in _mails(user).order_by("pk")
        ],
    }


def erase(user: User) -> None:
    """Mails go here; inbox and preferences go with the account (CASCADE)."""
    _mails(user).delete()


def _mails(user: User) -> Any:
    return all_mails().filter(Q(user=user) | Q(to_email__iexact=user.email))


def register() -> None:
    personal_data.register("nachrichten", title="Mails und Postfach", export=export, erase=erase)
