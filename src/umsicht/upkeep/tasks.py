"""What the worker does so that the data stays true."""

from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.upkeep.domain import reminding, tidying


@daily(at="06:40", weekdays={0, 1, 2, 3, 4})
@task()
def ask_providers() -> int:
    """One mail to each provider of whom something is due; what stays unconfirmed ranks lower, then is hidden.

    On working days only: who reads such a mail on a Sunday forgets it by Monday. What became due meanwhile waits.
    """
    return reminding.remind_all().mails


@daily(at="03:50")
@task()
def forget_reminders() -> int:
    """Addresses go after a year, the history after three."""
    return tidying.forget_old()
