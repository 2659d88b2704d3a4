"""The minutes of a meeting while it takes place: one page for an item, one for who is here."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.council.domain import decisions as deciding
from umsicht.council.domain import minutes as domain
from umsicht.council.interfaces.minutes_forms import (
    CorrectionForm,
    DecisionForm,
    MinutesForm,
    PresenceForm,
    RecusalForm,
    TaskForm,
)
from umsicht.council.models import AgendaItem, Attendance, Meeting
from umsicht.council.queries import meetings as queries
from umsicht.council.queries.attendance import (
    able_seats,
    attendances_of,
    order_of,
    quorum_of,
    quorum_text,
    recused_of,
    seats_on,
)
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import act as take
from umsicht.web.desk.pages import clashing, do, enter, saved, steps_of


def _writable(request: HttpRequest, meeting_id: int) -> Meeting:
    meeting = common.meeting_of(request, meeting_id)
    require(request.user, "council.minutes.write", meeting)
    return meeting


def _item(request: HttpRequest, meeting: Meeting, item_id: int) -> AgendaItem:
    return queries.item_at_desk(request.user, meeting, item_id, everything=True)[1]


@require_safe
@never_cache
def item(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    """One item as this person may see it; for the office with all it takes to write the minutes."""
    require(request.user, "council.meeting.view", here(request))
    meeting, everything = common.meeting_of(request, meeting_id), common.sees_all(request)
    number, found = queries.item_at_desk(request.user, meeting, item_id, everything=everything)
    return _page(request, meeting, number, found)


def _page(
    request: HttpRequest, meeting: Meeting, number: str, found: AgendaItem, **forms: Any
) -> HttpResponse:
    """`forms` came back with faults."""
    context = {
        "meeting": meeting,
        "number": number,
        "item": found,
        **_about(request, meeting, found),
        **forms,
    }
    context["crumbs"] = common.crumbs(request, meeting, Link(f"{number} {found.title}", ""))
    bad = any(getattr(form, "is_bound", False) and form.errors for form in forms.values())
    return render(request, "desk/council/item.html", context, status=400 if bad else 200)


def _about(request: HttpRequest, meeting: Meeting, found: AgendaItem) -> dict[str, Any]:
    """The agenda beside the item, what was decided, and for who writes the minutes all forms."""
    everything = common.sees_all(request)
    may_write = request.user.has_perm("council.minutes.write", meeting)
    return {
        "items": queries.agenda_of(request.user, meeting, everything=everything),
        "inside": queries.is_inside(request.user, meeting, everything=everything),
        "writing": may_write and meeting.state in ("running", "held"),
        "may_task": may_write and meeting.state in ("running", "held", "approved"),
        **steps_of(request, found, url(request, "desk_item_act", meeting_id=meeting.pk, item_id=found.pk)),
        "decisions": found.decisions.all(),
        **(_writing(meeting, found) if may_write else {}),
    }


def _writing(meeting: Meeting, found: AgendaItem) -> dict[str, Any]:
    rows = attendances_of(meeting)
    day = clock.local(meeting.starts_at).date()
    quorum, order = quorum_of(meeting, found), order_of(meeting.body, day)
    out = recused_of(found)
    seats = [row.seat for row in rows if row.seat is not None]
    start = found.paper.motion if found.paper is not None else ""
    return {
        "rows": rows,
        "quorum": quorum,
        "quorum_text": quorum_text(quorum, order),
        "majority_text": deciding.majority_text(order),
        "minutes_form": MinutesForm(initial={"minutes": found.minutes}),
        "stand": meanwhile.field({"minutes": found.minutes}),
        "vote_form": DecisionForm(seats=able_seats(rows, out), initial={"text": start}),
        "recusal_form": RecusalForm(seats=[seat for seat in seats if seat.pk not in out]),
        "task_form": TaskForm(seats=seats, auto_id="aufgabe_%s"),
    }


@require_POST
@never_cache
def write(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    """The words of the minutes; when two offices wrote at once, both versions are shown."""
    meeting = _writable(request, meeting_id)
    number, found = queries.item_at_desk(request.user, meeting, item_id, everything=True)
    form, to = MinutesForm(request.POST), common.item_url(request, meeting, item_id)
    try:
        answer = saved(request, form, partial(_write, request, found, form), to)
    except ChangedMeanwhile as clash:
        return clashing(request, clash, found, to)
    return answer or _page(request, meeting, number, found, minutes_form=form, stand=meanwhile.again(request))


def _write(request: HttpRequest, found: AgendaItem, form: MinutesForm) -> bool:
    values = {"minutes": found.minutes} | meanwhile.chosen(request, form.cleaned_data)
    return domain.write_minutes(item=found, actor=request.user, stamp=meanwhile.sent(request), **values)


@require_POST
def act(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    """Done, put off, open again."""
    meeting = _writable(request, meeting_id)
    return take(request, _item(request, meeting, item_id), common.item_url(request, meeting, item_id))


@require_POST
@never_cache
def decide(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    """Establish the result of a vote."""
    meeting = _writable(request, meeting_id)
    number, found = queries.item_at_desk(request.user, meeting, item_id, everything=True)
    form = DecisionForm(request.POST, seats=able_seats(attendances_of(meeting), recused_of(found)))
    write = partial(deciding.decide, item=found, actor=request.user)
    to = common.item_url(request, meeting, item_id)
    answer = saved(request, form, lambda: write(**form.values()), to)
    return answer or _page(request, meeting, number, found, vote_form=form)


@require_POST
@never_cache
def recuse(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    """A seat takes no part in the item; with `zurueck` that was a mistake."""
    meeting = _writable(request, meeting_id)
    number, found = queries.item_at_desk(request.user, meeting, item_id, everything=True)
    to = common.item_url(request, meeting, item_id)
    if pk := request.POST.get("zurueck", ""):
        return do(request, partial(_lift, request, found, pk), to)
    seats = [row.seat for row in attendances_of(meeting) if row.seat is not None]
    form, write = (
        RecusalForm(request.POST, seats=seats),
        partial(domain.recuse, item=found, actor=request.user),
    )
    answer = saved(request, form, lambda: write(**form.values()), to)
    return answer or _page(request, meeting, number, found, recusal_form=form)


def _lift(request: HttpRequest, found: AgendaItem, pk: str) -> None:
    held = next((one for one in found.recusals.all() if str(one.pk) == pk), None)
    if held is None:
        raise NotFound
    domain.lift_recusal(recusal=held, actor=request.user)


@require_POST
@never_cache
def task(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    """A task from this item."""
    meeting = _writable(request, meeting_id)
    number, found = queries.item_at_desk(request.user, meeting, item_id, everything=True)
    seats = seats_on(meeting.body, clock.local(meeting.starts_at).date())
    form = TaskForm(request.POST, seats=seats, auto_id="aufgabe_%s")
    save = partial(domain.add_task, body=meeting.body, item=found, actor=request.user)
    answer = saved(request, form, lambda: save(**form.values()), common.item_url(request, meeting, item_id))
    return answer or _page(request, meeting, number, found, task_form=form)


@require_safe
@never_cache
def presence(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """Who is here: a short form for each seat and guest."""
    meeting = _writable(request, meeting_id)
    return _presence(request, meeting)


def _presence(
    request: HttpRequest, meeting: Meeting, bad: tuple[int, PresenceForm] | None = None
) -> HttpResponse:
    rows = [
        (
            row,
            bad[1] if bad and bad[0] == row.pk else _presence_form(row),
            meanwhile.field(_held(row), ident=f"stand{row.pk}"),
        )
        for row in attendances_of(meeting)
    ]
    found = quorum_of(meeting)
    context = {
        "meeting": meeting,
        "rows": rows,
        "quorum": found,
        "quorum_text": quorum_text(found, order_of(meeting.body, clock.local(meeting.starts_at).date())),
        "back": common.meeting_url(request, meeting),
        "crumbs": common.crumbs(request, meeting, Link(_("Attendance"), "")),
    }
    return render(request, "desk/council/presence.html", context, status=400 if bad else 200)


def _held(row: Attendance) -> dict[str, Any]:
    return {name: getattr(row, name) for name in sorted(domain.PRESENCE)}


def _presence_form(row: Attendance) -> PresenceForm:
    return PresenceForm(initial=_held(row), auto_id=f"sitz{row.pk}_%s")


@require_POST
@never_cache
def presence_row(request: HttpRequest, tenant: str, meeting_id: int, row_id: int) -> HttpResponse:
    meeting = _writable(request, meeting_id)
    row = queries.row_at_desk(meeting, row_id)
    form = PresenceForm(request.POST, auto_id=f"sitz{row.pk}_%s")
    to = url(request, "desk_presence", meeting_id=meeting.pk)
    save = partial(domain.record_presence, row=row, actor=request.user, stamp=meanwhile.sent(request))
    try:
        answer = saved(request, form, lambda: save(**meanwhile.chosen(request, form.cleaned_data)), to)
    except ChangedMeanwhile as clash:
        return clashing(request, clash, row, to)
    return answer or _presence(request, meeting, (row.pk, form))


@require_POST
def presence_as_answered(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """Take over the answers to the invitation for all rows that nobody has recorded."""
    meeting = _writable(request, meeting_id)
    write_all = partial(domain.everybody_here, meeting=meeting, actor=request.user)
    return do(request, write_all, url(request, "desk_presence", meeting_id=meeting.pk))


@never_cache
@require_http_methods(["GET", "POST"])
def add_correction(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """An addition to approved minutes."""
    meeting = common.meeting_of(request, meeting_id)
    require(request.user, "council.minutes.approve", meeting)
    agenda = queries.agenda_of(request.user, meeting, everything=True)
    form, write = CorrectionForm(posted(request), agenda=agenda), partial(domain.correct, meeting=meeting)
    return enter(request, form, _("Correct by an addition"), common.page_of(request, meeting), write)


def to_first(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """The first item that is still open, so that one link leads into the minutes."""
    meeting = _writable(request, meeting_id)
    agenda = queries.agenda_of(request.user, meeting, everything=True)
    for _no, one in agenda:
        if one.state == "open":
            return redirect(common.item_url(request, meeting, one.pk))
    return redirect(common.meeting_url(request, meeting))
