"""What the worker does for offers without being asked."""

from __future__ import annotations

from umsicht.core.tasks import daily, every, task
from umsicht.offers.domain import reports, upkeep, versions


@every(minutes=30)
@task()
def move_dates_on() -> int:
    """Offers whose next date has passed get the one after it."""
    return upkeep.move_on()


@daily(at="00:20")
@task()
def let_statements_fade() -> int:
    """Old confirmations, reviews and statements on free places change lists and facets on their day."""
    return upkeep.fade()


@daily(at="03:40")
@task()
def forget_reports() -> int:
    """Error reports go six months after they were closed."""
    return reports.forget_old()


@daily(at="03:45")
@task()
def forget_versions() -> int:
    """Closed versions go after two years, settled comments after one."""
    return versions.forget_old()
