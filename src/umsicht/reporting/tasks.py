"""What the worker does for reports without being asked."""

from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.reporting.domain import contributions, schedules


@daily(at="05:20")
@task(retries=2)
def begin_reports() -> int:
    """Reports that are due every year are begun in time, with their tasks."""
    return schedules.begin_due()


@daily(at="06:40")
@task(retries=2)
def remind_departments() -> int:
    """Departments that were asked and have not answered, once, three days before their day."""
    return contributions.remind_due()
