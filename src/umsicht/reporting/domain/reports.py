"""Writes to reports: beginning one from a template, its head, its route, its tasks, the steps of its procedure."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.core.text import slugify
from umsicht.council.models import Body
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known, store
from umsicht.reporting.enums import ReportState
from umsicht.reporting.models import Passage, Question, Report, RouteStep, Todo
from umsicht.reporting.outlines import Template, template
from umsicht.reporting.queries.plans import asked, submitter_of, usual_route, worded
from umsicht.reporting.queries.reports import is_on_portal
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "title", "subject", "starts_on", "ends_on", "number", "submitter", "participants", "answers", "due_on", "is_public",
        "is_demo",
    }
)  # fmt: skip
OPEN = (ReportState.DRAFT, ReportState.ASKED)
MOST_YEARS = 30


@transaction.atomic
def create_report(
    *,
    tenant: Tenant,
    actor: Any,
    outline: str,
    starts_on: dt.date,
    ends_on: dt.date,
    code: str = "",
    **values: Any,
) -> Report:
    """A draft with the questions of a template, the evidence that belongs to them, its usual route and tasks.

    Raises NotFound for an unknown template, BadInput (nothing written), NotAllowed.
    """
    only_known(values, FIELDS)
    plan = template(outline)
    if plan.state and not tenant.is_state:
        raise BadInput(_("This report is for the state office."))
    motion = values.pop("answers", None)
    if motion is None and plan.motion and ends_on >= starts_on:
        motion = asked(tenant, starts_on, ends_on)
    report = Report(
        tenant=tenant,
        template=plan.code,
        starts_on=starts_on,
        ends_on=ends_on,
        answers=motion,
        **_usual(plan, tenant, ends_on) | values,
    )
    require(actor, "reporting.report.change", report)
    wanted = slugify(code or f"{plan.code}-{ends_on.year}", max_length=55)
    report.code = free_slug(wanted, lambda slug: Report.objects.filter(code=slug).exists())
    _check(report)
    after = {"code": report.code, "template": plan.code}
    store(report, "reporting.report.create", actor=actor, after=after)
    _fill(report, plan)
    return report


def _usual(plan: Template, tenant: Tenant, day: dt.date) -> dict[str, Any]:
    return {
        "title": plan.title.format(town=tenant.name),
        "subject": plan.subject.format(town=tenant.name),
        "submitter": submitter_of(tenant, day),
        "is_public": not plan.internal,
    }


def _fill(report: Report, plan: Template) -> None:
    """What the template says, as rows that the office may change."""
    tenant, words = report.tenant, worded(plan, report.answers)
    for position, one in enumerate(plan.questions, start=1):
        question = Question.objects.create(
            tenant=tenant,
            report=report,
            position=position,
            code=one.code,
            title=one.title,
            text=words[one.code][:500],
            would_answer=one.would_answer,
            is_frame=one.frame,
            by_judgement=one.judged,
        )
        Passage.objects.bulk_create(
            Passage(tenant=tenant, question=question, position=at, provider=code)
            for at, code in enumerate(one.evidence, start=1)
        )
    if report.is_public:
        RouteStep.objects.bulk_create(
            RouteStep(tenant=tenant, report=report, body=body) for body in usual_route(tenant, report.ends_on)
        )
    if report.due_on:
        plan_todos(report, plan)


def plan_todos(report: Report, plan: Template) -> None:
    """The tasks of the template, counted back from the day on which the report is due."""
    if report.due_on is None:
        return
    due = report.due_on
    Todo.objects.bulk_create(
        Todo(tenant=report.tenant, report=report, text=one.text, due_on=due - dt.timedelta(days=one.days))
        for one in plan.todos
    )


def _check(report: Report) -> None:
    checked(report, {})
    if report.ends_on < report.starts_on:
        raise BadInput(_("The period ends before it begins."))
    if (report.ends_on - report.starts_on).days > MOST_YEARS * 366:
        raise BadInput(_("A report covers at most %(years)s years.") % {"years": MOST_YEARS})
    if report.is_public and template(report.template).internal:
        raise BadInput(_("This kind of report also shows closed records and is never published."))


def in_work(report: Report) -> None:
    """Raises Conflict once it is being checked or signed: then it is opened by a step, with a reason."""
    if report.state not in OPEN:
        raise Conflict(
            _("The report is not open for changes now. It can be given back or opened for a correction.")
        )


@transaction.atomic
def change_report(*, report: Report, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Set what differs in the head; with the `stamp` of the form, raises ChangedMeanwhile."""
    only_known(values, FIELDS)
    require(actor, "reporting.report.change", report)
    hold(report)
    in_work(report)
    if report.is_public and not values.get("is_public", True):
        _check_off_portal(report)
    due = report.due_on
    changed = bool(amend(report, values, "reporting.report.change", actor=actor, stamp=stamp, check=_check))
    if report.due_on != due:
        _shift_todos(report, due)
    return changed


def _check_off_portal(report: Report) -> None:
    if is_on_portal(report):
        raise BadInput(_("A version stands on the portal. Please take it from there first."))


def _shift_todos(report: Report, before: dt.date | None) -> None:
    """Open tasks move with the day on which the report is due; the first such day makes them."""
    if report.due_on is None:
        return
    if before is None or not report.todos.exists():
        plan_todos(report, template(report.template))
        return
    for todo in report.todos.filter(done_on__isnull=True):
        todo.due_on += report.due_on - before
        todo.save(update_fields=["due_on"])


@transaction.atomic
def add_stop(*, report: Report, actor: Any, body: Body, **values: Any) -> RouteStep:
    """One more body on the route."""
    only_known(values, {"planned_on", "role", "visibility"})
    require(actor, "reporting.report.change", report)
    in_work(report)
    step = RouteStep(tenant=report.tenant, report=report, body=body, **values)
    checked(step, {})
    step.save(force_insert=True)
    journal.record("reporting.route.create", report, actor=actor, after={"body": body.pk})
    return step


@transaction.atomic
def remove_stop(*, step: RouteStep, actor: Any) -> None:
    report = step.report
    require(actor, "reporting.report.change", report)
    in_work(report)
    journal.record("reporting.route.remove", report, actor=actor, before={"body": step.body_id})
    step.delete()


@transaction.atomic
def tick(*, todo: Todo, actor: Any, done: bool) -> None:
    """Tick a task or take the tick back."""
    require(actor, "reporting.report.change", todo.report)
    values = {"done_on": clock.today() if done else None}
    amend(todo, values, "reporting.todo.change", actor=actor, about=todo.report)
