"""What the worker does for bodies without being asked."""

from __future__ import annotations

from umsicht.core.tasks import daily, every, task
from umsicht.council.domain import circular, people, series


@every(minutes=5)
@task()
def establish_circular_votes() -> int:
    """Votes in writing are counted when their time is over."""
    return circular.establish_due()


@daily(at="04:15")
@task(retries=2)
def continue_series() -> int:
    """Running series always have their next meetings planned, as drafts."""
    return series.go_on_all()


@daily(at="03:55")
@task(retries=2)
def forget_holders() -> int:
    """People who left their seat two years ago."""
    return people.forget()
