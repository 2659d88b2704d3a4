"""The way of a signed report into the bodies: an information paper with its route and the PDF as attachment."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.transitions import apply
from umsicht.council.domain.paper_files import attach_file
from umsicht.council.domain.papers import create_paper
from umsicht.council.domain.routes import add_step
from umsicht.council.enums import PaperKind
from umsicht.council.models import Paper
from umsicht.reporting import paper as council_paper
from umsicht.reporting.models import Report, RouteStep, Version
from umsicht.reporting.queries.compose import Content


def refer(report: Report, *, actor: Any) -> Paper:
    """Make the paper of the newest version and release it; a report that has one keeps it. In the scope of its tenant."""
    version = Version.objects.filter(report=report).order_by("-no").first()
    if version is None:
        raise BadInput(_("Only a signed report can be referred."))
    if report.paper is not None:
        return report.paper
    with translation.override("de"):
        source = _("Report “%(title)s”, version %(no)s") % {"title": report.title, "no": version.no}
    paper = create_paper(
        tenant=report.tenant,
        actor=actor,
        number=report.number,
        kind=PaperKind.INFORMATION,
        subject=(report.subject or report.title)[:300],
        submitter=report.submitter,
        department=report.submitter[:120],
        dated=version.as_of,
        text=summary(version.content),
        answers=report.answers,
        is_demo=report.is_demo,
        source=source,
    )
    for step in RouteStep.objects.filter(report=report).select_related("body"):
        add_step(
            paper=paper,
            actor=actor,
            body=step.body,
            planned_on=step.planned_on,
            role=step.role,
            visibility=step.visibility,
        )
    body = council_paper.pdf(version.content, draft=False)
    file = SimpleUploadedFile(f"{report.code}.pdf", body, content_type="application/pdf")
    attach_file(paper=paper, actor=actor, content=file, title=report.title[:200])
    apply(paper, "release", actor=actor)
    Report.objects.filter(pk=report.pk).update(paper=paper, number=paper.number)
    report.paper, report.number = paper, paper.number
    return paper


def summary(content: Content) -> str:
    """The text of the paper as Markdown: each question with its first sentences; the attachment has all of it."""
    lines = []
    for section in content["sections"]:
        if section["frame"] or not section["statements"]:
            continue
        lines.append(f"# {section['title']}")
        lines.append(" ".join(one["text"] for one in section["statements"][:3]))
    return "\n\n".join(lines)[:50000]
