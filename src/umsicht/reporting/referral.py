"""The way of a signed report into the bodies: an information paper with its route and the PDF as attachment."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from umsicht.core import markdown
from umsicht.core.errors import BadInput
from umsicht.core.evidence import Form
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
    """Make the paper of the newest version and release it; a version that has one keeps it. In the scope of its tenant.

    A corrected report gets a paper of its own, which names the one before it: what a body has dealt with stays as it was.
    """
    version = Version.objects.filter(report=report).select_related("paper").order_by("-no").first()
    if version is None:
        raise BadInput(_("Only a signed report can be referred."))
    if version.paper is not None:
        return version.paper
    paper = _paper(report, version, actor)
    for step in RouteStep.objects.filter(report=report).select_related("body"):
        add_step(
            paper=paper,
            actor=actor,
            body=step.body,
            planned_on=step.planned_on,
            role=step.role,
            visibility=step.visibility,
        )
    body = council_paper.pdf(version.content | {"number": paper.number}, draft=False)
    file = SimpleUploadedFile(f"{report.code}.pdf", body, content_type="application/pdf")
    attach_file(paper=paper, actor=actor, content=file, title=report.title[:200])
    apply(paper, "release", actor=actor)
    Version.objects.filter(pk=version.pk).update(paper=paper)
    Report.objects.filter(pk=report.pk).update(paper=paper, number=paper.number)
    report.paper, report.number = paper, paper.number
    return paper


@translation.override("de")
def _paper(report: Report, version: Version, actor: Any) -> Paper:
    """Without steps and file. The number entered in the head is the first paper's; one after it takes the next."""
    before = report.paper
    subject = (report.subject or report.title)[:260]
    source = _("Report “%(title)s”, version %(no)s") % {"title": report.title, "no": version.no}
    text = summary(version.content)
    if before is not None:
        subject = _("%(subject)s (corrected)") % {"subject": subject}
        text = "\n\n".join([_corrected(before, version), text])
    return create_paper(
        tenant=report.tenant,
        actor=actor,
        number=report.number if before is None else "",
        kind=PaperKind.INFORMATION,
        subject=subject,
        submitter=report.submitter,
        department=report.submitter[:120],
        dated=version.as_of,
        text=text[:50000],
        answers=report.answers,
        is_demo=report.is_demo,
        source=source,
    )


def _corrected(before: Paper, version: Version) -> str:
    said = _("This paper takes the place of %(number)s. What has changed:") % {"number": before.number}
    return "\n".join([said, "", *(f"- {markdown.escaped(row)}" for row in version.differences[:SHOWN])])


SHOWN = 20
"""So many changes and lines a summary names; the attachment has all of them."""


def summary(content: Content) -> str:
    """The text of the paper as Markdown: each question with its first statements; the attachment has all of it."""
    lines = []
    for section in content["sections"]:
        if section["frame"] or not section["statements"]:
            continue
        lines.append(f"# {markdown.escaped(section['title'])}")
        lines += [_told(one) for one in section["statements"][:3]]
    return "\n\n".join(lines)[:50000]


def _told(one: Content) -> str:
    """A statement with its lines; a judgement says whose it is, and what is made up says so."""
    text = markdown.escaped(one["text"]) + (" (Demo)" if one["is_demo"] else "")
    if one["form"] == Form.JUDGEMENT:
        text = _("Judgement (%(by)s):") % {"by": markdown.escaped(one["said_by"])} + f" {text}"
    rows = [": ".join(part for part in (line["lead"], line["text"]) if part) for line in one["lines"][:SHOWN]]
    return "\n".join([text, *([""] if rows else []), *(f"- {markdown.escaped(row)}" for row in rows)])
