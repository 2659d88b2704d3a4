"""Contributions of departments: planned, asked for by mail with a link, answered there, taken into the report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import checked, only_known
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.reporting.enums import ReportState
from umsicht.reporting.models import Contribution, Report

PURPOSE = "reporting.contribution"
AFTER = dt.timedelta(days=60)
"""So long after its day the link of a contribution still opens."""
REMIND = dt.timedelta(days=3)
MOST = 40
AT_WORK = (ReportState.DRAFT, ReportState.ASKED)


@transaction.atomic
def plan_contribution(*, report: Report, actor: Any, **values: Any) -> Contribution:
    """Whom to ask for what. In a report whose departments are asked already, the mail goes out at once."""
    only_known(values, {"question", "department", "email", "wish", "due_on"})
    require(actor, "reporting.report.change", report)
    hold(report)
    if report.state not in AT_WORK:
        raise Conflict(_("The report is not open for changes now. It can be given back or opened for a correction."))
    if report.contributions.count() >= MOST:
        raise BadInput(_("A report has at most %(most)s contributions.") % {"most": MOST})
    one = Contribution(tenant=report.tenant, report=report, **values)
    checked(one, {})
    if one.due_on < clock.today():
        raise BadInput(_("This day is over already."))
    one.save(force_insert=True)
    journal.record("reporting.contribution.create", report, actor=actor, after={"department": one.department})
    if report.state == ReportState.ASKED:
        _ask(one, actor)
    return one


def ask_all(*, report: Report, actor: Any) -> int:
    """Mails to all who were not asked yet; called by the step of the procedure, in its transaction."""
    waiting = list(Contribution.objects.filter(report=report, asked_at__isnull=True).select_related("report", "tenant"))
    for one in waiting:
        _ask(one, actor)
    return len(waiting)


def _ask(one: Contribution, actor: Any) -> None:
    _mail(one, "asked")
    one.asked_at = clock.now()
    one.save(update_fields=["asked_at"])
    journal.record("reporting.contribution.ask", one.report, actor=actor, after={"department": one.department})


def _mail(one: Contribution, kind: str) -> None:
    end = dt.datetime.combine(one.due_on + AFTER, dt.time(), clock.BERLIN)
    lifetime = max(end - clock.now(), dt.timedelta(days=1))
    token = links.issue(purpose=PURPOSE, tenant=one.tenant, subject=one.pk, lifetime=lifetime)
    notify(
        message="reporting.contribution",
        to=Recipient(one.email),
        tenant=one.tenant,
        context={
            "kind": kind,
            "department": one.department,
            "report": one.report.title,
            "question": one.question.text if one.question is not None else "",
            "wish": one.wish,
            "due_on": one.due_on.isoformat(),
            "url": f"/{one.tenant.slug}/beitrag/{token}",
        },
    )


@transaction.atomic
def answer(*, contribution: Contribution, text: str) -> None:
    """By link, also again as long as it is not taken over. Raises Conflict when the report is past that."""
    hold(contribution)
    report = contribution.report
    report.refresh_from_db()
    if contribution.taken_at is not None or report.state not in AT_WORK:
        raise Conflict(_("The report is being checked already; your contribution can't be changed any more."))
    contribution.text = text.strip()
    if not contribution.text:
        raise BadInput(_("Please enter a text."))
    contribution.answered_at = clock.now()
    checked(contribution, {})
    contribution.save(update_fields=["text", "answered_at"])
    journal.record(
        "reporting.contribution.answer", report, actor=None, after={"department": contribution.department}
    )


@transaction.atomic
def take(*, contribution: Contribution, actor: Any) -> None:
    """Mark as used; the office writes the passage itself, with the records that prove it."""
    require(actor, "reporting.report.change", contribution.report)
    if contribution.answered_at is None:
        raise BadInput(_("There is no answer yet."))
    contribution.taken_at = clock.now()
    contribution.save(update_fields=["taken_at"])
    after = {"department": contribution.department}
    journal.record("reporting.contribution.take", contribution.report, actor=actor, after=after)


@transaction.atomic
def remove(*, contribution: Contribution, actor: Any) -> None:
    """Its link no longer opens anything."""
    require(actor, "reporting.report.change", contribution.report)
    before = {"department": contribution.department}
    journal.record("reporting.contribution.remove", contribution.report, actor=actor, before=before)
    contribution.delete()


def remind_due() -> int:
    """Once per contribution, three days before its day or as soon as it is late. Across tenants, for the worker."""
    soon = clock.today() + REMIND
    # unscoped: the worker reminds for all tenants
    found = Contribution.objects.with_scopes_disabled().filter(
        asked_at__isnull=False,
        answered_at__isnull=True,
        reminded_at__isnull=True,
        due_on__lte=soon,
        report__state=ReportState.ASKED,
    )
    sent = 0
    for one in found.select_related("report", "tenant", "question"):
        with transaction.atomic():
            _mail(one, "reminder")
            one.reminded_at = clock.now()
            one.save(update_fields=["reminded_at"])
            sent += 1
    return sent


