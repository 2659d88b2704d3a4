"""Reads of reports and their versions. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.reporting.enums import ReportState
from umsicht.reporting.models import (
    Contribution,
    Passage,
    Question,
    Report,
    RouteStep,
    Schedule,
    Todo,
    Version,
)

SORTS = {
    "titel": ("title", "pk"),
    "zeitraum": ("ends_on", "pk"),
    "stand": ("state", "due_on", "pk"),
    "faellig": ("due_on", "pk"),
}
AT_WORK = (ReportState.DRAFT, ReportState.ASKED, ReportState.REVIEW)


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything."""

    text: str = ""
    state: str = ""
    template: str = ""
    sort: str = "-zeitraum"


def listing(wanted: Wanted, *, internal: bool) -> QuerySet[Any]:
    """Reports of the desk with how many versions were signed; those for the office alone only if `internal`."""
    found = Report.objects.annotate(signed=Count("versions"))
    found = found if internal else found.filter(is_public=True)
    for word in wanted.text.split()[:5]:
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word))
    if wanted.state in ReportState.values:
        found = found.filter(state=wanted.state)
    if wanted.template:
        found = found.filter(template=wanted.template)
    return found.order_by(*order_by(wanted.sort, SORTS, "-zeitraum"))


def report_at_desk(pk: int) -> Report:
    """Raises NotFound."""
    found = Report.objects.select_related("tenant", "answers", "paper").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def questions_of(report: Report) -> list[Question]:
    """In order, with their passages; two queries."""
    passages = Prefetch("passages", Passage.objects.order_by("position", "pk"))
    return list(report.questions.prefetch_related(passages))


def question_at_desk(report: Report, pk: int) -> Question:
    """Raises NotFound, also for another report's."""
    passages = Prefetch("passages", Passage.objects.order_by("position", "pk"))
    found = Question.objects.filter(report=report, pk=pk).prefetch_related(passages).first()
    if found is None:
        raise NotFound
    found.report, found.tenant = report, report.tenant
    return found


def passage_at_desk(question: Question, pk: int) -> Passage:
    """Raises NotFound, also for another question's."""
    found = Passage.objects.filter(question=question, pk=pk).first()
    if found is None:
        raise NotFound
    found.question, found.tenant = question, question.tenant
    return found


def contribution_at_desk(report: Report, pk: int) -> Contribution:
    """Raises NotFound, also for another report's."""
    found = Contribution.objects.select_related("question").filter(report=report, pk=pk).first()
    if found is None:
        raise NotFound
    found.report, found.tenant = report, report.tenant
    return found


def contribution_by_link(pk: int) -> Contribution | None:
    return Contribution.objects.select_related("report", "tenant", "question").filter(pk=pk).first()


def todo_at_desk(report: Report, pk: int) -> Todo:
    found = Todo.objects.filter(report=report, pk=pk).first()
    if found is None:
        raise NotFound
    found.report, found.tenant = report, report.tenant
    return found


def route_of(report: Report) -> list[RouteStep]:
    """With the names of the bodies; two queries."""
    return list(report.route.select_related("body").prefetch_related("body__names"))


def contributions_of(report: Report) -> list[Contribution]:
    return list(report.contributions.select_related("question"))


def stop_at_desk(report: Report, pk: int) -> RouteStep:
    """Raises NotFound, also for another report's."""
    found = RouteStep.objects.filter(report=report, pk=pk).first()
    if found is None:
        raise NotFound
    found.report = report
    return found


def version_at_desk(report: Report, no: int) -> Version:
    """Raises NotFound."""
    found = Version.objects.filter(report=report, no=no).first()
    if found is None:
        raise NotFound
    return found


def schedules() -> list[Schedule]:
    return list(Schedule.objects.all())


def schedule_at_desk(pk: int) -> Schedule:
    found = Schedule.objects.select_related("tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def newest_version(report: Report) -> Version | None:
    return Version.objects.filter(report=report).order_by("-no").first()


def versions_of(report: Report) -> list[Version]:
    """Newest first, without their content."""
    return list(Version.objects.filter(report=report).defer("content").order_by("-no"))


def public_versions() -> QuerySet[Version]:
    """Signed versions on the portal, of reports meant for it, in a town that takes part (or the state office's)."""
    place = Q(tenant__is_active=True) | Q(tenant__kind="state")
    return Version.objects.filter(place, published_at__isnull=False, report__is_public=True)


def published() -> list[Version]:
    """The newest public version of each report, the latest period first; without content."""
    found: dict[int, Version] = {}
    rows = public_versions().select_related("report").defer("content", "differences")
    for version in rows.order_by("-report__ends_on", "-report", "-no"):
        found.setdefault(version.report_id, version)
    return list(found.values())


def demo_versions(versions: Iterable[Version]) -> set[int]:
    """Those in which something made up was counted or said; one query, in the scope of the tenant."""
    found = Version.objects.filter(pk__in=[one.pk for one in versions], content__is_demo=True)
    return set(found.values_list("pk", flat=True))


def public_version(code: str, no: int | None = None) -> Version:
    """The newest one, or that of a number. Raises NotFound."""
    found = (
        public_versions()
        .select_related("report", "tenant", "paper")
        .filter(report__code=code)
        .order_by("-no")
    )
    version = (found.filter(no=no) if no is not None else found).first()
    if version is None:
        raise NotFound
    return version


def numbers_of(version: Version) -> list[tuple[int, dt.date]]:
    """All public versions of the same report: number and day, newest first."""
    rows = public_versions().filter(report=version.report_id).order_by("-no").values_list("no", "as_of")
    return list(rows)


def is_on_portal(report: Report) -> bool:
    return public_versions().filter(report=report).exists()


def public_before(version: Version) -> Version | None:
    """The newest older version that the portal shows too: what readers compare it with."""
    return public_versions().filter(report=version.report_id, no__lt=version.no).order_by("-no").first()


def due(day: dt.date) -> QuerySet[Report]:
    """Reports at work that are due within thirty days or late, the earliest first."""
    soon = day + dt.timedelta(days=30)
    return Report.objects.filter(state__in=AT_WORK, due_on__lte=soon).order_by("due_on", "pk")


def open_todos(day: dt.date) -> QuerySet[Todo]:
    """Tasks of reports at work that are due within a week or late, the earliest first."""
    soon = day + dt.timedelta(days=7)
    found = Todo.objects.filter(done_on__isnull=True, due_on__lte=soon, report__state__in=AT_WORK)
    return found.select_related("report").order_by("due_on", "pk")


def fresh_contributions() -> QuerySet[Contribution]:
    """Answers that nobody has used yet, of reports at work, the oldest first."""
    found = Contribution.objects.filter(
        answered_at__isnull=False, taken_at__isnull=True, report__state__in=AT_WORK
    )
    return found.select_related("report").order_by("answered_at", "pk")
