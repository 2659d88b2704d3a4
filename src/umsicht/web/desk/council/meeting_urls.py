"""Addresses of meetings, minutes, outcomes and votes in writing at the desk, and what of them waits."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.queries import attendance, outcomes
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.series import to_invite
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav, panels
from umsicht.web.desk.council import agenda, circular, documents, meetings, minutes, own, people, series
from umsicht.web.desk.council import outcomes as pages


def _late(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=task.pk,
            title=_("Task is due"),
            rest=f": {task.text}",
            meta=task.owner,
            url=reverse("desk_task", kwargs={"tenant": tenant.slug, "task_id": task.pk}),
            since=None,
            due=task.due_on,
            demo=task.is_demo,
        )
        for task in outcomes.late_tasks(clock.today())[:most]
    ]


def _unapproved(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=meeting.pk,
            title=_("Minutes to approve"),
            rest=f": {title_of(meeting.body)}, {meeting.title}",
            url=reverse("desk_meeting", kwargs={"tenant": tenant.slug, "meeting_id": meeting.pk}),
            since=meeting.closed_at,
            due=None,
            demo=meeting.is_demo,
        )
        for meeting in outcomes.held_unapproved()[:most]
    ]


def _to_invite(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=meeting.pk,
            title=_("Invitation is due"),
            rest=f": {title_of(meeting.body)}, {meeting.title}",
            meta=_("planned by itself") if meeting.planned_for else "",
            url=reverse("desk_meeting", kwargs={"tenant": tenant.slug, "meeting_id": meeting.pk}),
            since=None,
            due=due,
            demo=meeting.is_demo,
        )
        for meeting, due in to_invite(clock.today())[:most]
    ]


def _vacant(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=seat.pk,
            title=_("Nobody holds this seat"),
            rest=f": {seat.office}",
            url=reverse(
                "desk_seat_people",
                kwargs={"tenant": tenant.slug, "body_id": seat.body_id, "seat_id": seat.pk},
            ),
            since=None,
            due=None,
            demo=seat.is_demo,
        )
        for seat in attendance.vacant_seats(clock.today())[:most]
    ]


for _entry in (
    nav.Entry(
        "meetings",
        "council",
        gettext_lazy("Council meetings"),
        "desk_meetings",
        "council.meeting.view",
        order=11,
    ),
    nav.Entry(
        "decisions",
        "council",
        gettext_lazy("Decisions of the bodies"),
        "desk_decisions",
        "council.meeting.view",
        order=12,
    ),
    nav.Entry("tasks", "council", gettext_lazy("Tasks"), "desk_tasks", "council.meeting.view", order=13),
    nav.Entry(
        "circulars",
        "council",
        gettext_lazy("Circular votes"),
        "desk_circulars",
        "council.meeting.view",
        order=14,
    ),
    nav.Entry("own", "council", gettext_lazy("My bodies"), "desk_own", "council.own.view", order=9),
):
    nav.register(_entry)
for _waiting in (
    panels.Waiting(
        "council-tasks",
        "council.task.change",
        label=gettext_lazy("Tasks from meetings that are due"),
        figures=lambda request, tenant: panels.Figures(outcomes.late_tasks(clock.today()).count(), None),
        items=_late,
        order=62,
    ),
    panels.Waiting(
        "council-invitations",
        "council.meeting.change",
        label=gettext_lazy("Meetings whose invitation is due"),
        figures=lambda request, tenant: panels.Figures(len(to_invite(clock.today())), None),
        items=_to_invite,
        order=59,
    ),
    panels.Waiting(
        "council-minutes",
        "council.minutes.approve",
        label=gettext_lazy("Minutes that wait for approval"),
        figures=lambda request, tenant: panels.Figures(outcomes.held_unapproved().count(), None),
        items=_unapproved,
        order=63,
    ),
    panels.Waiting(
        "council-vacant",
        "council.holder.view",
        label=gettext_lazy("Seats that nobody holds"),
        figures=lambda request, tenant: panels.Figures(len(attendance.vacant_seats(clock.today())), None),
        items=_vacant,
        order=64,
    ),
):
    panels.register_waiting(_waiting)

_DESK = "desk/<slug:tenant>"
_ROOT = f"{_DESK}/sitzungen"
_ONE = f"{_ROOT}/<int:meeting_id>"
_ITEM = f"{_ONE}/punkte/<int:item_id>"
_VOTES = f"{_DESK}/umlauf"
_BODY = f"{_DESK}/gremien/<int:body_id>"
_SEAT = f"{_BODY}/sitze/<int:seat_id>/personen"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, meetings.listing, name="desk_meetings"),
    path(f"{_ROOT}/liste.csv", meetings.as_csv, name="desk_meetings_csv"),
    path(f"{_ROOT}/kalender.ics", meetings.as_calendar, name="desk_meetings_calendar"),
    path(f"{_ROOT}/neu", meetings.new, name="desk_meeting_new"),
    path(f"{_ROOT}/thema", agenda.topic, name="desk_topic_minutes"),
    path(f"{_ROOT}/reihen", series.listing, name="desk_series"),
    path(f"{_ROOT}/reihen/<int:series_id>", series.edit, name="desk_series_edit"),
    path(_ONE, meetings.page, name="desk_meeting"),
    path(f"{_ONE}/bearbeiten", meetings.edit, name="desk_meeting_edit"),
    path(f"{_ONE}/schritt", meetings.act, name="desk_meeting_act"),
    path(f"{_ONE}/mappe.pdf", documents.pack, name="desk_meeting_pack"),
    path(f"{_ONE}/niederschrift.pdf", documents.minutes_pdf, name="desk_minutes_pdf"),
    path(f"{_ONE}/niederschrift.docx", documents.minutes_docx, name="desk_minutes_docx"),
    path(f"{_ONE}/niederschrift", minutes.to_first, name="desk_minutes"),
    path(f"{_ONE}/berichtigung", minutes.add_correction, name="desk_minutes_correct"),
    path(f"{_ONE}/vorschlaege", agenda.suggest, name="desk_agenda_suggest"),
    path(f"{_ONE}/gaeste/neu", agenda.guest, name="desk_guest_new"),
    path(f"{_ONE}/gaeste/<int:row_id>/entfernen", agenda.guest_remove, name="desk_guest_remove"),
    path(f"{_ONE}/antwort/<int:row_id>", own.reply, name="desk_reply"),
    path(f"{_ONE}/anwesenheit", minutes.presence, name="desk_presence"),
    path(f"{_ONE}/anwesenheit/uebernehmen", minutes.presence_as_answered, name="desk_presence_answered"),
    path(f"{_ONE}/anwesenheit/<int:row_id>", minutes.presence_row, name="desk_presence_row"),
    path(f"{_ONE}/punkte/neu", agenda.new, name="desk_item_new"),
    path(_ITEM, minutes.item, name="desk_item"),
    path(f"{_ITEM}/bearbeiten", agenda.edit, name="desk_item_edit"),
    path(f"{_ITEM}/ordnen", agenda.step, name="desk_item_step"),
    path(f"{_ITEM}/schritt", minutes.act, name="desk_item_act"),
    path(f"{_ITEM}/text", minutes.write, name="desk_item_write"),
    path(f"{_ITEM}/befangen", minutes.recuse, name="desk_item_recuse"),
    path(f"{_ITEM}/beschluss", minutes.decide, name="desk_item_decide"),
    path(f"{_ITEM}/aufgabe", minutes.task, name="desk_item_task"),
    path(f"{_DESK}/beschluesse", pages.decisions, name="desk_decisions"),
    path(f"{_DESK}/beschluesse/liste.csv", pages.decisions_csv, name="desk_decisions_csv"),
    path(f"{_DESK}/beschluesse/<int:decision_id>", pages.decision, name="desk_decision"),
    path(
        f"{_DESK}/beschluesse/<int:decision_id>/schliessen", pages.decision_close, name="desk_decision_close"
    ),
    path(f"{_DESK}/aufgaben", pages.tasks, name="desk_tasks"),
    path(f"{_DESK}/aufgaben/liste.csv", pages.tasks_csv, name="desk_tasks_csv"),
    path(f"{_DESK}/aufgaben/<int:task_id>", pages.task, name="desk_task"),
    path(f"{_DESK}/aufgaben/<int:task_id>/bearbeiten", pages.task_edit, name="desk_task_edit"),
    path(f"{_DESK}/aufgaben/<int:task_id>/schritt", pages.task_act, name="desk_task_act"),
    path(_VOTES, circular.listing, name="desk_circulars"),
    path(f"{_VOTES}/neu", circular.new, name="desk_circular_new"),
    path(f"{_VOTES}/<int:vote_id>", circular.page, name="desk_circular"),
    path(f"{_VOTES}/<int:vote_id>/schritt", circular.act, name="desk_circular_act"),
    path(f"{_VOTES}/<int:vote_id>/erinnern", circular.remind, name="desk_circular_remind"),
    path(f"{_DESK}/meine-gremien", own.own, name="desk_own"),
    path(f"{_DESK}/meine-gremien/kalender", own.calendar, name="desk_own_calendar"),
    path(f"{_BODY}/reihen/neu", series.new, name="desk_series_new"),
    path(f"{_BODY}/ordnung/neu", people.rules_new, name="desk_rules_new"),
    path(f"{_BODY}/ordnung/<int:rules_id>", people.rules_edit, name="desk_rules_edit"),
    path(_SEAT, people.seat_people, name="desk_seat_people"),
    path(f"{_SEAT}/neu", people.holder_new, name="desk_holder_new"),
    path(f"{_SEAT}/<int:holder_id>", people.holder_edit, name="desk_holder_edit"),
    path(f"{_SEAT}/<int:holder_id>/beenden", people.holder_end, name="desk_holder_end"),
    path(f"{_SEAT}/<int:holder_id>/kalender", people.holder_calendar, name="desk_holder_calendar"),
]
