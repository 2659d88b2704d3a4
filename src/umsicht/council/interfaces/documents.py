"""Papers of a meeting as documents: the pack for those invited, and the minutes. PDF/UA and, for the minutes, Word.

What goes in is handed over by the caller, who has asked what the reader may see: nothing is read here that could widen it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.documents import Block, Column, Meta, blocks, docx_of_blocks, pdf_of_blocks
from umsicht.council.models import AgendaItem, Attendance, Correction, Decision, Meeting
from umsicht.council.queries.bodies import title_of
from umsicht.council.values import votes_text

Agenda = Sequence[tuple[str, AgendaItem]]


def _meta(meeting: Meeting, title: str, *, closed: bool) -> Meta:
    """`closed` papers say on each page that they are for members only."""
    marks = [
        _("Not public: for members of the body only") if closed else "",
        _("Demo, made up") if meeting.is_demo else "",
    ]
    return Meta(
        title=title,
        author=title_of(meeting.body),
        date=clock.today(),
        letterhead=(meeting.tenant.title, title_of(meeting.body)),
        marking=" · ".join(mark for mark in marks if mark),
    )


def _closed(agenda: Agenda) -> bool:
    return any(item.visibility == "closed" for _no, item in agenda)


def _when(meeting: Meeting) -> str:
    start = clock.local(meeting.starts_at)
    text = f"{start:%d.%m.%Y, %H:%M}"
    return f"{text}–{clock.local(meeting.ends_at):%H:%M}" if meeting.ends_at else text


def pack(meeting: Meeting, agenda: Agenda, *, inside: bool) -> bytes:
    """One page: when and where, the agenda with papers and motions. `inside` adds what only members may know."""
    facts: list[tuple[str, Any]] = [
        (_("Body"), title_of(meeting.body)),
        (_("When"), _when(meeting)),
        (_("How it is held"), meeting.get_mode_display()),
        (_("Place"), meeting.place),
    ]
    if inside:
        facts += [(_("Video"), meeting.online_url), (_("Note"), meeting.note)]
    rows = [
        [number, item.title, item.get_kind_display(), item.get_visibility_display(), _paper(item)]
        for number, item in agenda
    ]
    columns = [
        Column(_("No."), width=0.5),
        Column(_("Item"), width=3),
        Column(_("Kind"), width=1.2),
        Column(_("Public or closed"), width=1.2),
        Column(_("Paper"), width=1.2),
    ]
    parts: list[Block] = [blocks.facts(facts), blocks.heading(_("Agenda"))]
    parts.append(blocks.table(columns, rows) if rows else blocks.paragraph(_("No items.")))
    for number, item in agenda:
        if item.paper is not None and item.paper.motion:
            parts += [blocks.heading(f"{number} {item.title}", level=2), blocks.paragraph(item.paper.motion)]
    return pdf_of_blocks(
        parts, meta=_meta(meeting, f"{_('Agenda')}: {meeting.title}", closed=_closed(agenda))
    )


def _paper(item: AgendaItem) -> str:
    return item.paper.number if item.paper is not None else ""


def _minutes(
    meeting: Meeting,
    agenda: Agenda,
    rows: Sequence[Attendance],
    quorum: str,
    corrections: Sequence[Correction],
) -> list[Block]:
    parts: list[Block] = [
        blocks.facts(
            [
                (_("Body"), title_of(meeting.body)),
                (_("When"), _when(meeting)),
                (_("Place"), meeting.place),
                (_("State"), meeting.get_state_display()),
            ]
        )
    ]
    if rows:
        columns = [Column(_("Seat"), width=3), Column(_("Attendance")), Column(_("Remarks"), width=2)]
        lines = [[_seat(row), row.get_presence_display() or _("not recorded"), _remarks(row)] for row in rows]
        parts += [blocks.heading(_("Attendance")), blocks.table(columns, lines)]
        parts.append(blocks.paragraph(f"{_('Quorum')}: {quorum}"))
    for number, item in agenda:
        parts += _item(number, item, inside=bool(rows))
    if corrections:
        parts.append(blocks.heading(_("Corrections")))
        parts += [blocks.paragraph(f"{one.decided_on:%d.%m.%Y}: {one.text}") for one in corrections]
    return parts


def _seat(row: Attendance) -> str:
    return row.seat.office if row.seat is not None else f"{row.label} ({_('guest')})"


def _remarks(row: Attendance) -> str:
    found = [
        _("deputy: %(who)s") % {"who": row.deputy} if row.deputy else "",
        _("by video") if row.is_remote else "",
        _("since %(time)s") % {"time": f"{row.arrived_at:%H:%M}"} if row.arrived_at else "",
        _("left at %(time)s") % {"time": f"{row.left_at:%H:%M}"} if row.left_at else "",
    ]
    return ", ".join(part for part in found if part)


def _item(number: str, item: AgendaItem, *, inside: bool) -> list[Block]:
    parts: list[Block] = [
        blocks.heading(f"{number} {item.title}"),
        blocks.paragraph(f"{item.get_visibility_display()}, {item.get_state_display()}"),
    ]
    if item.minutes:
        parts += [blocks.paragraph(line) for line in item.minutes.splitlines() if line.strip()]
    if inside:
        parts += [
            blocks.paragraph(
                _("%(seat)s: without a vote, %(interest)s.")
                % {"seat": one.seat.office, "interest": one.get_interest_display()}
                + (" " + _("Left the room.") if one.left_room else "")
            )
            for one in item.recusals.all()
        ]
    parts += [blocks.notice(one.number, *_decision(one)) for one in item.decisions.all()]
    if inside and (tasks := list(item.tasks.all())):
        columns = [Column(_("Task"), width=3), Column(_("Who"), width=2), Column(_("Until"))]
        parts.append(
            blocks.table(
                columns,
                [[one.text, one.owner, f"{one.due_on:%d.%m.%Y}" if one.due_on else ""] for one in tasks],
            )
        )
    parts += [
        blocks.paragraph(f"{_('Correction')}, {one.decided_on:%d.%m.%Y}: {one.text}")
        for one in item.corrections.all()
    ]
    return parts


def _decision(one: Decision) -> list[Block]:
    found = [blocks.paragraph(one.text)]
    words = f"{one.get_method_display()}: {one.get_outcome_display()}"
    if counts := votes_text(one):
        words += f". {counts}."
    return [*found, blocks.paragraph(f"{words} {one.basis}".strip())]


def minutes_pdf(meeting: Meeting, agenda: Agenda, **more: Any) -> bytes:
    """`more`: rows of attendance (empty for outsiders), quorum in words, corrections."""
    title = f"{_('Minutes')}: {meeting.title}"
    return pdf_of_blocks(
        _minutes(meeting, agenda, **more), meta=_meta(meeting, title, closed=_closed(agenda))
    )


def minutes_docx(meeting: Meeting, agenda: Agenda, **more: Any) -> bytes:
    title = f"{_('Minutes')}: {meeting.title}"
    return docx_of_blocks(
        _minutes(meeting, agenda, **more), meta=_meta(meeting, title, closed=_closed(agenda))
    )
