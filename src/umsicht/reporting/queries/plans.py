"""From a template, or from a report that is being written, to what `compose` needs. Reports are German: they are signed and kept."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import translation

from umsicht.core.errors import NotFound
from umsicht.core.evidence import Ask
from umsicht.council.enums import BodyKind, ItemVisibility, PaperKind, ReferralRole
from umsicht.council.models import Body, Paper
from umsicht.council.queries.bodies import PUBLIC, alive, title_of
from umsicht.council.queries.visibility import public_papers
from umsicht.reporting.models import Passage, Question, Report
from umsicht.reporting.outlines import Template
from umsicht.reporting.queries.compose import Content, Head, Part, Section, Stop, compose
from umsicht.tenancy.models import Tenant


def asked(tenant: Tenant, first: dt.date, last: dt.date) -> Paper | None:
    """The public motion with questions that falls into the period: what a Bilanz answers. The newest of several."""
    found = public_papers().filter(tenant=tenant, kind=PaperKind.MOTION, dated__range=(first, last))
    return next((paper for paper in found.order_by("-dated", "-pk") if paper.questions), None)


def motions(tenant: Tenant, held: int | None = None) -> list[Paper]:
    """Papers that a report may answer: public motions of the tenant, the newest first, and the one it answers now."""
    found = Paper.objects.filter(tenant=tenant).filter(
        Q(pk__in=public_papers().filter(kind=PaperKind.MOTION)) | Q(pk=held or 0)
    )
    return list(found.order_by("-dated", "-pk")[:100])


def paper_answered(pk: int) -> Paper:
    """One of the tenant whose scope is open. Raises NotFound."""
    found = Paper.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def worded(template: Template, motion: Paper | None) -> dict[str, str]:
    """Code → question, in the words of the motion where it has a question of that code."""
    own = {row["code"]: row["text"] for row in motion.questions} if motion is not None else {}
    return {one.code: own.get(one.code, one.text) for one in template.questions}


@translation.override("de")
def from_template(
    template: Template, *, tenant: Tenant, first: dt.date, last: dt.date, as_of: dt.date
) -> Content:
    """A report that nobody has touched: everything from the records. In the scope of the tenant."""
    motion = asked(tenant, first, last) if template.motion else None
    words = worded(template, motion)
    sections = [
        Section(
            one.code,
            one.title,
            words[one.code],
            tuple(Part(code) for code in one.evidence),
            one.frame,
            would_answer=one.would_answer,
            by_judgement=one.judged,
        )
        for one in template.questions
    ]
    head = Head(
        template=template.code,
        title=template.title.format(town=tenant.name),
        subject=template.subject.format(town=tenant.name),
        submitter=submitter_of(tenant, last),
        answers=motion.number if motion is not None else "",
        route=tuple(
            Stop(title_of(body), None, str(ItemVisibility.PUBLIC.label), str(ReferralRole.NOTE.label))
            for body in usual_route(tenant, last)
        ),
    )
    return compose(Ask(tenant, first, last, as_of, public=not template.internal), head, sections)


def submitter_of(tenant: Tenant, day: dt.date) -> str:
    """The department in charge of the prevention council."""
    found = (
        Body.objects.filter(alive(day), tenant=tenant, kind=BodyKind.COUNCIL).exclude(department="").first()
    )
    return found.department if found is not None else ""


def usual_route(tenant: Tenant, day: dt.date) -> list[Body]:
    """Committee first, then the town council, as far as the portal shows them."""
    found = Body.objects.filter(
        PUBLIC, alive(day), tenant=tenant, kind__in=(BodyKind.COMMITTEE, BodyKind.CITY_COUNCIL)
    )
    return sorted(
        found.prefetch_related("names"), key=lambda body: (body.kind != BodyKind.COMMITTEE, body.pk)
    )


@translation.override("de")
def of_report(report: Report, *, as_of: dt.date) -> Content:
    """The report as it would be signed now. In the scope of its tenant."""
    questions = report.questions.prefetch_related("passages")
    route = report.route.select_related("body").prefetch_related("body__names")
    head = Head(
        template=report.template,
        title=report.title,
        subject=report.subject,
        number=report.number,
        submitter=report.submitter,
        participants=report.participants,
        answers=_answered(report),
        route=tuple(
            Stop(
                title_of(step.body),
                step.planned_on,
                str(step.get_visibility_display()),
                str(step.get_role_display()),
            )
            for step in route
            if step.body.is_public or not report.is_public  # a closed body is nobody's business on the portal
        ),
        is_demo=report.is_demo,
    )
    return compose(ask_of(report, as_of), head, [_section(question) for question in questions])


def _answered(report: Report) -> str:
    """The number of the paper it answers; of a public report only while the portal shows that paper."""
    paper = report.answers
    if paper is None or (report.is_public and not public_papers().filter(pk=paper.pk).exists()):
        return ""
    return paper.number


def ask_of(report: Report, as_of: dt.date) -> Ask:
    return Ask(report.tenant, report.starts_on, report.ends_on, as_of, public=report.is_public)


def part_of(passage: Passage) -> Part:
    return Part(
        provider=passage.provider,
        kind=passage.kind,
        text=passage.text,
        records=tuple((record["kind"], record["key"]) for record in passage.records),
        said_by=passage.said_by,
        on=passage.on,
    )


def _section(question: Question) -> Section:
    return Section(
        question.code,
        question.title,
        question.text,
        tuple(part_of(passage) for passage in question.passages.all()),
        question.is_frame,
        question.open_reason,
        question.would_answer,
        question.by_judgement,
    )
