"""What the worker does for the directory without being asked."""

from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.directory.domain import handovers, registrations


@daily(at="03:50")
@task()
def forget_registrations() -> int:
    """Registrations go when their time is over."""
    return registrations.forget_old()


@daily(at="04:00")
@task()
def settle_handovers() -> int:
    """Hand-overs without an answer lapse after 30 days; settled ones are forgotten after two years."""
    return handovers.tidy()
