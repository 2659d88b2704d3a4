"""Papers, where they are dealt with, and their files."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from typing import Any

from umsicht.api.oparl import frames, pages, reads
from umsicht.api.oparl.nodes import ADDED, ITEM, STEP, TEXT, Node, Ref, day, keywords, said
from umsicht.core.text import slugify
from umsicht.council.enums import Precision, ReferralRole
from umsicht.council.models import Paper
from umsicht.files.kinds import extension_of
from umsicht.tenancy.models import Tenant

PDF = "application/pdf"


def nodes(ids: Iterable[int], town: Tenant) -> list[Node]:
    """Papers with their consultations and files."""
    wanted = list(ids)
    route = reads.advices(wanted, town)
    return [_paper(paper, route.get(paper.pk, [])) for paper in reads.papers(wanted, town)]


def consultations(refs: Iterable[tuple[int, str]], paper_ids: Iterable[int], town: Tenant) -> list[Node]:
    """Those of these papers that are asked for by their keys."""
    wanted = set(refs)
    found = (_consultation(advice) for route in reads.advices(paper_ids, town).values() for advice in route)
    return [node for node in found if (node.ref.pk, node.ref.key) in wanted]


def files(refs: Iterable[tuple[int, str]], paper_ids: Iterable[int], town: Tenant) -> list[Node]:
    """Those of the documents and attachments of these papers that are asked for by their keys."""
    wanted = set(refs)
    found: list[Node] = []
    for paper in reads.papers(paper_ids, town):
        document = _document(paper)
        found += [document] if document is not None else []
        found += [_attachment(row, paper) for row in paper.attached]
    return [node for node in found if (node.ref.pk, node.ref.key) in wanted]


def advice_ref(advice: reads.Advice) -> Ref:
    if advice.step is not None:
        return Ref("Consultation", advice.step.pk, STEP)
    return Ref("Consultation", advice.item.pk if advice.item is not None else 0, ITEM)


def _paper(paper: Any, route: list[reads.Advice]) -> Node:
    return Node(
        Ref("Paper", paper.pk),
        said(
            body=frames.body_ref(paper.tenant_id),
            name=paper.subject,
            reference=paper.number,
            date=_date(paper),
            paperType=str(paper.get_kind_display()),
            superordinatedPaper=[Ref("Paper", pk) for pk in paper.asked],
            subordinatedPaper=[Ref("Paper", pk) for pk in paper.answering],
            mainFile=_document(paper),
            auxiliaryFile=[_attachment(row, paper) for row in paper.attached],
            consultation=[_consultation(advice) for advice in route],
            keyword=keywords(demo=paper.is_demo),
            web=pages.paper(paper),
            **{"umsicht:originator": paper.submitter, "umsicht:department": paper.department},
        ),
    )


def _consultation(advice: reads.Advice) -> Node:
    step, item = advice.step, advice.item
    body_id = step.body_id if step is not None else item.body_id if item is not None else 0
    return Node(
        advice_ref(advice),
        said(
            agendaItem=Ref("AgendaItem", item.pk) if item is not None else None,
            meeting=Ref("Meeting", item.meeting_id) if item is not None else None,
            organization=[Ref("Organization", body_id)],
            authoritative=step.role == ReferralRole.DECIDE if step is not None else None,
            role=str(step.get_role_display()) if step is not None else "",
            **{
                "umsicht:plannedOn": day(step.planned_on) if step is not None else None,
                "umsicht:result": step.result if step is not None else "",
            },
        ),
        {"paper": Ref("Paper", advice.paper_id)},
    )


def _document(paper: Any) -> Node | None:
    """The original, where its address is known; else the document that the portal makes of the text."""
    made = "" if paper.external_url else pages.document(paper)
    address = made or paper.external_url
    if not address:
        return None
    mime = PDF if made else mimetypes.guess_type(address)[0]
    return Node(
        Ref("File", paper.pk, TEXT),
        said(
            name=paper.subject,
            fileName=address.rsplit("/", 1)[-1] if mime else "",
            mimeType=mime,
            date=_date(paper),
            text=paper.text,
            accessUrl=pages.in_browser(made) if made else address,
            downloadUrl=made,
            keyword=keywords(demo=paper.is_demo),
        ),
        {"paper": [Ref("Paper", paper.pk)]},
    )


def _attachment(row: reads.Attachment, paper: Paper) -> Node:
    own = pages.attachment(row.pk, paper)
    address = own or paper.external_url
    shown = pages.in_browser(own) if own and row.mime == PDF else address
    return Node(
        Ref("File", row.pk, ADDED),
        said(
            name=row.title,
            fileName=f"{slugify(row.title) or 'anlage'}.{extension_of(row.original_name)}",
            mimeType=row.mime,
            size=row.size,
            accessUrl=shown,
            downloadUrl=address,
            keyword=keywords(demo=paper.is_demo),
            **{"umsicht:sha256": row.sha256},
        ),
        {"paper": [Ref("Paper", paper.pk)]},
    )


def _date(paper: Paper) -> str | None:
    return day(paper.dated) if paper.precision == Precision.DAY else None
