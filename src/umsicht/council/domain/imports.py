"""Takes over bodies, papers and meetings of another council (OParl): adds and corrects by number or address, in bulk.

What is listed there is public there, so papers arrive released with public steps. A second run of the same lists changes
nothing. Rows are checked one by one before anything is written; a refused one is named with its line and the reason.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.intake import Report
from umsicht.core.text import slugify
from umsicht.council.domain.bodies import create_body
from umsicht.council.enums import BodyKind, ItemKind, ItemVisibility, MeetingState, PaperState, ReferralRole
from umsicht.council.foreign import BodyRow, Council, ItemRow, MeetingRow, PaperRow
from umsicht.council.models import AgendaItem, Body, Meeting, Paper, Referral
from umsicht.directory.domain.imports import run
from umsicht.directory.domain.writing import shown_changed
from umsicht.search.domain import changed
from umsicht.tenancy.models import Tenant

_BATCH = 500
_ROOT = "oparl"
_SEARCHED = "paper"  # how interfaces.search_papers calls them
PUBLIC = ItemVisibility.PUBLIC
_MEETING = ("body", "title", "starts_at", "ends_at", "place", "state", "is_public", "source")


def import_council(
    *,
    tenant: Tenant,
    actor: Any,
    council: Council,
    report: Report,
    source: str = "",
    under: str = "",
    dry_run: bool = False,
    strict: bool = False,
) -> Report:
    """Write it all in one transaction; needs the scope of the tenant. Raises NotAllowed.

    New bodies come below one that is called `under`, so that it stays plain whose they are.
    """
    require(actor, "council.paper.change", tenant)
    require(actor, "council.meeting.change", tenant)
    with run(report, dry_run=dry_run, strict=strict):
        bodies = _write_bodies(tenant, actor, council.bodies, source, under, report)
        days = {row.address: row.starts_at.date() for row in council.meetings}
        known = _known(council, bodies, report)
        papers = _write_papers(tenant, known, source, report)
        routes = _write_routes(tenant, known, papers, bodies, days, council.main)
        moved = len(routes - papers.touched)
        report.changed, report.unchanged = report.changed + moved, report.unchanged - moved
        meetings = _write_meetings(tenant, council.meetings, bodies, papers, source, report)
        touched = papers.touched | routes | meetings
        if report.created or report.changed:
            changed(kind=_SEARCHED, ids=sorted(touched), tenant_id=tenant.pk)
            shown_changed(tenant)
            counts = {"created": report.created, "changed": report.changed, "refused": len(report.refused)}
            journal.record("council.list.import", tenant, actor=actor, after=counts)
    return report


# ---- bodies ----------------------------------------------------------------------------------------------------


def _write_bodies(
    tenant: Tenant, actor: Any, rows: Iterable[BodyRow], source: str, under: str, report: Report
) -> dict[str, Body]:
    """Code → body. Bodies that are there stay as they are: their names have a history here."""
    found = {body.code: body for body in Body.objects.all()}
    if under and _ROOT not in found:
        found[_ROOT] = create_body(
            tenant=tenant, actor=actor, code=_ROOT, name=under, kind=BodyKind.CITY_COUNCIL, is_public=True, source=source
        )  # fmt: skip
        report.created += 1
    for row in rows:
        if row.code in found:
            report.unchanged += 1
            continue
        found[row.code] = create_body(
            tenant=tenant, actor=actor, code=row.code, name=row.name, short=row.short, kind=row.kind,
            is_public=True, source=source, parent=found.get(_ROOT),
        )  # fmt: skip
        report.created += 1
    return found


def _known(council: Council, bodies: dict[str, Body], report: Report) -> list[PaperRow]:
    """Papers whose number stands once and whose bodies are known; the others are refused."""
    seen: dict[str, int] = {}
    found: list[PaperRow] = []
    for row in council.papers:
        key = row.number.casefold()
        missing = next((step.body for step in row.steps if step.body not in bodies), "")
        if key in seen:
            reason = _("The number %(number)s stands in line %(line)s already.")
            report.refuse(row.line, "reference", reason % {"number": row.number, "line": seen[key]})
        elif missing:
            report.refuse(
                row.line, "consultation", _("This body is not known: %(code)s.") % {"code": missing}
            )
        elif not row.steps and council.main not in bodies:
            report.refuse(row.line, "consultation", _("It is not known which body it belongs to."))
        else:
            seen[key] = row.line
            found.append(row)
    return found


# ---- papers ----------------------------------------------------------------------------------------------------


@dataclass
class _Papers:
    by_number: dict[str, Paper]
    touched: set[int] = field(default_factory=set)


def _write_papers(tenant: Tenant, rows: list[PaperRow], source: str, report: Report) -> _Papers:
    held = {paper.number: paper for paper in Paper.objects.all()}
    slugs = {paper.slug for paper in held.values()}
    fresh: list[Paper] = []
    edited: list[Paper] = []
    for row in rows:
        values = {
            "kind": row.kind,
            "subject": row.subject,
            "dated": row.dated,
            "external_url": row.address,
            "source": "; ".join(part for part in (source, row.source) if part),
        }
        paper = held.get(row.number)
        if paper is None:
            slug = _free(slugify(row.number, max_length=50) or "vorlage", slugs)
            paper = Paper(tenant=tenant, number=row.number, slug=slug, state=PaperState.RELEASED, **values)
            held[row.number] = paper
            fresh.append(paper)
        elif any(getattr(paper, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(paper, name, value)
            edited.append(paper)
        else:
            report.unchanged += 1
    Paper.objects.bulk_create(fresh, batch_size=_BATCH)
    _overwrite(Paper, edited, ["kind", "subject", "dated", "external_url", "source", "updated_at"])
    report.created += len(fresh)
    report.changed += len(edited)
    return _Papers(held, {paper.pk for paper in (*fresh, *edited)})


def _free(wanted: str, taken: set[str]) -> str:
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    taken.add(slug)
    return slug


def _write_routes(
    tenant: Tenant,
    rows: list[PaperRow],
    papers: _Papers,
    bodies: dict[str, Body],
    days: dict[str, dt.date],
    main: str,
) -> set[int]:
    """Ids of the papers whose way is another one now."""
    held: dict[int, list[tuple[Any, ...]]] = {}
    route = ("body_id", "planned_on", "role", "source")
    for paper_id, *step in Referral.objects.order_by("position", "pk").values_list("paper_id", *route):
        held.setdefault(paper_id, []).append(tuple(step))
    fresh: list[Referral] = []
    touched: set[int] = set()
    for row in rows:
        paper = papers.by_number[row.number]
        wanted = list(_steps(row, bodies, days, main))
        if held.get(paper.pk, []) == wanted:
            continue
        touched.add(paper.pk)
        fresh += [
            Referral(
                tenant=tenant, paper=paper, position=number, visibility=PUBLIC, **dict(zip(route, step, strict=True))
            )
            for number, step in enumerate(wanted, start=1)
        ]  # fmt: skip
    _remove(Referral, "paper", touched & held.keys())
    Referral.objects.bulk_create(fresh, batch_size=_BATCH)
    return touched


def _steps(
    row: PaperRow, bodies: dict[str, Body], days: dict[str, dt.date], main: str
) -> Iterator[tuple[Any, ...]]:
    for step in row.steps:
        yield bodies[step.body].pk, days.get(step.meeting), step.role, ""
    if not row.steps:
        yield bodies[main].pk, None, ReferralRole.NOTE, _("The way of this paper does not stand in the list.")


def _overwrite(model: Any, rows: list[Any], fields: list[str]) -> None:
    """As an upsert: bulk_update() builds a condition per row and field and takes a hundred times as long."""
    model.objects.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _remove(model: Any, name: str, ids: Iterable[int]) -> None:
    wanted = sorted(ids)
    for start in range(0, len(wanted), _BATCH):
        model.objects.filter(**{f"{name}__in": wanted[start : start + _BATCH]}).delete()


# ---- meetings --------------------------------------------------------------------------------------------------


def _write_meetings(
    tenant: Tenant,
    rows: list[MeetingRow],
    bodies: dict[str, Body],
    papers: _Papers,
    source: str,
    report: Report,
) -> set[int]:
    """Meetings by their address. Ids of the papers that stand on an agenda now or did before."""
    held = {meeting.uid: meeting for meeting in Meeting.objects.all()}
    agendas: dict[int, list[tuple[Any, ...]]] = {}
    uids = [uuid.uuid5(uuid.NAMESPACE_URL, row.address) for row in rows]
    agenda = AgendaItem.objects.filter(meeting__uid__in=uids).order_by("position")
    for meeting_id, *item in agenda.values_list("meeting_id", "title", "state", "paper_id"):
        agendas.setdefault(meeting_id, []).append(tuple(item))
    fresh: list[Meeting] = []
    edited: dict[int, Meeting] = {}
    renewed: list[tuple[Meeting, list[tuple[Any, ...]]]] = []
    kept = 0
    for row in rows:
        if row.body not in bodies:
            report.refuse(
                row.line, "organization", _("This body is not known: %(code)s.") % {"code": row.body}
            )
            continue
        values = {
            "body": bodies[row.body], "title": row.title, "starts_at": row.starts_at, "ends_at": row.ends_at,
            "place": row.place, "state": MeetingState.HELD, "is_public": True, "source": source,
        }  # fmt: skip
        kept += 1
        meeting = held.get(uuid.uuid5(uuid.NAMESPACE_URL, row.address))
        items = [(item.title, item.state, _paper_id(item, papers)) for item in row.items]
        if meeting is None:
            meeting = Meeting(tenant=tenant, uid=uuid.uuid5(uuid.NAMESPACE_URL, row.address), **values)
            fresh.append(meeting)
        elif any(getattr(meeting, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(meeting, name, value)
            edited[meeting.pk] = meeting
        if meeting.pk is None or agendas.get(meeting.pk, []) != items:
            renewed.append((meeting, items))
    again = {meeting.pk for meeting, _items in renewed if meeting.pk is not None}
    report.created += len(fresh)
    report.changed += len(edited.keys() | again)
    report.unchanged += kept - len(fresh) - len(edited.keys() | again)
    _save_meetings(fresh, edited, renewed, again)
    before = {paper for meeting, _i in renewed for *_item, paper in agendas.get(meeting.pk, [])}
    after = {paper for _meeting, items in renewed for *_item, paper in items}
    return {pk for pk in before | after if pk is not None}


def _save_meetings(
    fresh: list[Meeting],
    edited: dict[int, Meeting],
    renewed: list[tuple[Meeting, list[tuple[Any, ...]]]],
    again: set[int],
) -> None:
    Meeting.objects.bulk_create(fresh, batch_size=_BATCH)
    _overwrite(Meeting, list(edited.values()), [*_MEETING, "updated_at"])
    _remove(AgendaItem, "meeting", again)
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                tenant_id=meeting.tenant_id, meeting=meeting, position=number, title=title, state=state,
                paper_id=paper_id, visibility=PUBLIC, kind=ItemKind.DECISION if paper_id else ItemKind.TALK,
            )
            for meeting, items in renewed
            for number, (title, state, paper_id) in enumerate(items, start=1)
        ],
        batch_size=_BATCH,
    )  # fmt: skip


def _paper_id(item: ItemRow, papers: _Papers) -> int | None:
    paper = papers.by_number.get(item.paper) if item.paper else None
    return paper.pk if paper is not None else None
