"""What departments are told by mail: the wish for a contribution, and a reminder. Each with a link of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from umsicht.core import clock, journal
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.reporting.models import Contribution, Report

PURPOSE = "reporting.contribution"
AFTER = dt.timedelta(days=60)
"""So long after its day the link of a contribution still opens."""


def ask_all(report: Report, actor: Any) -> int:
    """Mails to all departments that were not asked yet, in the caller's transaction."""
    waiting = Contribution.objects.filter(report=report, asked_at__isnull=True)
    found = list(waiting.select_related("report", "tenant", "question"))
    for one in found:
        ask(one, actor)
    return len(found)


def ask(one: Contribution, actor: Any) -> None:
    mail(one, "asked")
    one.asked_at = clock.now()
    one.save(update_fields=["asked_at"])
    journal.record(
        "reporting.contribution.ask", one.report, actor=actor, after={"department": one.department}
    )


def mail(one: Contribution, kind: str) -> None:
    """`kind` is asked or reminder."""
    end = clock.at(one.due_on + AFTER, dt.time())
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
            "demo": one.report.is_demo,
            "url": f"/{one.tenant.slug}/beitrag/{token}",
        },
    )
