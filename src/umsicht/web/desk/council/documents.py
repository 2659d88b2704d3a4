"""Documents of a meeting, as far as this person may see it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.council.interfaces import documents
from umsicht.council.models import Meeting
from umsicht.council.queries import meetings as queries
from umsicht.council.queries.attendance import attendances_of, order_of, quorum_of, quorum_text
from umsicht.web.desk.answers import here
from umsicht.web.desk.council import meeting_common as common

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _day(meeting: Meeting) -> str:
    return f"{clock.local(meeting.starts_at):%Y-%m-%d}-{meeting.body.code}"


@require_safe
@never_cache
def pack(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """Agenda, papers and motions of a meeting."""
    require(request.user, "council.meeting.view", here(request))
    meeting, everything = common.meeting_of(request, meeting_id), common.sees_all(request)
    agenda = queries.agenda_of(request.user, meeting, everything=everything)
    inside = queries.is_inside(request.user, meeting, everything=everything)
    content = documents.pack(meeting, agenda, inside=inside)
    return _file(content, "application/pdf", f"sitzungsmappe-{_day(meeting)}.pdf")


def _minutes(request: HttpRequest, meeting_id: int) -> tuple[Meeting, Any, dict[str, Any]]:
    """Minutes are for the office and members; raises NotFound for others and before there are any."""
    require(request.user, "council.meeting.view", here(request))
    meeting, everything = common.meeting_of(request, meeting_id), common.sees_all(request)
    inside = queries.is_inside(request.user, meeting, everything=everything)
    if not inside or meeting.state not in ("running", "held", "approved"):
        raise NotFound
    day = clock.local(meeting.starts_at).date()
    agenda = queries.agenda_of(request.user, meeting, everything=everything)
    return (
        meeting,
        agenda,
        {
            "rows": attendances_of(meeting),
            "quorum": quorum_text(quorum_of(meeting), order_of(meeting.body, day)),
            "corrections": [one for one in meeting.corrections.all() if one.item_id is None],
        },
    )


@require_safe
@never_cache
def minutes_pdf(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    meeting, agenda, more = _minutes(request, meeting_id)
    content = documents.minutes_pdf(meeting, agenda, **more)
    return _file(content, "application/pdf", f"niederschrift-{_day(meeting)}.pdf")


@require_safe
@never_cache
def minutes_docx(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    meeting, agenda, more = _minutes(request, meeting_id)
    return _file(documents.minutes_docx(meeting, agenda, **more), WORD, f"niederschrift-{_day(meeting)}.docx")
