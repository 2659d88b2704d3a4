"""Contributions of departments: planned, asked for by mail with a link, answered there, taken into the report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import checked, only_known
from umsicht.notify.domain import links
from umsicht.reporting import telling
from umsicht.reporting.enums import ReportState
from umsicht.reporting.models import Contribution, Report
from umsicht.reporting.queries.reports import contribution_by_link

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
        raise Conflict(
            _("The report is not open for changes now. It can be given back or opened for a correction.")
        )
    if report.contributions.count() >= MOST:
        raise BadInput(_("A report has at most %(most)s contributions.") % {"most": MOST})
    one = Contribution(tenant=report.tenant, report=report, **values)
    checked(one, {})
    if one.due_on < clock.today():
        raise BadInput(_("This day is over already."))
    one.save(force_insert=True)
    journal.record("reporting.contribution.create", report, actor=actor, after={"department": one.department})
    if report.state == ReportState.ASKED:
        telling.ask(one, actor)
    return one


def by_link(token: str) -> Contribution:
    """The contribution behind a link. Raises BadToken, ExpiredToken, and NotFound when it was removed."""
    link = links.look(telling.PURPOSE, token)
    with scope(tenant=link.tenant):
        found = contribution_by_link(link.subject)
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def answer(*, token: str, text: str) -> None:
    """By link, also again as long as it is not taken over. Raises Conflict when the report is past that."""
    contribution = by_link(token)
    with scope(tenant=contribution.tenant):
        hold(contribution)
        report = Report.objects.get(pk=contribution.report_id)
        if contribution.taken_at is not None or report.state not in AT_WORK:
            raise Conflict(
                _("The report is being checked already; your contribution can't be changed any more.")
            )
        contribution.text = text.strip()
        if not contribution.text:
            raise BadInput(_("Please enter a text."))
        contribution.answered_at = clock.now()
        checked(contribution, {})
        contribution.save(update_fields=["text", "answered_at"])
        after = {"department": contribution.department}
        journal.record("reporting.contribution.answer", report, actor=None, after=after)


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
            telling.mail(one, "reminder")
            one.reminded_at = clock.now()
            one.save(update_fields=["reminded_at"])
            sent += 1
    return sent
