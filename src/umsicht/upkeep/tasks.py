"""What the worker does so that the data stays true."""

from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.upkeep.domain import link_check, reminding, tidying


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


@daily(at="02:20")
@task()
def check_links() -> int:
    """Gathers the web addresses of all tenants and looks at those that are due; one task per tenant."""
    tenants = link_check.gather_all()
    for tenant_id in tenants:
        check_links_of.enqueue(tenant_id)
    return len(tenants)


@task(retries=1)
def check_links_of(tenant_id: int) -> int:
    return link_check.check_due(tenant_id)
