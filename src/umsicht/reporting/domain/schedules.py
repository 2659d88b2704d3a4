"""Reports that are due every year: entered by the office, begun by the worker in time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.directory.domain.writing import amend, checked, only_known, store
from umsicht.reporting.domain.reports import create_report
from umsicht.reporting.models import Report, Schedule
from umsicht.reporting.outlines import template
from umsicht.tenancy.models import Tenant

FIELDS = frozenset({"template", "title", "month", "day", "begins_before", "is_active", "is_demo"})


@transaction.atomic
def create_schedule(*, tenant: Tenant, actor: Any, **values: Any) -> Schedule:
    """One per template. Raises BadInput, NotAllowed, NotFound for an unknown template."""
    only_known(values, FIELDS)
    schedule = Schedule(tenant=tenant, **values)
    require(actor, "reporting.report.change", schedule)
    template(schedule.template)
    if Schedule.objects.filter(template=schedule.template).exists():
        raise BadInput(_("This kind of report is entered already."))
    store(schedule, "reporting.schedule.create", actor=actor, after={"template": schedule.template})
    return schedule


@transaction.atomic
def change_schedule(*, schedule: Schedule, actor: Any, stamp: str = "", **values: Any) -> bool:
    only_known(values, FIELDS - {"template"})
    require(actor, "reporting.report.change", schedule)
    check = lambda row: checked(row, {})  # noqa: E731 - one line is enough
    return bool(amend(schedule, values, "reporting.schedule.change", actor=actor, stamp=stamp, check=check))


@transaction.atomic
def remove_schedule(*, schedule: Schedule, actor: Any) -> None:
    """Reports that were begun stay."""
    require(actor, "reporting.report.change", schedule)
    before = {"template": schedule.template}
    journal.record("reporting.schedule.remove", schedule, actor=actor, before=before)
    schedule.delete()


def next_due(schedule: Schedule, today: dt.date) -> dt.date:
    """The next day on which it is due, today included."""
    this = dt.date(today.year, schedule.month, schedule.day)
    return this if this >= today else this.replace(year=today.year + 1)


def begin_due() -> int:
    """Drafts of all reports whose time has come, in every tenant; what is begun already stays. For the worker."""
    today, made = clock.today(), 0
    # unscoped: the worker begins reports for all tenants
    for schedule in Schedule.objects.with_scopes_disabled().filter(is_active=True).select_related("tenant"):
        due = next_due(schedule, today)
        if (due - today).days > schedule.begins_before:
            continue
        with scope(tenant=schedule.tenant), transaction.atomic():
            made += _begin(schedule, due)
    return made


def _begin(schedule: Schedule, due: dt.date) -> int:
    year = due.year - 1
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    begun = Report.objects.filter(template=schedule.template)
    # Either its day or its period may have been changed since it was begun.
    if begun.filter(due_on=due).exists() or begun.filter(starts_on=first, ends_on=last).exists():
        return 0
    create_report(
        tenant=schedule.tenant,
        actor=None,
        outline=schedule.template,
        title=f"{schedule.title} {year}",
        starts_on=first,
        ends_on=last,
        due_on=due,
        is_demo=schedule.is_demo,
    )
    return 1
